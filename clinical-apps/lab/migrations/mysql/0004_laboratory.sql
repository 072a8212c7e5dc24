ALTER TABLE lab_orders ADD COLUMN facility_id VARCHAR(26);
ALTER TABLE lab_orders ADD COLUMN encounter_id VARCHAR(26);
ALTER TABLE lab_orders ADD COLUMN cancel_reason LONGTEXT;
-- How urgent it is and the id, while a specimen is to be collected: the order of the worklist.
ALTER TABLE lab_orders ADD COLUMN collect_key VARCHAR(27);
CREATE INDEX lab_orders_collect ON lab_orders (collect_key);

ALTER TABLE lab_results ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE lab_results ADD COLUMN specimen_id VARCHAR(26);
ALTER TABLE lab_results ADD COLUMN entered_by LONGTEXT;
ALTER TABLE lab_results ADD COLUMN verified_by LONGTEXT;
ALTER TABLE lab_results ADD COLUMN verified_at BIGINT;
-- How urgent its order is and the id, while somebody is to verify it: the order of the worklist.
ALTER TABLE lab_results ADD COLUMN verify_key VARCHAR(27);
CREATE INDEX lab_results_verify ON lab_results (verify_key);
CREATE INDEX lab_results_order ON lab_results (order_id, id);

ALTER TABLE lab_result_history ADD COLUMN replaced_by LONGTEXT;
ALTER TABLE lab_result_history ADD COLUMN reason LONGTEXT;

CREATE TABLE lab_tests (
    id       VARCHAR(26)  NOT NULL PRIMARY KEY,
    code     VARCHAR(200) NOT NULL UNIQUE,
    category VARCHAR(16)  NOT NULL,
    active   VARCHAR(5)   NOT NULL,
    body     LONGTEXT     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE lab_panels (
    id     VARCHAR(26)  NOT NULL PRIMARY KEY,
    code   VARCHAR(200) NOT NULL UNIQUE,
    active VARCHAR(5)   NOT NULL,
    body   LONGTEXT     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE lab_specimens (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    barcode     VARCHAR(40) NOT NULL UNIQUE,
    order_id    VARCHAR(26) NOT NULL,
    facility_id VARCHAR(26),
    status      VARCHAR(16) NOT NULL,
    body        LONGTEXT    NOT NULL,
    FOREIGN KEY (order_id) REFERENCES lab_orders (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX lab_specimens_order ON lab_specimens (order_id, id);
CREATE INDEX lab_specimens_status ON lab_specimens (status, id);

CREATE TABLE lab_critical_results (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    result_id    VARCHAR(26) NOT NULL,
    -- The result while nobody has acknowledged it: one at a time.
    open_key     VARCHAR(26) UNIQUE,
    facility_id  VARCHAR(26),
    status       VARCHAR(16) NOT NULL,
    -- Text that sorts in the order of time.
    escalates_at VARCHAR(20),
    body         LONGTEXT    NOT NULL,
    FOREIGN KEY (result_id) REFERENCES lab_results (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX lab_critical_results_status ON lab_critical_results (status, id);
CREATE INDEX lab_critical_results_due ON lab_critical_results (escalates_at);
