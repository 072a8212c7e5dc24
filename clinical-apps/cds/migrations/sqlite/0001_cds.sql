-- The rows of this site, one table a kind. A row stands in place of the shipped fact with the same id; `fact` is its JSON.
CREATE TABLE drugs (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        TEXT         NOT NULL,
    active      BOOLEAN      NOT NULL,
    source      VARCHAR(500) NOT NULL,
    reviewed_by VARCHAR(200),
    reviewed_at BIGINT,
    changed_by  VARCHAR(200) NOT NULL,
    changed_at  BIGINT       NOT NULL
);
CREATE TABLE drug_interactions (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        TEXT         NOT NULL,
    active      BOOLEAN      NOT NULL,
    source      VARCHAR(500) NOT NULL,
    reviewed_by VARCHAR(200),
    reviewed_at BIGINT,
    changed_by  VARCHAR(200) NOT NULL,
    changed_at  BIGINT       NOT NULL
);
CREATE TABLE allergy_cross_sensitivities (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        TEXT         NOT NULL,
    active      BOOLEAN      NOT NULL,
    source      VARCHAR(500) NOT NULL,
    reviewed_by VARCHAR(200),
    reviewed_at BIGINT,
    changed_by  VARCHAR(200) NOT NULL,
    changed_at  BIGINT       NOT NULL
);
CREATE TABLE contraindications (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        TEXT         NOT NULL,
    active      BOOLEAN      NOT NULL,
    source      VARCHAR(500) NOT NULL,
    reviewed_by VARCHAR(200),
    reviewed_at BIGINT,
    changed_by  VARCHAR(200) NOT NULL,
    changed_at  BIGINT       NOT NULL
);
CREATE TABLE therapeutic_ranges (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        TEXT         NOT NULL,
    active      BOOLEAN      NOT NULL,
    source      VARCHAR(500) NOT NULL,
    reviewed_by VARCHAR(200),
    reviewed_at BIGINT,
    changed_by  VARCHAR(200) NOT NULL,
    changed_at  BIGINT       NOT NULL
);
CREATE TABLE duplicate_classes (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        TEXT         NOT NULL,
    active      BOOLEAN      NOT NULL,
    source      VARCHAR(500) NOT NULL,
    reviewed_by VARCHAR(200),
    reviewed_at BIGINT,
    changed_by  VARCHAR(200) NOT NULL,
    changed_at  BIGINT       NOT NULL
);
CREATE TABLE clinical_guidelines (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        TEXT         NOT NULL,
    active      BOOLEAN      NOT NULL,
    source      VARCHAR(500) NOT NULL,
    reviewed_by VARCHAR(200),
    reviewed_at BIGINT,
    changed_by  VARCHAR(200) NOT NULL,
    changed_at  BIGINT       NOT NULL
);

-- Who stands for the shipped facts of a kind, in one version of them.
CREATE TABLE fact_reviews (
    kind        VARCHAR(32)  NOT NULL,
    version     VARCHAR(40)  NOT NULL,
    reviewer    VARCHAR(200) NOT NULL,
    signed_by   VARCHAR(200) NOT NULL,
    signed_at   BIGINT       NOT NULL,
    PRIMARY KEY (kind, version)
);

CREATE TABLE cds_checks (
    id         CHAR(26)     NOT NULL PRIMARY KEY,
    patient_id CHAR(26)     NOT NULL,
    request    TEXT         NOT NULL,
    reply      TEXT         NOT NULL,
    checked_by VARCHAR(200) NOT NULL,
    checked_at BIGINT       NOT NULL
);
CREATE INDEX cds_checks_patient ON cds_checks (patient_id, id);

CREATE TABLE cds_alerts (
    id         CHAR(26)    NOT NULL PRIMARY KEY,
    check_id   CHAR(26)    NOT NULL REFERENCES cds_checks (id),
    patient_id CHAR(26)    NOT NULL,
    kind       VARCHAR(32) NOT NULL,
    severity   VARCHAR(16) NOT NULL,
    mode       VARCHAR(16) NOT NULL,
    status     VARCHAR(16) NOT NULL,
    alert      TEXT        NOT NULL,
    raised_at  BIGINT      NOT NULL
);
CREATE INDEX cds_alerts_patient ON cds_alerts (patient_id, id);
CREATE INDEX cds_alerts_status ON cds_alerts (status, id);

CREATE TABLE processed_commands (
    idempotency_key VARCHAR(200) NOT NULL,
    command         VARCHAR(64)  NOT NULL,
    digest          CHAR(64)     NOT NULL,
    reply           TEXT         NOT NULL,
    processed_at    BIGINT       NOT NULL,
    PRIMARY KEY (idempotency_key, command)
);
CREATE INDEX processed_commands_time ON processed_commands (processed_at);

CREATE TABLE outbox_events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id VARCHAR(26) NOT NULL,
    body     TEXT        NOT NULL
);
