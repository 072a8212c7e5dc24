-- Charts. An entry keeps the patient's id of when it was written; after a merge that is one of the survivor's former ids.
-- `match_key` is the code that an entry is found by when a message repeats it.
CREATE TABLE allergies (
    id           CHAR(26) NOT NULL PRIMARY KEY,
    patient_id   CHAR(26) NOT NULL REFERENCES patients (id),
    encounter_id CHAR(26) REFERENCES encounters (id),
    match_key    VARCHAR(450),
    body         TEXT     NOT NULL
);
CREATE INDEX allergies_patient ON allergies (patient_id, id);

-- Statements that no allergies are known.
CREATE TABLE allergy_statements (
    id           CHAR(26) NOT NULL PRIMARY KEY,
    patient_id   CHAR(26) NOT NULL REFERENCES patients (id),
    encounter_id CHAR(26) REFERENCES encounters (id),
    match_key    VARCHAR(450),
    body         TEXT     NOT NULL
);
CREATE INDEX allergy_statements_patient ON allergy_statements (patient_id, id);

CREATE TABLE conditions (
    id           CHAR(26) NOT NULL PRIMARY KEY,
    patient_id   CHAR(26) NOT NULL REFERENCES patients (id),
    encounter_id CHAR(26) REFERENCES encounters (id),
    match_key    VARCHAR(450),
    body         TEXT     NOT NULL
);
CREATE INDEX conditions_patient ON conditions (patient_id, id);

CREATE TABLE procedures (
    id           CHAR(26) NOT NULL PRIMARY KEY,
    patient_id   CHAR(26) NOT NULL REFERENCES patients (id),
    encounter_id CHAR(26) REFERENCES encounters (id),
    match_key    VARCHAR(450),
    body         TEXT     NOT NULL
);
CREATE INDEX procedures_patient ON procedures (patient_id, id);

CREATE TABLE immunizations (
    id           CHAR(26) NOT NULL PRIMARY KEY,
    patient_id   CHAR(26) NOT NULL REFERENCES patients (id),
    encounter_id CHAR(26) REFERENCES encounters (id),
    match_key    VARCHAR(450),
    body         TEXT     NOT NULL
);
CREATE INDEX immunizations_patient ON immunizations (patient_id, id);

-- Every version of every entry as it was written.
CREATE TABLE chart_versions (
    entry_id   CHAR(26)     NOT NULL,
    version    BIGINT       NOT NULL,
    changed_by VARCHAR(200) NOT NULL,
    changed_at BIGINT       NOT NULL,
    body       TEXT         NOT NULL,
    PRIMARY KEY (entry_id, version)
);
