//! The steps of a message's life as SQL: admitted, recorded, advanced, completed.

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params};

use super::removal::{drop_resolved, settle};
use super::step::{QUEUED_RECENTLY, Step};
use crate::seal::{Kind, Place};
use crate::sqlite::pack::{
    Extra, Field, PackedAdmission, PackedAdvance, PackedAttachment, PackedCompletion, PackedMetadata, PackedProcessed,
    PackedRecord, PackedRecording,
};
use crate::{ConnectorKey, Packed, Status, StorageLevel, StoreError};
use nilecare_types::MessageId;

/// A row of `connector_message` as it is written first.
struct Row<'a> {
    message: MessageId,
    connector: ConnectorKey,
    at: i64,
    record: &'a PackedRecord,
}

const INSERT: &str = "INSERT INTO connector_message (message, connector, status, updated_at, content, response, error, \
    order_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

/// Stops the transaction for a reason that is not SQLite's.
pub(super) fn stopped(error: StoreError) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}

pub(super) fn admit(step: &mut Step<'_>, admission: &PackedAdmission) -> rusqlite::Result<i64> {
    let id = step.progress.next_id;
    step.progress.next_id += 1;
    let sealed = |kind, packed: &Packed| step.vault.seal(Place::new(id, 0, kind), packed).map_err(stopped);
    let raw = if admission.is_sealed {
        Some(sealed(Kind::Raw, &admission.raw)?)
    } else {
        None
    };
    let identifiers = admission.identifiers.as_ref();
    let identifiers = identifiers
        .map(|packed| sealed(Kind::Identifiers, packed))
        .transpose()?;
    let source_map = match &admission.source_map {
        Some(json) if admission.is_sealed => {
            let sealed = sealed(Kind::SourceMap, &Packed::pack(json.as_bytes()))?;
            Value::Blob(sealed.as_bytes().to_vec())
        }
        Some(json) => Value::Text(json.clone()),
        None => Value::Null,
    };
    step.connection
        .prepare_cached(
            "INSERT INTO message (id, channel, received_at, control_id, message_type, source_map, raw, patient_id, \
             origin, identifiers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            id,
            admission.channel.0,
            admission.received_at,
            admission.control_id,
            admission.message_type,
            source_map,
            raw.as_ref().unwrap_or(&admission.raw).as_bytes(),
            admission.patient_id,
            admission.origin.map(|origin| origin.0),
            identifiers.as_ref().map(Packed::as_bytes),
        ])?;
    step.tally.receive(admission.source);
    attach(step, id, &admission.attachments, admission.is_sealed)?;
    if let Some(defect) = &admission.defect {
        keep_defect(step, id, admission, defect)?;
    }
    if let Some(origin) = admission.origin {
        drop_resolved(step, origin.0, admission.channel, admission.level)?;
    }
    Ok(id)
}

fn keep_defect(step: &mut Step<'_>, id: i64, admission: &PackedAdmission, defect: &str) -> rusqlite::Result<()> {
    let error = if admission.is_sealed {
        let place = Place::new(id, admission.source.0, Kind::Error);
        let sealed = step.vault.seal(place, &Packed::pack(defect.as_bytes()));
        Field::Sealed(sealed.map_err(stopped)?)
    } else {
        Field::Text(defect.to_owned())
    };
    let record = PackedRecord {
        status: Status::Error,
        content: None,
        response: None,
        error: Some(error),
        order_key: None,
    };
    let row = Row {
        message: MessageId(id),
        connector: admission.source,
        at: admission.received_at,
        record: &record,
    };
    insert(step, &row)?;
    step.tally.add(admission.source, Status::Error, 1);
    Ok(())
}

pub(super) fn attach(
    step: &Step<'_>,
    id: i64,
    attachments: &[PackedAttachment],
    is_sealed: bool,
) -> rusqlite::Result<()> {
    for (number, attachment) in attachments.iter().enumerate() {
        let place = |kind| Place::new(id, number as i64, kind);
        let name = match &attachment.name {
            Some(name) if is_sealed => {
                let sealed = step
                    .vault
                    .seal(place(Kind::AttachmentName), &Packed::pack(name.as_bytes()));
                Some(Field::Sealed(sealed.map_err(stopped)?))
            }
            name => name.clone().map(Field::Text),
        };
        let sealed = if is_sealed {
            Some(
                step.vault
                    .seal(place(Kind::Attachment), &attachment.content)
                    .map_err(stopped)?,
            )
        } else {
            None
        };
        step.connection
            .prepare_cached(
                "INSERT INTO attachment (message, number, mime_type, name, n_bytes, content) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                id,
                number as i64,
                attachment.mime_type,
                name,
                attachment.n_bytes as i64,
                sealed.as_ref().unwrap_or(&attachment.content).as_bytes(),
            ])?;
    }
    Ok(())
}

