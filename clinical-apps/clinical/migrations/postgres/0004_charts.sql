-- Charts. An entry keeps the patient's id of when it was written; after a merge that is one of the survivor's former ids.
-- `match_key` is the code that an entry is found by when a message repeats it.
CREATE TABLE allergies (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id   TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    encounter_id TEXT COLLATE "C" REFERENCES encounters (id),
    match_key    TEXT COLLATE "C",
    body         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX allergies_patient ON allergies (patient_id, id);

-- Statements that no allergies are known.
CREATE TABLE allergy_statements (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id   TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    encounter_id TEXT COLLATE "C" REFERENCES encounters (id),
    match_key    TEXT COLLATE "C",
    body         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX allergy_statements_patient ON allergy_statements (patient_id, id);

CREATE TABLE conditions (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id   TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    encounter_id TEXT COLLATE "C" REFERENCES encounters (id),
    match_key    TEXT COLLATE "C",
    body         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX conditions_patient ON conditions (patient_id, id);

CREATE TABLE procedures (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id   TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    encounter_id TEXT COLLATE "C" REFERENCES encounters (id),
    match_key    TEXT COLLATE "C",
    body         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX procedures_patient ON procedures (patient_id, id);

CREATE TABLE immunizations (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id   TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    encounter_id TEXT COLLATE "C" REFERENCES encounters (id),
    match_key    TEXT COLLATE "C",
    body         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX immunizations_patient ON immunizations (patient_id, id);

-- Every version of every entry as it was written.
CREATE TABLE chart_versions (
    entry_id   TEXT COLLATE "C" NOT NULL,
    version    BIGINT           NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT           NOT NULL,
    body       TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (entry_id, version)
);
