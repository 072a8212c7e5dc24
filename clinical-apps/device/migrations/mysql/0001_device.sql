CREATE TABLE devices (
    id              VARCHAR(26)  NOT NULL PRIMARY KEY,
    -- What it calls itself, such as a level of its MQTT topic.
    device_key      VARCHAR(64)  NOT NULL UNIQUE,
    serial_number   VARCHAR(100) NOT NULL UNIQUE,
    version         BIGINT       NOT NULL,
    facility        VARCHAR(64)  NOT NULL,
    status          VARCHAR(16)  NOT NULL,
    details         LONGTEXT     NOT NULL,
    online          BIGINT       NOT NULL,
    last_seen_at    BIGINT,
    battery_percent BIGINT,
    signal_percent  BIGINT,
    firmware        LONGTEXT,
    calibration_due BIGINT,
    registered_at   BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX devices_facility ON devices (facility, id);
CREATE INDEX devices_seen ON devices (online, last_seen_at);

CREATE TABLE device_associations (
    id         VARCHAR(26) NOT NULL PRIMARY KEY,
    device_id  VARCHAR(26) NOT NULL,
    patient_id VARCHAR(26) NOT NULL,
    started_at BIGINT      NOT NULL,
    started_by LONGTEXT    NOT NULL,
    ended_at   BIGINT,
    ended_by   LONGTEXT,
    -- The device's id while it lasts, nothing afterwards: a device has one patient at a time, whoever connects it at the same moment.
    open_key   VARCHAR(26) UNIQUE,
    FOREIGN KEY (device_id) REFERENCES devices (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX device_associations_device ON device_associations (device_id, started_at);
CREATE INDEX device_associations_patient ON device_associations (patient_id, started_at);

-- One row for what a device measured at one time. Without a patient it is kept and shown to nobody.
CREATE TABLE vital_signs_timeseries (
    device_id         VARCHAR(26) NOT NULL,
    at                BIGINT      NOT NULL,
    patient_id        VARCHAR(26),
    heart_rate        DOUBLE,
    respiratory_rate  DOUBLE,
    systolic          DOUBLE,
    diastolic         DOUBLE,
    mean_pressure     DOUBLE,
    oxygen_saturation DOUBLE,
    temperature       DOUBLE,
    -- What no patient can have, rhythm, quality, flags, as JSON; nothing when there is none of it.
    more              LONGTEXT,
    received_at       BIGINT      NOT NULL,
    PRIMARY KEY (device_id, at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX vital_signs_patient ON vital_signs_timeseries (patient_id, at);
CREATE INDEX vital_signs_time ON vital_signs_timeseries (at);

-- Whole hours, kept when the readings are gone.
CREATE TABLE vital_signs_hourly (
    patient_id VARCHAR(26) NOT NULL,
    parameter  VARCHAR(32) NOT NULL,
    hour       BIGINT      NOT NULL,
    n          BIGINT      NOT NULL,
    least      DOUBLE      NOT NULL,
    most       DOUBLE      NOT NULL,
    total      DOUBLE      NOT NULL,
    PRIMARY KEY (patient_id, parameter, hour)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE vital_thresholds (
    -- `default`, `facility:NAME`, `device:ID` or `patient:ID`.
    scope_key VARCHAR(80) NOT NULL,
    parameter VARCHAR(32) NOT NULL,
    threshold LONGTEXT    NOT NULL,
    PRIMARY KEY (scope_key, parameter)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
INSERT INTO vital_thresholds (scope_key, parameter, threshold) VALUES
    ('default', 'heart-rate', '{"scope":"default","parameter":"heart-rate","critical_low":40,"warning_low":60,"warning_high":100,"critical_high":120}'),
    ('default', 'systolic', '{"scope":"default","parameter":"systolic","critical_low":70,"warning_low":90,"warning_high":140,"critical_high":180}'),
    ('default', 'diastolic', '{"scope":"default","parameter":"diastolic","critical_low":40,"warning_low":60,"warning_high":90,"critical_high":110}'),
    ('default', 'oxygen-saturation', '{"scope":"default","parameter":"oxygen-saturation","critical_low":90,"warning_low":95}'),
    ('default', 'temperature', '{"scope":"default","parameter":"temperature","critical_low":35,"warning_low":36,"warning_high":37.5,"critical_high":39}'),
    ('default', 'respiratory-rate', '{"scope":"default","parameter":"respiratory-rate","critical_low":8,"warning_low":12,"warning_high":20,"critical_high":30}');

CREATE TABLE device_alerts (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    -- What there is one open alarm for: a vital sign of a patient, or a fault of a device. Nothing when it is over.
    open_key     VARCHAR(80) UNIQUE,
    device_id    VARCHAR(26) NOT NULL,
    patient_id   VARCHAR(26),
    facility     LONGTEXT    NOT NULL,
    state        VARCHAR(16) NOT NULL,
    severity     VARCHAR(16) NOT NULL,
    -- When it is told to more people.
    escalates_at BIGINT,
    raised_at    BIGINT      NOT NULL,
    alarm        LONGTEXT    NOT NULL,
    FOREIGN KEY (device_id) REFERENCES devices (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX device_alerts_patient ON device_alerts (patient_id, id);
CREATE INDEX device_alerts_state ON device_alerts (state, id);
CREATE INDEX device_alerts_escalates ON device_alerts (escalates_at);

CREATE TABLE device_calibrations (
    id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    device_id   VARCHAR(26) NOT NULL,
    calibration LONGTEXT    NOT NULL,
    noted_by    LONGTEXT    NOT NULL,
    noted_at    BIGINT      NOT NULL,
    FOREIGN KEY (device_id) REFERENCES devices (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX device_calibrations_device ON device_calibrations (device_id, id);

CREATE TABLE device_maintenance (
    id        BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    device_id VARCHAR(26) NOT NULL,
    work      LONGTEXT    NOT NULL,
    noted_by  LONGTEXT    NOT NULL,
    noted_at  BIGINT      NOT NULL,
    FOREIGN KEY (device_id) REFERENCES devices (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX device_maintenance_device ON device_maintenance (device_id, id);

CREATE TABLE device_status_history (
    id         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    device_id  VARCHAR(26) NOT NULL,
    what       VARCHAR(32) NOT NULL,
    detail     LONGTEXT,
    changed_by LONGTEXT,
    changed_at BIGINT      NOT NULL,
    FOREIGN KEY (device_id) REFERENCES devices (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX device_status_history_device ON device_status_history (device_id, id);

CREATE TABLE device_communication_logs (
    id        BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    device_id VARCHAR(26) NOT NULL,
    what      VARCHAR(32) NOT NULL,
    detail    LONGTEXT,
    logged_at BIGINT      NOT NULL,
    FOREIGN KEY (device_id) REFERENCES devices (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX device_communication_logs_device ON device_communication_logs (device_id, id);
CREATE INDEX device_communication_logs_time ON device_communication_logs (logged_at);

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
