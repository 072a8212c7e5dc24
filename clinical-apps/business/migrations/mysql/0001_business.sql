-- Each record is whole in `body`, as JSON; the other columns are what it is found by, and what may not be twice.
CREATE TABLE organizations (
    id   VARCHAR(26) NOT NULL PRIMARY KEY,
    code VARCHAR(32) NOT NULL UNIQUE,
    body LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE staff (
    id               VARCHAR(26) NOT NULL PRIMARY KEY,
    number           VARCHAR(32) NOT NULL UNIQUE,
    role             VARCHAR(32) NOT NULL,
    status           VARCHAR(32) NOT NULL,
    -- The first one that the member names.
    home_facility_id VARCHAR(26) NOT NULL,
    department_id    VARCHAR(26),
    body             LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX staff_role ON staff (role, id);
CREATE INDEX staff_facility ON staff (home_facility_id, id);

CREATE TABLE schedules (
    id       VARCHAR(26) NOT NULL PRIMARY KEY,
    staff_id VARCHAR(26) NOT NULL,
    body     LONGTEXT    NOT NULL,
    FOREIGN KEY (staff_id) REFERENCES staff (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX schedules_staff ON schedules (staff_id, id);

CREATE TABLE schedule_exceptions (
    id       VARCHAR(26) NOT NULL PRIMARY KEY,
    staff_id VARCHAR(26) NOT NULL,
    until_at BIGINT      NOT NULL,
    body     LONGTEXT    NOT NULL,
    FOREIGN KEY (staff_id) REFERENCES staff (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX schedule_exceptions_staff ON schedule_exceptions (staff_id, until_at);

CREATE TABLE outbox_events (
    position BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id VARCHAR(26) NOT NULL,
    body     LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
