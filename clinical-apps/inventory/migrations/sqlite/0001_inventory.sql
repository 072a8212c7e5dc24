CREATE TABLE inventory_items (
    id    CHAR(26)    NOT NULL PRIMARY KEY,
    code  VARCHAR(50) NOT NULL UNIQUE,
    -- The RxNorm concept by which prescriptions name it; several strengths may have the same.
    rxcui VARCHAR(8),
    body  TEXT        NOT NULL
);
CREATE INDEX inventory_items_concept ON inventory_items (rxcui, id);

CREATE TABLE stock_locations (
    id          CHAR(26)    NOT NULL PRIMARY KEY,
    facility_id CHAR(26)    NOT NULL,
    code        VARCHAR(50) NOT NULL,
    body        TEXT        NOT NULL,
    UNIQUE (facility_id, code)
);

CREATE TABLE suppliers (
    id   CHAR(26)    NOT NULL PRIMARY KEY,
    code VARCHAR(50) NOT NULL UNIQUE,
    body TEXT        NOT NULL
);

CREATE TABLE stock_batches (
    id         CHAR(26)    NOT NULL PRIMARY KEY,
    item_id    CHAR(26)    NOT NULL REFERENCES inventory_items (id),
    lot        VARCHAR(50) NOT NULL,
    expires_on CHAR(10)    NOT NULL,
    status     VARCHAR(16) NOT NULL,
    body       TEXT        NOT NULL,
    UNIQUE (item_id, lot)
);
CREATE INDEX stock_batches_expiry ON stock_batches (status, expires_on);

-- The ledger. What is in it stays as it is.
CREATE TABLE stock_movements (
    id          CHAR(26)    NOT NULL PRIMARY KEY,
    kind        VARCHAR(16) NOT NULL,
    item_id     CHAR(26)    NOT NULL REFERENCES inventory_items (id),
    batch_id    CHAR(26)    NOT NULL REFERENCES stock_batches (id),
    facility_id CHAR(26)    NOT NULL,
    location_id CHAR(26)    NOT NULL REFERENCES stock_locations (id),
    quantity    BIGINT      NOT NULL CHECK (quantity <> 0),
    -- The issue that a return gives back.
    returns_id  CHAR(26)    REFERENCES stock_movements (id),
    reference   VARCHAR(100),
    moved_at    BIGINT      NOT NULL,
    body        TEXT        NOT NULL
);
CREATE INDEX stock_movements_item ON stock_movements (item_id, id);
CREATE INDEX stock_movements_batch ON stock_movements (batch_id, kind, id);
CREATE INDEX stock_movements_facility ON stock_movements (facility_id, id);
CREATE INDEX stock_movements_reference ON stock_movements (reference, id);
CREATE INDEX stock_movements_returns ON stock_movements (returns_id);
CREATE TRIGGER stock_movements_stay BEFORE DELETE ON stock_movements BEGIN
    SELECT RAISE(ABORT, 'what is in the ledger stays');
END;
CREATE TRIGGER stock_movements_stay_the_same BEFORE UPDATE ON stock_movements BEGIN
    SELECT RAISE(ABORT, 'what is in the ledger stays');
END;

-- How much of a batch is where: the sums of the ledger, and what is kept back. The checks are what keeps anything from being issued
-- that is not there, whoever comes at the same moment.
CREATE TABLE stock_levels (
    batch_id    CHAR(26) NOT NULL REFERENCES stock_batches (id),
    location_id CHAR(26) NOT NULL REFERENCES stock_locations (id),
    item_id     CHAR(26) NOT NULL,
    facility_id CHAR(26) NOT NULL,
    on_hand     BIGINT   NOT NULL CHECK (on_hand >= 0),
    reserved    BIGINT   NOT NULL CHECK (reserved >= 0),
    PRIMARY KEY (batch_id, location_id),
    CHECK (reserved <= on_hand)
);
CREATE INDEX stock_levels_item ON stock_levels (item_id, facility_id);
CREATE INDEX stock_levels_location ON stock_levels (location_id, batch_id);

CREATE TABLE stock_reservations (
    id          CHAR(26)     NOT NULL PRIMARY KEY,
    item_id     CHAR(26)     NOT NULL,
    facility_id CHAR(26)     NOT NULL,
    status      VARCHAR(16)  NOT NULL,
    reference   VARCHAR(100) NOT NULL,
    -- RFC 3339 in UTC with seconds, so that text is in the order of time.
    expires_at  CHAR(20)     NOT NULL,
    body        TEXT         NOT NULL
);
CREATE INDEX stock_reservations_due ON stock_reservations (status, expires_at);
CREATE INDEX stock_reservations_reference ON stock_reservations (reference, id);

CREATE TABLE purchase_orders (
    id          CHAR(26)    NOT NULL PRIMARY KEY,
    supplier_id CHAR(26)    NOT NULL REFERENCES suppliers (id),
    facility_id CHAR(26)    NOT NULL,
    status      VARCHAR(16) NOT NULL,
    body        TEXT        NOT NULL
);
CREATE INDEX purchase_orders_facility ON purchase_orders (facility_id, status, id);

CREATE TABLE stock_counts (
    id          CHAR(26)    NOT NULL PRIMARY KEY,
    facility_id CHAR(26)    NOT NULL,
    location_id CHAR(26)    NOT NULL REFERENCES stock_locations (id),
    status      VARCHAR(16) NOT NULL,
    -- The place while the count is open, so that there is one at a time.
    open_key    CHAR(26)    UNIQUE,
    body        TEXT        NOT NULL
);

CREATE TABLE stock_alerts (
    id          CHAR(26)     NOT NULL PRIMARY KEY,
    kind        VARCHAR(32)  NOT NULL,
    status      VARCHAR(16)  NOT NULL,
    item_id     CHAR(26),
    facility_id CHAR(26),
    -- What it is about while it is so, so that it is told of once.
    open_key    VARCHAR(120) UNIQUE,
    body        TEXT         NOT NULL
);
CREATE INDEX stock_alerts_status ON stock_alerts (status, kind, id);

-- Hand-outs that were dealt with: the key is what makes each count once, however often it is told.
CREATE TABLE stock_dispenses (
    prescription_id CHAR(26)    NOT NULL,
    dispense_number BIGINT      NOT NULL,
    outcome         VARCHAR(32) NOT NULL,
    quantity        BIGINT      NOT NULL,
    dealt_with_at   BIGINT      NOT NULL,
    PRIMARY KEY (prescription_id, dispense_number)
);

CREATE TABLE inventory_settings (
    id   CHAR(26) NOT NULL PRIMARY KEY,
    body TEXT     NOT NULL
);

CREATE TABLE processed_commands (
    idempotency_key VARCHAR(200) NOT NULL,
    command         VARCHAR(64)  NOT NULL,
    digest          CHAR(64)     NOT NULL,
    reply           TEXT         NOT NULL,
    processed_at    BIGINT       NOT NULL,
    PRIMARY KEY (idempotency_key, command)
);
CREATE INDEX processed_commands_time ON processed_commands (processed_at);

CREATE TABLE outbox_events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id VARCHAR(26) NOT NULL,
    body     TEXT        NOT NULL
);
