CREATE TABLE lab_orders (
    id                TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    order_number      TEXT COLLATE "C" NOT NULL UNIQUE,
    -- The patient's id when the order came; after a merge it is one of the survivor's former ids.
    patient_id        TEXT COLLATE "C" NOT NULL,
    placer_system     TEXT COLLATE "C",
    placer_value      TEXT COLLATE "C",
    filler_system     TEXT COLLATE "C",
    filler_value      TEXT COLLATE "C",
    status            TEXT COLLATE "C" NOT NULL,
    priority          TEXT COLLATE "C" NOT NULL,
    tests             TEXT COLLATE "C" NOT NULL,
    ordering_provider TEXT COLLATE "C",
    requested_at      BIGINT,
    reason            TEXT COLLATE "C",
    created_at        BIGINT           NOT NULL,
    updated_at        BIGINT           NOT NULL,
    UNIQUE (placer_system, placer_value),
    UNIQUE (filler_system, filler_value)
);
CREATE INDEX lab_orders_patient ON lab_orders (patient_id, id);

CREATE TABLE processed_commands (
    idempotency_key TEXT COLLATE "C" NOT NULL,
    command         TEXT COLLATE "C" NOT NULL,
    digest          TEXT COLLATE "C" NOT NULL,
    reply           TEXT COLLATE "C" NOT NULL,
    processed_at    BIGINT           NOT NULL,
    PRIMARY KEY (idempotency_key, command)
);
CREATE INDEX processed_commands_time ON processed_commands (processed_at);
