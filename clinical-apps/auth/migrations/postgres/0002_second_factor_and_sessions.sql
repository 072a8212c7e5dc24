-- The key of a user's authenticator, sealed. `last_step` is the time step of the code that was taken last: it and those before it
-- are not taken again.
CREATE TABLE totp_factors (
    user_id       TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES users (id),
    sealed_secret TEXT COLLATE "C" NOT NULL,
    created_at    BIGINT           NOT NULL,
    confirmed_at  BIGINT,
    last_step     BIGINT           NOT NULL DEFAULT 0
);

CREATE TABLE recovery_codes (
    code_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id   TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    used_at   BIGINT
);
CREATE INDEX recovery_codes_user ON recovery_codes (user_id);

-- The step between password and second factor.
CREATE TABLE challenges (
    token_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id    TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    expires_at BIGINT           NOT NULL,
    n_failures BIGINT           NOT NULL DEFAULT 0
);
CREATE INDEX challenges_expiry ON challenges (expires_at);

ALTER TABLE refresh_families ADD COLUMN started_at BIGINT;
ALTER TABLE refresh_families ADD COLUMN last_used_at BIGINT;
ALTER TABLE refresh_families ADD COLUMN address TEXT COLLATE "C";
ALTER TABLE refresh_families ADD COLUMN user_agent TEXT COLLATE "C";
CREATE INDEX refresh_families_revoked ON refresh_families (revoked_at);
