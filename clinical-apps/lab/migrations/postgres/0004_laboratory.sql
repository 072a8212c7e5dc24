ALTER TABLE lab_orders ADD COLUMN facility_id TEXT COLLATE "C";
ALTER TABLE lab_orders ADD COLUMN encounter_id TEXT COLLATE "C";
ALTER TABLE lab_orders ADD COLUMN cancel_reason TEXT COLLATE "C";
-- How urgent it is and the id, while a specimen is to be collected: the order of the worklist.
ALTER TABLE lab_orders ADD COLUMN collect_key TEXT COLLATE "C";
CREATE INDEX lab_orders_collect ON lab_orders (collect_key);

ALTER TABLE lab_results ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE lab_results ADD COLUMN specimen_id TEXT COLLATE "C";
ALTER TABLE lab_results ADD COLUMN entered_by TEXT COLLATE "C";
ALTER TABLE lab_results ADD COLUMN verified_by TEXT COLLATE "C";
ALTER TABLE lab_results ADD COLUMN verified_at BIGINT;
-- How urgent its order is and the id, while somebody is to verify it: the order of the worklist.
ALTER TABLE lab_results ADD COLUMN verify_key TEXT COLLATE "C";
CREATE INDEX lab_results_verify ON lab_results (verify_key);
CREATE INDEX lab_results_order ON lab_results (order_id, id);

ALTER TABLE lab_result_history ADD COLUMN replaced_by TEXT COLLATE "C";
ALTER TABLE lab_result_history ADD COLUMN reason TEXT COLLATE "C";

CREATE TABLE lab_tests (
    id       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    code     TEXT COLLATE "C" NOT NULL UNIQUE,
    category TEXT COLLATE "C" NOT NULL,
    active   TEXT COLLATE "C" NOT NULL,
    body     TEXT COLLATE "C" NOT NULL
);

CREATE TABLE lab_panels (
    id     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    code   TEXT COLLATE "C" NOT NULL UNIQUE,
    active TEXT COLLATE "C" NOT NULL,
    body   TEXT COLLATE "C" NOT NULL
);

CREATE TABLE lab_specimens (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    barcode     TEXT COLLATE "C" NOT NULL UNIQUE,
    order_id    TEXT COLLATE "C" NOT NULL REFERENCES lab_orders (id),
    facility_id TEXT COLLATE "C",
    status      TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX lab_specimens_order ON lab_specimens (order_id, id);
CREATE INDEX lab_specimens_status ON lab_specimens (status, id);

CREATE TABLE lab_critical_results (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    result_id    TEXT COLLATE "C" NOT NULL REFERENCES lab_results (id),
    -- The result while nobody has acknowledged it: one at a time.
    open_key     TEXT COLLATE "C" UNIQUE,
    facility_id  TEXT COLLATE "C",
    status       TEXT COLLATE "C" NOT NULL,
    -- Text that sorts in the order of time.
    escalates_at TEXT COLLATE "C",
    body         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX lab_critical_results_status ON lab_critical_results (status, id);
CREATE INDEX lab_critical_results_due ON lab_critical_results (escalates_at);
