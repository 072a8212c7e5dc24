CREATE TABLE prescriptions (
    id                  VARCHAR(26) NOT NULL PRIMARY KEY,
    prescription_number VARCHAR(32) NOT NULL UNIQUE,
    version             BIGINT      NOT NULL,
    -- The patient's id when it was written; after a merge it is one of the survivor's former ids.
    patient_id          VARCHAR(26) NOT NULL,
    status              VARCHAR(32) NOT NULL,
    -- The prescription, the request that it came from, and where the present fill begins, as JSON.
    prescription        LONGTEXT    NOT NULL,
    request             LONGTEXT    NOT NULL,
    fill_from           BIGINT      NOT NULL,
    ends_at             BIGINT,
    created_at          BIGINT      NOT NULL,
    updated_at          BIGINT      NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX prescriptions_patient ON prescriptions (patient_id, id);
CREATE INDEX prescriptions_status ON prescriptions (status, id);

-- The record of what was given (medication administration record).
CREATE TABLE mar_entries (
    id              VARCHAR(26) NOT NULL PRIMARY KEY,
    prescription_id VARCHAR(26) NOT NULL,
    patient_id      VARCHAR(26) NOT NULL,
    due_at          BIGINT      NOT NULL,
    outcome         VARCHAR(16) NOT NULL,
    entry           LONGTEXT    NOT NULL,
    noted_at        BIGINT      NOT NULL,
    -- A dose is noted once, whoever notes it at the same moment.
    UNIQUE (prescription_id, due_at),
    FOREIGN KEY (prescription_id) REFERENCES prescriptions (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX mar_entries_patient ON mar_entries (patient_id, due_at);

CREATE TABLE high_alert_medications (
    name     VARCHAR(400) NOT NULL PRIMARY KEY,
    kind     VARCHAR(32)  NOT NULL,
    category LONGTEXT     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO high_alert_medications (name, kind, category) VALUES
    ('warfarin', 'high-alert', 'anticoagulant'),
    ('heparin', 'high-alert', 'anticoagulant'),
    ('enoxaparin', 'high-alert', 'anticoagulant'),
    ('insulin', 'high-alert', 'insulin'),
    ('morphine', 'high-alert', 'opioid'),
    ('fentanyl', 'high-alert', 'opioid'),
    ('pethidine', 'high-alert', 'opioid'),
    ('methotrexate', 'high-alert', 'chemotherapy'),
    ('vincristine', 'high-alert', 'chemotherapy'),
    ('potassium chloride', 'high-alert', 'electrolyte'),
    ('magnesium sulfate', 'high-alert', 'electrolyte'),
    ('suxamethonium', 'high-alert', 'neuromuscular blocker'),
    ('midazolam', 'high-alert', 'sedative'),
    ('digoxin', 'narrow-therapeutic-index', 'other'),
    ('phenytoin', 'narrow-therapeutic-index', 'other');

CREATE TABLE processed_commands (
    idempotency_key VARCHAR(200) NOT NULL,
    command         VARCHAR(64)  NOT NULL,
    digest          VARCHAR(64)  NOT NULL,
    reply           LONGTEXT     NOT NULL,
    processed_at    BIGINT       NOT NULL,
    PRIMARY KEY (idempotency_key, command)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX processed_commands_time ON processed_commands (processed_at);

CREATE TABLE outbox_events (
    position BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id VARCHAR(26) NOT NULL,
    body     LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
