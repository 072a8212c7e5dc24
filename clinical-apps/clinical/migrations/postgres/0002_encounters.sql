CREATE TABLE encounters (
    id                    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id            TEXT COLLATE "C" NOT NULL REFERENCES patients (id),
    visit_system          TEXT COLLATE "C",
    visit_value           TEXT COLLATE "C",
    class                 TEXT COLLATE "C" NOT NULL,
    status                TEXT COLLATE "C" NOT NULL,
    attending             TEXT COLLATE "C",
    admit_time            BIGINT,
    discharge_time        BIGINT,
    discharge_disposition TEXT COLLATE "C",
    reason                TEXT COLLATE "C",
    last_event_at         BIGINT,
    created_at            BIGINT           NOT NULL,
    updated_at            BIGINT           NOT NULL,
    UNIQUE (visit_system, visit_value)
);
CREATE INDEX encounters_patient ON encounters (patient_id, id);

CREATE TABLE encounter_locations (
    encounter_id TEXT COLLATE "C" NOT NULL REFERENCES encounters (id),
    position     BIGINT           NOT NULL,
    location     TEXT COLLATE "C" NOT NULL,
    from_time    BIGINT           NOT NULL,
    until_time   BIGINT,
    PRIMARY KEY (encounter_id, position)
);

CREATE TABLE processed_commands (
    idempotency_key TEXT COLLATE "C" NOT NULL,
    command         TEXT COLLATE "C" NOT NULL,
    digest          TEXT COLLATE "C" NOT NULL,
    reply           TEXT COLLATE "C" NOT NULL,
    processed_at    BIGINT           NOT NULL,
    PRIMARY KEY (idempotency_key, command)
);
CREATE INDEX processed_commands_time ON processed_commands (processed_at);
