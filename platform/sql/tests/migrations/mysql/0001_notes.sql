CREATE TABLE notes (
    id   BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    text VARCHAR(40) NOT NULL UNIQUE
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE links (
    note BIGINT NOT NULL,
    FOREIGN KEY (note) REFERENCES notes (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE processed_commands (
    idempotency_key VARCHAR(200) NOT NULL,
    command         VARCHAR(64)  NOT NULL,
    digest          VARCHAR(64)  NOT NULL,
    reply           LONGTEXT     NOT NULL,
    processed_at    BIGINT       NOT NULL,
    PRIMARY KEY (idempotency_key, command)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
