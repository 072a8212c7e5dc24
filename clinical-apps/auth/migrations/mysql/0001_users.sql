CREATE TABLE users (
    id            VARCHAR(26) NOT NULL PRIMARY KEY,
    username      VARCHAR(64) NOT NULL UNIQUE,
    password_hash LONGTEXT    NOT NULL,
    disabled      BIGINT      NOT NULL DEFAULT 0,
    created_at    BIGINT      NOT NULL,
    updated_at    BIGINT      NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE user_roles (
    user_id VARCHAR(26) NOT NULL,
    role    VARCHAR(64) NOT NULL,
    PRIMARY KEY (user_id, role),
    FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- One row a sign-in. Its refresh tokens form a chain; using one of them twice ends the family.
CREATE TABLE refresh_families (
    id         VARCHAR(26) NOT NULL PRIMARY KEY,
    user_id    VARCHAR(26) NOT NULL,
    expires_at BIGINT      NOT NULL,
    revoked_at BIGINT,
    FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX refresh_families_user ON refresh_families (user_id);

CREATE TABLE refresh_tokens (
    token_hash VARCHAR(64) NOT NULL PRIMARY KEY,
    family_id  VARCHAR(26) NOT NULL,
    expires_at BIGINT      NOT NULL,
    used_at    BIGINT,
    FOREIGN KEY (family_id) REFERENCES refresh_families (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX refresh_tokens_family ON refresh_tokens (family_id);
