//! Finding entries.

use nilecare_sql::{Backend, json};
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;
use utoipa::ToSchema;

use crate::{AuditError, AuditLog, Entry};

/// What to look for; everything when nothing is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// The id of a patient.
    pub patient: Option<String>,
    /// Who: the id of a user, `service:NAME` or `service-account:ID`.
    pub actor: Option<String>,
    /// The permission that was needed, such as `patients:read`.
    pub action: Option<String>,
    /// `begun`, `done`, `refused` or `failed`.
    pub outcome: Option<String>,
    /// At or after, such as `2026-11-22T08:00:00Z`.
    pub from: Option<String>,
    /// Before.
    pub to: Option<String>,
}

/// An entry with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StoredEntry {
    /// What is on record.
    #[serde(flatten)]
    pub entry: Entry,
    /// The hash of the entry before.
    pub prev: String,
    /// The hash of this one.
    pub hash: String,
}

impl AuditLog {
    /// Finds entries, latest first, before the number `before`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search(&self, query: &AuditQuery, before: i64, fetch: i64) -> Result<Vec<StoredEntry>, AuditError> {
        let mut sql = QueryBuilder::<Backend>::new("SELECT content, prev, hash FROM audit_entries WHERE seq < ");
        sql.push_bind(before);
        if let Some(patient) = &query.patient {
            sql.push(" AND seq IN (SELECT seq FROM audit_patients WHERE patient = ")
                .push_bind(patient.clone())
                .push(")");
        }
        for (condition, value) in [
            (" AND actor = ", &query.actor),
            (" AND action = ", &query.action),
            (" AND outcome = ", &query.outcome),
            (" AND at >= ", &query.from),
            (" AND at < ", &query.to),
        ] {
            if let Some(value) = value {
                sql.push(condition).push_bind(value.clone());
            }
        }
        sql.push(" ORDER BY seq DESC LIMIT ").push_bind(fetch);
        let rows: Vec<(String, String, String)> = sql.build_query_as().fetch_all(self.db.readers()).await?;
        let read = |(content, prev, hash): (String, String, String)| {
            let entry = json::read("audit_entries", "content", &content)?;
            Ok(StoredEntry { entry, prev, hash })
        };
        rows.into_iter().map(read).collect()
    }
}
