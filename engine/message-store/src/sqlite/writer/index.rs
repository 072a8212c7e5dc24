//! What is put into indexes some time after the messages, many at once.

use rusqlite::params;

use super::step::{BLOCK, Step};
use crate::sqlite::meta::{INDEXED_THROUGH, METADATA_THROUGH, set};
use crate::sqlite::pack::{CONTROL_ID, METADATA, PATIENT_ID};

/// So many messages, or rows of metadata, are put into the indexes at once.
const INDEX_STEP: i64 = 1024;

/// Brings the indexes up to date when enough messages wait for it.
pub(super) fn index_when_due(step: &mut Step<'_>) -> rusqlite::Result<()> {
    let through = step.progress.next_id / BLOCK * BLOCK - 1;
    if through - step.progress.indexed_through >= INDEX_STEP {
        index_messages(step, through)?;
    }
    if step.progress.last_metadata - step.progress.metadata_through >= INDEX_STEP {
        index_metadata(step)?;
    }
    Ok(())
}

fn index_messages(step: &mut Step<'_>, through: i64) -> rusqlite::Result<()> {
    let range = [step.progress.indexed_through, through];
    for (kind, column) in [(CONTROL_ID, "control_id"), (PATIENT_ID, "patient_id")] {
        step.connection
            .prepare_cached(&format!(
                "INSERT OR IGNORE INTO search_key (kind, value, message) SELECT {kind}, {column}, id FROM message \
                 WHERE id > ? AND id <= ? AND {column} IS NOT NULL ORDER BY {column}"
            ))?
            .execute(range)?;
    }
    step.connection
        .prepare_cached(
            "INSERT INTO zone (block, channel, first, last, oldest, newest, types) \
             SELECT id / 256, channel, min(id), max(id), min(received_at), max(received_at), \
             json_group_array(DISTINCT message_type) FROM message WHERE id > ? AND id <= ? GROUP BY id / 256, channel \
             ON CONFLICT DO UPDATE SET last = excluded.last, oldest = min(oldest, excluded.oldest), \
             newest = max(newest, excluded.newest), types = (SELECT json_group_array(value) FROM \
             (SELECT value FROM json_each(zone.types) UNION SELECT value FROM json_each(excluded.types)))",
        )?
        .execute(range)?;
    step.connection
        .prepare_cached("UPDATE connector_message SET status = 3 WHERE message > ? AND message <= ? AND status = 7")?
        .execute(range)?;
    step.progress.indexed_through = through;
    set(step.connection, INDEXED_THROUGH, &through.to_string())
}

fn index_metadata(step: &mut Step<'_>) -> rusqlite::Result<()> {
    let through = step.progress.last_metadata;
    step.connection
        .prepare_cached(&format!(
            "INSERT OR IGNORE INTO search_key (kind, value, message) SELECT {METADATA} + number, value, message \
             FROM metadata WHERE id > ? AND id <= ? ORDER BY number, value"
        ))?
        .execute(params![step.progress.metadata_through, through])?;
    step.progress.metadata_through = through;
    set(step.connection, METADATA_THROUGH, &through.to_string())
}
