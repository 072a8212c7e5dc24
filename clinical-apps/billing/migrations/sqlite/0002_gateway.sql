-- Payments and refunds that the payment service told of. Each is posted once: the key, however often its event comes.
CREATE TABLE gateway_payments (
    transaction_id CHAR(26) NOT NULL PRIMARY KEY,
    payment_id     CHAR(26) NOT NULL UNIQUE REFERENCES payments (id)
);

CREATE TABLE gateway_refunds (
    transaction_refund_id CHAR(26) NOT NULL PRIMARY KEY,
    refund_id             CHAR(26) NOT NULL UNIQUE REFERENCES refunds (id)
);
