//! The steps of a message's life as SQL: recorded, advanced, completed.

use rusqlite::{OptionalExtension, params};

use super::removal::settle;
use super::step::Step;
use crate::seal::Kind;
use crate::sqlite::pack::{
    Extra, PackedAdvance, PackedCompletion, PackedMetadata, PackedProcessed, PackedRecord, PackedRecording,
};
use crate::{ConnectorKey, Packed, Status, StorageLevel, StoreError};
use nilecare_types::MessageId;

/// A row of `connector_message` as it is written first.
pub(super) struct Row<'a> {
    pub message: MessageId,
    pub connector: ConnectorKey,
    pub at: i64,
    pub record: &'a PackedRecord,
}

const INSERT: &str = "INSERT INTO connector_message (message, connector, status, updated_at, content, response, error, \
    order_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

/// Stops the transaction for a reason that is not SQLite's.
pub(super) fn stopped(error: StoreError) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}

pub(super) fn insert(step: &Step<'_>, row: &Row<'_>) -> rusqlite::Result<bool> {
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
    // A list of statuses would be made a table by each call.
    let changed = step
        .connection
        .prepare_cached(
            "UPDATE connector_message SET status = ?3, attempts = ?4, response = ?5, error = ?6, \
             is_possible_duplicate = ?7, updated_at = ?8 WHERE message = ?1 AND connector = ?2 \
             AND (status = 7 OR status = 3 OR status = 6)",
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
