//! Queues: messages put back, and those that may have been delivered already.

use nilecare_types::MessageId;
use rusqlite::{Connection, OptionalExtension, params};

use super::step::{QUEUED_RECENTLY, Step};
use crate::{ConnectorKey, Status};

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
    connection: &Connection,
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
