CREATE TABLE clinical_notes (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id   TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    encounter_id TEXT COLLATE "C" REFERENCES encounters (id),
    match_key    TEXT COLLATE "C",
    -- A note that is not signed is seen by its author alone.
    is_signed    TEXT COLLATE "C" NOT NULL,
    author       TEXT COLLATE "C" NOT NULL,
    body         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX clinical_notes_patient ON clinical_notes (patient_id, id);
