-- `content` is an entry as JSON, `hash` the HMAC of `prev` and `content`, `prev` the hash of the entry before. What is searched by is
-- computed from the content, so that it cannot say anything else.
CREATE TABLE audit_entries (
    seq     BIGINT       NOT NULL PRIMARY KEY,
    content LONGTEXT     NOT NULL,
    prev    VARCHAR(64)  NOT NULL,
    hash    VARCHAR(64)  NOT NULL,
    actor   VARCHAR(128) GENERATED ALWAYS AS (JSON_VALUE(content, '$.actor')) VIRTUAL,
    action  VARCHAR(128) GENERATED ALWAYS AS (JSON_VALUE(content, '$.action')) VIRTUAL,
    outcome VARCHAR(128) GENERATED ALWAYS AS (JSON_VALUE(content, '$.outcome')) VIRTUAL,
    at      VARCHAR(128) GENERATED ALWAYS AS (JSON_VALUE(content, '$.at')) VIRTUAL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX audit_entries_actor ON audit_entries (actor, seq);
CREATE INDEX audit_entries_at ON audit_entries (at);

-- An index only; what counts are the contents.
CREATE TABLE audit_patients (
    patient VARCHAR(26) NOT NULL,
    seq     BIGINT      NOT NULL,
    PRIMARY KEY (patient, seq),
    FOREIGN KEY (seq) REFERENCES audit_entries (seq)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The last entry, so that entries missing at the end are found.
CREATE TABLE audit_head (
    id   BIGINT      NOT NULL PRIMARY KEY CHECK (id = 1),
    n    BIGINT      NOT NULL,
    hash VARCHAR(64) NOT NULL,
    tag  VARCHAR(64) NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit entries are not removed';
CREATE TRIGGER audit_entries_stay_the_same BEFORE UPDATE ON audit_entries FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit entries are not changed';
