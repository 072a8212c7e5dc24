//! How an embedded database is opened.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

use crate::DbError;

/// How long a statement waits for another process that holds the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Reads `sqlite:PATH` (also `sqlite://PATH`) and makes the folder.
pub(crate) fn sqlite(url: &str) -> Result<(String, SqliteConnectOptions), DbError> {
    let (scheme, rest) = url.split_once(':').ok_or(DbError::InvalidUrl)?;
    if scheme != "sqlite" {
        return Err(DbError::UnknownScheme {
            scheme: scheme.to_owned(),
        });
    }
    let path = rest.strip_prefix("//").unwrap_or(rest).to_owned();
    // A database in memory would be a different one for each connection.
    if path.is_empty() || path == ":memory:" {
        return Err(DbError::InvalidUrl);
    }
    make_folder(&path)?;
    let options = SqliteConnectOptions::new()
        .filename(&path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL syncs the log at each commit: what was answered survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        // Deleted patient data is overwritten in the file.
        .pragma("secure_delete", "ON");
    Ok((path, options))
}

fn make_folder(path: &str) -> Result<(), DbError> {
    match Path::new(path).parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            std::fs::create_dir_all(folder).map_err(|source| DbError::CreateFolder {
                path: path.to_owned(),
                source,
            })
        }
        _ => Ok(()),
    }
}
