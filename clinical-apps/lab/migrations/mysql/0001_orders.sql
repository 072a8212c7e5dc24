CREATE TABLE lab_orders (
    id                VARCHAR(26)  NOT NULL PRIMARY KEY,
    order_number      VARCHAR(32)  NOT NULL UNIQUE,
    -- The patient's id when the order came; after a merge it is one of the survivor's former ids.
    patient_id        VARCHAR(26)  NOT NULL,
    placer_system     VARCHAR(200),
    placer_value      VARCHAR(200),
    filler_system     VARCHAR(200),
    filler_value      VARCHAR(200),
    status            VARCHAR(16)  NOT NULL,
    priority          VARCHAR(16)  NOT NULL,
    tests             LONGTEXT     NOT NULL,
    ordering_provider LONGTEXT,
    requested_at      BIGINT,
    reason            LONGTEXT,
    created_at        BIGINT       NOT NULL,
    updated_at        BIGINT       NOT NULL,
    UNIQUE (placer_system, placer_value),
    UNIQUE (filler_system, filler_value)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX lab_orders_patient ON lab_orders (patient_id, id);

CREATE TABLE processed_commands (
    idempotency_key VARCHAR(200) NOT NULL,
    command         VARCHAR(64)  NOT NULL,
    digest          VARCHAR(64)  NOT NULL,
    reply           LONGTEXT     NOT NULL,
    processed_at    BIGINT       NOT NULL,
    PRIMARY KEY (idempotency_key, command)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX processed_commands_time ON processed_commands (processed_at);
