CREATE TABLE billing_accounts (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- PATIENT:FACILITY:CURRENCY while it is open, so that only one of them is.
    open_key    TEXT COLLATE "C" UNIQUE,
    patient_id  TEXT COLLATE "C" NOT NULL,
    facility_id TEXT COLLATE "C" NOT NULL,
    status      TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX billing_accounts_patient ON billing_accounts (patient_id, facility_id, status);
CREATE INDEX billing_accounts_facility ON billing_accounts (facility_id, id);

CREATE TABLE price_lists (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- Absent: for all facilities.
    facility_id TEXT COLLATE "C",
    currency    TEXT COLLATE "C" NOT NULL,
    valid_from  TEXT COLLATE "C" NOT NULL,
    valid_until TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);

CREATE TABLE price_items (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    price_list_id TEXT COLLATE "C" NOT NULL REFERENCES price_lists (id),
    category      TEXT COLLATE "C" NOT NULL,
    -- In small letters.
    code          TEXT COLLATE "C" NOT NULL,
    valid_from    TEXT COLLATE "C" NOT NULL,
    valid_until   TEXT COLLATE "C" NOT NULL,
    body          TEXT COLLATE "C" NOT NULL
);
CREATE INDEX price_items_code ON price_items (category, code);
CREATE INDEX price_items_list ON price_items (price_list_id, id);

CREATE TABLE charges (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- SOURCE:REFERENCE. The key is what captures a source once, however often its event comes.
    source_key   TEXT COLLATE "C" NOT NULL UNIQUE,
    patient_id   TEXT COLLATE "C" NOT NULL,
    account_id   TEXT COLLATE "C" REFERENCES billing_accounts (id),
    facility_id  TEXT COLLATE "C",
    encounter_id TEXT COLLATE "C",
    status       TEXT COLLATE "C" NOT NULL,
    body         TEXT COLLATE "C" NOT NULL
);
CREATE INDEX charges_account ON charges (account_id, status, id);
CREATE INDEX charges_status ON charges (status, id);
CREATE INDEX charges_encounter ON charges (encounter_id);
CREATE INDEX charges_patient ON charges (patient_id, id);

CREATE TABLE invoices (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    invoice_number TEXT COLLATE "C" UNIQUE,
    account_id     TEXT COLLATE "C" NOT NULL REFERENCES billing_accounts (id),
    patient_id     TEXT COLLATE "C" NOT NULL,
    facility_id    TEXT COLLATE "C" NOT NULL,
    currency       TEXT COLLATE "C" NOT NULL,
    status         TEXT COLLATE "C" NOT NULL,
    due_on         TEXT COLLATE "C",
    balance        BIGINT           NOT NULL,
    body           TEXT COLLATE "C" NOT NULL
);
CREATE INDEX invoices_account ON invoices (account_id, status, due_on);
CREATE INDEX invoices_facility ON invoices (facility_id, status, due_on);
CREATE INDEX invoices_patient ON invoices (patient_id, id);

-- Which charge is on which invoice that counts. The key is what keeps a charge from being on two of them.
CREATE TABLE invoice_lines (
    charge_id   TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES charges (id),
    invoice_id  TEXT COLLATE "C" NOT NULL REFERENCES invoices (id),
    line_number BIGINT           NOT NULL
);
CREATE INDEX invoice_lines_invoice ON invoice_lines (invoice_id);

-- The last number given out in each facility; counted up in the transaction of the issue, so that there is no gap.
CREATE TABLE invoice_numbers (
    facility_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    last_number BIGINT           NOT NULL
);

CREATE TABLE billing_adjustments (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    invoice_id  TEXT COLLATE "C" NOT NULL REFERENCES invoices (id),
    facility_id TEXT COLLATE "C" NOT NULL,
    status      TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX billing_adjustments_invoice ON billing_adjustments (invoice_id, id);
CREATE INDEX billing_adjustments_status ON billing_adjustments (status, id);

CREATE TABLE payments (
    id            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- METHOD:REFERENCE while it counts, so that one transfer is not posted twice.
    reference_key TEXT COLLATE "C" UNIQUE,
    account_id    TEXT COLLATE "C" NOT NULL REFERENCES billing_accounts (id),
    patient_id    TEXT COLLATE "C" NOT NULL,
    facility_id   TEXT COLLATE "C" NOT NULL,
    body          TEXT COLLATE "C" NOT NULL
);
CREATE INDEX payments_account ON payments (account_id, id);
CREATE INDEX payments_facility ON payments (facility_id, id);

CREATE TABLE payment_allocations (
    payment_id TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    invoice_id TEXT COLLATE "C" NOT NULL REFERENCES invoices (id),
    amount     BIGINT           NOT NULL CHECK (amount > 0),
    PRIMARY KEY (payment_id, invoice_id)
);
CREATE INDEX payment_allocations_invoice ON payment_allocations (invoice_id, payment_id);

CREATE TABLE refunds (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    payment_id  TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    facility_id TEXT COLLATE "C" NOT NULL,
    status      TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX refunds_payment ON refunds (payment_id, id);
CREATE INDEX refunds_status ON refunds (status, id);

CREATE TABLE insurance_policies (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id TEXT COLLATE "C" NOT NULL,
    body       TEXT COLLATE "C" NOT NULL
);
CREATE INDEX insurance_policies_patient ON insurance_policies (patient_id, id);

CREATE TABLE insurance_claims (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- INVOICE:POLICY while it is not closed, so that an insurer is asked once.
    live_key    TEXT COLLATE "C" UNIQUE,
    invoice_id  TEXT COLLATE "C" NOT NULL REFERENCES invoices (id),
    patient_id  TEXT COLLATE "C" NOT NULL,
    facility_id TEXT COLLATE "C" NOT NULL,
    status      TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX insurance_claims_status ON insurance_claims (status, id);
CREATE INDEX insurance_claims_invoice ON insurance_claims (invoice_id, id);

-- Remittances that a claim has taken; each once.
CREATE TABLE claim_remittances (
    claim_id          TEXT COLLATE "C" NOT NULL REFERENCES insurance_claims (id),
    remittance_number TEXT COLLATE "C" NOT NULL,
    payment_id        TEXT COLLATE "C",
    PRIMARY KEY (claim_id, remittance_number)
);

CREATE TABLE billing_statements (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL REFERENCES billing_accounts (id),
    body       TEXT COLLATE "C" NOT NULL
);
CREATE INDEX billing_statements_account ON billing_statements (account_id, id);

CREATE TABLE billing_settings (
    id   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    body TEXT COLLATE "C" NOT NULL
);

-- Who lay in which bed from when to when, as the facility service tells; days are charged from it.
CREATE TABLE bed_stays (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    bed_id       TEXT COLLATE "C" NOT NULL,
    encounter_id TEXT COLLATE "C" NOT NULL,
    patient_id   TEXT COLLATE "C" NOT NULL,
    facility_id  TEXT COLLATE "C" NOT NULL,
    kind         TEXT COLLATE "C" NOT NULL,
    starts_at    BIGINT           NOT NULL,
    ends_at      BIGINT,
    is_settled   BIGINT           NOT NULL
);
CREATE INDEX bed_stays_bed ON bed_stays (bed_id, ends_at);
CREATE INDEX bed_stays_encounter ON bed_stays (encounter_id, starts_at);
CREATE INDEX bed_stays_settled ON bed_stays (is_settled, encounter_id);

-- The ledger. What is posted stays; errors are posted the other way round. A thing is posted once: the key of kind and reference.
CREATE TABLE ledger_postings (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind        TEXT COLLATE "C" NOT NULL,
    reference   TEXT COLLATE "C" NOT NULL,
    label       TEXT COLLATE "C" NOT NULL,
    account_id  TEXT COLLATE "C" NOT NULL REFERENCES billing_accounts (id),
    facility_id TEXT COLLATE "C" NOT NULL,
    currency    TEXT COLLATE "C" NOT NULL,
    posted_at   BIGINT           NOT NULL,
    posted_by   TEXT COLLATE "C" NOT NULL,
    UNIQUE (kind, reference)
);
CREATE INDEX ledger_postings_account ON ledger_postings (account_id, posted_at, id);
CREATE INDEX ledger_postings_facility ON ledger_postings (facility_id, posted_at);

CREATE TABLE ledger_entries (
    posting_id     TEXT COLLATE "C" NOT NULL REFERENCES ledger_postings (id),
    entry_number   BIGINT           NOT NULL,
    ledger_account TEXT COLLATE "C" NOT NULL,
    -- In minor units; debits above 0, credits below.
    amount         BIGINT           NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (posting_id, entry_number)
);

-- Says no, with the words that a trigger gives.
CREATE FUNCTION say_no() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0];
END
$$;
CREATE TRIGGER ledger_postings_stay BEFORE DELETE ON ledger_postings FOR EACH ROW EXECUTE FUNCTION say_no('what is posted stays');
CREATE TRIGGER ledger_postings_stay_all BEFORE TRUNCATE ON ledger_postings FOR EACH STATEMENT EXECUTE FUNCTION say_no('what is posted stays');
CREATE TRIGGER ledger_postings_stay_the_same BEFORE UPDATE ON ledger_postings FOR EACH ROW EXECUTE FUNCTION say_no('what is posted stays');
CREATE TRIGGER ledger_entries_stay BEFORE DELETE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION say_no('what is posted stays');
CREATE TRIGGER ledger_entries_stay_all BEFORE TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION say_no('what is posted stays');
CREATE TRIGGER ledger_entries_stay_the_same BEFORE UPDATE ON ledger_entries FOR EACH ROW EXECUTE FUNCTION say_no('what is posted stays');

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
