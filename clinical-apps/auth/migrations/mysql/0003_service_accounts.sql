CREATE TABLE service_accounts (
    id          VARCHAR(26) NOT NULL PRIMARY KEY,
    name        VARCHAR(64) NOT NULL UNIQUE,
    description LONGTEXT    NOT NULL,
    disabled    BIGINT      NOT NULL DEFAULT 0,
    created_at  BIGINT      NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- `scopes` holds permissions, parted by spaces. `hint` is the key's beginning, to know it again by.
CREATE TABLE api_keys (
    id           VARCHAR(26) NOT NULL PRIMARY KEY,
    account_id   VARCHAR(26) NOT NULL,
    key_hash     VARCHAR(64) NOT NULL UNIQUE,
    hint         VARCHAR(16) NOT NULL,
    scopes       LONGTEXT    NOT NULL,
    created_at   BIGINT      NOT NULL,
    created_by   LONGTEXT    NOT NULL,
    expires_at   BIGINT      NOT NULL,
    revoked_at   BIGINT,
    last_used_at BIGINT,
    FOREIGN KEY (account_id) REFERENCES service_accounts (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX api_keys_account ON api_keys (account_id);
