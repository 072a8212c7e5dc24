//! The site's facts, and who signed the shipped ones.

use std::collections::HashMap;

use nilecare_contracts::cds::{FactKind, FactOrigin, FactRow};
use nilecare_sql::{DbError, WriteTx, from_millis, json, to_millis};
use nilecare_types::Timestamp;
use sqlx::AssertSqlSafe;

use crate::knowledge::Signed;

/// Returns the table of a kind.
fn table(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Drugs => "drugs",
        FactKind::Interactions => "drug_interactions",
        FactKind::CrossSensitivities => "allergy_cross_sensitivities",
        FactKind::Contraindications => "contraindications",
        FactKind::DoseLimits => "therapeutic_ranges",
        FactKind::DuplicateClasses => "duplicate_classes",
        FactKind::Guidelines => "clinical_guidelines",
    }
}

type Row = (String, String, i64, String, Option<String>, Option<i64>);

/// Reads every row of the site.
pub(crate) async fn all(tx: &mut WriteTx) -> Result<Vec<FactRow>, DbError> {
    let mut all = Vec::new();
    for kind in FactKind::ALL {
        let table = table(kind);
        let sql = format!(
            "SELECT id, fact, CAST(active AS BIGINT), source, reviewed_by, reviewed_at FROM {table} ORDER BY id"
        );
        let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql)).fetch_all(&mut **tx).await?;
        for (id, fact, active, source, reviewed_by, reviewed_at) in rows {
            let reviewed_at = reviewed_at
                .map(|at| from_millis(table, "reviewed_at", at))
                .transpose()?;
            all.push(FactRow {
                fact: json::read(table, "fact", &fact)?,
                origin: FactOrigin::Site,
                id,
                active: active != 0,
                source,
                reviewed_by,
                reviewed_at,
            });
        }
    }
    Ok(all)
}

/// Writes a row in place of the one that is there.
pub(crate) async fn put(tx: &mut WriteTx, row: &FactRow, by: &str, now: Timestamp) -> Result<(), DbError> {
    let table = table(row.fact.kind());
    remove(tx, row.fact.kind(), &row.id).await?;
    let sql = format!(
        "INSERT INTO {table} (id, fact, active, source, reviewed_by, reviewed_at, changed_by, changed_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    );
    let insert = sqlx::query(AssertSqlSafe(sql))
        .bind(&row.id)
        .bind(json::write(&row.fact))
        .bind(i64::from(row.active))
        .bind(&row.source)
        .bind(&row.reviewed_by)
        .bind(row.reviewed_at.map(to_millis));
    insert.bind(by).bind(to_millis(now)).execute(&mut **tx).await?;
    Ok(())
}

/// Removes the site's row and tells whether there was one.
pub(crate) async fn remove(tx: &mut WriteTx, kind: FactKind, id: &str) -> Result<bool, DbError> {
    let sql = format!("DELETE FROM {} WHERE id = ?", table(kind));
    let done = sqlx::query(AssertSqlSafe(sql)).bind(id).execute(&mut **tx).await?;
    Ok(done.rows_affected() > 0)
}

/// Reads who signed the shipped facts of each kind in a version.
pub(crate) async fn signed(tx: &mut WriteTx, version: &str) -> Result<Signed, DbError> {
    let sql = "SELECT kind, reviewer FROM fact_reviews WHERE version = ?";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).bind(version).fetch_all(&mut **tx).await?;
    let mut signed = HashMap::new();
    for (kind, reviewer) in rows {
        signed.insert(json::from_name("fact_reviews", "kind", &kind)?, reviewer);
    }
    Ok(signed)
}

/// Keeps a signature in place of a former one.
pub(crate) async fn sign(
    tx: &mut WriteTx,
    kind: FactKind,
    version: &str,
    reviewer: &str,
    by: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    let sql = "DELETE FROM fact_reviews WHERE kind = ? AND version = ?";
    sqlx::query(sql)
        .bind(json::name(&kind))
        .bind(version)
        .execute(&mut **tx)
        .await?;
    let sql = "INSERT INTO fact_reviews (kind, version, reviewer, signed_by, signed_at) VALUES (?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql).bind(json::name(&kind)).bind(version).bind(reviewer);
    insert.bind(by).bind(to_millis(now)).execute(&mut **tx).await?;
    Ok(())
}
