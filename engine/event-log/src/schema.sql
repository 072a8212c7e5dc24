CREATE TABLE event (
    id      INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice, also after pruning
    at      INTEGER NOT NULL,                  -- milliseconds since 1970
    user    TEXT NOT NULL,
    address TEXT,
    action  TEXT NOT NULL,
    target  TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail  TEXT                               -- JSON
);
CREATE INDEX event_by_at ON event (at);
CREATE INDEX event_by_user ON event (user);
CREATE INDEX event_by_action ON event (action);
CREATE INDEX event_by_target ON event (target);

-- What is older than this was pruned.
CREATE TABLE pruned (before INTEGER NOT NULL);
INSERT INTO pruned (before) VALUES (0);

CREATE TRIGGER event_is_final BEFORE UPDATE ON event
BEGIN
    SELECT raise(ABORT, 'events are never changed');
END;

CREATE TRIGGER event_stays BEFORE DELETE ON event WHEN old.at >= (SELECT before FROM pruned)
BEGIN
    SELECT raise(ABORT, 'events are only pruned by age');
END;
