//! What can go wrong, and what helps (docs/errors.md).

use nilecare_connector_net::DialError;
use nilecare_engine_api::{FailureKind, SendError};
use nilecare_types::HumanDuration;
use sqlx::error::DatabaseError;
use sqlx::mysql::MySqlDatabaseError;
use sqlx::postgres::PgDatabaseError;

use crate::row::RowError;
use crate::statement::ValueName;
use crate::value::NotThat;

/// Not reachable, or the connection broke.
pub(crate) const UNREACHABLE: &str = "NC-DATABASE-001";
/// It took too long.
pub(crate) const TOO_SLOW: &str = "NC-DATABASE-002";
/// The database is busy, or others held what the statements needed.
pub(crate) const BUSY: &str = "NC-DATABASE-003";
/// The database refused the message's values.
pub(crate) const REFUSED: &str = "NC-DATABASE-004";
/// A value is not what its place wants.
pub(crate) const VALUE: &str = "NC-DATABASE-005";
/// We are not let in, or may not do that.
pub(crate) const NOT_LET_IN: &str = "NC-DATABASE-006";
/// A statement is wrong for this database.
pub(crate) const STATEMENT: &str = "NC-DATABASE-007";
/// Secrets, certificates or the hub's settings.
pub(crate) const SETTINGS: &str = "NC-DATABASE-008";
/// Fewer rows were changed than must be.
pub(crate) const TOO_FEW: &str = "NC-DATABASE-009";
/// A row cannot be given on.
pub(crate) const ROW: &str = "NC-DATABASE-010";
/// The cursor cannot be kept.
pub(crate) const CURSOR: &str = "NC-DATABASE-011";

/// What failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RunError {
    #[error("{0}")]
    Dial(DialError),
    #[error("connecting took longer than {limit}")]
    ConnectTooSlow { limit: HumanDuration },
    #[error("the database did not finish within {limit}")]
    TooSlow { limit: HumanDuration },
    #[error("{0}")]
    Settings(String),
    #[error("the value of {place} must be {}", needs.0)]
    Value { place: ValueName, needs: NotThat },
    #[error("{0}")]
    Row(#[from] RowError),
    #[error("{changed} rows were changed, and at least {least} must be")]
    TooFew { changed: u64, least: u64 },
    #[error("the cursor: {0}")]
    Cursor(String),
    /// Its text may quote the message.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
}

/// What helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub kind: FailureKind,
    pub code: &'static str,
    /// For people and logs; quotes no message.
    pub words: String,
    /// What the database said, which may quote the message.
    pub said: Option<String>,
    /// The connection is of no use any more.
    pub is_lost: bool,
}

impl Failure {
    fn new(kind: FailureKind, code: &'static str, words: impl Into<String>) -> Self {
        Self {
            kind,
            code,
            words: words.into(),
            said: None,
            is_lost: false,
        }
    }

    fn lost(mut self) -> Self {
        self.is_lost = true;
        self
    }

    pub fn into_send_error(self) -> SendError {
        let error = SendError::new(self.kind, self.code, self.words);
        match self.said {
            Some(said) => error.with_response(said.into()),
            None => error,
        }
    }
}

impl From<&RunError> for Failure {
    fn from(error: &RunError) -> Self {
        use FailureKind::{Reject, Retry, Stop};
        let words = error.to_string();
        match error {
            RunError::Dial(DialError::NotAllowed { .. }) => Self::new(Stop, SETTINGS, words).lost(),
            RunError::Dial(_) => Self::new(Retry, UNREACHABLE, words).lost(),
            RunError::ConnectTooSlow { .. } => Self::new(Retry, UNREACHABLE, words).lost(),
            RunError::TooSlow { .. } => Self::new(Retry, TOO_SLOW, words).lost(),
            RunError::Settings(_) => Self::new(Stop, SETTINGS, words).lost(),
            RunError::Value { .. } => Self::new(Reject, VALUE, words),
            RunError::Row(_) => Self::new(Stop, ROW, words).lost(),
            RunError::TooFew { .. } => Self::new(Reject, TOO_FEW, words),
            RunError::Cursor(_) => Self::new(Stop, CURSOR, words),
            RunError::Database(error) => of_database(error),
        }
    }
}

fn of_database(error: &sqlx::Error) -> Failure {
    use FailureKind::{Retry, Stop};
    match error {
        sqlx::Error::Database(error) => of_server(error.as_ref()),
        // Of the handshake, whose errors come as those of the connection.
        sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            let words = format!("no TLS with the database: {error}; see ca_file and the host of url");
            Failure::new(Stop, SETTINGS, words).lost()
        }
        sqlx::Error::Io(error) => {
            let words = format!("the connection to the database broke: {}", error.kind());
            Failure::new(Retry, UNREACHABLE, words).lost()
        }
        sqlx::Error::Tls(error) => {
            let words = format!("no TLS with the database: {error}");
            Failure::new(Stop, SETTINGS, words).lost()
        }
        sqlx::Error::Configuration(error) => {
            let words = format!("the database's settings cannot be used: {error}");
            Failure::new(Stop, SETTINGS, words).lost()
        }
        // A server that breaks off, or no database at all, speaks no protocol either.
        _ => Failure::new(Retry, UNREACHABLE, "the database answered what could not be understood").lost(),
    }
}

