CREATE TABLE patients (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    names          TEXT COLLATE "C" NOT NULL,
    birth_date     TEXT COLLATE "C",
    gender         TEXT COLLATE "C" NOT NULL,
    addresses      TEXT COLLATE "C" NOT NULL,
    telecoms       TEXT COLLATE "C" NOT NULL,
    marital_status TEXT COLLATE "C",
    language       TEXT COLLATE "C",
    deceased       BIGINT,
    death_time     BIGINT,
    -- The survivor, also after further merges: a chain is never longer than one step.
    replaced_by    TEXT COLLATE "C" REFERENCES patients (id),
    -- Time of the newest event applied; older ones do not undo it.
    last_event_at  BIGINT,
    created_at     BIGINT           NOT NULL,
    updated_at     BIGINT           NOT NULL
);
CREATE INDEX patients_replaced_by ON patients (replaced_by);

-- A number belongs to one patient at a time; a merge moves it.
CREATE TABLE patient_identifiers (
    system     TEXT COLLATE "C" NOT NULL,
    value      TEXT COLLATE "C" NOT NULL,
    type       TEXT COLLATE "C",
    patient_id TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    PRIMARY KEY (system, value)
);
CREATE INDEX patient_identifiers_value ON patient_identifiers (value);
CREATE INDEX patient_identifiers_patient ON patient_identifiers (patient_id);

-- The words of all names in lowercase, for finding by the beginning of words.
CREATE TABLE patient_name_words (
    word       TEXT COLLATE "C" NOT NULL,
    patient_id TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    PRIMARY KEY (word, patient_id)
);
CREATE INDEX patient_name_words_patient ON patient_name_words (patient_id);

-- Each merge as it happened: who was merged into whom, when, by which message.
CREATE TABLE patient_links (
    prior_id    TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES patients (id),
    survivor_id TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    source      TEXT COLLATE "C",
    merged_at   BIGINT           NOT NULL
);
