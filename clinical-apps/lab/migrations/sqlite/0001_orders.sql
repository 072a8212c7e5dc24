CREATE TABLE lab_orders (
    id                CHAR(26)    NOT NULL PRIMARY KEY,
    order_number      VARCHAR(32) NOT NULL UNIQUE,
    -- The patient's id when the order came; after a merge it is one of the survivor's former ids.
    patient_id        CHAR(26)    NOT NULL,
    placer_system     VARCHAR(200),
    placer_value      VARCHAR(200),
    filler_system     VARCHAR(200),
    filler_value      VARCHAR(200),
    status            VARCHAR(16) NOT NULL,
    priority          VARCHAR(16) NOT NULL,
    tests             TEXT        NOT NULL,
    ordering_provider TEXT,
    requested_at      BIGINT,
    reason            TEXT,
    created_at        BIGINT      NOT NULL,
    updated_at        BIGINT      NOT NULL,
    UNIQUE (placer_system, placer_value),
    UNIQUE (filler_system, filler_value)
);
CREATE INDEX lab_orders_patient ON lab_orders (patient_id, id);

CREATE TABLE processed_commands (
    idempotency_key VARCHAR(200) NOT NULL,
    command         VARCHAR(64)  NOT NULL,
    digest          CHAR(64)     NOT NULL,
    reply           TEXT         NOT NULL,
    processed_at    BIGINT       NOT NULL,
    PRIMARY KEY (idempotency_key, command)
);
CREATE INDEX processed_commands_time ON processed_commands (processed_at);