fn insert(step: &Step<'_>, row: &Row<'_>) -> rusqlite::Result<bool> {
    let record = row.record;
    let n_rows = step.connection.prepare_cached(INSERT)?.execute(params![
        row.message.0,
        row.connector.0,
        step.code(row.message, record.status),
        row.at,
        record.content.as_ref().map(Packed::as_bytes),
        record.response.as_ref().map(Packed::as_bytes),
        record.error,
        record.order_key,
    ])?;
    Ok(n_rows == 1)
}

/// Keeps contents that few messages have, in place of those that were there.
pub(super) fn put_extras(step: &Step<'_>, message: MessageId, extras: &[Extra]) -> rusqlite::Result<()> {
    for extra in extras {
        step.connection
            .prepare_cached("INSERT OR REPLACE INTO content (message, part, kind, content) VALUES (?, ?, ?, ?)")?
            .execute(params![
                message.0,
                extra.part,
                extra.kind as i64,
                extra.content.as_bytes()
            ])?;
    }
    Ok(())
}

pub(super) fn put_metadata(
    step: &mut Step<'_>,
    message: MessageId,
    metadata: &[PackedMetadata],
) -> rusqlite::Result<()> {
    for value in metadata {
        step.progress.last_metadata += 1;
        step.connection
            .prepare_cached("INSERT INTO metadata (id, message, number, value, sealed) VALUES (?, ?, ?, ?, ?)")?
            .execute(params![
                step.progress.last_metadata,
                message.0,
                value.number,
                value.value,
                value.sealed.as_ref().map(Packed::as_bytes)
            ])?;
    }
    Ok(())
}

pub(super) fn record(step: &mut Step<'_>, recording: &PackedRecording) -> rusqlite::Result<()> {
    for processed in &recording.processed {
        record_one(step, recording, processed)?;
    }
    if let Some(through) = recording.processed_through {
        step.tally.processed(recording.source, through.0);
    }
    Ok(())
}

fn record_one(step: &mut Step<'_>, recording: &PackedRecording, processed: &PackedProcessed) -> rusqlite::Result<()> {
    let message = processed.message;
    let row = |connector, record| Row {
        message,
        connector,
        at: recording.at,
        record,
    };
    // A message whose processing was recorded before (a crash between the commit and its news) is left as it is.
    if !insert(step, &row(recording.source, &processed.source))? {
        return Ok(());
    }
    step.tally.add(recording.source, processed.source.status, 1);
    for (connector, record) in &processed.destinations {
        insert(step, &row(*connector, record))?;
        if record.status != Status::Received {
            step.tally.receive(*connector);
            step.tally.add(*connector, record.status, 1);
        }
    }
    put_extras(step, message, &processed.extras)?;
    put_metadata(step, message, &processed.metadata)?;
    if recording.index_text {
        step.touch_text(message.0)?;
    }
    if recording.level < StorageLevel::Production {
        settle(step, message.0, recording.level)?;
    }
    Ok(())
}

pub(super) fn advance(step: &mut Step<'_>, advance: &PackedAdvance) -> rusqlite::Result<()> {
    let record = &advance.record;
    let changed = step
        .connection
        .prepare_cached(
            "UPDATE connector_message SET status = ?3, updated_at = ?4, content = ?5, error = ?6, order_key = ?7 \
             WHERE message = ?1 AND connector = ?2 AND status = 0",
        )?
        .execute(params![
            advance.message.0,
            advance.connector.0,
            step.code(advance.message, record.status),
            advance.at,
            record.content.as_ref().map(Packed::as_bytes),
            record.error,
            record.order_key,
        ])?;
    // Nothing changes when the message was removed or advanced meanwhile.
    if changed != 1 {
        return Ok(());
    }
    step.tally.receive(advance.connector);
    step.tally.add(advance.connector, record.status, 1);
    put_extras(step, advance.message, &advance.extras)?;
    if advance.index_text && record.content.is_some() {
        step.touch_text(advance.message.0)?;
    }
    if advance.level < StorageLevel::Production {
        settle(step, advance.message.0, advance.level)?;
    }
    Ok(())
}

pub(super) fn complete(step: &mut Step<'_>, completion: &PackedCompletion) -> rusqlite::Result<()> {
    let changed = step
        .connection
        .prepare_cached(
            "UPDATE connector_message SET status = ?3, attempts = ?4, response = ?5, error = ?6, \
             is_possible_duplicate = ?7, updated_at = ?8 WHERE message = ?1 AND connector = ?2 AND status IN (3, 6, 7)",
        )?
        .execute(params![
            completion.message.0,
            completion.connector.0,
            step.code(completion.message, completion.status),
            completion.attempts,
            completion.response.as_ref().map(Packed::as_bytes),
            completion.error,
            completion.is_possible_duplicate,
            completion.at,
        ])?;
    // Nothing changes when the message was removed or finished meanwhile.
    if changed != 1 {
        return Ok(());
    }
    step.tally.add(completion.connector, Status::Queued, -1);
    step.tally.add(completion.connector, completion.status, 1);
    put_extras(step, completion.message, &completion.extras)?;
    let is_text_new = completion.extras.iter().any(|extra| extra.kind == Kind::Sent);
    if completion.index_text && is_text_new {
        step.touch_text(completion.message.0)?;
    }
    if completion.level < StorageLevel::Production && completion.status != Status::Queued {
        settle(step, completion.message.0, completion.level)?;
    }
    Ok(())
}

