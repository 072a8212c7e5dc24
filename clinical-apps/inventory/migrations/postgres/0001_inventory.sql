CREATE TABLE inventory_items (
    id    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    code  TEXT COLLATE "C" NOT NULL UNIQUE,
    -- The RxNorm concept by which prescriptions name it; several strengths may have the same.
    rxcui TEXT COLLATE "C",
    body  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX inventory_items_concept ON inventory_items (rxcui, id);

CREATE TABLE stock_locations (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    facility_id TEXT COLLATE "C" NOT NULL,
    code        TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL,
    UNIQUE (facility_id, code)
);

CREATE TABLE suppliers (
    id   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL UNIQUE,
    body TEXT COLLATE "C" NOT NULL
);

CREATE TABLE stock_batches (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    item_id    TEXT COLLATE "C" NOT NULL REFERENCES inventory_items (id),
    lot        TEXT COLLATE "C" NOT NULL,
    expires_on TEXT COLLATE "C" NOT NULL,
    status     TEXT COLLATE "C" NOT NULL,
    body       TEXT COLLATE "C" NOT NULL,
    UNIQUE (item_id, lot)
);
CREATE INDEX stock_batches_expiry ON stock_batches (status, expires_on);

-- The ledger. What is in it stays as it is.
CREATE TABLE stock_movements (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind        TEXT COLLATE "C" NOT NULL,
    item_id     TEXT COLLATE "C" NOT NULL REFERENCES inventory_items (id),
    batch_id    TEXT COLLATE "C" NOT NULL REFERENCES stock_batches (id),
    facility_id TEXT COLLATE "C" NOT NULL,
    location_id TEXT COLLATE "C" NOT NULL REFERENCES stock_locations (id),
    quantity    BIGINT           NOT NULL CHECK (quantity <> 0),
    -- The issue that a return gives back.
    returns_id  TEXT COLLATE "C" REFERENCES stock_movements (id),
    reference   TEXT COLLATE "C",
    moved_at    BIGINT           NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX stock_movements_item ON stock_movements (item_id, id);
CREATE INDEX stock_movements_batch ON stock_movements (batch_id, kind, id);
CREATE INDEX stock_movements_facility ON stock_movements (facility_id, id);
CREATE INDEX stock_movements_reference ON stock_movements (reference, id);
CREATE INDEX stock_movements_returns ON stock_movements (returns_id);
-- Says no, with the words that a trigger gives.
CREATE FUNCTION say_no() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0];
END
$$;
CREATE TRIGGER stock_movements_stay BEFORE DELETE ON stock_movements FOR EACH ROW EXECUTE FUNCTION say_no('what is in the ledger stays');
CREATE TRIGGER stock_movements_stay_all BEFORE TRUNCATE ON stock_movements FOR EACH STATEMENT EXECUTE FUNCTION say_no('what is in the ledger stays');
CREATE TRIGGER stock_movements_stay_the_same BEFORE UPDATE ON stock_movements FOR EACH ROW EXECUTE FUNCTION say_no('what is in the ledger stays');

-- How much of a batch is where: the sums of the ledger, and what is kept back. The checks are what keeps anything from being issued
-- that is not there, whoever comes at the same moment.
CREATE TABLE stock_levels (
    batch_id    TEXT COLLATE "C" NOT NULL REFERENCES stock_batches (id),
    location_id TEXT COLLATE "C" NOT NULL REFERENCES stock_locations (id),
    item_id     TEXT COLLATE "C" NOT NULL,
    facility_id TEXT COLLATE "C" NOT NULL,
    on_hand     BIGINT           NOT NULL CHECK (on_hand >= 0),
    reserved    BIGINT           NOT NULL CHECK (reserved >= 0),
    PRIMARY KEY (batch_id, location_id),
    CHECK (reserved <= on_hand)
);
CREATE INDEX stock_levels_item ON stock_levels (item_id, facility_id);
CREATE INDEX stock_levels_location ON stock_levels (location_id, batch_id);

CREATE TABLE stock_reservations (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    item_id     TEXT COLLATE "C" NOT NULL,
    facility_id TEXT COLLATE "C" NOT NULL,
    status      TEXT COLLATE "C" NOT NULL,
    reference   TEXT COLLATE "C" NOT NULL,
    -- RFC 3339 in UTC with seconds, so that text is in the order of time.
    expires_at  TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX stock_reservations_due ON stock_reservations (status, expires_at);
CREATE INDEX stock_reservations_reference ON stock_reservations (reference, id);

CREATE TABLE purchase_orders (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    supplier_id TEXT COLLATE "C" NOT NULL REFERENCES suppliers (id),
    facility_id TEXT COLLATE "C" NOT NULL,
    status      TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX purchase_orders_facility ON purchase_orders (facility_id, status, id);

CREATE TABLE stock_counts (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    facility_id TEXT COLLATE "C" NOT NULL,
    location_id TEXT COLLATE "C" NOT NULL REFERENCES stock_locations (id),
    status      TEXT COLLATE "C" NOT NULL,
    -- The place while the count is open, so that there is one at a time.
    open_key    TEXT COLLATE "C" UNIQUE,
    body        TEXT COLLATE "C" NOT NULL
);

CREATE TABLE stock_alerts (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind        TEXT COLLATE "C" NOT NULL,
    status      TEXT COLLATE "C" NOT NULL,
    item_id     TEXT COLLATE "C",
    facility_id TEXT COLLATE "C",
    -- What it is about while it is so, so that it is told of once.
    open_key    TEXT COLLATE "C" UNIQUE,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX stock_alerts_status ON stock_alerts (status, kind, id);

-- Hand-outs that were dealt with: the key is what makes each count once, however often it is told.
CREATE TABLE stock_dispenses (
    prescription_id TEXT COLLATE "C" NOT NULL,
    dispense_number BIGINT           NOT NULL,
    outcome         TEXT COLLATE "C" NOT NULL,
    quantity        BIGINT           NOT NULL,
    dealt_with_at   BIGINT           NOT NULL,
    PRIMARY KEY (prescription_id, dispense_number)
);

CREATE TABLE inventory_settings (
    id   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    body TEXT COLLATE "C" NOT NULL
);

CREATE TABLE processed_commands (
    idempotency_key TEXT COLLATE "C" NOT NULL,
    command         TEXT COLLATE "C" NOT NULL,
    digest          TEXT COLLATE "C" NOT NULL,
    reply           TEXT COLLATE "C" NOT NULL,
    processed_at    BIGINT           NOT NULL,
    PRIMARY KEY (idempotency_key, command)
);
CREATE INDEX processed_commands_time ON processed_commands (processed_at);

CREATE TABLE outbox_events (
    position BIGINT           GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    event_id TEXT COLLATE "C" NOT NULL,
    body     TEXT COLLATE "C" NOT NULL
);
