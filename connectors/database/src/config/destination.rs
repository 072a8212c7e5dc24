//! Settings of the writer.

use std::collections::{BTreeMap, BTreeSet};

use nilecare_connector_net::zero_problems;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig, is_parameter_name};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::DatabaseConnection;
use crate::statement::Statement;

/// # Database writer
/// Runs statements for each message, in one transaction. A value stands in a statement as `:name`, for a value of the
/// destination's `parameters` (an empty one is NULL), or as `:/pointer`, for a place of the content, which is JSON then
/// (`:/patient/id`; a place that is not there is NULL). `:content` is the whole content, `:key` the same on every attempt for
/// one message and different for any two, `:message` the message's number, `:channel` the channel. Values are bound, never
/// written into the statement. A response transformer sees `{"affected": 1, "rows": [...]}` of the last statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatabaseDestinationConfig {
    /// # Connection
    #[serde(flatten)]
    pub connection: DatabaseConnection,
    /// # Statements
    /// Run in this order; all or none of them count.
    pub statements: Vec<String>,
    /// # For each
    /// A JSON Pointer to an array of the content, such as `/results`: the statements are run for each of its elements, in the
    /// one transaction, and pointers begin at the element. Absent: they are run once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_each: Option<String>,
    /// # Types
    /// What a value is, by its `name` or `/pointer`, where the database does not tell by itself. PostgreSQL does, for all but
    /// `base64`; MySQL and SQLite take most things as text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub types: BTreeMap<String, ValueType>,
    /// # Rows at least
    /// So many rows must be changed by the last statement, each time it is run, or the message is rejected and nothing of it
    /// stays. With 1, an update that finds nothing to update is an error.
    #[serde(default)]
    pub min_affected: u64,
    /// # Transaction
    /// Off: one statement without a transaction of ours, for a procedure that has its own.
    #[serde(default = "default_true")]
    pub transaction: bool,
    /// # Time-out
    /// For all statements of a message; at most 4 minutes.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
    /// # Rows to keep
    /// So many rows of the result are kept in the response.
    #[serde(default = "default_rows")]
    pub max_response_rows: usize,
    /// # Largest response, in bytes
    #[serde(default = "default_response_size")]
    pub max_response_size: usize,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// As it is.
    Text,
    /// With all its digits.
    Number,
    /// `true`, `t`, `1`, `yes`, `y`, or the opposite.
    Boolean,
    /// A date and time with its zone, ISO 8601 or HL7 v2; given to the database as UTC: `2026-01-31 06:30:00.000000`.
    Instant,
    /// Bytes in base64.
    Base64,
    /// JSON.
    Json,
}

/// Names that the connector itself gives values.
pub(crate) const OWN_NAMES: [&str; 4] = ["content", "key", "message", "channel"];

/// The engine ends an attempt after five minutes.
const LONGEST: u64 = 240;

fn default_true() -> bool {
    true
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(30)
}
fn default_rows() -> usize {
    100
}
fn default_response_size() -> usize {
    1 << 20
}

