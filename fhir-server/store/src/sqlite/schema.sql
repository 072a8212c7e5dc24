-- What does not fit docs/adr/0013 is wrong here.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE type (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE parameter (id INTEGER PRIMARY KEY, type INTEGER NOT NULL, code TEXT NOT NULL, UNIQUE (type, code));
CREATE TABLE system (id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE);

-- The current version of each resource. The upper bits of the key are the type.
CREATE TABLE resource (
    key INTEGER PRIMARY KEY, type INTEGER NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
    updated INTEGER NOT NULL, seq INTEGER NOT NULL, deleted INTEGER NOT NULL);
CREATE UNIQUE INDEX resource_id ON resource (type, id);
CREATE INDEX resource_updated ON resource (type, updated);

-- Every version, in the order of writing.
CREATE TABLE version (
    seq INTEGER PRIMARY KEY, key INTEGER NOT NULL, version INTEGER NOT NULL, updated INTEGER NOT NULL,
    method INTEGER NOT NULL, body BLOB);
CREATE UNIQUE INDEX version_key ON version (key, version);
CREATE INDEX version_type ON version ((key >> 40), seq);

-- The indexes of current versions, a table for each type of parameter.
CREATE TABLE token_index (
    param INTEGER NOT NULL, code TEXT NOT NULL, key INTEGER NOT NULL, system INTEGER NOT NULL,
    PRIMARY KEY (param, code, key, system)) WITHOUT ROWID;
CREATE TABLE reference_index (
    param INTEGER NOT NULL, id TEXT NOT NULL, key INTEGER NOT NULL, type INTEGER NOT NULL,
    PRIMARY KEY (param, id, key, type)) WITHOUT ROWID;
CREATE INDEX reference_key ON reference_index (param, key);
CREATE TABLE string_index (
    param INTEGER NOT NULL, folded TEXT NOT NULL, key INTEGER NOT NULL, exact TEXT NOT NULL,
    PRIMARY KEY (param, folded, key, exact)) WITHOUT ROWID;
CREATE INDEX string_key ON string_index (param, key);
CREATE TABLE uri_index (
    param INTEGER NOT NULL, uri TEXT NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (param, uri, key)) WITHOUT ROWID;
CREATE TABLE date_index (
    param INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, key INTEGER NOT NULL,
    PRIMARY KEY (param, low, high, key)) WITHOUT ROWID;
CREATE INDEX date_key ON date_index (param, key);
CREATE TABLE number_index (
    param INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL, key INTEGER NOT NULL,
    PRIMARY KEY (param, low, high, key)) WITHOUT ROWID;
CREATE INDEX number_key ON number_index (param, key);
CREATE TABLE quantity_index (
    param INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL, key INTEGER NOT NULL, system INTEGER NOT NULL,
    code TEXT NOT NULL, PRIMARY KEY (param, low, high, key, system, code)) WITHOUT ROWID;
CREATE INDEX quantity_key ON quantity_index (param, key);
CREATE TABLE composite_index (
    param INTEGER NOT NULL, code TEXT NOT NULL, low REAL NOT NULL, high REAL NOT NULL, text TEXT NOT NULL,
    key INTEGER NOT NULL, system INTEGER NOT NULL, text_system INTEGER NOT NULL, low3 REAL NOT NULL, high3 REAL NOT NULL,
    PRIMARY KEY (param, code, low, high, text, key, system, text_system, low3, high3)) WITHOUT ROWID;
