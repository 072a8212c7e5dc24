-- The rows of this site, one table a kind. A row stands in place of the shipped fact with the same id; `fact` is its JSON.
CREATE TABLE drugs (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        LONGTEXT     NOT NULL,
    active      BIGINT       NOT NULL,
    source      LONGTEXT     NOT NULL,
    reviewed_by LONGTEXT,
    reviewed_at BIGINT,
    changed_by  LONGTEXT     NOT NULL,
    changed_at  BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE drug_interactions (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        LONGTEXT     NOT NULL,
    active      BIGINT       NOT NULL,
    source      LONGTEXT     NOT NULL,
    reviewed_by LONGTEXT,
    reviewed_at BIGINT,
    changed_by  LONGTEXT     NOT NULL,
    changed_at  BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE allergy_cross_sensitivities (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        LONGTEXT     NOT NULL,
    active      BIGINT       NOT NULL,
    source      LONGTEXT     NOT NULL,
    reviewed_by LONGTEXT,
    reviewed_at BIGINT,
    changed_by  LONGTEXT     NOT NULL,
    changed_at  BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE contraindications (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        LONGTEXT     NOT NULL,
    active      BIGINT       NOT NULL,
    source      LONGTEXT     NOT NULL,
    reviewed_by LONGTEXT,
    reviewed_at BIGINT,
    changed_by  LONGTEXT     NOT NULL,
    changed_at  BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE therapeutic_ranges (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        LONGTEXT     NOT NULL,
    active      BIGINT       NOT NULL,
    source      LONGTEXT     NOT NULL,
    reviewed_by LONGTEXT,
    reviewed_at BIGINT,
    changed_by  LONGTEXT     NOT NULL,
    changed_at  BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE duplicate_classes (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        LONGTEXT     NOT NULL,
    active      BIGINT       NOT NULL,
    source      LONGTEXT     NOT NULL,
    reviewed_by LONGTEXT,
    reviewed_at BIGINT,
    changed_by  LONGTEXT     NOT NULL,
    changed_at  BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE clinical_guidelines (
    id          VARCHAR(200) NOT NULL PRIMARY KEY,
    fact        LONGTEXT     NOT NULL,
    active      BIGINT       NOT NULL,
    source      LONGTEXT     NOT NULL,
    reviewed_by LONGTEXT,
    reviewed_at BIGINT,
    changed_by  LONGTEXT     NOT NULL,
    changed_at  BIGINT       NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who stands for the shipped facts of a kind, in one version of them.
CREATE TABLE fact_reviews (
    kind      VARCHAR(32) NOT NULL,
    version   VARCHAR(40) NOT NULL,
    reviewer  LONGTEXT    NOT NULL,
    signed_by LONGTEXT    NOT NULL,
    signed_at BIGINT      NOT NULL,
    PRIMARY KEY (kind, version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE cds_checks (
    id         VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id VARCHAR(26) NOT NULL,
    request    LONGTEXT    NOT NULL,
    reply      LONGTEXT    NOT NULL,
    checked_by LONGTEXT    NOT NULL,
    checked_at BIGINT      NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX cds_checks_patient ON cds_checks (patient_id, id);

CREATE TABLE cds_alerts (
    id         VARCHAR(26) NOT NULL PRIMARY KEY,
    check_id   VARCHAR(26) NOT NULL,
    patient_id VARCHAR(26) NOT NULL,
    kind       VARCHAR(32) NOT NULL,
    severity   VARCHAR(16) NOT NULL,
    mode       VARCHAR(16) NOT NULL,
    status     VARCHAR(16) NOT NULL,
    alert      LONGTEXT    NOT NULL,
    raised_at  BIGINT      NOT NULL,
    FOREIGN KEY (check_id) REFERENCES cds_checks (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX cds_alerts_patient ON cds_alerts (patient_id, id);
CREATE INDEX cds_alerts_status ON cds_alerts (status, id);

CREATE TABLE processed_commands (
    idempotency_key VARCHAR(200) NOT NULL,
    command         VARCHAR(64)  NOT NULL,
    digest          VARCHAR(64)  NOT NULL,
    reply           LONGTEXT     NOT NULL,
    processed_at    BIGINT       NOT NULL,
    PRIMARY KEY (idempotency_key, command)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX processed_commands_time ON processed_commands (processed_at);

CREATE TABLE outbox_events (
    position BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id VARCHAR(26) NOT NULL,
    body     LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
