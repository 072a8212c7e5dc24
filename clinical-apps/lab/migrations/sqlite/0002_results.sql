-- One part of an order that the laboratory reports on: a filler number, or the service where there is none.
CREATE TABLE lab_reports (
    id             CHAR(26)     NOT NULL PRIMARY KEY,
    order_id       CHAR(26)     NOT NULL REFERENCES lab_orders (id),
    filler_system  VARCHAR(200),
    filler_value   VARCHAR(200),
    service_system VARCHAR(200) NOT NULL,
    service_code   VARCHAR(200) NOT NULL,
    service_text   VARCHAR(500),
    status         VARCHAR(16)  NOT NULL,
    reported_at    BIGINT,
    created_at     BIGINT       NOT NULL,
    updated_at     BIGINT       NOT NULL,
    UNIQUE (filler_system, filler_value)
);
CREATE INDEX lab_reports_order ON lab_reports (order_id);

CREATE TABLE lab_results (
    id              CHAR(26)     NOT NULL PRIMARY KEY,
    report_id       CHAR(26)     NOT NULL REFERENCES lab_reports (id),
    order_id        CHAR(26)     NOT NULL REFERENCES lab_orders (id),
    patient_id      CHAR(26)     NOT NULL,
    code_system     VARCHAR(200) NOT NULL,
    code            VARCHAR(200) NOT NULL,
    code_text       VARCHAR(500),
    sub_id          VARCHAR(100) NOT NULL,
    -- Counts results of one code and sub-id within a report, such as the lines of a text.
    repetition      INTEGER      NOT NULL,
    set_id          BIGINT,
    value           TEXT,
    unit            VARCHAR(200),
    reference_range VARCHAR(500),
    flags           TEXT         NOT NULL,
    status          VARCHAR(16)  NOT NULL,
    observed_at     BIGINT,
    performing_lab  VARCHAR(500),
    notes           TEXT         NOT NULL,
    reported_at     BIGINT,
    created_at      BIGINT       NOT NULL,
    updated_at      BIGINT       NOT NULL,
    UNIQUE (report_id, code_system, code, sub_id, repetition)
);
CREATE INDEX lab_results_patient ON lab_results (patient_id, id);

CREATE TABLE lab_result_history (
    result_id       CHAR(26)    NOT NULL REFERENCES lab_results (id),
    version         INTEGER     NOT NULL,
    value           TEXT,
    unit            VARCHAR(200),
    reference_range VARCHAR(500),
    flags           TEXT        NOT NULL,
    status          VARCHAR(16) NOT NULL,
    replaced_at     BIGINT      NOT NULL,
    PRIMARY KEY (result_id, version)
);
