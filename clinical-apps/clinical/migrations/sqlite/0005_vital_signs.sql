CREATE TABLE vital_signs (
    id           CHAR(26)    NOT NULL PRIMARY KEY,
    patient_id   CHAR(26)    NOT NULL REFERENCES patients (id),
    encounter_id CHAR(26) REFERENCES encounters (id),
    match_key    VARCHAR(450),
    -- Milliseconds since 1970 with leading zeros, so that text sorts by time.
    taken_at     VARCHAR(20) NOT NULL,
    body         TEXT        NOT NULL
);
CREATE INDEX vital_signs_patient ON vital_signs (patient_id, id);
CREATE INDEX vital_signs_time ON vital_signs (patient_id, taken_at);
