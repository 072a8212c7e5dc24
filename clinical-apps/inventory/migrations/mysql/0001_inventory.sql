CREATE TABLE inventory_items (
    id    VARCHAR(26) NOT NULL PRIMARY KEY,
    code  VARCHAR(50) NOT NULL UNIQUE,
    -- The RxNorm concept by which prescriptions name it; several strengths may have the same.
    rxcui VARCHAR(8),
    body  LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX inventory_items_concept ON inventory_items (rxcui, id);

CREATE TABLE stock_locations (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    facility_id VARCHAR(26) NOT NULL,
    code        VARCHAR(50) NOT NULL,
    body        LONGTEXT    NOT NULL,
    UNIQUE (facility_id, code)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE suppliers (
    id   VARCHAR(26) NOT NULL PRIMARY KEY,
    code VARCHAR(50) NOT NULL UNIQUE,
    body LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE stock_batches (
    id         VARCHAR(26) NOT NULL PRIMARY KEY,
    item_id    VARCHAR(26) NOT NULL,
    lot        VARCHAR(50) NOT NULL,
    expires_on VARCHAR(10) NOT NULL,
    status     VARCHAR(16) NOT NULL,
    body       LONGTEXT    NOT NULL,
    UNIQUE (item_id, lot),
    FOREIGN KEY (item_id) REFERENCES inventory_items (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX stock_batches_expiry ON stock_batches (status, expires_on);

-- The ledger. What is in it stays as it is.
CREATE TABLE stock_movements (
    id          VARCHAR(26)  NOT NULL PRIMARY KEY,
    kind        VARCHAR(16)  NOT NULL,
    item_id     VARCHAR(26)  NOT NULL,
    batch_id    VARCHAR(26)  NOT NULL,
    facility_id VARCHAR(26)  NOT NULL,
    location_id VARCHAR(26)  NOT NULL,
    quantity    BIGINT       NOT NULL CHECK (quantity <> 0),
    -- The issue that a return gives back.
    returns_id  VARCHAR(26),
    reference   VARCHAR(100),
    moved_at    BIGINT       NOT NULL,
    body        LONGTEXT     NOT NULL,
    FOREIGN KEY (item_id) REFERENCES inventory_items (id),
    FOREIGN KEY (batch_id) REFERENCES stock_batches (id),
    FOREIGN KEY (location_id) REFERENCES stock_locations (id),
    FOREIGN KEY (returns_id) REFERENCES stock_movements (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX stock_movements_item ON stock_movements (item_id, id);
CREATE INDEX stock_movements_batch ON stock_movements (batch_id, kind, id);
CREATE INDEX stock_movements_facility ON stock_movements (facility_id, id);
CREATE INDEX stock_movements_reference ON stock_movements (reference, id);
CREATE INDEX stock_movements_returns ON stock_movements (returns_id);
CREATE TRIGGER stock_movements_stay BEFORE DELETE ON stock_movements FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what is in the ledger stays';
CREATE TRIGGER stock_movements_stay_the_same BEFORE UPDATE ON stock_movements FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what is in the ledger stays';

-- How much of a batch is where: the sums of the ledger, and what is kept back. The checks are what keeps anything from being issued
-- that is not there, whoever comes at the same moment.
CREATE TABLE stock_levels (
    batch_id    VARCHAR(26) NOT NULL,
    location_id VARCHAR(26) NOT NULL,
    item_id     VARCHAR(26) NOT NULL,
    facility_id VARCHAR(26) NOT NULL,
    on_hand     BIGINT      NOT NULL CHECK (on_hand >= 0),
    reserved    BIGINT      NOT NULL CHECK (reserved >= 0),
    PRIMARY KEY (batch_id, location_id),
    CHECK (reserved <= on_hand),
    FOREIGN KEY (batch_id) REFERENCES stock_batches (id),
    FOREIGN KEY (location_id) REFERENCES stock_locations (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX stock_levels_item ON stock_levels (item_id, facility_id);
CREATE INDEX stock_levels_location ON stock_levels (location_id, batch_id);

CREATE TABLE stock_reservations (
    id          VARCHAR(26)  NOT NULL PRIMARY KEY,
    item_id     VARCHAR(26)  NOT NULL,
    facility_id VARCHAR(26)  NOT NULL,
    status      VARCHAR(16)  NOT NULL,
    reference   VARCHAR(100) NOT NULL,
    -- RFC 3339 in UTC with seconds, so that text is in the order of time.
    expires_at  VARCHAR(20)  NOT NULL,
    body        LONGTEXT     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX stock_reservations_due ON stock_reservations (status, expires_at);
CREATE INDEX stock_reservations_reference ON stock_reservations (reference, id);

CREATE TABLE purchase_orders (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    supplier_id VARCHAR(26) NOT NULL,
    facility_id VARCHAR(26) NOT NULL,
    status      VARCHAR(16) NOT NULL,
    body        LONGTEXT    NOT NULL,
    FOREIGN KEY (supplier_id) REFERENCES suppliers (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX purchase_orders_facility ON purchase_orders (facility_id, status, id);

CREATE TABLE stock_counts (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    facility_id VARCHAR(26) NOT NULL,
    location_id VARCHAR(26) NOT NULL,
    status      VARCHAR(16) NOT NULL,
    -- The place while the count is open, so that there is one at a time.
    open_key    VARCHAR(26) UNIQUE,
    body        LONGTEXT    NOT NULL,
    FOREIGN KEY (location_id) REFERENCES stock_locations (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE stock_alerts (
    id          VARCHAR(26)  NOT NULL PRIMARY KEY,
    kind        VARCHAR(32)  NOT NULL,
    status      VARCHAR(16)  NOT NULL,
    item_id     VARCHAR(26),
    facility_id VARCHAR(26),
    -- What it is about while it is so, so that it is told of once.
    open_key    VARCHAR(120) UNIQUE,
    body        LONGTEXT     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX stock_alerts_status ON stock_alerts (status, kind, id);

-- Hand-outs that were dealt with: the key is what makes each count once, however often it is told.
CREATE TABLE stock_dispenses (
    prescription_id VARCHAR(26) NOT NULL,
    dispense_number BIGINT      NOT NULL,
    outcome         VARCHAR(32) NOT NULL,
    quantity        BIGINT      NOT NULL,
    dealt_with_at   BIGINT      NOT NULL,
    PRIMARY KEY (prescription_id, dispense_number)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE inventory_settings (
    id   VARCHAR(26) NOT NULL PRIMARY KEY,
    body LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

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
