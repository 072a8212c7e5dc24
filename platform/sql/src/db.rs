//! One database: a single writer and a few readers.

use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::{Sqlite, SqlitePool, Transaction};

use crate::{DbError, options};

/// A transaction that may write; dropped without [`commit`](Transaction::commit), it changes nothing.
pub type WriteTx = Transaction<'static, Sqlite>;

/// Connections that only read; pass it as the executor of a query.
pub type Readers = SqlitePool;

const N_READERS: u32 = 4;
/// How long a write waits for the writers before it.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// An open database. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct Db {
    // SQLite takes one writer at a time. One connection makes the queue ours and fair, in place of busy errors.
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Db {
    /// Opens the database at `url` (`sqlite:PATH`), creating file and folder when they are missing.
    ///
    /// # Errors
    /// When the scheme is not compiled in, or the file cannot be opened.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        let (path, options) = options::sqlite(url)?;
        let open = |source| DbError::Open {
            path: path.clone(),
            source,
        };
        // A file does not hang up as a server does, so a connection needs no test before each use.
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .test_before_acquire(false)
            .connect_with(options.clone())
            .await
            .map_err(open)?;
        let readers = SqlitePoolOptions::new()
            .max_connections(N_READERS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .test_before_acquire(false)
            .connect_with(options.pragma("query_only", "ON"))
            .await
            .map_err(open)?;
        Ok(Self { writer, readers })
    }

    /// Brings the tables to the version of this program. One service owns one database.
    ///
    /// # Errors
    /// When a migration fails, was changed after it ran, or the file was written by a newer program.
    pub async fn migrate(&self, migrator: &'static Migrator) -> Result<(), DbError> {
        migrator.run(&self.writer).await.map_err(DbError::Migrate)
    }

    /// Begins a transaction that holds the right to write from the start, so that what it read cannot change before it writes.
    ///
    /// # Errors
    /// [`Busy`](crate::DbErrorKind::Busy) when the writers before it take longer than ten seconds.
    pub async fn begin_write(&self) -> Result<WriteTx, DbError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Returns the connections for reading; writing through them fails.
    pub fn readers(&self) -> &Readers {
        &self.readers
    }

    /// Waits until every statement is done and closes the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
