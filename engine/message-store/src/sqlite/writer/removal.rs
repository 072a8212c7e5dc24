//! Taking away: what a storage level does not keep, and whole messages.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use nilecare_types::MessageId;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params};

use super::step::{BLOCK, Step};
use crate::seal::Kind;
use crate::sqlite::pack::{CONTROL_ID, METADATA, PATIENT_ID};
use crate::{ChannelKey, ConnectorKey, PruneWhat, Status, StorageLevel};

/// A step of removing holds up other work no longer than this, and the commit.
const STEP_LIMIT: Duration = Duration::from_millis(3);

/// Kinds of the table `content` that are kept at every level: they are no contents of messages.
const KEPT_KINDS: &str = "(12, 19)";
const _: () = assert!(Kind::PostprocessorError as i64 == 12 && Kind::ImportedFrom as i64 == 19);

/// What the rows of a message say about how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// Not processed, or something is waiting.
    Unfinished,
    /// Nothing is waiting, and something is in Error.
    InError,
    Complete,
}

fn stage(step: &Step<'_>, message: i64) -> rusqlite::Result<Stage> {
    let (n_rows, n_open, n_errors): (i64, i64, i64) = step
        .connection
        .prepare_cached(
            "SELECT count(*), total(status IN (0, 3, 6, 7)), total(status = 5) FROM connector_message WHERE message = ?",
        )?
        .query_row([message], |row| {
            Ok((row.get(0)?, row.get::<_, f64>(1)? as i64, row.get::<_, f64>(2)? as i64))
        })?;
    Ok(match (n_rows, n_open, n_errors) {
        (0, ..) => Stage::Unfinished,
        (_, 0, 0) => Stage::Complete,
        (_, 0, _) => Stage::InError,
        _ => Stage::Unfinished,
    })
}

/// Takes away what a level does not keep of a message, when it is complete.
pub(super) fn settle(step: &mut Step<'_>, message: i64, level: StorageLevel) -> rusqlite::Result<()> {
    if stage(step, message)? == Stage::Complete {
        reduce(step, message, level)?;
    }
    Ok(())
}

/// Takes away what a level does not keep of a message that is processed again as another one: its errors are resolved.
pub(super) fn drop_resolved(
    step: &mut Step<'_>,
    message: i64,
    channel: ChannelKey,
    level: StorageLevel,
) -> rusqlite::Result<()> {
    if level >= StorageLevel::Production {
        return Ok(());
    }
    let is_of_channel = step
        .connection
        .prepare_cached("SELECT 1 FROM message WHERE id = ? AND channel = ?")?
        .query_row(params![message, channel.0], |_| Ok(()))
        .optional()?
        .is_some();
    if is_of_channel && stage(step, message)? != Stage::Unfinished {
        reduce(step, message, level)?;
    }
    Ok(())
}

fn reduce(step: &mut Step<'_>, message: i64, level: StorageLevel) -> rusqlite::Result<()> {
    match level {
        StorageLevel::Disabled => delete(step, message),
        StorageLevel::Metadata => drop_contents(step, message),
        StorageLevel::Raw => drop_derived(step, message),
        StorageLevel::Production | StorageLevel::Development => Ok(()),
    }
}

/// Takes all contents, maps and attachments.
fn drop_contents(step: &Step<'_>, message: i64) -> rusqlite::Result<()> {
    drop_derived(step, message)?;
    step.connection
        .prepare_cached("UPDATE message SET raw = x'' WHERE id = ? AND length(raw) > 0")?
        .execute([message])?;
    step.connection
        .prepare_cached("DELETE FROM attachment WHERE message = ?")?
        .execute([message])?;
    Ok(())
}

/// Takes all contents and maps but what was received.
fn drop_derived(step: &Step<'_>, message: i64) -> rusqlite::Result<()> {
    step.connection
        .prepare_cached(
            "UPDATE connector_message SET content = NULL, response = NULL \
             WHERE message = ? AND (content IS NOT NULL OR response IS NOT NULL)",
        )?
        .execute([message])?;
    step.connection
        .prepare_cached(&format!(
            "DELETE FROM content WHERE message = ? AND kind NOT IN {KEPT_KINDS}"
        ))?
        .execute([message])?;
    step.connection
        .prepare_cached("UPDATE message SET source_map = NULL WHERE id = ? AND source_map IS NOT NULL")?
        .execute([message])?;
    Ok(())
}

