//! One entry.

use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How an access ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// A change was let through to its handler. Without an entry that names this one under `of`, its outcome is not known.
    Begun,
    /// Done.
    Done,
    /// Not permitted.
    Refused,
    /// It did not work out.
    Failed,
}

/// What is put on record. Of patients it holds ids only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewEntry {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The id of the user; `service:NAME` for a service, `service-account:ID` for a program with an API key.
    pub actor: String,
    /// The name signed in with.
    pub username: String,
    /// The roles held then.
    pub roles: Vec<String>,
    /// The permission that was needed, such as `patients:read`.
    pub action: String,
    /// Method and template of the route.
    pub route: String,
    /// Ids of the patients whose data it is about.
    pub patients: Vec<String>,
    /// Why, when the caller said so in `X-Access-Reason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The peer's address; `None` in process.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The id of the request, as in logs and traces.
    pub request_id: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The number of the entry that this one ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<i64>,
}

/// An entry with its number, as it is hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Entry {
    /// Counts from 1 without gaps.
    pub n: i64,
    /// What is on record.
    #[serde(flatten)]
    pub entry: NewEntry,
}
