//! Merges as they happened, and those that were taken back.

use nilecare_contracts::CommandSource;
use nilecare_contracts::clinical::Identifier;
use nilecare_sql::{DbError, WriteTx, json, to_millis};
use nilecare_types::{EncounterId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};

/// What went from the prior record to the survivor.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Moved {
    pub identifiers: Vec<Identifier>,
    pub encounters: Vec<EncounterId>,
}

/// Who merged, and why.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Occasion<'a> {
    pub source: Option<&'a CommandSource>,
    pub by: Option<&'a str>,
    pub reason: Option<&'a str>,
}

/// A merge that stands.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Link {
    /// Into which record, when it happened; that one may be merged itself by now.
    pub survivor: PatientId,
    /// What it moved; `None` for a merge that did not note it.
    pub moved: Option<Moved>,
    pub merged_at: i64,
}

pub(crate) async fn insert(
    tx: &mut WriteTx,
    prior: PatientId,
    survivor: PatientId,
    moved: &Moved,
    occasion: Occasion<'_>,
    now: Timestamp,
) -> Result<(), DbError> {
    let sql = "INSERT INTO patient_links (prior_id, survivor_id, source, merged_at, moved, reason, merged_by) \
               VALUES (?, ?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(prior.to_string())
        .bind(survivor.to_string())
        .bind(occasion.source.map(json::write))
        .bind(to_millis(now))
        .bind(json::write(moved));
    insert
        .bind(occasion.reason)
        .bind(occasion.by)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Finds the merge of a record into another.
pub(crate) async fn find(tx: &mut WriteTx, prior: PatientId) -> Result<Option<Link>, DbError> {
    let sql = "SELECT survivor_id, moved, merged_at FROM patient_links WHERE prior_id = ?";
    let row: Option<(String, Option<String>, i64)> = sqlx::query_as(sql)
        .bind(prior.to_string())
        .fetch_optional(&mut **tx)
        .await?;
    let Some((survivor, moved, merged_at)) = row else {
        return Ok(None);
    };
    Ok(Some(Link {
        survivor: parse(&survivor)?,
        moved: moved
            .map(|text| json::read("patient_links", "moved", &text))
            .transpose()?,
        merged_at,
    }))
}

/// Lists the records that were merged into `id` itself.
pub(crate) async fn merged_into(tx: &mut WriteTx, id: PatientId) -> Result<Vec<PatientId>, DbError> {
    let sql = "SELECT prior_id FROM patient_links WHERE survivor_id = ? ORDER BY prior_id";
    let ids: Vec<String> = sqlx::query_scalar(sql)
        .bind(id.to_string())
        .fetch_all(&mut **tx)
        .await?;
    ids.iter().map(|id| parse(id)).collect()
}

/// Takes a merge out of those that stand, and notes that it was taken back.
pub(crate) async fn undo(
    tx: &mut WriteTx,
    prior: PatientId,
    link: &Link,
    by: &str,
    reason: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query("DELETE FROM patient_links WHERE prior_id = ?")
        .bind(prior.to_string())
        .execute(&mut **tx)
        .await?;
    let sql = "INSERT INTO patient_unmerges (prior_id, survivor_id, merge, reason, unmerged_by, unmerged_at) \
               VALUES (?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(prior.to_string())
        .bind(link.survivor.to_string())
        .bind(json::write(link))
        .bind(reason);
    insert.bind(by).bind(to_millis(now)).execute(&mut **tx).await?;
    Ok(())
}

fn parse(id: &str) -> Result<PatientId, DbError> {
    id.parse().map_err(|_| DbError::Corrupt {
        table: "patient_links",
        column: "survivor_id",
    })
}
