-- Each record is whole in `body`, as JSON; the other columns are what it is found by, and what may not be twice.
CREATE TABLE organizations (
    id   CHAR(26)    NOT NULL PRIMARY KEY,
    code VARCHAR(32) NOT NULL UNIQUE,
    body TEXT        NOT NULL
);

CREATE TABLE staff (
    id               CHAR(26)    NOT NULL PRIMARY KEY,
    number           VARCHAR(32) NOT NULL UNIQUE,
    role             VARCHAR(32) NOT NULL,
    status           VARCHAR(32) NOT NULL,
    -- The first one that the member names.
    home_facility_id CHAR(26)    NOT NULL,
    department_id    CHAR(26),
    body             TEXT        NOT NULL
);
CREATE INDEX staff_role ON staff (role, id);
CREATE INDEX staff_facility ON staff (home_facility_id, id);

CREATE TABLE schedules (
    id       CHAR(26) NOT NULL PRIMARY KEY,
    staff_id CHAR(26) NOT NULL REFERENCES staff (id),
    body     TEXT     NOT NULL
);
CREATE INDEX schedules_staff ON schedules (staff_id, id);

CREATE TABLE schedule_exceptions (
    id       CHAR(26) NOT NULL PRIMARY KEY,
    staff_id CHAR(26) NOT NULL REFERENCES staff (id),
    until_at BIGINT   NOT NULL,
    body     TEXT     NOT NULL
);
CREATE INDEX schedule_exceptions_staff ON schedule_exceptions (staff_id, until_at);

CREATE TABLE outbox_events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id VARCHAR(26) NOT NULL,
    body     TEXT        NOT NULL
);
