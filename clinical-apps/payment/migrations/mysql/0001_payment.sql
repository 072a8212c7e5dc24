-- Whether a provider is switched on; what it can do is in the settings.
CREATE TABLE payment_providers (
    id   VARCHAR(50) NOT NULL PRIMARY KEY,
    body LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE cash_drawers (
    id          VARCHAR(26)  NOT NULL PRIMARY KEY,
    -- CASHIER:FACILITY:CURRENCY while it is open, so that only one of them is.
    open_key    VARCHAR(300) UNIQUE,
    facility_id VARCHAR(26)  NOT NULL,
    cashier     LONGTEXT     NOT NULL,
    status      VARCHAR(16)  NOT NULL,
    body        LONGTEXT     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX cash_drawers_facility ON cash_drawers (facility_id, id);

-- What went into and came out of a drawer. Each payment and refund once.
CREATE TABLE cash_movements (
    drawer_id VARCHAR(26) NOT NULL,
    reference VARCHAR(26) NOT NULL PRIMARY KEY,
    -- In minor units; below 0 when it went out.
    amount    BIGINT      NOT NULL CHECK (amount <> 0),
    FOREIGN KEY (drawer_id) REFERENCES cash_drawers (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX cash_movements_drawer ON cash_movements (drawer_id);

CREATE TABLE payments (
    id                 VARCHAR(26)  NOT NULL PRIMARY KEY,
    transaction_number VARCHAR(20)  NOT NULL UNIQUE,
    -- PROVIDER:REFERENCE while it may count, so that one proof does not pay twice.
    proof_key          VARCHAR(160) UNIQUE,
    -- PROVIDER:REFERENCE of the provider's own id.
    external_key       VARCHAR(700) UNIQUE,
    patient_id         VARCHAR(26)  NOT NULL,
    facility_id        VARCHAR(26)  NOT NULL,
    account_id         VARCHAR(26)  NOT NULL,
    invoice_id         VARCHAR(26),
    provider           VARCHAR(50)  NOT NULL,
    status             VARCHAR(24)  NOT NULL,
    is_under_review    BIGINT       NOT NULL,
    created_at         BIGINT       NOT NULL,
    confirmed_at       BIGINT,
    -- The wallet's number, until the operator was asked.
    msisdn             VARCHAR(16),
    -- In minor units. What went back or is on its way back is never more than was paid.
    amount             BIGINT       NOT NULL CHECK (amount > 0),
    refunded           BIGINT       NOT NULL CHECK (refunded >= 0),
    held               BIGINT       NOT NULL CHECK (held >= 0),
    body               LONGTEXT     NOT NULL,
    CHECK (refunded + held <= amount)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX payments_patient ON payments (patient_id, created_at);
CREATE INDEX payments_facility ON payments (facility_id, status, id);
CREATE INDEX payments_status ON payments (status, id);
CREATE INDEX payments_provider ON payments (provider, confirmed_at);

CREATE TABLE payment_refunds (
    id             VARCHAR(26) NOT NULL PRIMARY KEY,
    transaction_id VARCHAR(26) NOT NULL,
    patient_id     VARCHAR(26) NOT NULL,
    facility_id    VARCHAR(26) NOT NULL,
    status         VARCHAR(16) NOT NULL,
    body           LONGTEXT    NOT NULL,
    FOREIGN KEY (transaction_id) REFERENCES payments (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX payment_refunds_transaction ON payment_refunds (transaction_id, id);
CREATE INDEX payment_refunds_status ON payment_refunds (status, id);

-- Which payment is for which invoice, and how much of it.
CREATE TABLE invoice_payments (
    transaction_id VARCHAR(26) NOT NULL PRIMARY KEY,
    invoice_id     VARCHAR(26) NOT NULL,
    amount         BIGINT      NOT NULL CHECK (amount > 0),
    FOREIGN KEY (transaction_id) REFERENCES payments (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX invoice_payments_invoice ON invoice_payments (invoice_id);

CREATE TABLE payment_installment_plans (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    -- The invoice while the plan is not over, so that it has only one.
    live_key    VARCHAR(26) UNIQUE,
    invoice_id  VARCHAR(26) NOT NULL,
    patient_id  VARCHAR(26) NOT NULL,
    facility_id VARCHAR(26) NOT NULL,
    status      VARCHAR(16) NOT NULL,
    body        LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX payment_installment_plans_facility ON payment_installment_plans (facility_id, status, id);
CREATE INDEX payment_installment_plans_patient ON payment_installment_plans (patient_id, id);

-- The parts of the plans, to find those that are due.
CREATE TABLE installment_schedule (
    plan_id  VARCHAR(26) NOT NULL,
    number   BIGINT      NOT NULL,
    due_on   VARCHAR(10) NOT NULL,
    status   VARCHAR(16) NOT NULL,
    amount   BIGINT      NOT NULL,
    late_fee BIGINT      NOT NULL,
    PRIMARY KEY (plan_id, number),
    FOREIGN KEY (plan_id) REFERENCES payment_installment_plans (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX installment_schedule_due ON installment_schedule (status, due_on);

CREATE TABLE payment_webhooks (
    id             VARCHAR(26)  NOT NULL PRIMARY KEY,
    provider       VARCHAR(50)  NOT NULL,
    event_id       VARCHAR(700) NOT NULL,
    is_processed   BIGINT       NOT NULL,
    received_at    BIGINT       NOT NULL,
    transaction_id VARCHAR(26),
    -- What the service read in it, to be tried again.
    notice         LONGTEXT     NOT NULL,
    body           LONGTEXT     NOT NULL,
    UNIQUE (provider, event_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX payment_webhooks_open ON payment_webhooks (is_processed, received_at);

CREATE TABLE payment_disputes (
    id             VARCHAR(26)  NOT NULL PRIMARY KEY,
    -- PROVIDER:REFERENCE of the provider's own id.
    external_key   VARCHAR(700) NOT NULL UNIQUE,
    transaction_id VARCHAR(26)  NOT NULL,
    patient_id     VARCHAR(26)  NOT NULL,
    facility_id    VARCHAR(26)  NOT NULL,
    status         VARCHAR(16)  NOT NULL,
    body           LONGTEXT     NOT NULL,
    FOREIGN KEY (transaction_id) REFERENCES payments (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX payment_disputes_status ON payment_disputes (status, id);

CREATE TABLE payment_statements (
    id       VARCHAR(26)  NOT NULL PRIMARY KEY,
    -- PROVIDER:SHA-256 of the file, so that one is not taken twice.
    file_key VARCHAR(120) NOT NULL UNIQUE,
    provider LONGTEXT     NOT NULL,
    body     LONGTEXT     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE payment_reconciliation (
    id             VARCHAR(26) NOT NULL PRIMARY KEY,
    -- The payment, once it is matched with a line, so that no other line is.
    matched_key    VARCHAR(26) UNIQUE,
    statement_id   VARCHAR(26),
    transaction_id VARCHAR(26),
    provider       LONGTEXT    NOT NULL,
    status         VARCHAR(16) NOT NULL,
    difference     VARCHAR(16),
    body           LONGTEXT    NOT NULL,
    FOREIGN KEY (statement_id) REFERENCES payment_statements (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX payment_reconciliation_status ON payment_reconciliation (status, id);
CREATE INDEX payment_reconciliation_transaction ON payment_reconciliation (transaction_id);

CREATE TABLE payment_analytics_daily (
    day         VARCHAR(10) NOT NULL,
    facility_id VARCHAR(26) NOT NULL,
    provider    VARCHAR(50) NOT NULL,
    currency    VARCHAR(3)  NOT NULL,
    n_confirmed BIGINT      NOT NULL,
    confirmed   BIGINT      NOT NULL,
    fees        BIGINT      NOT NULL,
    n_failed    BIGINT      NOT NULL,
    n_refunds   BIGINT      NOT NULL,
    refunded    BIGINT      NOT NULL,
    PRIMARY KEY (day, facility_id, provider, currency)
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
