CREATE TABLE service_accounts (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name        TEXT COLLATE "C" NOT NULL UNIQUE,
    description TEXT COLLATE "C" NOT NULL,
    disabled    BIGINT           NOT NULL DEFAULT 0,
    created_at  BIGINT           NOT NULL
);

-- `scopes` holds permissions, parted by spaces. `hint` is the key's beginning, to know it again by.
CREATE TABLE api_keys (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id   TEXT COLLATE "C" NOT NULL REFERENCES service_accounts (id),
    key_hash     TEXT COLLATE "C" NOT NULL UNIQUE,
    hint         TEXT COLLATE "C" NOT NULL,
    scopes       TEXT COLLATE "C" NOT NULL,
    created_at   BIGINT           NOT NULL,
    created_by   TEXT COLLATE "C" NOT NULL,
    expires_at   BIGINT           NOT NULL,
    revoked_at   BIGINT,
    last_used_at BIGINT
);
CREATE INDEX api_keys_account ON api_keys (account_id);
