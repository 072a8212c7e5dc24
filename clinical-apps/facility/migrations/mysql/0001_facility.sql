-- Each record is whole in `body`, as JSON; the other columns are what it is found by, and what may not be twice.
CREATE TABLE facilities (
    id   VARCHAR(26) NOT NULL PRIMARY KEY,
    code VARCHAR(32) NOT NULL UNIQUE,
    body LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE departments (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    facility_id VARCHAR(26) NOT NULL,
    code        VARCHAR(32) NOT NULL,
    body        LONGTEXT    NOT NULL,
    UNIQUE (facility_id, code),
    FOREIGN KEY (facility_id) REFERENCES facilities (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE wards (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    facility_id VARCHAR(26) NOT NULL,
    code        VARCHAR(32) NOT NULL,
    body        LONGTEXT    NOT NULL,
    UNIQUE (facility_id, code),
    FOREIGN KEY (facility_id) REFERENCES facilities (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE beds (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    facility_id VARCHAR(26) NOT NULL,
    ward_id     VARCHAR(26) NOT NULL,
    number      VARCHAR(32) NOT NULL,
    status      VARCHAR(32) NOT NULL,
    body        LONGTEXT    NOT NULL,
    UNIQUE (ward_id, number),
    FOREIGN KEY (facility_id) REFERENCES facilities (id),
    FOREIGN KEY (ward_id) REFERENCES wards (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX beds_facility ON beds (facility_id, status, id);

CREATE TABLE bed_assignments (
    id                VARCHAR(26) NOT NULL PRIMARY KEY,
    bed_id            VARCHAR(26) NOT NULL,
    encounter_id      VARCHAR(26) NOT NULL,
    patient_id        VARCHAR(26) NOT NULL,
    -- Set while the patient lies there: one patient a bed, one bed an encounter, whoever assigns at the same moment.
    open_bed_id       VARCHAR(26) UNIQUE,
    open_encounter_id VARCHAR(26) UNIQUE,
    body              LONGTEXT    NOT NULL,
    FOREIGN KEY (bed_id) REFERENCES beds (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX bed_assignments_bed ON bed_assignments (bed_id, id);
CREATE INDEX bed_assignments_encounter ON bed_assignments (encounter_id, id);
CREATE INDEX bed_assignments_patient ON bed_assignments (patient_id, id);

CREATE TABLE bed_history (
    id     VARCHAR(26) NOT NULL PRIMARY KEY,
    bed_id VARCHAR(26) NOT NULL,
    body   LONGTEXT    NOT NULL,
    FOREIGN KEY (bed_id) REFERENCES beds (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX bed_history_bed ON bed_history (bed_id, id);

-- The id is the facility's.
CREATE TABLE facility_settings (
    id   VARCHAR(26) NOT NULL PRIMARY KEY,
    body LONGTEXT    NOT NULL,
    FOREIGN KEY (id) REFERENCES facilities (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE outbox_events (
    position BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id VARCHAR(26) NOT NULL,
    body     LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
