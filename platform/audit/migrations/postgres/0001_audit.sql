-- `content` is an entry as JSON, `hash` the HMAC of `prev` and `content`, `prev` the hash of the entry before. What is searched by is
-- computed from the content, so that it cannot say anything else.
CREATE TABLE audit_entries (
    seq     BIGINT           NOT NULL PRIMARY KEY,
    content TEXT COLLATE "C" NOT NULL,
    prev    TEXT COLLATE "C" NOT NULL,
    hash    TEXT COLLATE "C" NOT NULL,
    actor   TEXT COLLATE "C" GENERATED ALWAYS AS (content::json ->> 'actor') STORED,
    action  TEXT COLLATE "C" GENERATED ALWAYS AS (content::json ->> 'action') STORED,
    outcome TEXT COLLATE "C" GENERATED ALWAYS AS (content::json ->> 'outcome') STORED,
    at      TEXT COLLATE "C" GENERATED ALWAYS AS (content::json ->> 'at') STORED
);
CREATE INDEX audit_entries_actor ON audit_entries (actor, seq);
CREATE INDEX audit_entries_at ON audit_entries (at);

-- An index only; what counts are the contents.
CREATE TABLE audit_patients (
    patient TEXT COLLATE "C" NOT NULL,
    seq     BIGINT           NOT NULL REFERENCES audit_entries (seq),
    PRIMARY KEY (patient, seq)
);

-- The last entry, so that entries missing at the end are found.
CREATE TABLE audit_head (
    id   BIGINT           NOT NULL PRIMARY KEY CHECK (id = 1),
    n    BIGINT           NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    tag  TEXT COLLATE "C" NOT NULL
);

-- Says no, with the words that a trigger gives.
CREATE FUNCTION say_no() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0];
END
$$;
CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION say_no('audit entries are not removed');
CREATE TRIGGER audit_entries_stay_all BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION say_no('audit entries are not removed');
CREATE TRIGGER audit_entries_stay_the_same BEFORE UPDATE ON audit_entries FOR EACH ROW EXECUTE FUNCTION say_no('audit entries are not changed');
