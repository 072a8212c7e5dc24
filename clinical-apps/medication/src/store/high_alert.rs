//! Drugs that need a second person.

use nilecare_contracts::medication::HighAlertDrug;
use nilecare_sql::{DbError, Executor, WriteTx, json};

const TABLE: &str = "high_alert_medications";

pub(crate) async fn all(db: impl Executor<'_>) -> Result<Vec<HighAlertDrug>, DbError> {
    let sql = "SELECT name, kind, category FROM high_alert_medications ORDER BY name";
    let rows: Vec<(String, String, String)> = sqlx::query_as(sql).fetch_all(db).await?;
    let drug = |(name, kind, category): (String, String, String)| {
        Ok(HighAlertDrug {
            kind: json::from_name(TABLE, "kind", &kind)?,
            name,
            category,
        })
    };
    rows.into_iter().map(drug).collect()
}

pub(crate) async fn put(tx: &mut WriteTx, drug: &HighAlertDrug) -> Result<(), DbError> {
    remove(tx, &drug.name).await?;
    sqlx::query("INSERT INTO high_alert_medications (name, kind, category) VALUES (?, ?, ?)")
        .bind(&drug.name)
        .bind(json::name(&drug.kind))
        .bind(&drug.category)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn remove(tx: &mut WriteTx, name: &str) -> Result<bool, DbError> {
    let done = sqlx::query("DELETE FROM high_alert_medications WHERE name = ?")
        .bind(name)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() > 0)
}
