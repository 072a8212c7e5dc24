CREATE TABLE notes (id INTEGER PRIMARY KEY, text VARCHAR(40) NOT NULL UNIQUE);
CREATE TABLE links (note INTEGER NOT NULL REFERENCES notes (id));
CREATE TABLE processed_commands (
    idempotency_key VARCHAR(200) NOT NULL,
    command         VARCHAR(64)  NOT NULL,
    digest          CHAR(64)     NOT NULL,
    reply           TEXT         NOT NULL,
    processed_at    BIGINT       NOT NULL,
    PRIMARY KEY (idempotency_key, command)
);
