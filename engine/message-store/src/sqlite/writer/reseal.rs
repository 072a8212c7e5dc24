//! Contents under older keys, sealed anew a few messages at a time.

use std::time::{Duration, Instant};

use rusqlite::types::Value;
use rusqlite::{Row, ToSql, params};

use super::step::{BLOCK, Step};
use crate::Packed;
use crate::StoreError;
use crate::seal::{Kind, Place};
use crate::sqlite::meta::{self, RESEAL_UNTIL, RESEALED_THROUGH};

/// A step holds up other work no longer than this, and the commit.
const STEP_LIMIT: Duration = Duration::from_millis(3);

/// Seals contents of at most so many messages anew, until the time of a step is over. Returns how many were looked at
/// and how many are left. A content that cannot be opened ends it.
pub(in crate::sqlite) fn reseal(
    step: &mut Step<'_>,
    limit: usize,
) -> rusqlite::Result<Result<(usize, u64), StoreError>> {
    let through = meta::number(step.connection, RESEALED_THROUGH)?;
    let until = meta::number(step.connection, RESEAL_UNTIL)?;
    let mut messages = step
        .connection
        .prepare_cached("SELECT id FROM message WHERE id > ? AND id < ? ORDER BY id LIMIT ?")?;
    let messages = messages
        .query_map(params![through, until, limit as i64], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let deadline = Instant::now() + STEP_LIMIT;
    let (mut n_looked_at, mut last) = (0, until.max(through + 1) - 1);
    let is_end = messages.len() < limit;
    for message in &messages {
        if let Err(error) = reseal_message(step, *message)? {
            return Ok(Err(error));
        }
        n_looked_at += 1;
        if Instant::now() >= deadline || (n_looked_at == messages.len() && !is_end) {
            last = *message;
            break;
        }
    }
    if let Err(error) = reseal_filters(step, through / BLOCK, last / BLOCK)? {
        return Ok(Err(error));
    }
    meta::set(step.connection, RESEALED_THROUGH, &last.to_string())?;
    let left: i64 = step.connection.query_row(
        "SELECT count(*) FROM message WHERE id > ? AND id < ?",
        params![last, until],
        |row| row.get(0),
    )?;
    Ok(Ok((n_looked_at, left as u64)))
}

/// A column of a table that may hold sealed contents.
struct Column {
    select: &'static str,
    update: &'static str,
    place: fn(i64, &Row<'_>) -> rusqlite::Result<Place>,
}

/// Each select gives the key of the row, the part of the place and the content.
const COLUMNS: [Column; 11] = [
    Column {
        select: "SELECT id, 0, raw FROM message WHERE id = ?",
        update: "UPDATE message SET raw = ?2 WHERE id = ?1",
        place: |message, _| Ok(Place::new(message, 0, Kind::Raw)),
    },
    Column {
        select: "SELECT id, 0, source_map FROM message WHERE id = ?",
        update: "UPDATE message SET source_map = ?2 WHERE id = ?1",
        place: |message, _| Ok(Place::new(message, 0, Kind::SourceMap)),
    },
    Column {
        select: "SELECT id, 0, identifiers FROM message WHERE id = ?",
        update: "UPDATE message SET identifiers = ?2 WHERE id = ?1",
        place: |message, _| Ok(Place::new(message, 0, Kind::Identifiers)),
    },
    Column {
        select: "SELECT connector, connector, content FROM connector_message WHERE message = ?",
        update: "UPDATE connector_message SET content = ?2 WHERE message = ?3 AND connector = ?1",
        place: |message, row| Ok(Place::new(message, row.get(1)?, Kind::Content)),
    },
    Column {
        select: "SELECT connector, connector, response FROM connector_message WHERE message = ?",
        update: "UPDATE connector_message SET response = ?2 WHERE message = ?3 AND connector = ?1",
        place: |message, row| Ok(Place::new(message, row.get(1)?, Kind::Response)),
    },
    Column {
        select: "SELECT connector, connector, error FROM connector_message WHERE message = ?",
        update: "UPDATE connector_message SET error = ?2 WHERE message = ?3 AND connector = ?1",
        place: |message, row| Ok(Place::new(message, row.get(1)?, Kind::Error)),
    },
    Column {
        select: "SELECT connector, connector, order_key FROM connector_message WHERE message = ?",
        update: "UPDATE connector_message SET order_key = ?2 WHERE message = ?3 AND connector = ?1",
        place: |message, row| Ok(Place::new(message, row.get(1)?, Kind::OrderKey)),
    },
    Column {
        select: "SELECT kind * 4294967296 + part, part, content, kind FROM content WHERE message = ?",
        update: "UPDATE content SET content = ?2 WHERE message = ?3 AND part = ?1 & 4294967295 AND kind = ?1 >> 32",
        place: |message, row| {
            let kind: i64 = row.get(3)?;
            let kind = Kind::of_content(kind).ok_or(rusqlite::Error::IntegralValueOutOfRange(3, kind))?;
            Ok(Place::new(message, row.get(1)?, kind))
        },
    },
    Column {
        select: "SELECT id, number, content FROM attachment WHERE message = ?",
        update: "UPDATE attachment SET content = ?2 WHERE id = ?1",
        place: |message, row| Ok(Place::new(message, row.get(1)?, Kind::Attachment)),
    },
    Column {
        select: "SELECT id, number, name FROM attachment WHERE message = ?",
        update: "UPDATE attachment SET name = ?2 WHERE id = ?1",
        place: |message, row| Ok(Place::new(message, row.get(1)?, Kind::AttachmentName)),
    },
    Column {
        select: "SELECT id, number, sealed FROM metadata WHERE message = ?",
        update: "UPDATE metadata SET sealed = ?2 WHERE id = ?1",
        place: |message, row| Ok(Place::new(message, row.get(1)?, Kind::Metadata)),
    },
];

fn reseal_message(step: &mut Step<'_>, message: i64) -> rusqlite::Result<Result<(), StoreError>> {
    for column in &COLUMNS {
        let mut select = step.connection.prepare_cached(column.select)?;
        let mut rows = select.query([message])?;
        let mut outdated = Vec::new();
        while let Some(row) = rows.next()? {
            if let Value::Blob(stored) = row.get(2)?
                && step.vault.is_outdated(&stored)
            {
                outdated.push((row.get::<_, i64>(0)?, (column.place)(message, row)?, stored));
            }
        }
        drop(rows);
        for (key, place, stored) in outdated {
            let sealed = match again(step, place, &stored) {
                Ok(sealed) => sealed,
                Err(error) => return Ok(Err(error)),
            };
            step.written += sealed.as_bytes().len() as u64;
            let mut update = step.connection.prepare_cached(column.update)?;
            let bytes = sealed.as_bytes();
            let parameters: [&dyn ToSql; 3] = [&key, &bytes, &message];
            let n_parameters = update.parameter_count();
            update.execute(&parameters[..n_parameters])?;
        }
    }
    Ok(Ok(()))
}

fn reseal_filters(step: &mut Step<'_>, first: i64, last: i64) -> rusqlite::Result<Result<(), StoreError>> {
    for block in first..=last {
        let mut select = step
            .connection
            .prepare_cached("SELECT filter FROM text_filter WHERE block = ?")?;
        let filters = select
            .query_map([block], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<Vec<u8>>>>()?;
        for stored in filters.iter().filter(|stored| step.vault.is_outdated(stored)) {
            let sealed = match again(step, Place::new(block, 0, Kind::TextFilter), stored) {
                Ok(sealed) => sealed,
                Err(error) => return Ok(Err(error)),
            };
            step.connection
                .prepare_cached("UPDATE text_filter SET filter = ? WHERE block = ?")?
                .execute(params![sealed.as_bytes(), block])?;
        }
    }
    Ok(Ok(()))
}

fn again(step: &Step<'_>, place: Place, stored: &[u8]) -> Result<Packed, StoreError> {
    let opened = step
        .vault
        .open(place, stored)
        .map_err(|error| error.at(place.message))?;
    step.vault.seal(place, &Packed::from_stored(opened))
}
