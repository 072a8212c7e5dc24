-- Payments and refunds that the payment service told of. Each is posted once: the key, however often its event comes.
CREATE TABLE gateway_payments (
    transaction_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    payment_id     TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES payments (id)
);

CREATE TABLE gateway_refunds (
    transaction_refund_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    refund_id             TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES refunds (id)
);
