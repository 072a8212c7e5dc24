-- What was published, in order. A position is never used twice.
CREATE TABLE events (
    position     BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id     VARCHAR(26) NOT NULL UNIQUE,
    topic        LONGTEXT    NOT NULL,
    body         LONGTEXT    NOT NULL,
    published_at BIGINT      NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX events_by_time ON events (published_at);

-- How far each group of consumers has come.
CREATE TABLE consumer_groups (
    group_name VARCHAR(100) NOT NULL PRIMARY KEY,
    position   BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What a group could not do.
CREATE TABLE dead_letters (
    letter      BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    group_name  VARCHAR(100) NOT NULL,
    event_id    VARCHAR(26)  NOT NULL,
    topic       LONGTEXT     NOT NULL,
    body        LONGTEXT     NOT NULL,
    problem     LONGTEXT     NOT NULL,
    died_at     BIGINT       NOT NULL,
    replayed_at BIGINT
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX dead_letters_by_group ON dead_letters (group_name, letter);
