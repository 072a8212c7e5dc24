CREATE TABLE notifications (
    id             VARCHAR(26)  NOT NULL PRIMARY KEY,
    -- CAUSE:RECIPIENT:CHANNEL. One is told of one thing once by a channel, however often its event comes.
    once_key       VARCHAR(500) NOT NULL UNIQUE,
    recipient_kind VARCHAR(8)   NOT NULL,
    recipient_id   VARCHAR(64)  NOT NULL,
    channel        VARCHAR(8)   NOT NULL,
    category       VARCHAR(32)  NOT NULL,
    status         VARCHAR(16)  NOT NULL,
    -- 'yes' in the application until it is read; else absent.
    unread         VARCHAR(3),
    critical       VARCHAR(3),
    about          VARCHAR(64),
    -- Milliseconds since 1970 in 15 digits.
    created_ms     VARCHAR(15)  NOT NULL,
    body           LONGTEXT     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX notifications_recipient ON notifications (recipient_kind, recipient_id, channel, id);
CREATE INDEX notifications_unread ON notifications (recipient_id, unread);
CREATE INDEX notifications_status ON notifications (status, id);
CREATE INDEX notifications_about ON notifications (about, status);
CREATE INDEX notifications_time ON notifications (created_ms);

CREATE TABLE delivery_tracking (
    id              VARCHAR(26)  NOT NULL PRIMARY KEY,
    notification_id VARCHAR(26)  NOT NULL,
    -- NOTIFICATION:PROVIDER_MESSAGE_ID:STATUS, so that a callback that comes twice is one.
    once_key        VARCHAR(700) NOT NULL UNIQUE,
    body            LONGTEXT     NOT NULL,
    FOREIGN KEY (notification_id) REFERENCES notifications (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX delivery_tracking_notification ON delivery_tracking (notification_id, id);

CREATE TABLE notification_templates (
    id       VARCHAR(26) NOT NULL PRIMARY KEY,
    -- NAME:CHANNEL:LANGUAGE
    name_key VARCHAR(90) NOT NULL UNIQUE,
    category VARCHAR(32) NOT NULL,
    body     LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE notification_template_versions (
    -- TEMPLATE:VERSION in ten digits.
    id          VARCHAR(40) NOT NULL PRIMARY KEY,
    template_id VARCHAR(26) NOT NULL,
    body        LONGTEXT    NOT NULL,
    FOREIGN KEY (template_id) REFERENCES notification_templates (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX notification_template_versions_template ON notification_template_versions (template_id, id);

CREATE TABLE user_notification_subscriptions (
    id             VARCHAR(26)  NOT NULL PRIMARY KEY,
    -- RECIPIENT:CHANNEL:CATEGORY, or without a category for all others.
    wish_key       VARCHAR(160) NOT NULL UNIQUE,
    recipient_kind VARCHAR(8)   NOT NULL,
    recipient_id   VARCHAR(64)  NOT NULL,
    body           LONGTEXT     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX user_notification_subscriptions_recipient ON user_notification_subscriptions (recipient_kind, recipient_id);

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
