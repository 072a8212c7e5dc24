-- One row a message, written once; all that changes is in connector_message, so that what is large is not rewritten.
CREATE TABLE store (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE channel (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE
);

CREATE TABLE connector (
    number    INTEGER PRIMARY KEY,
    channel   INTEGER NOT NULL REFERENCES channel (number),
    is_source INTEGER NOT NULL,
    id        TEXT NOT NULL,
    UNIQUE (channel, is_source, id)
);

-- Counted in the transaction that changes what is counted.
CREATE TABLE statistic (
    connector         INTEGER PRIMARY KEY REFERENCES connector (number),
    received          INTEGER NOT NULL DEFAULT 0,
    filtered          INTEGER NOT NULL DEFAULT 0,
    queued            INTEGER NOT NULL DEFAULT 0,
    sent              INTEGER NOT NULL DEFAULT 0,
    error             INTEGER NOT NULL DEFAULT 0,
    processed_through INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE message (
    id           INTEGER PRIMARY KEY,
    channel      INTEGER NOT NULL,
    received_at  INTEGER NOT NULL, -- milliseconds since 1970, UTC
    control_id   TEXT,
    message_type TEXT,
    source_map   TEXT,             -- JSON
    raw          BLOB NOT NULL     -- packed, see contents.rs
);
CREATE INDEX message_by_channel ON message (channel);

-- Found by the sender's number. Filled some time after the messages, many at once: each sender's numbers lie elsewhere in
-- the index, and writing a page of it for each message would cost more than all the rest. What is not in it yet is found
-- by its place in the message table.
CREATE TABLE control_id (
    control_id TEXT NOT NULL,
    message    INTEGER NOT NULL,
    PRIMARY KEY (control_id, message)
) WITHOUT ROWID;

CREATE TABLE connector_message (
    message   INTEGER NOT NULL,
    connector INTEGER NOT NULL,
    status    INTEGER NOT NULL,
    attempts  INTEGER NOT NULL DEFAULT 0,
    is_possible_duplicate INTEGER NOT NULL DEFAULT 0,
    updated_at INTEGER,
    content   BLOB,
    response  BLOB,
    error     TEXT,
    PRIMARY KEY (message, connector)
) WITHOUT ROWID;
CREATE INDEX connector_message_queue ON connector_message (connector, message) WHERE status = 3;
CREATE INDEX connector_message_error ON connector_message (connector, message) WHERE status = 5;
