-- One part of an order that the laboratory reports on: a filler number, or the service where there is none.
CREATE TABLE lab_reports (
    id             VARCHAR(26)  NOT NULL PRIMARY KEY,
    order_id       VARCHAR(26)  NOT NULL,
    filler_system  VARCHAR(200),
    filler_value   VARCHAR(200),
    service_system LONGTEXT     NOT NULL,
    service_code   LONGTEXT     NOT NULL,
    service_text   LONGTEXT,
    status         VARCHAR(16)  NOT NULL,
    reported_at    BIGINT,
    created_at     BIGINT       NOT NULL,
    updated_at     BIGINT       NOT NULL,
    UNIQUE (filler_system, filler_value),
    FOREIGN KEY (order_id) REFERENCES lab_orders (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX lab_reports_order ON lab_reports (order_id);

CREATE TABLE lab_results (
    id              VARCHAR(26)  NOT NULL PRIMARY KEY,
    report_id       VARCHAR(26)  NOT NULL,
    order_id        VARCHAR(26)  NOT NULL,
    patient_id      VARCHAR(26)  NOT NULL,
    code_system     VARCHAR(200) NOT NULL,
    code            VARCHAR(200) NOT NULL,
    code_text       LONGTEXT,
    sub_id          VARCHAR(100) NOT NULL,
    -- Counts results of one code and sub-id within a report, such as the lines of a text.
    repetition      BIGINT       NOT NULL,
    set_id          BIGINT,
    value           LONGTEXT,
    unit            LONGTEXT,
    reference_range LONGTEXT,
    flags           LONGTEXT     NOT NULL,
    status          VARCHAR(16)  NOT NULL,
    observed_at     BIGINT,
    performing_lab  LONGTEXT,
    notes           LONGTEXT     NOT NULL,
    reported_at     BIGINT,
    created_at      BIGINT       NOT NULL,
    updated_at      BIGINT       NOT NULL,
    UNIQUE (report_id, code_system, code, sub_id, repetition),
    FOREIGN KEY (report_id) REFERENCES lab_reports (id),
    FOREIGN KEY (order_id) REFERENCES lab_orders (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX lab_results_patient ON lab_results (patient_id, id);

CREATE TABLE lab_result_history (
    result_id       VARCHAR(26) NOT NULL,
    version         BIGINT      NOT NULL,
    value           LONGTEXT,
    unit            LONGTEXT,
    reference_range LONGTEXT,
    flags           LONGTEXT    NOT NULL,
    status          VARCHAR(16) NOT NULL,
    replaced_at     BIGINT      NOT NULL,
    PRIMARY KEY (result_id, version),
    FOREIGN KEY (result_id) REFERENCES lab_results (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
