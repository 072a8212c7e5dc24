-- What was published, in order. A position is never used twice.
CREATE TABLE events (
    position     INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id     VARCHAR(26)  NOT NULL UNIQUE,
    topic        VARCHAR(100) NOT NULL,
    body         TEXT         NOT NULL,
    published_at BIGINT       NOT NULL
);
CREATE INDEX events_by_time ON events (published_at);

-- How far each group of consumers has come.
CREATE TABLE consumer_groups (
    group_name VARCHAR(100) PRIMARY KEY NOT NULL,
    position   BIGINT       NOT NULL
);

-- What a group could not do.
CREATE TABLE dead_letters (
    letter      INTEGER PRIMARY KEY AUTOINCREMENT,
    group_name  VARCHAR(100) NOT NULL,
    event_id    VARCHAR(26)  NOT NULL,
    topic       VARCHAR(100) NOT NULL,
    body        TEXT         NOT NULL,
    problem     TEXT         NOT NULL,
    died_at     BIGINT       NOT NULL,
    replayed_at BIGINT
);
CREATE INDEX dead_letters_by_group ON dead_letters (group_name, letter);
