-- Payments and refunds that the payment service told of. Each is posted once: the key, however often its event comes.
CREATE TABLE gateway_payments (
    transaction_id VARCHAR(26) NOT NULL PRIMARY KEY,
    payment_id     VARCHAR(26) NOT NULL UNIQUE,
    FOREIGN KEY (payment_id) REFERENCES payments (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE gateway_refunds (
    transaction_refund_id VARCHAR(26) NOT NULL PRIMARY KEY,
    refund_id             VARCHAR(26) NOT NULL UNIQUE,
    FOREIGN KEY (refund_id) REFERENCES refunds (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
