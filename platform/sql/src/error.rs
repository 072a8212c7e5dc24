//! What can go wrong with a database, and what the caller may do about it.

/// A database operation that failed. Never holds a value of a row.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The URL names a back end that is not in this binary.
    #[error("the database scheme {scheme:?} is not compiled in; use sqlite:PATH, or build with the feature {scheme:?}")]
    UnknownScheme {
        /// The scheme of the URL.
        scheme: String,
    },
    /// The URL is not complete.
    #[error("a database URL has the form sqlite:PATH, such as sqlite:data/clinical.db")]
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
    /// Tells the cases apart.
    pub fn kind(&self) -> DbErrorKind {
        match self {
            Self::UnknownScheme { .. } | Self::InvalidUrl => DbErrorKind::Configuration,
            Self::CreateFolder { .. } | Self::Open { .. } => DbErrorKind::Connection,
            Self::Migrate(_) | Self::Corrupt { .. } => DbErrorKind::Other,
            Self::Statement(error) => statement_kind(error),
        }
    }
}

fn statement_kind(error: &sqlx::Error) -> DbErrorKind {
    match error {
        sqlx::Error::PoolTimedOut => DbErrorKind::Busy,
        sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => DbErrorKind::Connection,
        sqlx::Error::Database(error) if error.is_unique_violation() => DbErrorKind::UniqueViolation,
        sqlx::Error::Database(error) if error.is_foreign_key_violation() => DbErrorKind::ForeignKeyViolation,
        // SQLite: the low byte is the primary code, 5 SQLITE_BUSY, 6 SQLITE_LOCKED, 10 SQLITE_IOERR, 13 SQLITE_FULL.
        sqlx::Error::Database(error) => {
            match error.code().and_then(|code| code.parse::<i32>().ok()).map(|c| c & 0xff) {
                Some(5 | 6) => DbErrorKind::Busy,
                Some(10 | 13) => DbErrorKind::Connection,
                _ => DbErrorKind::Other,
            }
        }
        _ => DbErrorKind::Other,
    }
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        Self::Statement(error)
    }
}
