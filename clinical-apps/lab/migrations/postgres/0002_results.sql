-- One part of an order that the laboratory reports on: a filler number, or the service where there is none.
CREATE TABLE lab_reports (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    order_id       TEXT COLLATE "C" NOT NULL REFERENCES lab_orders (id),
    filler_system  TEXT COLLATE "C",
    filler_value   TEXT COLLATE "C",
    service_system TEXT COLLATE "C" NOT NULL,
    service_code   TEXT COLLATE "C" NOT NULL,
    service_text   TEXT COLLATE "C",
    status         TEXT COLLATE "C" NOT NULL,
    reported_at    BIGINT,
    created_at     BIGINT           NOT NULL,
    updated_at     BIGINT           NOT NULL,
    UNIQUE (filler_system, filler_value)
);
CREATE INDEX lab_reports_order ON lab_reports (order_id);

CREATE TABLE lab_results (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    report_id       TEXT COLLATE "C" NOT NULL REFERENCES lab_reports (id),
    order_id        TEXT COLLATE "C" NOT NULL REFERENCES lab_orders (id),
    patient_id      TEXT COLLATE "C" NOT NULL,
    code_system     TEXT COLLATE "C" NOT NULL,
    code            TEXT COLLATE "C" NOT NULL,
    code_text       TEXT COLLATE "C",
    sub_id          TEXT COLLATE "C" NOT NULL,
    -- Counts results of one code and sub-id within a report, such as the lines of a text.
    repetition      BIGINT           NOT NULL,
    set_id          BIGINT,
    value           TEXT COLLATE "C",
    unit            TEXT COLLATE "C",
    reference_range TEXT COLLATE "C",
    flags           TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C" NOT NULL,
    observed_at     BIGINT,
    performing_lab  TEXT COLLATE "C",
    notes           TEXT COLLATE "C" NOT NULL,
    reported_at     BIGINT,
    created_at      BIGINT           NOT NULL,
    updated_at      BIGINT           NOT NULL,
    UNIQUE (report_id, code_system, code, sub_id, repetition)
);
CREATE INDEX lab_results_patient ON lab_results (patient_id, id);

CREATE TABLE lab_result_history (
    result_id       TEXT COLLATE "C" NOT NULL REFERENCES lab_results (id),
    version         BIGINT           NOT NULL,
    value           TEXT COLLATE "C",
    unit            TEXT COLLATE "C",
    reference_range TEXT COLLATE "C",
    flags           TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C" NOT NULL,
    replaced_at     BIGINT           NOT NULL,
    PRIMARY KEY (result_id, version)
);
