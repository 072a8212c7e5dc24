//! Finding entries.

use nilecare_sql::json;
use serde::{Deserialize, Serialize};
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
        // A condition on nothing holds, so one text serves every query.
        let sql = "SELECT content, prev, hash FROM audit_entries e WHERE seq < ?1 \
                   AND (?2 IS NULL OR EXISTS (SELECT 1 FROM audit_patients p WHERE p.patient = ?2 AND p.seq = e.seq)) \
                   AND (?3 IS NULL OR actor = ?3) AND (?4 IS NULL OR action = ?4) AND (?5 IS NULL OR outcome = ?5) \
                   AND (?6 IS NULL OR at >= ?6) AND (?7 IS NULL OR at < ?7) ORDER BY seq DESC LIMIT ?8";
        let rows: Vec<(String, String, String)> = sqlx::query_as(sql)
            .bind(before)
            .bind(query.patient.as_deref())
            .bind(query.actor.as_deref())
            .bind(query.action.as_deref())
            .bind(query.outcome.as_deref())
            .bind(query.from.as_deref())
            .bind(query.to.as_deref())
            .bind(fetch)
            .fetch_all(self.db.readers())
            .await?;
        let read = |(content, prev, hash): (String, String, String)| {
            let entry = json::read("audit_entries", "content", &content)?;
            Ok(StoredEntry { entry, prev, hash })
        };
        rows.into_iter().map(read).collect()
    }
}
