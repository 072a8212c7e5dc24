CREATE TABLE patients (
    id             VARCHAR(26) NOT NULL PRIMARY KEY,
    names          LONGTEXT    NOT NULL,
    birth_date     VARCHAR(10),
    gender         VARCHAR(16) NOT NULL,
    addresses      LONGTEXT    NOT NULL,
    telecoms       LONGTEXT    NOT NULL,
    marital_status LONGTEXT,
    language       LONGTEXT,
    deceased       BIGINT,
    death_time     BIGINT,
    -- The survivor, also after further merges: a chain is never longer than one step.
    replaced_by    VARCHAR(26),
    -- Time of the newest event applied; older ones do not undo it.
    last_event_at  BIGINT,
    created_at     BIGINT      NOT NULL,
    updated_at     BIGINT      NOT NULL,
    FOREIGN KEY (replaced_by) REFERENCES patients (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX patients_replaced_by ON patients (replaced_by);

-- A number belongs to one patient at a time; a merge moves it.
CREATE TABLE patient_identifiers (
    `system`   VARCHAR(200) NOT NULL,
    value      VARCHAR(200) NOT NULL,
    type       LONGTEXT,
    patient_id VARCHAR(26)  NOT NULL,
    PRIMARY KEY (`system`, value),
    FOREIGN KEY (patient_id) REFERENCES patients (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX patient_identifiers_value ON patient_identifiers (value);
CREATE INDEX patient_identifiers_patient ON patient_identifiers (patient_id);

-- The words of all names in lowercase, for finding by the beginning of words.
CREATE TABLE patient_name_words (
    word       VARCHAR(100) NOT NULL,
    patient_id VARCHAR(26)  NOT NULL,
    PRIMARY KEY (word, patient_id),
    FOREIGN KEY (patient_id) REFERENCES patients (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX patient_name_words_patient ON patient_name_words (patient_id);

-- Each merge as it happened: who was merged into whom, when, by which message.
CREATE TABLE patient_links (
    prior_id    VARCHAR(26) NOT NULL PRIMARY KEY,
    survivor_id VARCHAR(26) NOT NULL,
    source      LONGTEXT,
    merged_at   BIGINT      NOT NULL,
    FOREIGN KEY (prior_id) REFERENCES patients (id),
    FOREIGN KEY (survivor_id) REFERENCES patients (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
