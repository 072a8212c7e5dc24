//! Checks that were kept, and their alerts.

use nilecare_contracts::cds::{Alert, AlertState, MedicationCheckReply, MedicationCheckRequest};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json, to_millis};
use nilecare_types::{CdsAlertId, CdsCheckId, PatientId, Timestamp};
use sqlx::{AssertSqlSafe, QueryBuilder};

const TABLE: &str = "cds_alerts";

/// Keeps a check.
pub(crate) async fn insert_check(
    tx: &mut WriteTx,
    id: CdsCheckId,
    patient: PatientId,
    request: &MedicationCheckRequest,
    reply: &MedicationCheckReply,
    by: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    let sql =
        "INSERT INTO cds_checks (id, patient_id, request, reply, checked_by, checked_at) VALUES (?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(id.to_string())
        .bind(patient.to_string())
        .bind(json::write(request))
        .bind(json::write(reply));
    insert.bind(by).bind(to_millis(now)).execute(&mut **tx).await?;
    Ok(())
}

/// Keeps an alert of a check.
pub(crate) async fn insert(
    tx: &mut WriteTx,
    check: CdsCheckId,
    id: CdsAlertId,
    patient: PatientId,
    alert: &Alert,
    now: Timestamp,
) -> Result<(), DbError> {
    let sql = "INSERT INTO cds_alerts (id, check_id, patient_id, kind, severity, mode, status, alert, raised_at) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(id.to_string())
        .bind(check.to_string())
        .bind(patient.to_string())
        .bind(json::name(&alert.kind))
        .bind(json::name(&alert.severity))
        .bind(json::name(&alert.mode))
        .bind(status(&alert.state));
    insert
        .bind(json::write(alert))
        .bind(to_millis(now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes how an alert stands now.
pub(crate) async fn update(tx: &mut WriteTx, id: CdsAlertId, alert: &Alert) -> Result<(), DbError> {
    sqlx::query("UPDATE cds_alerts SET status = ?, alert = ? WHERE id = ?")
        .bind(status(&alert.state))
        .bind(json::write(alert))
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Finds an alert.
pub(crate) async fn find(db: impl Executor<'_>, id: CdsAlertId) -> Result<Option<Alert>, DbError> {
    let sql = "SELECT alert FROM cds_alerts WHERE id = ?";
    let row: Option<(String,)> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(|(text,)| json::read(TABLE, "alert", &text)).transpose()
}

/// Lists alerts, newest first, of some patients or of all; `before` is the id of the one above, or empty.
pub(crate) async fn list(
    db: impl Executor<'_>,
    patients: Option<&[PatientId]>,
    wanted: Option<&str>,
    before: &str,
    fetch: i64,
) -> Result<Vec<Alert>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT alert FROM cds_alerts WHERE 1 = 1");
    if let Some(ids) = patients {
        sql.push(" AND patient_id IN (");
        let mut separated = sql.separated(", ");
        for id in ids {
            separated.push_bind(id.to_string());
        }
        sql.push(")");
    }
    if let Some(status) = wanted {
        sql.push(" AND status = ").push_bind(status.to_owned());
    }
    if !before.is_empty() {
        sql.push(" AND id < ").push_bind(before.to_owned());
    }
    sql.push(" ORDER BY id DESC LIMIT ").push_bind(fetch);
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter()
        .map(|(text,)| json::read(TABLE, "alert", &text))
        .collect()
}

/// Returns the word for how an alert stands.
pub(crate) fn status(state: &AlertState) -> &'static str {
    match state {
        AlertState::Active => "active",
        AlertState::Acknowledged { .. } => "acknowledged",
        AlertState::Overridden { .. } => "overridden",
    }
}
