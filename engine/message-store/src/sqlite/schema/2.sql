-- Storage policies, rarely kept contents, attachments, queues that are read without contents, search, pruning.

ALTER TABLE channel ADD COLUMN policy TEXT; -- JSON; NULL is the default policy

-- What is taken off the counts to get those since the last reset.
ALTER TABLE statistic ADD COLUMN base_received INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statistic ADD COLUMN base_filtered INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statistic ADD COLUMN base_sent     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statistic ADD COLUMN base_error    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statistic ADD COLUMN reset_at      INTEGER NOT NULL DEFAULT 0;

-- In encrypted channels control_id and patient_id are keyed hashes (blobs), and identifiers is both of them, sealed, as
-- JSON. A raw content of no bytes was removed.
ALTER TABLE message ADD COLUMN patient_id;
ALTER TABLE message ADD COLUMN origin INTEGER;
ALTER TABLE message ADD COLUMN identifiers BLOB;
CREATE INDEX message_by_origin ON message (origin, id) WHERE origin IS NOT NULL;
-- Its place is taken by zone, which is written once for 256 messages.
DROP INDEX message_by_channel;

-- Status 7 is Queued, recorded a short time ago (message > indexed_through): most such messages are sent before the
-- next 1,024 are admitted and so never enter the index of the queue. The others get status 3 then.
ALTER TABLE connector_message ADD COLUMN order_key; -- sealed in encrypted channels
DROP INDEX connector_message_queue;
CREATE INDEX connector_message_queue ON connector_message (connector, message, order_key, attempts) WHERE status = 3;
CREATE INDEX connector_message_waiting ON connector_message (connector, message) WHERE status = 0;

-- Contents that few messages have. kind: see seal.rs. part: a connector, or 0.
CREATE TABLE content (
    message INTEGER NOT NULL,
    part    INTEGER NOT NULL,
    kind    INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (message, part, kind)
) WITHOUT ROWID;

CREATE TABLE attachment (
    id        INTEGER PRIMARY KEY,
    message   INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    mime_type TEXT NOT NULL,
    name,                          -- sealed in encrypted channels
    n_bytes   INTEGER NOT NULL,
    content   BLOB NOT NULL,
    UNIQUE (message, number)
);

CREATE TABLE metadata_column (
    number  INTEGER PRIMARY KEY,
    channel INTEGER NOT NULL REFERENCES channel (number),
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    UNIQUE (channel, name, kind)
);

-- In the order of writing, so that what is not in search_key yet is the end of the table.
CREATE TABLE metadata (
    id      INTEGER PRIMARY KEY,
    message INTEGER NOT NULL,
    number  INTEGER NOT NULL REFERENCES metadata_column (number),
    value   NOT NULL,              -- a keyed hash in encrypted channels
    sealed  BLOB
);
CREATE INDEX metadata_by_message ON metadata (message);

-- What messages are found by: kind 1 control id, 2 patient id, 16 + number a metadata column. Filled some time after the
-- messages, many at once: values lie all over the index, and writing a page of it for each message would cost more than
-- all the rest. What is not in it yet is found by its place in the table that it comes from.
CREATE TABLE search_key (
    kind    INTEGER NOT NULL,
    value   NOT NULL,
    message INTEGER NOT NULL,
    PRIMARY KEY (kind, value, message)
) WITHOUT ROWID;

-- What 256 messages of consecutive numbers have in common, by channel. May tell more than is there, never less.
CREATE TABLE zone (
    block   INTEGER NOT NULL, -- message / 256
    channel INTEGER NOT NULL,
    first   INTEGER NOT NULL,
    last    INTEGER NOT NULL,
    oldest  INTEGER NOT NULL, -- received_at
    newest  INTEGER NOT NULL,
    types   TEXT NOT NULL,    -- message types, JSON
    PRIMARY KEY (block, channel)
) WITHOUT ROWID;
CREATE INDEX zone_by_channel ON zone (channel, block);

-- Which texts may be in the contents of 256 messages, see text/filter.rs. A block without a row is not known yet.
CREATE TABLE text_filter (
    block    INTEGER PRIMARY KEY,
    left_out TEXT,                 -- channels whose messages are not in it, JSON
    filter   BLOB NOT NULL
);

INSERT INTO search_key (kind, value, message) SELECT 1, control_id, message FROM control_id;
DROP TABLE control_id;
INSERT OR IGNORE INTO search_key (kind, value, message) SELECT 1, control_id, id FROM message WHERE control_id IS NOT NULL;
INSERT INTO zone (block, channel, first, last, oldest, newest, types)
    SELECT id / 256, channel, min(id), max(id), min(received_at), max(received_at), json_group_array(DISTINCT message_type)
    FROM message GROUP BY id / 256, channel;
DELETE FROM store WHERE key = 'control_ids_through';
INSERT INTO store (key, value) SELECT 'indexed_through', coalesce(max(id), 0) FROM message;
INSERT INTO store (key, value) VALUES ('metadata_through', '0'), ('text_through', '0'), ('resealed_through', '0');
