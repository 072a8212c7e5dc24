CREATE TABLE vital_signs (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id   VARCHAR(26) NOT NULL,
    encounter_id VARCHAR(26),
    match_key    LONGTEXT,
    -- Milliseconds since 1970 with leading zeros, so that text sorts by time.
    taken_at     VARCHAR(20) NOT NULL,
    body         LONGTEXT    NOT NULL,
    FOREIGN KEY (patient_id) REFERENCES patients (id),
    FOREIGN KEY (encounter_id) REFERENCES encounters (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX vital_signs_patient ON vital_signs (patient_id, id);
CREATE INDEX vital_signs_time ON vital_signs (patient_id, taken_at);
