CREATE TABLE billing_accounts (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    -- PATIENT:FACILITY:CURRENCY while it is open, so that only one of them is.
    open_key    VARCHAR(64) UNIQUE,
    patient_id  VARCHAR(26) NOT NULL,
    facility_id VARCHAR(26) NOT NULL,
    status      VARCHAR(16) NOT NULL,
    body        LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX billing_accounts_patient ON billing_accounts (patient_id, facility_id, status);
CREATE INDEX billing_accounts_facility ON billing_accounts (facility_id, id);

CREATE TABLE price_lists (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    -- Absent: for all facilities.
    facility_id VARCHAR(26),
    currency    VARCHAR(3)  NOT NULL,
    valid_from  VARCHAR(10) NOT NULL,
    valid_until VARCHAR(10) NOT NULL,
    body        LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE price_items (
    id            VARCHAR(26)  NOT NULL PRIMARY KEY,
    price_list_id VARCHAR(26)  NOT NULL,
    category      VARCHAR(16)  NOT NULL,
    -- In small letters.
    code          VARCHAR(200) NOT NULL,
    valid_from    VARCHAR(10)  NOT NULL,
    valid_until   VARCHAR(10)  NOT NULL,
    body          LONGTEXT     NOT NULL,
    FOREIGN KEY (price_list_id) REFERENCES price_lists (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX price_items_code ON price_items (category, code);
CREATE INDEX price_items_list ON price_items (price_list_id, id);

CREATE TABLE charges (
    id           VARCHAR(26)  NOT NULL PRIMARY KEY,
    -- SOURCE:REFERENCE. The key is what captures a source once, however often its event comes.
    source_key   VARCHAR(500) NOT NULL UNIQUE,
    patient_id   VARCHAR(26)  NOT NULL,
    account_id   VARCHAR(26),
    facility_id  VARCHAR(26),
    encounter_id VARCHAR(26),
    status       VARCHAR(16)  NOT NULL,
    body         LONGTEXT     NOT NULL,
    FOREIGN KEY (account_id) REFERENCES billing_accounts (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX charges_account ON charges (account_id, status, id);
CREATE INDEX charges_status ON charges (status, id);
CREATE INDEX charges_encounter ON charges (encounter_id);
CREATE INDEX charges_patient ON charges (patient_id, id);

CREATE TABLE invoices (
    id             VARCHAR(26) NOT NULL PRIMARY KEY,
    invoice_number VARCHAR(64) UNIQUE,
    account_id     VARCHAR(26) NOT NULL,
    patient_id     VARCHAR(26) NOT NULL,
    facility_id    VARCHAR(26) NOT NULL,
    currency       VARCHAR(3)  NOT NULL,
    status         VARCHAR(16) NOT NULL,
    due_on         VARCHAR(10),
    balance        BIGINT      NOT NULL,
    body           LONGTEXT    NOT NULL,
    FOREIGN KEY (account_id) REFERENCES billing_accounts (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX invoices_account ON invoices (account_id, status, due_on);
CREATE INDEX invoices_facility ON invoices (facility_id, status, due_on);
CREATE INDEX invoices_patient ON invoices (patient_id, id);

-- Which charge is on which invoice that counts. The key is what keeps a charge from being on two of them.
CREATE TABLE invoice_lines (
    charge_id   VARCHAR(26) NOT NULL PRIMARY KEY,
    invoice_id  VARCHAR(26) NOT NULL,
    line_number BIGINT      NOT NULL,
    FOREIGN KEY (charge_id) REFERENCES charges (id),
    FOREIGN KEY (invoice_id) REFERENCES invoices (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX invoice_lines_invoice ON invoice_lines (invoice_id);

-- The last number given out in each facility; counted up in the transaction of the issue, so that there is no gap.
CREATE TABLE invoice_numbers (
    facility_id VARCHAR(26) NOT NULL PRIMARY KEY,
    last_number BIGINT      NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE billing_adjustments (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    invoice_id  VARCHAR(26) NOT NULL,
    facility_id VARCHAR(26) NOT NULL,
    status      VARCHAR(16) NOT NULL,
    body        LONGTEXT    NOT NULL,
    FOREIGN KEY (invoice_id) REFERENCES invoices (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX billing_adjustments_invoice ON billing_adjustments (invoice_id, id);
CREATE INDEX billing_adjustments_status ON billing_adjustments (status, id);

CREATE TABLE payments (
    id            VARCHAR(26)  NOT NULL PRIMARY KEY,
    -- METHOD:REFERENCE while it counts, so that one transfer is not posted twice.
    reference_key VARCHAR(150) UNIQUE,
    account_id    VARCHAR(26)  NOT NULL,
    patient_id    VARCHAR(26)  NOT NULL,
    facility_id   VARCHAR(26)  NOT NULL,
    body          LONGTEXT     NOT NULL,
    FOREIGN KEY (account_id) REFERENCES billing_accounts (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX payments_account ON payments (account_id, id);
CREATE INDEX payments_facility ON payments (facility_id, id);

CREATE TABLE payment_allocations (
    payment_id VARCHAR(26) NOT NULL,
    invoice_id VARCHAR(26) NOT NULL,
    amount     BIGINT      NOT NULL CHECK (amount > 0),
    PRIMARY KEY (payment_id, invoice_id),
    FOREIGN KEY (payment_id) REFERENCES payments (id),
    FOREIGN KEY (invoice_id) REFERENCES invoices (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX payment_allocations_invoice ON payment_allocations (invoice_id, payment_id);

CREATE TABLE refunds (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    payment_id  VARCHAR(26) NOT NULL,
    facility_id VARCHAR(26) NOT NULL,
    status      VARCHAR(16) NOT NULL,
    body        LONGTEXT    NOT NULL,
    FOREIGN KEY (payment_id) REFERENCES payments (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX refunds_payment ON refunds (payment_id, id);
CREATE INDEX refunds_status ON refunds (status, id);

CREATE TABLE insurance_policies (
    id         VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id VARCHAR(26) NOT NULL,
    body       LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX insurance_policies_patient ON insurance_policies (patient_id, id);

CREATE TABLE insurance_claims (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    -- INVOICE:POLICY while it is not closed, so that an insurer is asked once.
    live_key    VARCHAR(64) UNIQUE,
    invoice_id  VARCHAR(26) NOT NULL,
    patient_id  VARCHAR(26) NOT NULL,
    facility_id VARCHAR(26) NOT NULL,
    status      VARCHAR(16) NOT NULL,
    body        LONGTEXT    NOT NULL,
    FOREIGN KEY (invoice_id) REFERENCES invoices (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX insurance_claims_status ON insurance_claims (status, id);
CREATE INDEX insurance_claims_invoice ON insurance_claims (invoice_id, id);

-- Remittances that a claim has taken; each once.
CREATE TABLE claim_remittances (
    claim_id          VARCHAR(26) NOT NULL,
    remittance_number VARCHAR(50) NOT NULL,
    payment_id        VARCHAR(26),
    PRIMARY KEY (claim_id, remittance_number),
    FOREIGN KEY (claim_id) REFERENCES insurance_claims (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE billing_statements (
    id         VARCHAR(26) NOT NULL PRIMARY KEY,
    account_id VARCHAR(26) NOT NULL,
    body       LONGTEXT    NOT NULL,
    FOREIGN KEY (account_id) REFERENCES billing_accounts (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX billing_statements_account ON billing_statements (account_id, id);

CREATE TABLE billing_settings (
    id   VARCHAR(26) NOT NULL PRIMARY KEY,
    body LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who lay in which bed from when to when, as the facility service tells; days are charged from it.
CREATE TABLE bed_stays (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    bed_id       VARCHAR(26) NOT NULL,
    encounter_id VARCHAR(26) NOT NULL,
    patient_id   VARCHAR(26) NOT NULL,
    facility_id  VARCHAR(26) NOT NULL,
    kind         VARCHAR(16) NOT NULL,
    starts_at    BIGINT      NOT NULL,
    ends_at      BIGINT,
    is_settled   BIGINT      NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX bed_stays_bed ON bed_stays (bed_id, ends_at);
CREATE INDEX bed_stays_encounter ON bed_stays (encounter_id, starts_at);
CREATE INDEX bed_stays_settled ON bed_stays (is_settled, encounter_id);

-- The ledger. What is posted stays; errors are posted the other way round. A thing is posted once: the key of kind and reference.
CREATE TABLE ledger_postings (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    kind        VARCHAR(32) NOT NULL,
    reference   VARCHAR(26) NOT NULL,
    label       LONGTEXT    NOT NULL,
    account_id  VARCHAR(26) NOT NULL,
    facility_id VARCHAR(26) NOT NULL,
    currency    VARCHAR(3)  NOT NULL,
    posted_at   BIGINT      NOT NULL,
    posted_by   LONGTEXT    NOT NULL,
    UNIQUE (kind, reference),
    FOREIGN KEY (account_id) REFERENCES billing_accounts (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX ledger_postings_account ON ledger_postings (account_id, posted_at, id);
CREATE INDEX ledger_postings_facility ON ledger_postings (facility_id, posted_at);

CREATE TABLE ledger_entries (
    posting_id     VARCHAR(26) NOT NULL,
    entry_number   BIGINT      NOT NULL,
    ledger_account VARCHAR(32) NOT NULL,
    -- In minor units; debits above 0, credits below.
    amount         BIGINT      NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (posting_id, entry_number),
    FOREIGN KEY (posting_id) REFERENCES ledger_postings (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TRIGGER ledger_postings_stay BEFORE DELETE ON ledger_postings FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what is posted stays';
CREATE TRIGGER ledger_postings_stay_the_same BEFORE UPDATE ON ledger_postings FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what is posted stays';
CREATE TRIGGER ledger_entries_stay BEFORE DELETE ON ledger_entries FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what is posted stays';
CREATE TRIGGER ledger_entries_stay_the_same BEFORE UPDATE ON ledger_entries FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what is posted stays';

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
