//! Devices.

use nilecare_contracts::device::Device;
use nilecare_sql::{Backend, DbError, Executor, Query, WriteTx, from_millis, json, to_millis};
use nilecare_types::{DeviceId, Timestamp};
use sqlx::{AssertSqlSafe, FromRow, QueryBuilder};

const TABLE: &str = "devices";
const COLUMNS: &str = "id, version, status, details, online, last_seen_at, battery_percent, signal_percent, firmware, \
                       calibration_due, registered_at";

#[derive(FromRow)]
struct Row {
    id: String,
    version: i64,
    status: String,
    details: String,
    online: i64,
    last_seen_at: Option<i64>,
    battery_percent: Option<i64>,
    signal_percent: Option<i64>,
    firmware: Option<String>,
    calibration_due: Option<i64>,
    registered_at: i64,
}

/// Which devices a list has.
#[derive(Debug, Default)]
pub(crate) struct Filter<'a> {
    pub facility: Option<&'a str>,
    pub online: Option<bool>,
    /// The id of the one above, or empty.
    pub after: &'a str,
    pub fetch: i64,
}

pub(crate) async fn find(db: impl Executor<'_>, id: DeviceId) -> Result<Option<Device>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM devices WHERE id = ?");
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(device).transpose()
}

/// Finds the devices that report under these names.
pub(crate) async fn by_keys(db: impl Executor<'_>, keys: &[&str]) -> Result<Vec<Device>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT {COLUMNS} FROM devices WHERE device_key IN ("));
    let mut separated = sql.separated(", ");
    for key in keys {
        separated.push_bind((*key).to_owned());
    }
    sql.push(")");
    let rows: Vec<Row> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(device).collect()
}

pub(crate) async fn list(db: impl Executor<'_>, filter: &Filter<'_>) -> Result<Vec<Device>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT {COLUMNS} FROM devices WHERE id > "));
    sql.push_bind(filter.after.to_owned());
    if let Some(facility) = filter.facility {
        sql.push(" AND facility = ").push_bind(facility.to_owned());
    }
    if let Some(online) = filter.online {
        sql.push(" AND online = ").push_bind(i64::from(online));
    }
    sql.push(" ORDER BY id LIMIT ").push_bind(filter.fetch);
    let rows: Vec<Row> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(device).collect()
}

/// Lists devices taken for connected of which nothing was heard since `before`.
pub(crate) async fn silent(db: impl Executor<'_>, before: Timestamp, most: i64) -> Result<Vec<Device>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM devices WHERE online = 1 AND last_seen_at < ? LIMIT ?");
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(to_millis(before))
        .bind(most)
        .fetch_all(db)
        .await?;
    rows.into_iter().map(device).collect()
}

pub(crate) async fn insert(tx: &mut WriteTx, device: &Device) -> Result<(), DbError> {
    let sql = "INSERT INTO devices (device_key, serial_number, facility, version, status, details, online, last_seen_at, \
               battery_percent, signal_percent, firmware, calibration_due, registered_at, id) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    bind(sqlx::query(sql), device).execute(&mut **tx).await?;
    Ok(())
}

pub(crate) async fn update(tx: &mut WriteTx, device: &Device) -> Result<(), DbError> {
    let sql = "UPDATE devices SET device_key = ?, serial_number = ?, facility = ?, version = ?, status = ?, details = ?, \
               online = ?, last_seen_at = ?, battery_percent = ?, signal_percent = ?, firmware = ?, calibration_due = ?, \
               registered_at = ? WHERE id = ?";
    bind(sqlx::query(sql), device).execute(&mut **tx).await?;
    Ok(())
}

/// Notes that devices were heard of.
pub(crate) async fn seen(tx: &mut WriteTx, ids: &[DeviceId], now: Timestamp) -> Result<(), DbError> {
    let mut sql = QueryBuilder::<Backend>::new("UPDATE devices SET online = 1, last_seen_at = ");
    sql.push_bind(to_millis(now)).push(" WHERE id IN (");
    let mut separated = sql.separated(", ");
    for id in ids {
        separated.push_bind(id.to_string());
    }
    sql.push(")");
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

fn bind<'q>(query: Query<'q>, device: &Device) -> Query<'q> {
    query
        .bind(device.details.key.clone())
        .bind(device.details.serial_number.clone())
        .bind(device.details.facility.clone())
        .bind(device.version as i64)
        .bind(json::name(&device.status))
        .bind(json::write(&device.details))
        .bind(i64::from(device.online))
        .bind(device.last_seen_at.map(to_millis))
        .bind(device.battery_percent.map(i64::from))
        .bind(device.signal_percent.map(i64::from))
        .bind(device.firmware.clone())
        .bind(device.calibration_due_at.map(to_millis))
        .bind(to_millis(device.registered_at))
        .bind(device.id.to_string())
}

fn device(row: Row) -> Result<Device, DbError> {
    let moment = |column, millis: Option<i64>| millis.map(|millis| from_millis(TABLE, column, millis)).transpose();
    let percent = |column, value: Option<i64>| {
        let value = value.map(|value| u8::try_from(value).map_err(|_| DbError::Corrupt { table: TABLE, column }));
        value.transpose()
    };
    Ok(Device {
        id: id(TABLE, "id", &row.id)?,
        version: row.version as u64,
        details: json::read(TABLE, "details", &row.details)?,
        status: json::from_name(TABLE, "status", &row.status)?,
        online: row.online != 0,
        last_seen_at: moment("last_seen_at", row.last_seen_at)?,
        battery_percent: percent("battery_percent", row.battery_percent)?,
        signal_percent: percent("signal_percent", row.signal_percent)?,
        firmware: row.firmware,
        calibration_due_at: moment("calibration_due", row.calibration_due)?,
        registered_at: from_millis(TABLE, "registered_at", row.registered_at)?,
    })
}

/// Reads a stored id.
pub(super) fn id<T: std::str::FromStr>(table: &'static str, column: &'static str, text: &str) -> Result<T, DbError> {
    text.parse().map_err(|_| DbError::Corrupt { table, column })
}
