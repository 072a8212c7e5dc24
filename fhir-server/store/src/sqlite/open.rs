//! Opening the file.

use std::time::Duration;

use nilecare_fhir_search::Registry;
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use super::SqliteOptions;
use super::keys::Keys;
use super::rows::{RowWriter, Systems};
use crate::StoreError;
use crate::error::database;

const MIGRATIONS: [&str; 1] = [include_str!("schema.sql")];
/// Grows when the same resource gives other rows; the indexes are then written anew.
const INDEX_RULES: &str = "1";
const TABLES: [&str; 8] = [
    "token_index",
    "reference_index",
    "string_index",
    "uri_index",
    "date_index",
    "number_index",
    "quantity_index",
    "composite_index",
];

/// Opens a connection for reading.
pub(super) fn reader(options: &SqliteOptions) -> Result<Connection, StoreError> {
    let connection = connect(options)?;
    set_up(&connection, 8_000)
        .and_then(|()| connection.pragma_update(None, "query_only", true))
        .map_err(failed(options))?;
    Ok(connection)
}

/// Opens the writer's connection and brings the file up to date.
pub(super) fn open(options: &SqliteOptions, registry: &Registry) -> Result<(Connection, Keys), StoreError> {
    let mut connection = connect(options)?;
    connection
        .pragma_update(None, "journal_mode", "WAL")
        .map_err(failed(options))?;
    // FULL flushes the log at each commit: what was answered survives a power loss. One flush serves many requests.
    connection
        .pragma_update(None, "synchronous", "FULL")
        .map_err(failed(options))?;
    connection
        .pragma_update(None, "wal_autocheckpoint", 4000)
        .map_err(failed(options))?;
    set_up(&connection, 32_000).map_err(failed(options))?;
    let transaction = connection.transaction().map_err(failed(options))?;
    let found: i64 = transaction
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(failed(options))?;
    let known = MIGRATIONS.len();
    let missing = usize::try_from(found).ok().and_then(|found| MIGRATIONS.get(found..));
    let missing = missing.ok_or(StoreError::Newer {
        found,
        known: known as i64,
    })?;
    for migration in missing {
        transaction.execute_batch(migration).map_err(failed(options))?;
    }
    transaction
        .pragma_update(None, "user_version", known as i64)
        .map_err(failed(options))?;
    let keys = Keys::load(&transaction, registry).map_err(failed(options))?;
    let rules = rules(registry);
    let written: Option<String> = transaction
        .query_row("SELECT value FROM meta WHERE name = 'index_rules'", [], |row| {
            row.get(0)
        })
        .ok();
    if written.as_deref() != Some(&*rules) {
        index_anew(&transaction, registry, &keys)?;
        let set = "INSERT OR REPLACE INTO meta (name, value) VALUES ('index_rules', ?1)";
        transaction.execute(set, [rules]).map_err(failed(options))?;
    }
    transaction.commit().map_err(failed(options))?;
    Ok((connection, keys))
}

fn connect(options: &SqliteOptions) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&options.path, flags).map_err(failed(options))?;
    connection
        .busy_timeout(Duration::from_secs(10))
        .map_err(failed(options))?;
    Ok(connection)
}

fn set_up(connection: &Connection, cache_kib: i64) -> rusqlite::Result<()> {
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}

fn failed(options: &SqliteOptions) -> impl Fn(rusqlite::Error) -> StoreError {
    let path = options.path.display().to_string();
    move |error| StoreError::Open {
        path: path.clone(),
        detail: error.to_string(),
    }
}

/// Tells rules apart: ours, and how many parameters there are.
fn rules(registry: &Registry) -> String {
    format!("{INDEX_RULES}/{}", registry.parameters().len())
}

fn index_anew(connection: &Connection, registry: &Registry, keys: &Keys) -> Result<(), StoreError> {
    const DOING: &str = "writing the indexes anew";
    for table in TABLES {
        connection
            .execute(&format!("DELETE FROM {table}"), [])
            .map_err(database(DOING))?;
    }
    let mut systems = Systems::default();
    let all = "SELECT r.key, v.body FROM resource r JOIN version v ON v.seq = r.seq WHERE r.deleted = 0";
    let mut statement = connection.prepare(all).map_err(database(DOING))?;
    let mut rows = statement.query([]).map_err(database(DOING))?;
    let mut n_resources = 0_u64;
    while let Some(row) = rows.next().map_err(database(DOING))? {
        let key: i64 = row.get(0).map_err(database(DOING))?;
        let body: Vec<u8> = row.get(1).map_err(database(DOING))?;
        let resource: Value = serde_json::from_slice(&body).map_err(|_| StoreError::Corrupt)?;
        let mut writer = RowWriter {
            connection,
            keys,
            registry,
            systems: &mut systems,
        };
        for row in registry.index(keys.type_of(key), &resource) {
            writer.insert(key, &row).map_err(database(DOING))?;
        }
        n_resources += 1;
    }
    if n_resources > 0 {
        tracing::info!(n_resources, "the FHIR indexes were written anew");
    }
    Ok(())
}
