-- Entries of the record. An entry keeps the patient's id of when it was written; after a merge that is one of the survivor's former ids.
-- `status` is NULL for kinds that have none; `due_on` is the day on which something is due.
-- Problems, over all encounters.
CREATE TABLE problem_list (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id      TEXT COLLATE "C" NOT NULL,
    facility_id     TEXT COLLATE "C" NOT NULL,
    encounter_id    TEXT COLLATE "C",
    author          TEXT COLLATE "C" NOT NULL,
    is_confidential TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C",
    due_on          TEXT COLLATE "C",
    body            TEXT COLLATE "C" NOT NULL
);
CREATE INDEX problem_list_patient ON problem_list (patient_id, id);

CREATE TABLE care_plans (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id      TEXT COLLATE "C" NOT NULL,
    facility_id     TEXT COLLATE "C" NOT NULL,
    encounter_id    TEXT COLLATE "C",
    author          TEXT COLLATE "C" NOT NULL,
    is_confidential TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C",
    due_on          TEXT COLLATE "C",
    body            TEXT COLLATE "C" NOT NULL
);
CREATE INDEX care_plans_patient ON care_plans (patient_id, id);

CREATE TABLE family_history (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id      TEXT COLLATE "C" NOT NULL,
    facility_id     TEXT COLLATE "C" NOT NULL,
    encounter_id    TEXT COLLATE "C",
    author          TEXT COLLATE "C" NOT NULL,
    is_confidential TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C",
    due_on          TEXT COLLATE "C",
    body            TEXT COLLATE "C" NOT NULL
);
CREATE INDEX family_history_patient ON family_history (patient_id, id);

CREATE TABLE social_history (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id      TEXT COLLATE "C" NOT NULL,
    facility_id     TEXT COLLATE "C" NOT NULL,
    encounter_id    TEXT COLLATE "C",
    author          TEXT COLLATE "C" NOT NULL,
    is_confidential TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C",
    due_on          TEXT COLLATE "C",
    body            TEXT COLLATE "C" NOT NULL
);
CREATE INDEX social_history_patient ON social_history (patient_id, id);

CREATE TABLE advance_directives (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id      TEXT COLLATE "C" NOT NULL,
    facility_id     TEXT COLLATE "C" NOT NULL,
    encounter_id    TEXT COLLATE "C",
    author          TEXT COLLATE "C" NOT NULL,
    is_confidential TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C",
    due_on          TEXT COLLATE "C",
    body            TEXT COLLATE "C" NOT NULL
);
CREATE INDEX advance_directives_patient ON advance_directives (patient_id, id);

-- What a patient agreed to or not. Nothing of it is ever deleted.
CREATE TABLE consents (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id      TEXT COLLATE "C" NOT NULL,
    facility_id     TEXT COLLATE "C" NOT NULL,
    encounter_id    TEXT COLLATE "C",
    author          TEXT COLLATE "C" NOT NULL,
    is_confidential TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C",
    due_on          TEXT COLLATE "C",
    body            TEXT COLLATE "C" NOT NULL
);
CREATE INDEX consents_patient ON consents (patient_id, id);

CREATE TABLE care_team (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id      TEXT COLLATE "C" NOT NULL,
    facility_id     TEXT COLLATE "C" NOT NULL,
    encounter_id    TEXT COLLATE "C",
    author          TEXT COLLATE "C" NOT NULL,
    is_confidential TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C",
    due_on          TEXT COLLATE "C",
    body            TEXT COLLATE "C" NOT NULL
);
CREATE INDEX care_team_patient ON care_team (patient_id, id);

-- Progress notes and hand-over. `status` is `open` while somebody must see to it.
CREATE TABLE progress_notes (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id      TEXT COLLATE "C" NOT NULL,
    facility_id     TEXT COLLATE "C" NOT NULL,
    encounter_id    TEXT COLLATE "C",
    author          TEXT COLLATE "C" NOT NULL,
    is_confidential TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C",
    due_on          TEXT COLLATE "C",
    body            TEXT COLLATE "C" NOT NULL
);
CREATE INDEX progress_notes_patient ON progress_notes (patient_id, id);

CREATE TABLE clinical_documents (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id      TEXT COLLATE "C" NOT NULL,
    facility_id     TEXT COLLATE "C" NOT NULL,
    encounter_id    TEXT COLLATE "C",
    author          TEXT COLLATE "C" NOT NULL,
    is_confidential TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C",
    due_on          TEXT COLLATE "C",
    body            TEXT COLLATE "C" NOT NULL
);
CREATE INDEX clinical_documents_patient ON clinical_documents (patient_id, id);