/// Keeps the reply of a message, unless its level keeps none and the message is complete.
pub(super) fn replied(
    step: &mut Step<'_>,
    message: MessageId,
    source: ConnectorKey,
    reply: &Packed,
    level: StorageLevel,
) -> rusqlite::Result<()> {
    step.connection
        .prepare_cached("UPDATE connector_message SET response = ?3 WHERE message = ?1 AND connector = ?2")?
        .execute(params![message.0, source.0, reply.as_bytes()])?;
    if level < StorageLevel::Production {
        settle(step, message.0, level)?;
    }
    Ok(())
}

/// Keeps what the postprocessor left, unless the message was removed.
pub(super) fn postprocessed(
    step: &mut Step<'_>,
    message: MessageId,
    extras: &[Extra],
    level: StorageLevel,
) -> rusqlite::Result<()> {
    let is_there = step
        .connection
        .prepare_cached("SELECT 1 FROM message WHERE id = ?")?
        .query_row([message.0], |_| Ok(()))
        .optional()?
        .is_some();
    if is_there {
        put_extras(step, message, extras)?;
        if level < StorageLevel::Production {
            settle(step, message.0, level)?;
        }
    }
    Ok(())
}

/// Queues a message again; tells whether it did.
pub(in crate::sqlite) fn requeue(
    step: &mut Step<'_>,
    message: MessageId,
    connector: ConnectorKey,
) -> rusqlite::Result<bool> {
    let found = step
        .connection
        .prepare_cached(
            "SELECT status, updated_at FROM connector_message WHERE message = ? AND connector = ? AND status IN (1, 4, 5) \
             AND content IS NOT NULL AND connector IN (SELECT number FROM connector WHERE is_source = 0)",
        )?
        .query_row(params![message.0, connector.0], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
        })
        .optional()?;
    let Some((code, updated_at)) = found else {
        return Ok(false);
    };
    let status = Status::from_number(code).unwrap_or(Status::Error);
    step.connection
        .prepare_cached(
            "UPDATE connector_message SET status = ?3, attempts = 0, error = NULL, \
             is_possible_duplicate = max(is_possible_duplicate, ?4) WHERE message = ?1 AND connector = ?2",
        )?
        .execute(params![
            message.0,
            connector.0,
            step.queued_code(message),
            status == Status::Sent
        ])?;
    step.tally.add(connector, status, -1);
    step.tally.add(connector, Status::Queued, 1);
    // What was counted before the last reset is not taken off the counts since.
    let base = match status {
        Status::Filtered => {
            "UPDATE statistic SET base_filtered = base_filtered - 1 WHERE connector = ? AND reset_at > ?"
        }
        Status::Sent => "UPDATE statistic SET base_sent = base_sent - 1 WHERE connector = ? AND reset_at > ?",
        _ => "UPDATE statistic SET base_error = base_error - 1 WHERE connector = ? AND reset_at > ?",
    };
    step.connection
        .prepare_cached(base)?
        .execute(params![connector.0, updated_at.unwrap_or(0)])?;
    Ok(true)
}

/// Marks the first messages of each queue as possible duplicates. Doing it again changes nothing.
pub(in crate::sqlite) fn mark_doubtful(
    connection: &rusqlite::Connection,
    indexed_through: i64,
    n_each: usize,
) -> rusqlite::Result<()> {
    let connectors = connection
        .prepare("SELECT number FROM connector WHERE is_source = 0")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut indexed = connection
        .prepare("SELECT message FROM connector_message WHERE connector = ? AND status = 3 ORDER BY message LIMIT ?")?;
    let mut recent = connection
        .prepare("SELECT message FROM connector_message WHERE message > ? AND connector = ? AND status = ?")?;
    let mut mark = connection
        .prepare("UPDATE connector_message SET is_possible_duplicate = 1 WHERE message = ? AND connector = ?")?;
    for connector in connectors {
        let mut first = indexed
            .query_map(params![connector, n_each as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()?;
        let recent = recent.query_map(params![indexed_through, connector, QUEUED_RECENTLY], |row| row.get(0))?;
        first.extend(recent.collect::<rusqlite::Result<Vec<i64>>>()?);
        first.sort_unstable();
        for message in first.into_iter().take(n_each) {
            mark.execute([message, connector])?;
        }
    }
    Ok(())
}
