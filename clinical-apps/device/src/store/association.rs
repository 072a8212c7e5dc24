//! Which device measured whom.

use nilecare_contracts::device::DeviceAssociation;
use nilecare_sql::{Backend, DbError, Executor, WriteTx, from_millis, to_millis};
use nilecare_types::{DeviceId, PatientId, Timestamp};
use sqlx::{AssertSqlSafe, FromRow, QueryBuilder};

use super::device::id;

const TABLE: &str = "device_associations";
const COLUMNS: &str = "id, device_id, patient_id, started_at, started_by, ended_at, ended_by";

#[derive(FromRow)]
struct Row {
    id: String,
    device_id: String,
    patient_id: String,
    started_at: i64,
    started_by: String,
    ended_at: Option<i64>,
    ended_by: Option<String>,
}

/// Begins one; the unique key refuses a second open one of a device.
pub(crate) async fn insert(tx: &mut WriteTx, association: &DeviceAssociation) -> Result<(), DbError> {
    let sql = "INSERT INTO device_associations (id, device_id, patient_id, started_at, started_by, open_key) \
               VALUES (?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(association.id.to_string())
        .bind(association.device_id.to_string())
        .bind(association.patient_id.to_string());
    insert
        .bind(to_millis(association.started_at))
        .bind(&association.started_by)
        .bind(association.device_id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends the open one of a device; tells whether there was one.
pub(crate) async fn end(tx: &mut WriteTx, device: DeviceId, by: &str, now: Timestamp) -> Result<bool, DbError> {
    let sql = "UPDATE device_associations SET ended_at = ?, ended_by = ?, open_key = NULL WHERE open_key = ?";
    let done = sqlx::query(sql)
        .bind(to_millis(now))
        .bind(by)
        .bind(device.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Lists those of devices that lasted at some time from `from` to `to`.
pub(crate) async fn lasting(
    db: impl Executor<'_>,
    devices: &[DeviceId],
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<DeviceAssociation>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!(
        "SELECT {COLUMNS} FROM device_associations WHERE started_at <= "
    ));
    sql.push_bind(to_millis(to))
        .push(" AND (ended_at IS NULL OR ended_at > ")
        .push_bind(to_millis(from))
        .push(") AND device_id IN (");
    let mut separated = sql.separated(", ");
    for device in devices {
        separated.push_bind(device.to_string());
    }
    sql.push(")");
    let rows: Vec<Row> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(association).collect()
}

/// Lists those of a device, newest first.
pub(crate) async fn of_device(
    db: impl Executor<'_>,
    device: DeviceId,
    most: i64,
) -> Result<Vec<DeviceAssociation>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM device_associations WHERE device_id = ? ORDER BY started_at DESC LIMIT ?");
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(device.to_string())
        .bind(most)
        .fetch_all(db)
        .await?;
    rows.into_iter().map(association).collect()
}

/// Lists the open ones of a person.
pub(crate) async fn open_of_patient(
    db: impl Executor<'_>,
    ids: &[PatientId],
    most: i64,
) -> Result<Vec<DeviceAssociation>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!(
        "SELECT {COLUMNS} FROM device_associations WHERE open_key IS NOT NULL AND patient_id IN ("
    ));
    let mut separated = sql.separated(", ");
    for id in ids {
        separated.push_bind(id.to_string());
    }
    sql.push(") ORDER BY started_at LIMIT ").push_bind(most);
    let rows: Vec<Row> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(association).collect()
}

fn association(row: Row) -> Result<DeviceAssociation, DbError> {
    let ended_at = row.ended_at.map(|millis| from_millis(TABLE, "ended_at", millis));
    Ok(DeviceAssociation {
        id: id(TABLE, "id", &row.id)?,
        device_id: id(TABLE, "device_id", &row.device_id)?,
        patient_id: id(TABLE, "patient_id", &row.patient_id)?,
        started_at: from_millis(TABLE, "started_at", row.started_at)?,
        started_by: row.started_by,
        ended_at: ended_at.transpose()?,
        ended_by: row.ended_by,
    })
}
