//! One database: a single writer and a few readers.

use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, ConnectOptions, Connection, Executor};

use crate::dialect::Dialect;
use crate::options::{self, Place, Use};
use crate::{DbError, Migrations, Readers, WriteTx};

const N_READERS: u32 = 4;
/// How long a write waits for the writers before it.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long tables may take to change; a big one is copied.
const MIGRATE_TIMEOUT: Duration = Duration::from_secs(4 * 3600);

/// PostgreSQL: the lock that whoever writes holds until its transaction ends. The number is ours and never changes.
const LOCK_POSTGRES: &str = "SELECT pg_advisory_xact_lock(5641733302764209)";
/// MariaDB and MySQL: the row that whoever writes holds until its transaction ends.
const LOCK_MYSQL: &str = "SELECT id FROM nilecare_write_lock WHERE id = 1 FOR UPDATE";
const MAKE_LOCK_MYSQL: [&str; 2] = [
    "CREATE TABLE IF NOT EXISTS nilecare_write_lock (id BIGINT NOT NULL PRIMARY KEY) ENGINE = InnoDB",
    "INSERT IGNORE INTO nilecare_write_lock (id) VALUES (1)",
];

/// An open database. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct Db {
    place: Place,
    // One writer at a time. One connection makes the queue ours and fair, in place of busy errors; between processes the lock does.
    writer: AnyPool,
    readers: Readers,
}

impl Db {
    /// Opens the database at `url`: `sqlite:PATH`, of which file and folder are made when they are missing,
    /// `mysql://USER:PASSWORD@HOST/DATABASE` or `postgres://USER:PASSWORD@HOST/DATABASE`, of which the database must be there.
    ///
    /// # Errors
    /// When the URL is none of these, or the file or the server's database cannot be opened. Errors hold no user and no password.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        sqlx::any::install_default_drivers();
        let place = options::place(url)?;
        if place.dialect == Dialect::Sqlite {
            options::make_folder(&place.database)?;
        }
        let open = |source| DbError::opening(&place, source);
        let mut first = place.options.connect().await.map_err(open)?;
        options::check_durability(&mut first, &place).await.map_err(open)?;
        first.close().await.map_err(open)?;
        let writer = pool(&place, 1, Use::Write).await.map_err(open)?;
        let readers = Readers {
            pool: pool(&place, N_READERS, Use::Read).await.map_err(open)?,
            dialect: place.dialect,
        };
        Ok(Self { place, writer, readers })
    }

    /// Tells which kind of database it is.
    pub fn dialect(&self) -> Dialect {
        self.place.dialect
    }

    /// Brings the tables to the version of this program. One service owns one database.
    ///
    /// # Errors
    /// When a migration fails or takes longer than four hours, was changed after it ran, or the tables are of a newer program.
    pub async fn migrate(&self, migrations: &'static Migrations) -> Result<(), DbError> {
        let migrator = migrations.of(self.dialect());
        if self.dialect() == Dialect::Sqlite {
            return migrator.run(&self.writer).await.map_err(DbError::Migrate);
        }
        // A connection of its own, on which statements may take long.
        let mut connection = self.place.options.connect().await?;
        options::prepare(&mut connection, self.dialect(), Use::Migrate).await?;
        if self.dialect() == Dialect::Mysql {
            for sql in MAKE_LOCK_MYSQL {
                connection.execute(sql).await?;
            }
        }
        let run = tokio::time::timeout(MIGRATE_TIMEOUT, migrator.run(&mut connection));
        run.await
            .map_err(|_| DbError::MigrateTimeout)?
            .map_err(DbError::Migrate)?;
        Ok(connection.close().await?)
    }

    /// Begins a transaction that holds the right to write from the start, so that what it read cannot change before it writes. On a
    /// server that holds between processes as well.
    ///
    /// # Errors
    /// [`Busy`](crate::DbErrorKind::Busy) when the writers before it take longer than ten seconds.
    pub async fn begin_write(&self) -> Result<WriteTx, DbError> {
        let (begin, lock) = match self.dialect() {
            Dialect::Sqlite => ("BEGIN IMMEDIATE", None),
            Dialect::Mysql => ("START TRANSACTION", Some(LOCK_MYSQL)),
            // Each statement sees what was committed before it, so the first after the lock sees all.
            Dialect::Postgres => ("BEGIN ISOLATION LEVEL READ COMMITTED", Some(LOCK_POSTGRES)),
        };
        let mut tx = self.writer.begin_with(begin).await?;
        if let Some(lock) = lock {
            tx.execute(lock).await?;
        }
        Ok(WriteTx::new(tx, self.dialect()))
    }

    /// Returns the connections for reading; writing through them fails.
    pub fn readers(&self) -> &Readers {
        &self.readers
    }

    /// Waits until every statement is done and closes the connections.
    pub async fn close(&self) {
        self.readers.pool.close().await;
        self.writer.close().await;
    }
}

async fn pool(place: &Place, most: u32, is_for: Use) -> Result<AnyPool, sqlx::Error> {
    let dialect = place.dialect;
    AnyPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A file does not hang up as a server does; a connection to a server is tested, and replaced when it is lost.
        .test_before_acquire(dialect != Dialect::Sqlite)
        .after_connect(move |connection, _| Box::pin(options::prepare(connection, dialect, is_for)))
        .connect_with(place.options.clone())
        .await
}
