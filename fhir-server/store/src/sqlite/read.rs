//! Reading by id.

use std::sync::Arc;

use nilecare_fhir_search::TypeId;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::keys::Keys;
use crate::error::database;
use crate::{Method, StoreError, Stored};

/// The columns that [`stored`] reads.
pub(super) const COLUMNS: &str = "r.key, r.id, v.version, v.updated, v.method, v.body";

pub(super) fn current(
    connection: &Connection,
    keys: &Keys,
    of: TypeId,
    id: &str,
) -> Result<Option<Stored>, StoreError> {
    const SQL: &str = "SELECT r.key, r.id, v.version, v.updated, v.method, v.body \
        FROM resource r JOIN version v ON v.seq = r.seq WHERE r.type = ?1 AND r.id = ?2";
    let mut statement = connection.prepare_cached(SQL).map_err(database("reading"))?;
    let found = statement
        .query_row(params![keys.of(of), id], |row| stored(row, keys))
        .optional();
    found.map_err(database("reading"))
}

pub(super) fn by_key(connection: &Connection, keys: &Keys, key: i64) -> Result<Option<Stored>, StoreError> {
    const SQL: &str = "SELECT r.key, r.id, v.version, v.updated, v.method, v.body \
        FROM resource r JOIN version v ON v.seq = r.seq WHERE r.key = ?1";
    let mut statement = connection.prepare_cached(SQL).map_err(database("reading"))?;
    let found = statement.query_row([key], |row| stored(row, keys)).optional();
    found.map_err(database("reading"))
}

pub(super) fn version(
    connection: &Connection,
    keys: &Keys,
    of: TypeId,
    id: &str,
    version: u64,
) -> Result<Option<Stored>, StoreError> {
    const SQL: &str = "SELECT r.key, r.id, v.version, v.updated, v.method, v.body \
        FROM resource r JOIN version v ON v.key = r.key WHERE r.type = ?1 AND r.id = ?2 AND v.version = ?3";
    let Ok(version) = i64::try_from(version) else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(SQL).map_err(database("reading"))?;
    let found = statement
        .query_row(params![keys.of(of), id, version], |row| stored(row, keys))
        .optional();
    found.map_err(database("reading"))
}

pub(super) fn stored(row: &Row<'_>, keys: &Keys) -> rusqlite::Result<Stored> {
    let body = row.get_ref(5)?.as_bytes_or_null()?.map(Arc::from);
    Ok(Stored {
        of: keys.type_of(row.get(0)?),
        id: row.get(1)?,
        version: row.get::<_, i64>(2)? as u64,
        updated: row.get(3)?,
        method: method(row.get(4)?),
        body,
    })
}

fn method(number: i64) -> Method {
    match number {
        0 => Method::Post,
        1 => Method::Put,
        2 => Method::Patch,
        _ => Method::Delete,
    }
}
