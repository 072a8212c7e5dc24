CREATE TABLE outbox_events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id VARCHAR(26) NOT NULL,
    body     TEXT        NOT NULL
);
