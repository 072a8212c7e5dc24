-- The key of a user's authenticator, sealed. `last_step` is the time step of the code that was taken last: it and those before it
-- are not taken again.
CREATE TABLE totp_factors (
    user_id       VARCHAR(26) NOT NULL PRIMARY KEY,
    sealed_secret LONGTEXT    NOT NULL,
    created_at    BIGINT      NOT NULL,
    confirmed_at  BIGINT,
    last_step     BIGINT      NOT NULL DEFAULT 0,
    FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE recovery_codes (
    code_hash VARCHAR(64) NOT NULL PRIMARY KEY,
    user_id   VARCHAR(26) NOT NULL,
    used_at   BIGINT,
    FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX recovery_codes_user ON recovery_codes (user_id);

-- The step between password and second factor.
CREATE TABLE challenges (
    token_hash VARCHAR(64) NOT NULL PRIMARY KEY,
    user_id    VARCHAR(26) NOT NULL,
    expires_at BIGINT      NOT NULL,
    n_failures BIGINT      NOT NULL DEFAULT 0,
    FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX challenges_expiry ON challenges (expires_at);

ALTER TABLE refresh_families ADD COLUMN started_at BIGINT;
ALTER TABLE refresh_families ADD COLUMN last_used_at BIGINT;
ALTER TABLE refresh_families ADD COLUMN address VARCHAR(45);
ALTER TABLE refresh_families ADD COLUMN user_agent LONGTEXT;
CREATE INDEX refresh_families_revoked ON refresh_families (revoked_at);
