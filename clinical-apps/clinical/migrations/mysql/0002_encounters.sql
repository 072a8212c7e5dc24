CREATE TABLE encounters (
    id                    VARCHAR(26)  NOT NULL PRIMARY KEY,
    patient_id            VARCHAR(26)  NOT NULL,
    visit_system          VARCHAR(200),
    visit_value           VARCHAR(200),
    class                 VARCHAR(16)  NOT NULL,
    status                VARCHAR(16)  NOT NULL,
    attending             LONGTEXT,
    admit_time            BIGINT,
    discharge_time        BIGINT,
    discharge_disposition LONGTEXT,
    reason                LONGTEXT,
    last_event_at         BIGINT,
    created_at            BIGINT       NOT NULL,
    updated_at            BIGINT       NOT NULL,
    UNIQUE (visit_system, visit_value),
    FOREIGN KEY (patient_id) REFERENCES patients (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX encounters_patient ON encounters (patient_id, id);

CREATE TABLE encounter_locations (
    encounter_id VARCHAR(26) NOT NULL,
    position     BIGINT      NOT NULL,
    location     LONGTEXT    NOT NULL,
    from_time    BIGINT      NOT NULL,
    until_time   BIGINT,
    PRIMARY KEY (encounter_id, position),
    FOREIGN KEY (encounter_id) REFERENCES encounters (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE processed_commands (
    idempotency_key VARCHAR(200) NOT NULL,
    command         VARCHAR(64)  NOT NULL,
    digest          VARCHAR(64)  NOT NULL,
    reply           LONGTEXT     NOT NULL,
    processed_at    BIGINT       NOT NULL,
    PRIMARY KEY (idempotency_key, command)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX processed_commands_time ON processed_commands (processed_at);
