CREATE TABLE service_accounts (
    id          CHAR(26)     NOT NULL PRIMARY KEY,
    name        VARCHAR(64)  NOT NULL UNIQUE,
    description VARCHAR(200) NOT NULL,
    disabled    BOOLEAN      NOT NULL DEFAULT FALSE,
    created_at  BIGINT       NOT NULL
);

-- `scopes` holds permissions, parted by spaces. `hint` is the key's beginning, to know it again by.
CREATE TABLE api_keys (
    id           CHAR(26)      NOT NULL PRIMARY KEY,
    account_id   CHAR(26)      NOT NULL REFERENCES service_accounts (id),
    key_hash     CHAR(64)      NOT NULL UNIQUE,
    hint         VARCHAR(16)   NOT NULL,
    scopes       VARCHAR(2000) NOT NULL,
    created_at   BIGINT        NOT NULL,
    created_by   VARCHAR(64)   NOT NULL,
    expires_at   BIGINT        NOT NULL,
    revoked_at   BIGINT,
    last_used_at BIGINT
);
CREATE INDEX api_keys_account ON api_keys (account_id);
