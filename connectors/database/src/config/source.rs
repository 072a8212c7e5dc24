//! Settings of the reader.

use std::path::PathBuf;

use nilecare_connector_net::zero_problems;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::DatabaseConnection;
use super::destination::read_all;
use crate::dialect::Dialect;
use crate::statement::Statement;

/// # Database reader
/// Asks a database again and again, and takes each row as a message, as a JSON object with a member for each column. Numbers
/// keep all their digits, bytes are base64, dates and times are ISO 8601, those with a zone in UTC with `Z`. What was taken is
/// remembered by `mark` or by `cursor`. Scripts see `source["database.rows"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSourceConfig {
    /// # Connection
    #[serde(flatten)]
    pub connection: DatabaseConnection,
    /// # Query
    /// With an order and, for large tables, a LIMIT; `:cursor` stands for the cursor.
    pub query: String,
    /// # Interval
    /// Between two queries; when there were more rows than `max_rows`, the next query comes at once.
    #[serde(default = "default_interval")]
    pub interval: HumanDuration,
    /// # A message is
    #[serde(default)]
    pub rows_as: RowsAs,
    /// # Rows at once
    /// So many rows are read at most by one query; with a cursor, those with the same value as the last one besides.
    #[serde(default = "default_rows")]
    pub max_rows: usize,
    /// # Largest message, in bytes
    /// Of a larger one the first 64 KiB are kept as a message in error.
    #[serde(default = "default_size")]
    pub max_size: usize,
    /// # Mark as read
    /// Statements for each row whose message is on disk, in one transaction; `:column` stands for the row's value. When the hub
    /// dies before they are run, the row is read again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mark: Vec<String>,
    /// # Mark as failed
    /// In place of `mark` for rows whose message was refused or ended in error. Absent: those are marked as the others, since
    /// their messages are kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mark_failed: Vec<String>,
    /// # Mark after
    /// So many rows are marked by one transaction, after the last of them; so many may be read again when the hub dies.
    #[serde(default = "default_mark_every")]
    pub mark_every: usize,
    /// # Cursor
    /// A column whose values grow; each query goes on behind the last row that was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<DatabaseCursor>,
    /// # Everything each time
    /// Without `mark` and `cursor`, every query gives all its rows as messages.
    #[serde(default)]
    pub reread: bool,
    /// # Event
    /// Rows are recognised by the value of a column, so that one that is read twice is processed once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<DatabaseEvent>,
    /// # Time-out
    /// For one query, and for one transaction that marks.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
}

/// What becomes a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowsAs {
    /// Each row: a JSON object.
    #[default]
    Messages,
    /// All rows of a query together: an array of objects, at most `max_rows`. No rows are no message.
    OneMessage,
}

/// # Cursor
/// The column should be unique and its values never become visible out of order; where transactions of others commit late,
/// `mark` is the safe way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatabaseCursor {
    /// # Column
    /// Of the result, which is ordered by it.
    pub column: String,
    /// # Start
    /// Its value at the very first query, such as `0` or `2026-01-01T00:00:00Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// # File
    /// Where it is kept, from the root; its folder must be there, and each source needs a file of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// # Load
    /// In place of `file`: a query for one value that `mark` keeps, such as `SELECT position FROM nilecare_cursor WHERE
    /// channel = 'lab'`. Asked at each start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<String>,
}

/// # Event
/// A row with the same value is the same event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatabaseEvent {
    /// # Column
    /// Its values are never those of two rows.
    pub column: String,
    /// # Remembered for
    #[serde(default = "default_remember")]
    pub remember: HumanDuration,
}

fn default_interval() -> HumanDuration {
    HumanDuration::from_secs(5)
}
fn default_rows() -> usize {
    500
}
fn default_size() -> usize {
    16 << 20
}
fn default_mark_every() -> usize {
    1
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(60)
}
fn default_remember() -> HumanDuration {
    HumanDuration::from_secs(7 * 24 * 3600)
}

/// The statements of a reader.
pub(crate) struct SourceStatements {
    pub query: Statement,
    pub mark: Vec<Statement>,
    pub mark_failed: Vec<Statement>,
    pub load: Option<Statement>,
}

