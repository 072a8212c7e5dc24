//! Limits.

use nilecare_contracts::device::{VitalParameter, VitalThreshold};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json};
use sqlx::QueryBuilder;

use crate::model::limits::scope_key;

const TABLE: &str = "vital_thresholds";

/// Lists the limits of these scopes.
pub(crate) async fn of_scopes(db: impl Executor<'_>, scopes: &[String]) -> Result<Vec<VitalThreshold>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT threshold FROM vital_thresholds WHERE scope_key IN (");
    let mut separated = sql.separated(", ");
    for scope in scopes {
        separated.push_bind(scope.clone());
    }
    sql.push(") ORDER BY scope_key, parameter");
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter()
        .map(|(text,)| json::read(TABLE, "threshold", &text))
        .collect()
}

pub(crate) async fn put(tx: &mut WriteTx, threshold: &VitalThreshold) -> Result<(), DbError> {
    let scope = scope_key(threshold.scope, threshold.subject.as_deref());
    remove(tx, &scope, threshold.parameter).await?;
    sqlx::query("INSERT INTO vital_thresholds (scope_key, parameter, threshold) VALUES (?, ?, ?)")
        .bind(scope)
        .bind(json::name(&threshold.parameter))
        .bind(json::write(threshold))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn remove(tx: &mut WriteTx, scope: &str, parameter: VitalParameter) -> Result<bool, DbError> {
    let done = sqlx::query("DELETE FROM vital_thresholds WHERE scope_key = ? AND parameter = ?")
        .bind(scope)
        .bind(json::name(&parameter))
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() > 0)
}