CREATE INDEX care_plans_due ON care_plans (due_on, id);
CREATE INDEX progress_notes_open ON progress_notes (status, id);

-- Says no, with the words that a trigger gives.
CREATE FUNCTION say_no() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0];
END
$$;
CREATE TRIGGER consents_stay BEFORE DELETE ON consents FOR EACH ROW EXECUTE FUNCTION say_no('consents stay');
CREATE TRIGGER consents_stay_all BEFORE TRUNCATE ON consents FOR EACH STATEMENT EXECUTE FUNCTION say_no('consents stay');

-- Every version of every entry as it was written.
CREATE TABLE entry_versions (
    entry_id   TEXT COLLATE "C" NOT NULL,
    version    BIGINT           NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT           NOT NULL,
    body       TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (entry_id, version)
);
CREATE TRIGGER entry_versions_stay BEFORE DELETE ON entry_versions FOR EACH ROW EXECUTE FUNCTION say_no('versions stay');
CREATE TRIGGER entry_versions_stay_all BEFORE TRUNCATE ON entry_versions FOR EACH STATEMENT EXECUTE FUNCTION say_no('versions stay');
CREATE TRIGGER entry_versions_stay_the_same BEFORE UPDATE ON entry_versions FOR EACH ROW EXECUTE FUNCTION say_no('versions stay');

-- What documents hold, by the version of the document that brought it.
CREATE TABLE document_contents (
    document_id TEXT COLLATE "C" NOT NULL REFERENCES clinical_documents (id),
    version     BIGINT           NOT NULL,
    content     BYTEA            NOT NULL,
    PRIMARY KEY (document_id, version)
);

CREATE TABLE soap_notes (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    patient_id      TEXT COLLATE "C" NOT NULL,
    facility_id     TEXT COLLATE "C" NOT NULL,
    encounter_id    TEXT COLLATE "C",
    author          TEXT COLLATE "C" NOT NULL,
    status          TEXT COLLATE "C" NOT NULL,
    is_confidential TEXT COLLATE "C" NOT NULL,
    -- Who was asked to co-sign the content as it is, and who has not answered yet.
    cosigner        TEXT COLLATE "C",
    awaited         TEXT COLLATE "C",
    -- What it says, in lower case, to be searched.
    words           TEXT COLLATE "C" NOT NULL,
    body            TEXT COLLATE "C" NOT NULL
);
CREATE INDEX soap_notes_patient ON soap_notes (patient_id, id);
CREATE INDEX soap_notes_author ON soap_notes (author, status, id);
CREATE INDEX soap_notes_awaited ON soap_notes (awaited, id);

-- Every version of a note since it was signed.
CREATE TABLE soap_note_versions (
    note_id    TEXT COLLATE "C" NOT NULL REFERENCES soap_notes (id),
    version    BIGINT           NOT NULL,
    changed_by TEXT COLLATE "C" NOT NULL,
    changed_at BIGINT           NOT NULL,
    body       TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (note_id, version)
);
CREATE TRIGGER soap_note_versions_stay BEFORE DELETE ON soap_note_versions FOR EACH ROW EXECUTE FUNCTION say_no('what was signed stays');
CREATE TRIGGER soap_note_versions_stay_all BEFORE TRUNCATE ON soap_note_versions FOR EACH STATEMENT EXECUTE FUNCTION say_no('what was signed stays');
CREATE TRIGGER soap_note_versions_stay_the_same BEFORE UPDATE ON soap_note_versions FOR EACH ROW EXECUTE FUNCTION say_no('what was signed stays');

CREATE TABLE processed_commands (
    idempotency_key TEXT COLLATE "C" NOT NULL,
    command         TEXT COLLATE "C" NOT NULL,
    digest          TEXT COLLATE "C" NOT NULL,
    reply           TEXT COLLATE "C" NOT NULL,
    processed_at    BIGINT           NOT NULL,
    PRIMARY KEY (idempotency_key, command)
);
CREATE INDEX processed_commands_time ON processed_commands (processed_at);

CREATE TABLE outbox_events (
    position BIGINT           GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    event_id TEXT COLLATE "C" NOT NULL,
    body     TEXT COLLATE "C" NOT NULL
);
