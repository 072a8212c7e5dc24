-- Whether a provider is switched on; what it can do is in the settings.
CREATE TABLE payment_providers (
    id   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    body TEXT COLLATE "C" NOT NULL
);

CREATE TABLE cash_drawers (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- CASHIER:FACILITY:CURRENCY while it is open, so that only one of them is.
    open_key    TEXT COLLATE "C" UNIQUE,
    facility_id TEXT COLLATE "C" NOT NULL,
    cashier     TEXT COLLATE "C" NOT NULL,
    status      TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX cash_drawers_facility ON cash_drawers (facility_id, id);

-- What went into and came out of a drawer. Each payment and refund once.
CREATE TABLE cash_movements (
    drawer_id TEXT COLLATE "C" NOT NULL REFERENCES cash_drawers (id),
    reference TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- In minor units; below 0 when it went out.
    amount    BIGINT           NOT NULL CHECK (amount <> 0)
);
CREATE INDEX cash_movements_drawer ON cash_movements (drawer_id);

CREATE TABLE payments (
    id                 TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    transaction_number TEXT COLLATE "C" NOT NULL UNIQUE,
    -- PROVIDER:REFERENCE while it may count, so that one proof does not pay twice.
    proof_key          TEXT COLLATE "C" UNIQUE,
    -- PROVIDER:REFERENCE of the provider's own id.
    external_key       TEXT COLLATE "C" UNIQUE,
    patient_id         TEXT COLLATE "C" NOT NULL,
    facility_id        TEXT COLLATE "C" NOT NULL,
    account_id         TEXT COLLATE "C" NOT NULL,
    invoice_id         TEXT COLLATE "C",
    provider           TEXT COLLATE "C" NOT NULL,
    status             TEXT COLLATE "C" NOT NULL,
    is_under_review    BIGINT           NOT NULL,
    created_at         BIGINT           NOT NULL,
    confirmed_at       BIGINT,
    -- The wallet's number, until the operator was asked.
    msisdn             TEXT COLLATE "C",
    -- In minor units. What went back or is on its way back is never more than was paid.
    amount             BIGINT           NOT NULL CHECK (amount > 0),
    refunded           BIGINT           NOT NULL CHECK (refunded >= 0),
    held               BIGINT           NOT NULL CHECK (held >= 0),
    body               TEXT COLLATE "C" NOT NULL,
    CHECK (refunded + held <= amount)
);
CREATE INDEX payments_patient ON payments (patient_id, created_at);
CREATE INDEX payments_facility ON payments (facility_id, status, id);
CREATE INDEX payments_status ON payments (status, id);
CREATE INDEX payments_provider ON payments (provider, confirmed_at);

CREATE TABLE payment_refunds (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    transaction_id TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    patient_id     TEXT COLLATE "C" NOT NULL,
    facility_id    TEXT COLLATE "C" NOT NULL,
    status         TEXT COLLATE "C" NOT NULL,
    body           TEXT COLLATE "C" NOT NULL
);
CREATE INDEX payment_refunds_transaction ON payment_refunds (transaction_id, id);
CREATE INDEX payment_refunds_status ON payment_refunds (status, id);

-- Which payment is for which invoice, and how much of it.
CREATE TABLE invoice_payments (
    transaction_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES payments (id),
    invoice_id     TEXT COLLATE "C" NOT NULL,
    amount         BIGINT           NOT NULL CHECK (amount > 0)
);
CREATE INDEX invoice_payments_invoice ON invoice_payments (invoice_id);

CREATE TABLE payment_installment_plans (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- The invoice while the plan is not over, so that it has only one.
    live_key    TEXT COLLATE "C" UNIQUE,
    invoice_id  TEXT COLLATE "C" NOT NULL,
    patient_id  TEXT COLLATE "C" NOT NULL,
    facility_id TEXT COLLATE "C" NOT NULL,
    status      TEXT COLLATE "C" NOT NULL,
    body        TEXT COLLATE "C" NOT NULL
);
CREATE INDEX payment_installment_plans_facility ON payment_installment_plans (facility_id, status, id);
CREATE INDEX payment_installment_plans_patient ON payment_installment_plans (patient_id, id);

-- The parts of the plans, to find those that are due.
CREATE TABLE installment_schedule (
    plan_id  TEXT COLLATE "C" NOT NULL REFERENCES payment_installment_plans (id),
    number   BIGINT           NOT NULL,
    due_on   TEXT COLLATE "C" NOT NULL,
    status   TEXT COLLATE "C" NOT NULL,
    amount   BIGINT           NOT NULL,
    late_fee BIGINT           NOT NULL,
    PRIMARY KEY (plan_id, number)
);
CREATE INDEX installment_schedule_due ON installment_schedule (status, due_on);

CREATE TABLE payment_webhooks (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    provider       TEXT COLLATE "C" NOT NULL,
    event_id       TEXT COLLATE "C" NOT NULL,
    is_processed   BIGINT           NOT NULL,
    received_at    BIGINT           NOT NULL,
    transaction_id TEXT COLLATE "C",
    -- What the service read in it, to be tried again.
    notice         TEXT COLLATE "C" NOT NULL,
    body           TEXT COLLATE "C" NOT NULL,
    UNIQUE (provider, event_id)
);
CREATE INDEX payment_webhooks_open ON payment_webhooks (is_processed, received_at);

CREATE TABLE payment_disputes (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- PROVIDER:REFERENCE of the provider's own id.
    external_key   TEXT COLLATE "C" NOT NULL UNIQUE,
    transaction_id TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    patient_id     TEXT COLLATE "C" NOT NULL,
    facility_id    TEXT COLLATE "C" NOT NULL,
    status         TEXT COLLATE "C" NOT NULL,
    body           TEXT COLLATE "C" NOT NULL
);
CREATE INDEX payment_disputes_status ON payment_disputes (status, id);

CREATE TABLE payment_statements (
    id       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- PROVIDER:SHA-256 of the file, so that one is not taken twice.
    file_key TEXT COLLATE "C" NOT NULL UNIQUE,
    provider TEXT COLLATE "C" NOT NULL,
    body     TEXT COLLATE "C" NOT NULL
);

CREATE TABLE payment_reconciliation (
    id             TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- The payment, once it is matched with a line, so that no other line is.
    matched_key    TEXT COLLATE "C" UNIQUE,
    statement_id   TEXT COLLATE "C" REFERENCES payment_statements (id),
    transaction_id TEXT COLLATE "C",
    provider       TEXT COLLATE "C" NOT NULL,
    status         TEXT COLLATE "C" NOT NULL,
    difference     TEXT COLLATE "C",
    body           TEXT COLLATE "C" NOT NULL
);
CREATE INDEX payment_reconciliation_status ON payment_reconciliation (status, id);
CREATE INDEX payment_reconciliation_transaction ON payment_reconciliation (transaction_id);

CREATE TABLE payment_analytics_daily (
    day         TEXT COLLATE "C" NOT NULL,
    facility_id TEXT COLLATE "C" NOT NULL,
    provider    TEXT COLLATE "C" NOT NULL,
    currency    TEXT COLLATE "C" NOT NULL,
    n_confirmed BIGINT           NOT NULL,
    confirmed   BIGINT           NOT NULL,
    fees        BIGINT           NOT NULL,
    n_failed    BIGINT           NOT NULL,
    n_refunds   BIGINT           NOT NULL,
    refunded    BIGINT           NOT NULL,
    PRIMARY KEY (day, facility_id, provider, currency)
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
