CREATE TABLE tasks (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    kind       TEXT COLLATE "C" NOT NULL,
    -- With the kind it names the work: the same work is not taken twice.
    task_key   TEXT COLLATE "C" NOT NULL,
    payload    TEXT COLLATE "C" NOT NULL,
    priority   BIGINT           NOT NULL,
    -- waiting, leased, done, dead
    state      TEXT COLLATE "C" NOT NULL,
    -- When it may be taken: at its time, or when the lease of its worker is over.
    due_at     BIGINT           NOT NULL,
    -- The attempt that holds the lease; an older worker's answer counts no more.
    attempt    BIGINT           NOT NULL,
    lease      TEXT COLLATE "C",
    problem    TEXT COLLATE "C",
    created_at BIGINT           NOT NULL,
    updated_at BIGINT           NOT NULL,
    UNIQUE (kind, task_key)
);
CREATE INDEX tasks_due ON tasks (kind, state, due_at);
CREATE INDEX tasks_state ON tasks (state, id);
