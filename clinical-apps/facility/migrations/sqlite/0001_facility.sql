-- Each record is whole in `body`, as JSON; the other columns are what it is found by, and what may not be twice.
CREATE TABLE facilities (
    id   CHAR(26)    NOT NULL PRIMARY KEY,
    code VARCHAR(32) NOT NULL UNIQUE,
    body TEXT        NOT NULL
);

CREATE TABLE departments (
    id          CHAR(26)    NOT NULL PRIMARY KEY,
    facility_id CHAR(26)    NOT NULL REFERENCES facilities (id),
    code        VARCHAR(32) NOT NULL,
    body        TEXT        NOT NULL,
    UNIQUE (facility_id, code)
);

CREATE TABLE wards (
    id          CHAR(26)    NOT NULL PRIMARY KEY,
    facility_id CHAR(26)    NOT NULL REFERENCES facilities (id),
    code        VARCHAR(32) NOT NULL,
    body        TEXT        NOT NULL,
    UNIQUE (facility_id, code)
);

CREATE TABLE beds (
    id          CHAR(26)    NOT NULL PRIMARY KEY,
    facility_id CHAR(26)    NOT NULL REFERENCES facilities (id),
    ward_id     CHAR(26)    NOT NULL REFERENCES wards (id),
    number      VARCHAR(32) NOT NULL,
    status      VARCHAR(32) NOT NULL,
    body        TEXT        NOT NULL,
    UNIQUE (ward_id, number)
);
CREATE INDEX beds_facility ON beds (facility_id, status, id);

CREATE TABLE bed_assignments (
    id                CHAR(26) NOT NULL PRIMARY KEY,
    bed_id            CHAR(26) NOT NULL REFERENCES beds (id),
    encounter_id      CHAR(26) NOT NULL,
    patient_id        CHAR(26) NOT NULL,
    -- Set while the patient lies there: one patient a bed, one bed an encounter, whoever assigns at the same moment.
    open_bed_id       CHAR(26) UNIQUE,
    open_encounter_id CHAR(26) UNIQUE,
    body              TEXT     NOT NULL
);
CREATE INDEX bed_assignments_bed ON bed_assignments (bed_id, id);
CREATE INDEX bed_assignments_encounter ON bed_assignments (encounter_id, id);
CREATE INDEX bed_assignments_patient ON bed_assignments (patient_id, id);

CREATE TABLE bed_history (
    id     CHAR(26) NOT NULL PRIMARY KEY,
    bed_id CHAR(26) NOT NULL REFERENCES beds (id),
    body   TEXT     NOT NULL
);
CREATE INDEX bed_history_bed ON bed_history (bed_id, id);

-- The id is the facility's.
CREATE TABLE facility_settings (
    id   CHAR(26) NOT NULL PRIMARY KEY REFERENCES facilities (id),
    body TEXT     NOT NULL
);

CREATE TABLE outbox_events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id VARCHAR(26) NOT NULL,
    body     TEXT        NOT NULL
);