/// Takes a message with all that is kept of it; the statistics stay.
fn delete(step: &mut Step<'_>, message: i64) -> rusqlite::Result<()> {
    let keys: Option<(Value, Value)> = step
        .connection
        .prepare_cached("SELECT control_id, patient_id FROM message WHERE id = ?")?
        .query_row([message], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((control_id, patient_id)) = keys else {
        return Ok(());
    };
    if message <= step.progress.indexed_through {
        delete_key(step, CONTROL_ID, &control_id, message)?;
        delete_key(step, PATIENT_ID, &patient_id, message)?;
    }
    let metadata = step
        .connection
        .prepare_cached("SELECT number, value FROM metadata WHERE message = ?")?
        .query_map([message], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for (number, value) in &metadata {
        delete_key(step, METADATA + number, value, message)?;
    }
    for sql in [
        "DELETE FROM metadata WHERE message = ?",
        "DELETE FROM attachment WHERE message = ?",
        "DELETE FROM content WHERE message = ?",
        "DELETE FROM connector_message WHERE message = ?",
        "DELETE FROM message WHERE id = ?",
    ] {
        step.connection.prepare_cached(sql)?.execute([message])?;
    }
    step.progress.has_removed = true;
    Ok(())
}

fn delete_key(step: &Step<'_>, kind: i64, value: &Value, message: i64) -> rusqlite::Result<()> {
    if *value != Value::Null {
        step.connection
            .prepare_cached("DELETE FROM search_key WHERE kind = ? AND value = ? AND message = ?")?
            .execute(params![kind, value, message])?;
    }
    Ok(())
}

/// How a list of messages is pruned.
#[derive(Debug, Clone, Copy)]
pub(in crate::sqlite) struct Pruning {
    pub what: PruneWhat,
    pub include_errors: bool,
}

/// Prunes messages of a list until the time of a step is over. Returns how many were looked at and how many pruned.
pub(in crate::sqlite) fn prune(
    step: &mut Step<'_>,
    messages: &[MessageId],
    pruning: Pruning,
) -> rusqlite::Result<(usize, usize)> {
    let until = Instant::now() + STEP_LIMIT;
    let (mut n_looked_at, mut n_pruned) = (0, 0);
    for message in messages {
        let stage = stage(step, message.0)?;
        if stage == Stage::Complete || (pruning.include_errors && stage == Stage::InError) {
            match pruning.what {
                PruneWhat::Contents => drop_contents(step, message.0)?,
                PruneWhat::Messages => delete(step, message.0)?,
            }
            n_pruned += 1;
        }
        n_looked_at += 1;
        if Instant::now() >= until {
            break;
        }
    }
    clear_blocks(step, &messages[..n_looked_at])?;
    step.written += n_pruned as u64 * 4_000;
    Ok((n_looked_at, n_pruned))
}

/// Removes messages that are processed, queued ones too, until the time of a step is over. Returns how many were looked
/// at and how many removed.
pub(in crate::sqlite) fn remove(step: &mut Step<'_>, messages: &[MessageId]) -> rusqlite::Result<(usize, usize)> {
    let until = Instant::now() + STEP_LIMIT;
    let (mut n_looked_at, mut n_removed) = (0, 0);
    for message in messages {
        n_looked_at += 1;
        let rows = step
            .connection
            .prepare_cached("SELECT connector, status FROM connector_message WHERE message = ?")?
            .query_map([message.0], |row| {
                Ok((ConnectorKey(row.get(0)?), row.get::<_, i64>(1)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        // The engine has it in hand and is going to record what became of it.
        if rows.is_empty() {
            continue;
        }
        for (connector, _) in rows.iter().filter(|(_, status)| matches!(status, 3 | 6 | 7)) {
            step.tally.add(*connector, Status::Queued, -1);
        }
        delete(step, message.0)?;
        n_removed += 1;
        if Instant::now() >= until {
            break;
        }
    }
    clear_blocks(step, &messages[..n_looked_at])?;
    step.written += n_removed as u64 * 4_000;
    Ok((n_looked_at, n_removed))
}

/// Takes the zones and text filters of blocks in which nothing is left.
fn clear_blocks(step: &Step<'_>, messages: &[MessageId]) -> rusqlite::Result<()> {
    let blocks: BTreeSet<i64> = messages.iter().map(|message| message.0 / BLOCK).collect();
    for block in blocks {
        let range = params![block * BLOCK, (block + 1) * BLOCK];
        let has_any = step
            .connection
            .prepare_cached("SELECT 1 FROM message WHERE id >= ? AND id < ? LIMIT 1")?
            .query_row(range, |_| Ok(()))
            .optional()?
            .is_some();
        if !has_any && (block + 1) * BLOCK - 1 <= step.progress.indexed_through {
            step.connection
                .prepare_cached("DELETE FROM zone WHERE block = ?")?
                .execute([block])?;
            step.connection
                .prepare_cached("UPDATE text_filter SET filter = x'', left_out = NULL WHERE block = ?")?
                .execute([block])?;
        }
    }
    Ok(())
}

/// So many pages are given back at once; the time is looked at in between.
const RECLAIM_PAGES: i64 = 16;

/// Gives free pages at the end of the file back, moving others to free places, at most so many bytes and until the time
/// of a step is over. Returns how many bytes were given back and how many could still be.
pub(in crate::sqlite) fn reclaim(step: &mut Step<'_>, limit_bytes: u64) -> rusqlite::Result<(u64, u64)> {
    let until = Instant::now() + STEP_LIMIT;
    let number = |pragma: &str| -> rusqlite::Result<u64> {
        step.connection
            .pragma_query_value(None, pragma, |row| row.get::<_, i64>(0))
            .map(|number| number as u64)
    };
    // A file of an older version cannot give back; its free pages are used again.
    if number("auto_vacuum")? == 0 {
        return Ok((0, 0));
    }
    let page = number("page_size")?;
    let n_before = number("freelist_count")?;
    let mut n_free = n_before;
    while n_free > 0 && (n_before - n_free) * page < limit_bytes && Instant::now() < until {
        let mut vacuum = step
            .connection
            .prepare_cached(&format!("PRAGMA incremental_vacuum({RECLAIM_PAGES})"))?;
        let mut rows = vacuum.query([])?;
        while rows.next()?.is_some() {}
        drop(rows);
        let n_now = number("freelist_count")?;
        if n_now >= n_free {
            break;
        }
        n_free = n_now;
    }
    let n_given = n_before - n_free;
    step.written += n_given * page;
    Ok((n_given * page, n_free * page))
}
