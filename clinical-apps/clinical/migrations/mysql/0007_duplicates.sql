-- What records that may be of one person have in common; every record has the key `-` once its keys are written.
CREATE TABLE patient_match_keys (
    match_key  VARCHAR(500) NOT NULL,
    patient_id VARCHAR(26)  NOT NULL,
    PRIMARY KEY (match_key, patient_id),
    FOREIGN KEY (patient_id) REFERENCES patients (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX patient_match_keys_patient ON patient_match_keys (patient_id);

-- What a merge moved, as JSON, so that it can be taken back; NULL for merges of before.
ALTER TABLE patient_links ADD COLUMN moved LONGTEXT;
ALTER TABLE patient_links ADD COLUMN reason LONGTEXT;
ALTER TABLE patient_links ADD COLUMN merged_by LONGTEXT;

-- Merges that were taken back.
CREATE TABLE patient_unmerges (
    id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    prior_id    VARCHAR(26) NOT NULL,
    survivor_id VARCHAR(26) NOT NULL,
    merge       LONGTEXT    NOT NULL,
    reason      LONGTEXT    NOT NULL,
    unmerged_by LONGTEXT    NOT NULL,
    unmerged_at BIGINT      NOT NULL,
    FOREIGN KEY (prior_id) REFERENCES patients (id),
    FOREIGN KEY (survivor_id) REFERENCES patients (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX patient_unmerges_prior ON patient_unmerges (prior_id);
