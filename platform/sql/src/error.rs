//! What can go wrong with a database, and what the caller may do about it.

use sqlx::mysql::MySqlDatabaseError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

use crate::options::Place;

/// A database operation that failed. Never holds a value of a row.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The URL names a kind of database that there is none of.
    #[error("there is no database of the scheme {scheme:?}; use sqlite:PATH, mysql://… or postgres://…")]
    UnknownScheme {
        /// The scheme of the URL.
        scheme: String,
    },
    /// The URL is not complete.
    #[error(
        "a database URL has the form sqlite:PATH, mysql://USER:PASSWORD@HOST/DATABASE or postgres://USER:PASSWORD@HOST/DATABASE; \
         what has a meaning in URLs is written as %XX in passwords"
    )]
    InvalidUrl,
    /// The folder of the database file could not be made.
    #[error("creating the folder of database {path}")]
    CreateFolder {
        /// Path of the database file.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
    /// The database could not be opened.
    #[error("opening database {path}")]
    Open {
        /// Path of the database file.
        path: String,
        /// Why not.
        source: sqlx::Error,
    },
    /// The server's database could not be opened.
    #[error("opening database {place}; {advice}")]
    Connect {
        /// Scheme, host and database.
        place: String,
        /// What to do.
        advice: String,
        /// Why not.
        source: sqlx::Error,
    },
    /// The tables took too long to change.
    #[error("migrating the database took longer than four hours; see on the server what it waits for, and start again")]
    MigrateTimeout,
    /// The tables could not be brought to the version of this program.
    #[error("migrating the database; restore the backup taken before the upgrade, or start the version that wrote it")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    /// A statement failed.
    #[error("running a database statement")]
    Statement(#[source] sqlx::Error),
    /// A row holds something that this program cannot have written.
    #[error("column {column} of table {table} holds something that is not valid; the row was changed from outside")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
    },
}

/// What a caller may do about a [`DbError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DbErrorKind {
    /// A row with this unique key exists already.
    UniqueViolation,
    /// The row referred to does not exist, or is still referred to.
    ForeignKeyViolation,
    /// Somebody else holds the database for longer than we wait; try again.
    Busy,
    /// The connection or the disk failed; try again later.
    Connection,
    /// Settings are wrong; trying again does not help.
    Configuration,
    /// Anything else: a fault in the program or in the file.
    Other,
}

impl DbError {
    pub(crate) fn opening(place: &Place, source: sqlx::Error) -> Self {
        let (place, database) = (place.shown.clone(), &place.database);
        let is_sqlite =
            matches!(&source, sqlx::Error::Database(error) if error.try_downcast_ref::<SqliteError>().is_some());
        if is_sqlite || !place.contains("://") {
            return Self::Open { path: place, source };
        }
        let advice = match server_code(&source).as_deref() {
            Some("1049" | "3D000") => format!(
                "make the database as the server's administrator: {}",
                create(&place, database)
            ),
            Some("1044" | "1045" | "1698" | "28P01" | "28000" | "42501") => {
                "check user and password of the URL, and that the user may do everything in this database".to_owned()
            }
            _ => "see that the server runs, that it can be reached from here, and that it takes more connections"
                .to_owned(),
        };
        Self::Connect { place, advice, source }
    }

    /// Tells the cases apart.
    pub fn kind(&self) -> DbErrorKind {
        match self {
            Self::UnknownScheme { .. } | Self::InvalidUrl => DbErrorKind::Configuration,
            Self::CreateFolder { .. } | Self::Open { .. } | Self::Connect { .. } => DbErrorKind::Connection,
            Self::MigrateTimeout => DbErrorKind::Busy,
            Self::Migrate(_) | Self::Corrupt { .. } => DbErrorKind::Other,
            Self::Statement(error) => statement_kind(error),
        }
    }
}

fn create(place: &str, database: &str) -> String {
    if place.starts_with("postgres") {
        format!("CREATE DATABASE \"{database}\" ENCODING 'UTF8' TEMPLATE template0;")
    } else {
        format!("CREATE DATABASE `{database}` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;")
    }
}

/// The number of an error of MariaDB or MySQL, or the SQLSTATE of one of PostgreSQL.
fn server_code(error: &sqlx::Error) -> Option<String> {
    let sqlx::Error::Database(error) = error else {
        return None;
    };
    if let Some(error) = error.try_downcast_ref::<MySqlDatabaseError>() {
        return Some(error.number().to_string());
    }
    let error = error.try_downcast_ref::<PgDatabaseError>()?;
    Some(error.code().to_owned())
}

fn statement_kind(error: &sqlx::Error) -> DbErrorKind {
    match error {
        sqlx::Error::PoolTimedOut => DbErrorKind::Busy,
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => DbErrorKind::Connection,
        sqlx::Error::Database(found) if found.is_unique_violation() => DbErrorKind::UniqueViolation,
        sqlx::Error::Database(found) if found.is_foreign_key_violation() => DbErrorKind::ForeignKeyViolation,
        sqlx::Error::Database(found) => match server_code(error) {
            Some(code) => server_kind(&code),
            None => sqlite_kind(found.code().as_deref()),
        },
        _ => DbErrorKind::Other,
    }
}

/// SQLite: the low byte is the primary code, 5 SQLITE_BUSY, 6 SQLITE_LOCKED, 10 SQLITE_IOERR, 13 SQLITE_FULL.
fn sqlite_kind(code: Option<&str>) -> DbErrorKind {
    match code.and_then(|code| code.parse::<i32>().ok()).map(|code| code & 0xff) {
        Some(5 | 6) => DbErrorKind::Busy,
        Some(10 | 13) => DbErrorKind::Connection,
        _ => DbErrorKind::Other,
    }
}

fn server_kind(code: &str) -> DbErrorKind {
    match code {
        // Waited too long for a lock or ran too long (MariaDB 1205, 1969, MySQL 3024; PostgreSQL 55P03, 57014), or a deadlock.
        "1205" | "1213" | "1969" | "3024" | "55P03" | "57014" | "40001" | "40P01" => DbErrorKind::Busy,
        // Too many connections, shutting down, killed; the disk is full.
        "1040" | "1053" | "1927" | "1021" | "1114" | "1203" | "57P01" | "57P02" | "57P03" | "25P03" => {
            DbErrorKind::Connection
        }
        // PostgreSQL: class 08 is of connections, 53 of a lack of resources.
        code if code.len() == 5 && (code.starts_with("08") || code.starts_with("53")) => DbErrorKind::Connection,
        _ => DbErrorKind::Other,
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        Self::Statement(error)
    }
}