impl ConnectorConfig for DatabaseDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.connection.problems();
        problems.extend(zero_problems(&[("/timeout", self.timeout)]));
        problems.extend(self.statement_problems());
        if self.timeout > HumanDuration::from_secs(LONGEST) {
            problems.push(ConfigProblem::new("/timeout", "must be at most 4m"));
        }
        if self.for_each.as_ref().is_some_and(|pointer| !is_pointer(pointer)) {
            problems.push(ConfigProblem::new(
                "/for_each",
                "must be a JSON Pointer, such as /results",
            ));
        }
        if !self.transaction && (self.statements.len() > 1 || self.for_each.is_some() || self.min_affected > 0) {
            let message = "is needed for more than one statement, for_each and min_affected";
            problems.push(ConfigProblem::new("/transaction", message));
        }
        if self.max_response_rows > 100_000 {
            problems.push(ConfigProblem::new("/max_response_rows", "must be at most 100000"));
        }
        if !(1024..=256 << 20).contains(&self.max_response_size) {
            problems.push(ConfigProblem::new(
                "/max_response_size",
                "must be from 1024 to 268435456",
            ));
        }
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "url": "sqlite:/srv/lab/results.db",
                "statements": ["INSERT INTO result (message_key, content) VALUES (:key, :content) ON CONFLICT DO NOTHING"] }),
            json!({ "url": "postgres://db.example.org/lab", "username": "hub", "password": "env:LAB_DB_PASSWORD",
                "tls": { "ca_file": "/etc/nilecare/tls/ca.pem" },
                "statements": [
                    "INSERT INTO patient (mrn, name, birth_date) VALUES (:mrn, :name, :birth_date) ON CONFLICT (mrn) DO UPDATE SET name = EXCLUDED.name",
                    "INSERT INTO visit (mrn, admitted_at) VALUES (:mrn, :admitted_at) RETURNING id",
                ] }),
            json!({ "url": "mysql://db.example.org/pharmacy", "username": "hub", "password": "file:/etc/nilecare/pharmacy.secret",
                "statements": ["CALL add_item(:/order, :/item/code, :/item/quantity)"], "for_each": "/items",
                "types": { "/item/quantity": "number" }, "timeout": "10s" }),
        ]
    }
}

impl DatabaseDestinationConfig {
    /// Reads the statements.
    ///
    /// # Errors
    /// What is wrong, with its place.
    pub(crate) fn read_statements(&self) -> Result<Vec<Statement>, Vec<ConfigProblem>> {
        // A wrong URL is told at its own place.
        let Ok(dialect) = self.connection.place().map(|place| place.dialect()) else {
            return Ok(Vec::new());
        };
        read_all(&self.statements, dialect, "/statements")
    }

    /// Names the parameters that the statements use.
    pub(crate) fn parameters(&self) -> BTreeSet<String> {
        let statements = self.read_statements().unwrap_or_default();
        let names = statements.iter().flat_map(Statement::names);
        names
            .filter(|name| !OWN_NAMES.contains(name))
            .map(str::to_owned)
            .collect()
    }

    fn statement_problems(&self) -> Vec<ConfigProblem> {
        if self.statements.is_empty() {
            return vec![ConfigProblem::new("/statements", "give at least one")];
        }
        let statements = match self.read_statements() {
            Ok(statements) => statements,
            Err(problems) => return problems,
        };
        let mut problems = Vec::new();
        for (index, statement) in statements.iter().enumerate() {
            for name in statement.names().filter(|name| !is_parameter_name(name)) {
                let message = format!(":{name} is no parameter; use lower-case letters, digits and _");
                problems.push(ConfigProblem::new(format!("/statements/{index}"), message));
            }
        }
        let known: BTreeSet<String> = statements
            .iter()
            .flat_map(|statement| &statement.places)
            .map(|place| place.to_string().split_off(1))
            .collect();
        for name in self.types.keys().filter(|name| !known.contains(*name)) {
            let message = "stands in no statement; write the name, or the pointer with its /";
            problems.push(ConfigProblem::new(
                format!("/types/{}", name.replace('/', "~1")),
                message,
            ));
        }
        problems
    }
}

/// Reads statements.
pub(super) fn read_all(
    texts: &[String],
    dialect: crate::dialect::Dialect,
    path: &str,
) -> Result<Vec<Statement>, Vec<ConfigProblem>> {
    let mut problems = Vec::new();
    let mut statements = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        match Statement::parse(text, dialect) {
            Ok(statement) => statements.push(statement),
            Err(problem) => problems.push(ConfigProblem::new(format!("{path}/{index}"), problem)),
        }
    }
    if problems.is_empty() {
        Ok(statements)
    } else {
        Err(problems)
    }
}

fn is_pointer(text: &str) -> bool {
    text.is_empty() || text.starts_with('/')
}
