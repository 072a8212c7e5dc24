-- Entries of the record. An entry keeps the patient's id of when it was written; after a merge that is one of the survivor's former ids.
-- `status` is NULL for kinds that have none; `due_on` is the day on which something is due.
-- Problems, over all encounters.
CREATE TABLE problem_list (
    id              VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id      VARCHAR(26) NOT NULL,
    facility_id     VARCHAR(26) NOT NULL,
    encounter_id    VARCHAR(26),
    author          LONGTEXT    NOT NULL,
    is_confidential VARCHAR(1)  NOT NULL,
    status          VARCHAR(16),
    due_on          VARCHAR(10),
    body            LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX problem_list_patient ON problem_list (patient_id, id);

CREATE TABLE care_plans (
    id              VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id      VARCHAR(26) NOT NULL,
    facility_id     VARCHAR(26) NOT NULL,
    encounter_id    VARCHAR(26),
    author          LONGTEXT    NOT NULL,
    is_confidential VARCHAR(1)  NOT NULL,
    status          VARCHAR(16),
    due_on          VARCHAR(10),
    body            LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX care_plans_patient ON care_plans (patient_id, id);

CREATE TABLE family_history (
    id              VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id      VARCHAR(26) NOT NULL,
    facility_id     VARCHAR(26) NOT NULL,
    encounter_id    VARCHAR(26),
    author          LONGTEXT    NOT NULL,
    is_confidential VARCHAR(1)  NOT NULL,
    status          VARCHAR(16),
    due_on          VARCHAR(10),
    body            LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX family_history_patient ON family_history (patient_id, id);

CREATE TABLE social_history (
    id              VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id      VARCHAR(26) NOT NULL,
    facility_id     VARCHAR(26) NOT NULL,
    encounter_id    VARCHAR(26),
    author          LONGTEXT    NOT NULL,
    is_confidential VARCHAR(1)  NOT NULL,
    status          VARCHAR(16),
    due_on          VARCHAR(10),
    body            LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX social_history_patient ON social_history (patient_id, id);

CREATE TABLE advance_directives (
    id              VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id      VARCHAR(26) NOT NULL,
    facility_id     VARCHAR(26) NOT NULL,
    encounter_id    VARCHAR(26),
    author          LONGTEXT    NOT NULL,
    is_confidential VARCHAR(1)  NOT NULL,
    status          VARCHAR(16),
    due_on          VARCHAR(10),
    body            LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX advance_directives_patient ON advance_directives (patient_id, id);

-- What a patient agreed to or not. Nothing of it is ever deleted.
CREATE TABLE consents (
    id              VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id      VARCHAR(26) NOT NULL,
    facility_id     VARCHAR(26) NOT NULL,
    encounter_id    VARCHAR(26),
    author          LONGTEXT    NOT NULL,
    is_confidential VARCHAR(1)  NOT NULL,
    status          VARCHAR(16),
    due_on          VARCHAR(10),
    body            LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX consents_patient ON consents (patient_id, id);

CREATE TABLE care_team (
    id              VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id      VARCHAR(26) NOT NULL,
    facility_id     VARCHAR(26) NOT NULL,
    encounter_id    VARCHAR(26),
    author          LONGTEXT    NOT NULL,
    is_confidential VARCHAR(1)  NOT NULL,
    status          VARCHAR(16),
    due_on          VARCHAR(10),
    body            LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX care_team_patient ON care_team (patient_id, id);

-- Progress notes and hand-over. `status` is `open` while somebody must see to it.
CREATE TABLE progress_notes (
    id              VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id      VARCHAR(26) NOT NULL,
    facility_id     VARCHAR(26) NOT NULL,
    encounter_id    VARCHAR(26),
    author          LONGTEXT    NOT NULL,
    is_confidential VARCHAR(1)  NOT NULL,
    status          VARCHAR(16),
    due_on          VARCHAR(10),
    body            LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX progress_notes_patient ON progress_notes (patient_id, id);

CREATE TABLE clinical_documents (
    id              VARCHAR(26) NOT NULL PRIMARY KEY,
    patient_id      VARCHAR(26) NOT NULL,
    facility_id     VARCHAR(26) NOT NULL,
    encounter_id    VARCHAR(26),
    author          LONGTEXT    NOT NULL,
    is_confidential VARCHAR(1)  NOT NULL,
    status          VARCHAR(16),
    due_on          VARCHAR(10),
    body            LONGTEXT    NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX clinical_documents_patient ON clinical_documents (patient_id, id);

CREATE INDEX care_plans_due ON care_plans (due_on, id);
CREATE INDEX progress_notes_open ON progress_notes (status, id);

CREATE TRIGGER consents_stay BEFORE DELETE ON consents FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'consents stay';

-- Every version of every entry as it was written.
CREATE TABLE entry_versions (
    entry_id   VARCHAR(26) NOT NULL,
    version    BIGINT      NOT NULL,
    changed_by LONGTEXT    NOT NULL,
    changed_at BIGINT      NOT NULL,
    body       LONGTEXT    NOT NULL,
    PRIMARY KEY (entry_id, version)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TRIGGER entry_versions_stay BEFORE DELETE ON entry_versions FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'versions stay';
CREATE TRIGGER entry_versions_stay_the_same BEFORE UPDATE ON entry_versions FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'versions stay';

-- What documents hold, by the version of the document that brought it.
CREATE TABLE document_contents (
    document_id VARCHAR(26) NOT NULL,
    version     BIGINT      NOT NULL,
    content     LONGBLOB    NOT NULL,
    PRIMARY KEY (document_id, version),
    FOREIGN KEY (document_id) REFERENCES clinical_documents (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

CREATE TABLE soap_notes (
    id              VARCHAR(26)  NOT NULL PRIMARY KEY,
    patient_id      VARCHAR(26)  NOT NULL,
    facility_id     VARCHAR(26)  NOT NULL,
    encounter_id    VARCHAR(26),
    author          VARCHAR(200) NOT NULL,
    status          VARCHAR(16)  NOT NULL,
    is_confidential VARCHAR(1)   NOT NULL,
    -- Who was asked to co-sign the content as it is, and who has not answered yet.
    cosigner        LONGTEXT,
    awaited         VARCHAR(200),
    -- What it says, in lower case, to be searched.
    words           LONGTEXT     NOT NULL,
    body            LONGTEXT     NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE INDEX soap_notes_patient ON soap_notes (patient_id, id);
CREATE INDEX soap_notes_author ON soap_notes (author, status, id);
CREATE INDEX soap_notes_awaited ON soap_notes (awaited, id);

-- Every version of a note since it was signed.
CREATE TABLE soap_note_versions (
    note_id    VARCHAR(26) NOT NULL,
    version    BIGINT      NOT NULL,
    changed_by LONGTEXT    NOT NULL,
    changed_at BIGINT      NOT NULL,
    body       LONGTEXT    NOT NULL,
    PRIMARY KEY (note_id, version),
    FOREIGN KEY (note_id) REFERENCES soap_notes (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TRIGGER soap_note_versions_stay BEFORE DELETE ON soap_note_versions FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what was signed stays';
CREATE TRIGGER soap_note_versions_stay_the_same BEFORE UPDATE ON soap_note_versions FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'what was signed stays';

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
