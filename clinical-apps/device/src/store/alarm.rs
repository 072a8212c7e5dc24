//! Alarms.

use nilecare_contracts::device::{AlarmState, DeviceAlarm};
use nilecare_sql::{Backend, DbError, Executor, Query, WriteTx, json, to_millis};
use nilecare_types::{AlarmId, PatientId, Timestamp};
use sqlx::QueryBuilder;

use crate::model::alarm::open_key;

const TABLE: &str = "device_alerts";

/// Which alarms a list has.
#[derive(Debug, Default)]
pub(crate) struct Filter<'a> {
    /// Of these people; absent: of all, those of devices among them.
    pub patients: Option<&'a [PatientId]>,
    pub facility: Option<&'a str>,
    pub state: Option<AlarmState>,
    /// The id of the one above, or empty.
    pub before: &'a str,
    pub fetch: i64,
}

pub(crate) async fn find(db: impl Executor<'_>, id: AlarmId) -> Result<Option<DeviceAlarm>, DbError> {
    let row: Option<(String,)> = sqlx::query_as("SELECT alarm FROM device_alerts WHERE id = ?")
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(|(text,)| alarm(&text)).transpose()
}

/// Lists alarms, newest first.
pub(crate) async fn list(db: impl Executor<'_>, filter: &Filter<'_>) -> Result<Vec<DeviceAlarm>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT alarm FROM device_alerts WHERE 1 = 1");
    if let Some(ids) = filter.patients {
        push_in(&mut sql, " AND patient_id", ids.iter().map(ToString::to_string));
    }
    if let Some(facility) = filter.facility {
        sql.push(" AND facility = ").push_bind(facility.to_owned());
    }
    if let Some(state) = filter.state {
        sql.push(" AND state = ").push_bind(json::name(&state));
    }
    if !filter.before.is_empty() {
        sql.push(" AND id < ").push_bind(filter.before.to_owned());
    }
    sql.push(" ORDER BY id DESC LIMIT ").push_bind(filter.fetch);
    read(sql, db).await
}

/// Finds open alarms by what there is one of.
pub(crate) async fn open(db: impl Executor<'_>, keys: &[String]) -> Result<Vec<DeviceAlarm>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT alarm FROM device_alerts WHERE 1 = 1");
    push_in(&mut sql, " AND open_key", keys.iter().cloned());
    read(sql, db).await
}

/// Lists the open alarms of these people.
pub(crate) async fn open_of_patients(
    db: impl Executor<'_>,
    patients: impl Iterator<Item = PatientId>,
) -> Result<Vec<DeviceAlarm>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT alarm FROM device_alerts WHERE open_key IS NOT NULL");
    push_in(&mut sql, " AND patient_id", patients.map(|id| id.to_string()));
    read(sql, db).await
}

/// Lists alarms that are to be told to more people.
pub(crate) async fn overdue(db: impl Executor<'_>, now: Timestamp, most: i64) -> Result<Vec<DeviceAlarm>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT alarm FROM device_alerts WHERE escalates_at <= ");
    sql.push_bind(to_millis(now))
        .push(" ORDER BY escalates_at LIMIT ")
        .push_bind(most);
    read(sql, db).await
}

/// Raises one; the unique key refuses a second open one.
pub(crate) async fn insert(tx: &mut WriteTx, alarm: &DeviceAlarm) -> Result<(), DbError> {
    let sql = "INSERT INTO device_alerts (device_id, patient_id, facility, raised_at, open_key, state, severity, \
               escalates_at, alarm, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(alarm.device_id.to_string())
        .bind(alarm.patient_id.map(|id| id.to_string()))
        .bind(alarm.facility.clone())
        .bind(to_millis(alarm.raised_at));
    bind(insert, alarm).execute(&mut **tx).await?;
    Ok(())
}

pub(crate) async fn update(tx: &mut WriteTx, alarm: &DeviceAlarm) -> Result<(), DbError> {
    let sql =
        "UPDATE device_alerts SET open_key = ?, state = ?, severity = ?, escalates_at = ?, alarm = ? WHERE id = ?";
    bind(sqlx::query(sql), alarm).execute(&mut **tx).await?;
    Ok(())
}

fn bind<'q>(query: Query<'q>, alarm: &DeviceAlarm) -> Query<'q> {
    query
        .bind(open_key(alarm))
        .bind(json::name(&alarm.state))
        .bind(json::name(&alarm.severity))
        .bind(alarm.escalates_at.map(to_millis))
        .bind(json::write(alarm))
        .bind(alarm.id.to_string())
}

fn push_in(sql: &mut QueryBuilder<Backend>, column: &str, values: impl Iterator<Item = String>) {
    sql.push(column).push(" IN (");
    let mut separated = sql.separated(", ");
    for value in values {
        separated.push_bind(value);
    }
    sql.push(")");
}

async fn read(mut sql: QueryBuilder<Backend>, db: impl Executor<'_>) -> Result<Vec<DeviceAlarm>, DbError> {
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    rows.iter().map(|(text,)| alarm(text)).collect()
}

fn alarm(text: &str) -> Result<DeviceAlarm, DbError> {
    json::read(TABLE, "alarm", text)
}
