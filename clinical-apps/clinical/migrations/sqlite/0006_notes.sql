CREATE TABLE clinical_notes (
    id           CHAR(26)     NOT NULL PRIMARY KEY,
    patient_id   CHAR(26)     NOT NULL REFERENCES patients (id),
    encounter_id CHAR(26) REFERENCES encounters (id),
    match_key    VARCHAR(450),
    -- A note that is not signed is seen by its author alone.
    is_signed    VARCHAR(1)   NOT NULL,
    author       VARCHAR(200) NOT NULL,
    body         TEXT         NOT NULL
);
CREATE INDEX clinical_notes_patient ON clinical_notes (patient_id, id);
