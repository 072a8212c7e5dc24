-- `content` is an entry as JSON, `hash` the HMAC of `prev` and `content`, `prev` the hash of the entry before. What is searched by is
-- computed from the content, so that it cannot say anything else.
CREATE TABLE audit_entries (
    seq     INTEGER  NOT NULL PRIMARY KEY,
    content TEXT     NOT NULL,
    prev    CHAR(64) NOT NULL,
    hash    CHAR(64) NOT NULL,
    actor   TEXT GENERATED ALWAYS AS (json_extract(content, '$.actor')) VIRTUAL,
    action  TEXT GENERATED ALWAYS AS (json_extract(content, '$.action')) VIRTUAL,
    outcome TEXT GENERATED ALWAYS AS (json_extract(content, '$.outcome')) VIRTUAL,
    at      TEXT GENERATED ALWAYS AS (json_extract(content, '$.at')) VIRTUAL
);
CREATE INDEX audit_entries_actor ON audit_entries (actor, seq);
CREATE INDEX audit_entries_at ON audit_entries (at);

-- An index only; what counts are the contents.
CREATE TABLE audit_patients (
    patient CHAR(26) NOT NULL,
    seq     INTEGER  NOT NULL REFERENCES audit_entries (seq),
    PRIMARY KEY (patient, seq)
) WITHOUT ROWID;

-- The last entry, so that entries missing at the end are found.
CREATE TABLE audit_head (
    id   INTEGER  NOT NULL PRIMARY KEY CHECK (id = 1),
    n    INTEGER  NOT NULL,
    hash CHAR(64) NOT NULL,
    tag  CHAR(64) NOT NULL
);

CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries BEGIN
    SELECT RAISE(ABORT, 'audit entries are not removed');
END;
CREATE TRIGGER audit_entries_stay_the_same BEFORE UPDATE ON audit_entries BEGIN
    SELECT RAISE(ABORT, 'audit entries are not changed');
END;
