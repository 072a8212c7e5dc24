CREATE TABLE tasks (
    id         VARCHAR(26)  NOT NULL PRIMARY KEY,
    kind       VARCHAR(32)  NOT NULL,
    -- With the kind it names the work: the same work is not taken twice.
    task_key   VARCHAR(200) NOT NULL,
    payload    LONGTEXT     NOT NULL,
    priority   BIGINT       NOT NULL,
    -- waiting, leased, done, dead
    state      VARCHAR(8)   NOT NULL,
    -- When it may be taken: at its time, or when the lease of its worker is over.
    due_at     BIGINT       NOT NULL,
    -- The attempt that holds the lease; an older worker's answer counts no more.
    attempt    BIGINT       NOT NULL,
    lease      VARCHAR(26),
    problem    LONGTEXT,
    created_at BIGINT       NOT NULL,
    updated_at BIGINT       NOT NULL,
    UNIQUE (kind, task_key)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX tasks_due ON tasks (kind, state, due_at);
CREATE INDEX tasks_state ON tasks (state, id);
