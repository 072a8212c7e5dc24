//! Opens the file: sets it up or brings it to this version, recovers its log, and reads what the writer must know.

use std::path::Path;
use std::time::Duration;

use nilecare_types::StoreId;
use rusqlite::{Connection, OpenFlags};

use super::meta::{self, get, set};
use super::writer::{Progress, mark_doubtful};
use super::{SqliteOptions, classify};
use crate::seal::Vault;
use crate::{StoreError, StoreErrorKind, UNRECORDED_LIMIT};

/// What makes a file of each version out of one of the version before.
const MIGRATIONS: [&str; 2] = [include_str!("schema/1.sql"), include_str!("schema/2.sql")];

/// What was found in the file.
pub(super) struct Opened {
    pub id: StoreId,
    pub was_closed_cleanly: bool,
    pub doubtful_through: i64,
    pub progress: Progress,
    pub vault: Vault,
}

pub(super) fn connect(options: &SqliteOptions) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = match &options.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(&options.path, flags, vfs.as_str()),
        None => Connection::open_with_flags(&options.path, flags),
    };
    let connection = opened.map_err(|source| open_error(&options.path, &source))?;
    connection
        .busy_timeout(Duration::from_secs(10))
        .map_err(|source| open_error(&options.path, &source))?;
    Ok(connection)
}

pub(super) fn open(connection: &mut Connection, options: &SqliteOptions) -> Result<Opened, StoreError> {
    let error = |source: rusqlite::Error| open_error(&options.path, &source);
    set_up(connection).map_err(error)?;
    let version: i64 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(error)?;
    let known = MIGRATIONS.len();
    let Some(missing) = usize::try_from(version)
        .ok()
        .and_then(|version| MIGRATIONS.get(version..))
    else {
        let detail = format!(
            "{} was written by a newer version (schema {version}, this one knows {known}); use that version",
            options.path.display()
        );
        return Err(StoreError::new(StoreErrorKind::Other, detail));
    };
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(error)?;
    if version == 0 {
        transaction.execute_batch(MIGRATIONS[0]).map_err(error)?;
        set(&transaction, meta::STORE_ID, &StoreId::generate().to_string()).map_err(error)?;
        set(&transaction, meta::CLOSED_CLEANLY, "1").map_err(error)?;
    }
    for migration in missing.iter().skip(usize::from(version == 0)) {
        transaction.execute_batch(migration).map_err(error)?;
    }
    if !missing.is_empty() {
        transaction
            .pragma_update(None, "user_version", known as i64)
            .map_err(error)?;
    }
    let id = get(&transaction, meta::STORE_ID).map_err(error)?;
    let id = id.and_then(|text| text.parse().ok()).ok_or_else(|| {
        let detail = format!("{} has no store id", options.path.display());
        StoreError::new(StoreErrorKind::Corrupt, detail)
    })?;
    let progress = progress(&transaction).map_err(error)?;
    let was_closed_cleanly = get(&transaction, meta::CLOSED_CLEANLY).map_err(error)?.as_deref() == Some("1");
    if !was_closed_cleanly {
        mark_doubtful(&transaction, progress.indexed_through, UNRECORDED_LIMIT).map_err(error)?;
        let newest = (progress.next_id - 1).to_string();
        set(&transaction, meta::DOUBTFUL_THROUGH, &newest).map_err(error)?;
    }
    let doubtful_through = get(&transaction, meta::DOUBTFUL_THROUGH).map_err(error)?;
    let doubtful_through = doubtful_through.and_then(|number| number.parse().ok()).unwrap_or(0);
    set(&transaction, meta::CLOSED_CLEANLY, "0").map_err(error)?;
    let vault = vault(&transaction, options, progress.next_id)?;
    transaction.commit().map_err(error)?;
    Ok(Opened {
        id,
        was_closed_cleanly,
        doubtful_through,
        progress,
        vault,
    })
}

fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    // A commit writes the last page of each table again, so small pages write less; measured in docs/performance.md.
    connection.pragma_update(None, "page_size", 4096)?;
    // Applies to a new file; see docs/adr/0008.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL flushes the log at each commit: what was acknowledged survives a power loss.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "cache_size", -16_000)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn progress(connection: &Connection) -> rusqlite::Result<Progress> {
    let number = |key| meta::number(connection, key);
    let highest = |sql| connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
    let highest_id = highest("SELECT max(id) FROM message")?.unwrap_or(0);
    let metadata_through = number(meta::METADATA_THROUGH)?;
    let highest_metadata = highest("SELECT max(id) FROM metadata")?.unwrap_or(0);
    Ok(Progress {
        next_id: number(meta::NEXT_ID)?.max(highest_id + 1),
        indexed_through: number(meta::INDEXED_THROUGH)?,
        metadata_through,
        // A number of a removed row that is in the index must not be given again: the index would miss the new one.
        last_metadata: metadata_through.max(highest_metadata),
        text_through: number(meta::TEXT_THROUGH)?,
        has_removed: false,
    })
}

/// Makes the keys ready, and takes note of a new first one.
fn vault(connection: &Connection, options: &SqliteOptions, next_id: i64) -> Result<Vault, StoreError> {
    let error = |source: rusqlite::Error| open_error(&options.path, &source);
    let mut vault = Vault::new(&options.keyring);
    let Some(key_id) = vault.key_id().map(str::to_owned) else {
        return Ok(vault);
    };
    let stored = get(connection, meta::SEARCH_KEY).map_err(error)?;
    let sealed = match stored.and_then(|hex| meta::from_hex(&hex)) {
        None => vault.make_search_key(),
        // Without it nothing new can be encrypted or found; what is sealed under other keys can still be read.
        Some(stored) => vault.take_search_key(&stored).unwrap_or_else(|problem| {
            tracing::warn!(%problem, "values of encrypted channels cannot be looked up, and none can be stored");
            None
        }),
    };
    if let Some(sealed) = sealed {
        set(connection, meta::SEARCH_KEY, &meta::to_hex(sealed.as_bytes())).map_err(error)?;
    }
    if get(connection, meta::SEAL_KEY).map_err(error)?.as_deref() != Some(&key_id) {
        set(connection, meta::SEAL_KEY, &key_id).map_err(error)?;
        set(connection, meta::RESEALED_THROUGH, "0").map_err(error)?;
        set(connection, meta::RESEAL_UNTIL, &next_id.to_string()).map_err(error)?;
    }
    Ok(vault)
}

fn open_error(path: &Path, source: &rusqlite::Error) -> StoreError {
    let mut error = classify(source);
    error.detail = format!("opening {}: {}", path.display(), error.detail);
    error
}