fn of_server(error: &dyn DatabaseError) -> Failure {
    let (class, code) = if let Some(error) = error.try_downcast_ref::<PgDatabaseError>() {
        (of_postgresql(error), format!("SQLSTATE {}", error.code()))
    } else if let Some(error) = error.try_downcast_ref::<MySqlDatabaseError>() {
        (
            of_mysql(error.number(), error.code().unwrap_or_default()),
            format!("error {}", error.number()),
        )
    } else {
        let code = error.code().and_then(|code| code.parse().ok()).unwrap_or(0);
        (of_sqlite(code), format!("result code {code}"))
    };
    let constraint = error.constraint().map(|name| format!(" by the constraint {name}"));
    let (kind, nc, what, is_lost) = match class {
        Class::Refused => (FailureKind::Reject, REFUSED, "refused the values", false),
        Class::Busy => (
            FailureKind::Retry,
            BUSY,
            "was busy, or others held what was needed",
            false,
        ),
        Class::TooSlow => (
            FailureKind::Retry,
            TOO_SLOW,
            "ended a statement that took too long",
            false,
        ),
        Class::Away => (FailureKind::Retry, UNREACHABLE, "takes no statements now", true),
        Class::NotLetIn => (
            FailureKind::Stop,
            NOT_LET_IN,
            "does not let us in, or not do that",
            true,
        ),
        Class::Statement => (FailureKind::Stop, STATEMENT, "does not understand a statement", false),
        Class::Stale => (FailureKind::Retry, BUSY, "has other columns than before", true),
    };
    // Of a statement's own mistakes the text quotes the statement, which is the analyst's.
    let quoted = match class {
        Class::Statement | Class::NotLetIn => format!(": {}", first_line(error.message())),
        _ => String::new(),
    };
    let words = format!("the database {what}{} ({code}){quoted}", constraint.unwrap_or_default());
    let mut failure = Failure::new(kind, nc, words);
    failure.said = Some(error.to_string());
    failure.is_lost = is_lost;
    failure
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(300).collect()
}

/// What the database meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Refused,
    Busy,
    TooSlow,
    Away,
    NotLetIn,
    Statement,
    /// A prepared statement does not fit any more.
    Stale,
}

/// PostgreSQL 15, appendix A.
fn of_postgresql(error: &PgDatabaseError) -> Class {
    let code = error.code();
    match code {
        // A statement of a function may have been cancelled by a limit or by a person.
        "57014" => Class::TooSlow,
        // Raised by a trigger or a function, on purpose.
        "P0001" => Class::Refused,
        "42501" | "3D000" => Class::NotLetIn,
        "55P03" | "55006" => Class::Busy,
        // A standby after a failover.
        "25006" => Class::Away,
        "0A000" if error.routine() == Some("RevalidateCachedQuery") => Class::Stale,
        _ => match code.get(..2).unwrap_or_default() {
            "22" | "23" | "44" | "21" => Class::Refused,
            "40" | "53" => Class::Busy,
            "08" | "57" | "58" | "XX" => Class::Away,
            "28" => Class::NotLetIn,
            _ => Class::Statement,
        },
    }
}

/// MySQL 8 and MariaDB 10.11, server error messages.
fn of_mysql(number: u16, state: &str) -> Class {
    match number {
        // Lock wait time-out, deadlock, table full, disk full, too many connections, out of memory.
        1205 | 1213 | 1114 | 1021 | 1040 | 1203 | 1226 | 1037 | 1041 => Class::Busy,
        // A time limit of the server.
        1969 | 3024 => Class::TooSlow,
        // Shutdown, killed, read-only.
        1053 | 1077 | 1317 | 1927 | 1290 | 1792 | 1836 | 3168 => Class::Away,
        1044 | 1045 | 1049 | 1142 | 1143 | 1227 | 1370 | 1698 | 1820 | 1862 | 3118 | 4151 => Class::NotLetIn,
        // Truncated, wrong or missing values, and checks.
        1048
        | 1136
        | 1138
        | 1242
        | 1263..=1265
        | 1292
        | 1364
        | 1366
        | 1367
        | 1406
        | 1411
        | 1416
        | 1452
        | 1451
        | 1557
        | 1586
        | 1062
        | 1644
        | 1690
        | 3140
        | 3819
        | 4025 => Class::Refused,
        // The statement is prepared anew.
        1615 => Class::Stale,
        _ => match state.get(..2).unwrap_or_default() {
            "22" | "23" | "45" => Class::Refused,
            "40" => Class::Busy,
            "08" => Class::Away,
            "28" => Class::NotLetIn,
            _ => Class::Statement,
        },
    }
}

/// SQLite's result codes; the low byte is the class.
fn of_sqlite(code: u32) -> Class {
    match code & 0xff {
        // CONSTRAINT, MISMATCH, TOOBIG, RANGE.
        19 | 20 | 18 | 25 => Class::Refused,
        // BUSY, LOCKED, PROTOCOL, FULL, NOMEM.
        5 | 6 | 15 | 13 | 7 => Class::Busy,
        // INTERRUPT.
        9 => Class::TooSlow,
        // IOERR.
        10 => Class::Away,
        // SCHEMA.
        17 => Class::Stale,
        // PERM, READONLY, CANTOPEN, AUTH, NOTADB, CORRUPT.
        3 | 8 | 14 | 23 | 26 | 11 => Class::NotLetIn,
        _ => Class::Statement,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_sorted_by_what_helps() {
        assert_eq!(of_mysql(1062, "23000"), Class::Refused);
        assert_eq!(of_mysql(1213, "40001"), Class::Busy);
        assert_eq!(of_mysql(1045, "28000"), Class::NotLetIn);
        assert_eq!(of_mysql(1064, "42000"), Class::Statement);
        assert_eq!(of_sqlite(2067), Class::Refused);
        assert_eq!(of_sqlite(517), Class::Busy);
        assert_eq!(of_sqlite(1), Class::Statement);
    }
}
