-- Charts. An entry keeps the patient's id of when it was written; after a merge that is one of the survivor's former ids.
-- `match_key` is the code that an entry is found by when a message repeats it.
CREATE TABLE allergies (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id   VARCHAR(26) NOT NULL,
    encounter_id VARCHAR(26),
    match_key    LONGTEXT,
    body         LONGTEXT    NOT NULL,
    FOREIGN KEY (patient_id) REFERENCES patients (id),
    FOREIGN KEY (encounter_id) REFERENCES encounters (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX allergies_patient ON allergies (patient_id, id);

-- Statements that no allergies are known.
CREATE TABLE allergy_statements (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id   VARCHAR(26) NOT NULL,
    encounter_id VARCHAR(26),
    match_key    LONGTEXT,
    body         LONGTEXT    NOT NULL,
    FOREIGN KEY (patient_id) REFERENCES patients (id),
    FOREIGN KEY (encounter_id) REFERENCES encounters (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX allergy_statements_patient ON allergy_statements (patient_id, id);

CREATE TABLE conditions (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id   VARCHAR(26) NOT NULL,
    encounter_id VARCHAR(26),
    match_key    LONGTEXT,
    body         LONGTEXT    NOT NULL,
    FOREIGN KEY (patient_id) REFERENCES patients (id),
    FOREIGN KEY (encounter_id) REFERENCES encounters (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX conditions_patient ON conditions (patient_id, id);

CREATE TABLE procedures (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id   VARCHAR(26) NOT NULL,
    encounter_id VARCHAR(26),
    match_key    LONGTEXT,
    body         LONGTEXT    NOT NULL,
    FOREIGN KEY (patient_id) REFERENCES patients (id),
    FOREIGN KEY (encounter_id) REFERENCES encounters (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX procedures_patient ON procedures (patient_id, id);

CREATE TABLE immunizations (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id   VARCHAR(26) NOT NULL,
    encounter_id VARCHAR(26),
    match_key    LONGTEXT,
    body         LONGTEXT    NOT NULL,
    FOREIGN KEY (patient_id) REFERENCES patients (id),
    FOREIGN KEY (encounter_id) REFERENCES encounters (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX immunizations_patient ON immunizations (patient_id, id);

-- Every version of every entry as it was written.
CREATE TABLE chart_versions (
    entry_id   VARCHAR(26) NOT NULL,
    version    BIGINT      NOT NULL,
    changed_by LONGTEXT    NOT NULL,
    changed_at BIGINT      NOT NULL,
    body       LONGTEXT    NOT NULL,
    PRIMARY KEY (entry_id, version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
