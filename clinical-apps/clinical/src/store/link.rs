//! Merges as they happened.

use nilecare_contracts::CommandSource;
use nilecare_sql::{DbError, WriteTx, json, to_millis};
use nilecare_types::{PatientId, Timestamp};

pub(crate) async fn insert(
    tx: &mut WriteTx,
    prior: PatientId,
    survivor: PatientId,
    source: Option<&CommandSource>,
    now: Timestamp,
) -> Result<(), DbError> {
    let sql = "INSERT INTO patient_links (prior_id, survivor_id, source, merged_at) VALUES (?, ?, ?, ?)";
    let insert = sqlx::query(sql).bind(prior.to_string()).bind(survivor.to_string());
    insert
        .bind(source.map(json::write))
        .bind(to_millis(now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
