CREATE TABLE clinical_notes (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id   VARCHAR(26) NOT NULL,
    encounter_id VARCHAR(26),
    match_key    LONGTEXT,
    -- A note that is not signed is seen by its author alone.
    is_signed    VARCHAR(1)  NOT NULL,
    author       LONGTEXT    NOT NULL,
    body         LONGTEXT    NOT NULL,
    FOREIGN KEY (patient_id) REFERENCES patients (id),
    FOREIGN KEY (encounter_id) REFERENCES encounters (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX clinical_notes_patient ON clinical_notes (patient_id, id);