impl ConnectorConfig for DatabaseSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.connection.problems();
        problems.extend(zero_problems(&[
            ("/interval", self.interval),
            ("/timeout", self.timeout),
        ]));
        match self.connection.place().map(|place| self.statements(place.dialect())) {
            Ok(Ok(statements)) => problems.extend(self.place_problems(&statements)),
            Ok(Err(found)) => problems.extend(found),
            // It is told at its own place.
            Err(_) => {}
        }
        problems.extend(self.memory_problems());
        let bounds = [
            ("/max_rows", self.max_rows, 100_000),
            ("/mark_every", self.mark_every, 100_000),
            ("/max_size", self.max_size, 1 << 30),
        ];
        for (path, value, most) in bounds {
            if value == 0 || value > most {
                problems.push(ConfigProblem::new(path, format!("must be from 1 to {most}")));
            }
        }
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "url": "sqlite:/srv/lab/results.db",
                "query": "SELECT id, mrn, value FROM result WHERE sent = 0 ORDER BY id LIMIT 500",
                "mark": ["UPDATE result SET sent = 1 WHERE id = :id"] }),
            json!({ "url": "postgres://db.example.org/lab", "username": "hub", "password": "env:LAB_DB_PASSWORD",
                "tls": { "ca_file": "/etc/nilecare/tls/ca.pem" },
                "query": "SELECT id, mrn, value, taken_at FROM result WHERE id > :cursor ORDER BY id LIMIT 500",
                "cursor": { "column": "id", "start": "0", "file": "/var/lib/nilecare-cursors/lab.json" },
                "event": { "column": "id" }, "interval": "1s" }),
            json!({ "url": "mysql://db.example.org/pharmacy", "username": "hub", "password": "file:/etc/nilecare/pharmacy.secret",
                "query": "SELECT * FROM stock ORDER BY code", "rows_as": "one_message", "max_rows": 10000, "reread": true,
                "interval": "1h" }),
        ]
    }
}

impl DatabaseSourceConfig {
    /// Reads the statements.
    ///
    /// # Errors
    /// What is wrong, with its place.
    pub(crate) fn statements(&self, dialect: Dialect) -> Result<SourceStatements, Vec<ConfigProblem>> {
        let one = |text: &str, path: &str| {
            Statement::parse(text, dialect).map_err(|problem| vec![ConfigProblem::new(path, problem)])
        };
        let load = self.cursor.as_ref().and_then(|cursor| cursor.load.as_deref());
        Ok(SourceStatements {
            query: one(&self.query, "/query")?,
            mark: read_all(&self.mark, dialect, "/mark")?,
            mark_failed: read_all(&self.mark_failed, dialect, "/mark_failed")?,
            load: load.map(|load| one(load, "/cursor/load")).transpose()?,
        })
    }

    fn place_problems(&self, statements: &SourceStatements) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let query = &statements.query;
        let has_cursor = query.names().any(|name| name == "cursor");
        if query.has_pointers() || query.names().any(|name| name != "cursor") {
            problems.push(ConfigProblem::new("/query", "may have :cursor and no other value"));
        }
        if has_cursor != self.cursor.is_some() {
            problems.push(ConfigProblem::new(
                "/query",
                "and cursor go together: write :cursor where its value belongs",
            ));
        }
        let marks = statements.mark.iter().chain(&statements.mark_failed);
        if marks.into_iter().any(Statement::has_pointers) {
            problems.push(ConfigProblem::new(
                "/mark",
                "write :column for a value of the row; there are no pointers",
            ));
        }
        if statements.load.as_ref().is_some_and(|load| !load.places.is_empty()) {
            problems.push(ConfigProblem::new("/cursor/load", "takes no values"));
        }
        problems
    }

    /// Tells what is wrong with how it is remembered what was taken.
    fn memory_problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let is_remembered = !self.mark.is_empty() || self.cursor.is_some();
        if is_remembered == self.reread {
            let message = if self.reread {
                "cannot be together with mark and cursor; remove it"
            } else {
                "give mark or cursor, so that no row is taken for ever; or turn this on"
            };
            problems.push(ConfigProblem::new("/reread", message));
        }
        if !self.mark_failed.is_empty() && self.mark.is_empty() {
            problems.push(ConfigProblem::new("/mark_failed", "is for use with mark"));
        }
        if self.rows_as == RowsAs::OneMessage && self.event.is_some() {
            problems.push(ConfigProblem::new(
                "/event",
                "is for rows that are messages of their own",
            ));
        }
        let Some(cursor) = &self.cursor else {
            return problems;
        };
        match (&cursor.file, &cursor.load) {
            (Some(file), None) if !file.is_absolute() || file.file_name().is_none() => {
                let message = "write the file from the root, such as /var/lib/nilecare-cursors/lab.json";
                problems.push(ConfigProblem::new("/cursor/file", message));
            }
            (Some(_), None) => {}
            (None, Some(_)) if self.mark.is_empty() => {
                problems.push(ConfigProblem::new("/cursor/load", "needs a mark that keeps the value"));
            }
            (None, Some(_)) => {}
            _ => problems.push(ConfigProblem::new("/cursor", "give file or load, one of the two")),
        }
        problems
    }
}
