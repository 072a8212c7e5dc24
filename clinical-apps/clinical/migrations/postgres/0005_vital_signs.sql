CREATE TABLE vital_signs (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id   TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    encounter_id TEXT COLLATE "C" REFERENCES encounters (id),
    match_key    TEXT COLLATE "C",
    -- Milliseconds since 1970 with leading zeros, so that text sorts by time.
    taken_at     TEXT COLLATE "C" NOT NULL,
    body         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX vital_signs_patient ON vital_signs (patient_id, id);
CREATE INDEX vital_signs_time ON vital_signs (patient_id, taken_at);
