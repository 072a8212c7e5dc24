CREATE TABLE appointments (
    id                 VARCHAR(26) NOT NULL PRIMARY KEY,
    appointment_number VARCHAR(32) NOT NULL UNIQUE,
    -- The patient's id when it was booked; after a merge it is one of the survivor's former ids.
    patient_id         VARCHAR(26) NOT NULL,
    provider_id        VARCHAR(26) NOT NULL,
    facility_id        VARCHAR(26) NOT NULL,
    status             VARCHAR(32) NOT NULL,
    starts_at          BIGINT      NOT NULL,
    -- The appointment, and what is known of patient, provider and facility, as JSON.
    appointment        LONGTEXT    NOT NULL,
    context            LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX appointments_provider ON appointments (provider_id, starts_at, id);
CREATE INDEX appointments_patient ON appointments (patient_id, starts_at, id);
CREATE INDEX appointments_facility ON appointments (facility_id, starts_at, id);

-- Who and what is taken when: a row for each five minutes since 1970. The key is what keeps two appointments from overlapping, in any
-- database and whoever books at the same moment; it is written in the transaction of the booking.
CREATE TABLE appointment_slots (
    resource       VARCHAR(200) NOT NULL,
    slot           BIGINT       NOT NULL,
    appointment_id VARCHAR(26)  NOT NULL,
    PRIMARY KEY (resource, slot),
    FOREIGN KEY (appointment_id) REFERENCES appointments (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX appointment_slots_appointment ON appointment_slots (appointment_id);

CREATE TABLE appointment_resources (
    appointment_id VARCHAR(26) NOT NULL,
    kind           VARCHAR(16) NOT NULL,
    name           VARCHAR(50) NOT NULL,
    PRIMARY KEY (appointment_id, kind, name),
    FOREIGN KEY (appointment_id) REFERENCES appointments (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX appointment_resources_name ON appointment_resources (kind, name);

CREATE TABLE reminders (
    appointment_id VARCHAR(26) NOT NULL,
    due_at         BIGINT      NOT NULL,
    -- A reminder of the time before a move stays, as cancelled.
    sequence       BIGINT      NOT NULL,
    status         VARCHAR(16) NOT NULL,
    PRIMARY KEY (appointment_id, sequence, due_at),
    FOREIGN KEY (appointment_id) REFERENCES appointments (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX reminders_due ON reminders (status, due_at);

CREATE TABLE waitlist (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id  VARCHAR(26) NOT NULL,
    facility_id VARCHAR(26) NOT NULL,
    status      VARCHAR(16) NOT NULL,
    -- 0 routine, 1 urgent, 2 emergency.
    priority    VARCHAR(1)  NOT NULL,
    latest      VARCHAR(10) NOT NULL,
    body        LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX waitlist_waiting ON waitlist (facility_id, status, priority, id);

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
