-- What records that may be of one person have in common; every record has the key `-` once its keys are written.
CREATE TABLE patient_match_keys (
    match_key  VARCHAR(200) NOT NULL,
    patient_id CHAR(26)     NOT NULL REFERENCES patients (id),
    PRIMARY KEY (match_key, patient_id)
);
CREATE INDEX patient_match_keys_patient ON patient_match_keys (patient_id);

-- What a merge moved, as JSON, so that it can be taken back; NULL for merges of before.
ALTER TABLE patient_links ADD COLUMN moved TEXT;
ALTER TABLE patient_links ADD COLUMN reason TEXT;
ALTER TABLE patient_links ADD COLUMN merged_by VARCHAR(200);

-- Merges that were taken back.
CREATE TABLE patient_unmerges (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    prior_id    CHAR(26)     NOT NULL REFERENCES patients (id),
    survivor_id CHAR(26)     NOT NULL REFERENCES patients (id),
    merge       TEXT         NOT NULL,
    reason      TEXT         NOT NULL,
    unmerged_by VARCHAR(200) NOT NULL,
    unmerged_at BIGINT       NOT NULL
);
CREATE INDEX patient_unmerges_prior ON patient_unmerges (prior_id);
