CREATE TABLE users (
    id            CHAR(26)     NOT NULL PRIMARY KEY,
    username      VARCHAR(64)  NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    disabled      BOOLEAN      NOT NULL DEFAULT FALSE,
    created_at    BIGINT       NOT NULL,
    updated_at    BIGINT       NOT NULL
);

CREATE TABLE user_roles (
    user_id CHAR(26)    NOT NULL REFERENCES users (id),
    role    VARCHAR(64) NOT NULL,
    PRIMARY KEY (user_id, role)
);

-- One row a sign-in. Its refresh tokens form a chain; using one of them twice ends the family.
CREATE TABLE refresh_families (
    id         CHAR(26) NOT NULL PRIMARY KEY,
    user_id    CHAR(26) NOT NULL REFERENCES users (id),
    expires_at BIGINT   NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX refresh_families_user ON refresh_families (user_id);

CREATE TABLE refresh_tokens (
    token_hash CHAR(64) NOT NULL PRIMARY KEY,
    family_id  CHAR(26) NOT NULL REFERENCES refresh_families (id),
    expires_at BIGINT   NOT NULL,
    used_at    BIGINT
);
CREATE INDEX refresh_tokens_family ON refresh_tokens (family_id);
