-- Every state of every item. Contents are kept once, however many revisions have them.
CREATE TABLE blob (
    hash    BLOB PRIMARY KEY,        -- SHA-256 of the content
    content BLOB NOT NULL            -- LZ4, with the size before it
) WITHOUT ROWID;

CREATE TABLE revision (
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    id         INTEGER NOT NULL,     -- 1, 2, 3 … of this item
    at         INTEGER NOT NULL,     -- milliseconds since 1970
    author     TEXT NOT NULL,
    comment    TEXT NOT NULL,
    hash       TEXT NOT NULL,        -- of names and contents; empty when deleted
    is_deleted INTEGER NOT NULL,
    is_good    INTEGER NOT NULL,
    PRIMARY KEY (kind, name, id)
) WITHOUT ROWID;

CREATE TABLE file (
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    revision INTEGER NOT NULL,
    path     TEXT NOT NULL,
    blob     BLOB NOT NULL REFERENCES blob (hash),
    PRIMARY KEY (kind, name, revision, path),
    FOREIGN KEY (kind, name, revision) REFERENCES revision (kind, name, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX file_by_blob ON file (blob);

-- Revisions that are on their way into the folder. After a crash they are put there again.
CREATE TABLE pending (
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
