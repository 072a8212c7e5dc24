//! What is put into indexes some time after the messages, many at once.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, params};

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

/// What messages of one channel within a block have in common.
struct Zone {
    first: i64,
    last: i64,
    oldest: i64,
    newest: i64,
    types: BTreeSet<Option<String>>,
}

impl Zone {
    fn begin(id: i64, received_at: i64) -> Self {
        Self {
            first: id,
            last: id,
            oldest: received_at,
            newest: received_at,
            types: BTreeSet::new(),
        }
    }

    fn add(&mut self, id: i64, received_at: i64, message_type: Option<&str>) {
        self.last = id;
        self.oldest = self.oldest.min(received_at);
        self.newest = self.newest.max(received_at);
        let is_known = self.types.iter().any(|known| known.as_deref() == message_type);
        if !is_known {
            self.types.insert(message_type.map(str::to_owned));
        }
    }
}

fn index_messages(step: &mut Step<'_>, through: i64) -> rusqlite::Result<()> {
    let range = [step.progress.indexed_through, through];
    let mut zones: BTreeMap<(i64, i64), Zone> = BTreeMap::new();
    let mut keys = Vec::new();
    let mut select = step.connection.prepare_cached(
        "SELECT id, channel, received_at, message_type, control_id, patient_id FROM message WHERE id > ? AND id <= ?",
    )?;
    let mut rows = select.query(range)?;
    while let Some(row) = rows.next()? {
        let (id, channel, received_at): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let zone = zones
            .entry((id / BLOCK, channel))
            .or_insert_with(|| Zone::begin(id, received_at));
        zone.add(
            id,
            received_at,
            row.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)?,
        );
        for (kind, column) in [(CONTROL_ID, 4), (PATIENT_ID, 5)] {
            match row.get_ref(column)? {
                ValueRef::Text(text) => keys.push((kind, false, text.to_vec(), id)),
                ValueRef::Blob(hash) => keys.push((kind, true, hash.to_vec(), id)),
                _ => {}
            }
        }
    }
    put_keys(step.connection, keys)?;
    put_zones(step.connection, &zones)?;
    step.connection
        .prepare_cached("UPDATE connector_message SET status = 3 WHERE message > ? AND message <= ? AND status = 7")?
        .execute(range)?;
    step.progress.indexed_through = through;
    set(step.connection, INDEXED_THROUGH, &through.to_string())
}

/// Keeps keys in their own order, so that each page of the index is written once.
fn put_keys(connection: &Connection, mut keys: Vec<(i64, bool, Vec<u8>, i64)>) -> rusqlite::Result<()> {
    keys.sort_unstable();
    let mut insert =
        connection.prepare_cached("INSERT OR IGNORE INTO search_key (kind, value, message) VALUES (?, ?, ?)")?;
    for (kind, is_hash, value, id) in &keys {
        let value = if *is_hash {
            ValueRef::Blob(value)
        } else {
            ValueRef::Text(value)
        };
        insert.execute(params![kind, ToSqlOutput::Borrowed(value), id])?;
    }
    Ok(())
}

fn put_zones(connection: &Connection, zones: &BTreeMap<(i64, i64), Zone>) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO zone (block, channel, first, last, oldest, newest, types) VALUES (?, ?, ?, ?, ?, ?, ?) \
         ON CONFLICT DO UPDATE SET last = excluded.last, oldest = min(oldest, excluded.oldest), \
         newest = max(newest, excluded.newest), types = (SELECT json_group_array(value) FROM \
         (SELECT value FROM json_each(zone.types) UNION SELECT value FROM json_each(excluded.types)))",
    )?;
    for ((block, channel), zone) in zones {
        let types = serde_json::to_string(&zone.types)
            .map_err(|source| rusqlite::Error::ToSqlConversionFailure(Box::new(source)))?;
        insert.execute(params![
            block,
            channel,
            zone.first,
            zone.last,
            zone.oldest,
            zone.newest,
            types
        ])?;
    }
    Ok(())
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
