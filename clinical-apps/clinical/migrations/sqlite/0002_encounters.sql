CREATE TABLE encounters (
    id                    CHAR(26)    NOT NULL PRIMARY KEY,
    patient_id            CHAR(26)    NOT NULL REFERENCES patients (id),
    visit_system          VARCHAR(200),
    visit_value           VARCHAR(200),
    class                 VARCHAR(16) NOT NULL,
    status                VARCHAR(16) NOT NULL,
    attending             TEXT,
    admit_time            BIGINT,
    discharge_time        BIGINT,
    discharge_disposition VARCHAR(200),
    reason                TEXT,
    last_event_at         BIGINT,
    created_at            BIGINT      NOT NULL,
    updated_at            BIGINT      NOT NULL,
    UNIQUE (visit_system, visit_value)
);
CREATE INDEX encounters_patient ON encounters (patient_id, id);

CREATE TABLE encounter_locations (
    encounter_id CHAR(26) NOT NULL REFERENCES encounters (id),
    position     INTEGER  NOT NULL,
    location     TEXT     NOT NULL,
    from_time    BIGINT   NOT NULL,
    until_time   BIGINT,
    PRIMARY KEY (encounter_id, position)
);

CREATE TABLE processed_commands (
    idempotency_key VARCHAR(200) NOT NULL,
    command         VARCHAR(64)  NOT NULL,
    digest          CHAR(64)     NOT NULL,
    reply           TEXT         NOT NULL,
    processed_at    BIGINT       NOT NULL,
    PRIMARY KEY (idempotency_key, command)
);
CREATE INDEX processed_commands_time ON processed_commands (processed_at);
