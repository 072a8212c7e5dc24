CREATE TABLE patients (
    id             CHAR(26)    NOT NULL PRIMARY KEY,
    names          TEXT        NOT NULL,
    birth_date     VARCHAR(10),
    gender         VARCHAR(16) NOT NULL,
    addresses      TEXT        NOT NULL,
    telecoms       TEXT        NOT NULL,
    marital_status VARCHAR(100),
    language       VARCHAR(100),
    deceased       BOOLEAN,
    death_time     BIGINT,
    -- The survivor, also after further merges: a chain is never longer than one step.
    replaced_by    CHAR(26) REFERENCES patients (id),
    -- Time of the newest event applied; older ones do not undo it.
    last_event_at  BIGINT,
    created_at     BIGINT      NOT NULL,
    updated_at     BIGINT      NOT NULL
);
CREATE INDEX patients_replaced_by ON patients (replaced_by);

-- A number belongs to one patient at a time; a merge moves it.
CREATE TABLE patient_identifiers (
    system     VARCHAR(200) NOT NULL,
    value      VARCHAR(200) NOT NULL,
    type       VARCHAR(50),
    patient_id CHAR(26)     NOT NULL REFERENCES patients (id),
    PRIMARY KEY (system, value)
);
CREATE INDEX patient_identifiers_value ON patient_identifiers (value);
CREATE INDEX patient_identifiers_patient ON patient_identifiers (patient_id);

-- The words of all names in lowercase, for finding by the beginning of words.
CREATE TABLE patient_name_words (
    word       VARCHAR(100) NOT NULL,
    patient_id CHAR(26)     NOT NULL REFERENCES patients (id),
    PRIMARY KEY (word, patient_id)
);
CREATE INDEX patient_name_words_patient ON patient_name_words (patient_id);

-- Each merge as it happened: who was merged into whom, when, by which message.
CREATE TABLE patient_links (
    prior_id    CHAR(26) NOT NULL PRIMARY KEY REFERENCES patients (id),
    survivor_id CHAR(26) NOT NULL REFERENCES patients (id),
    source      TEXT,
    merged_at   BIGINT   NOT NULL
);
