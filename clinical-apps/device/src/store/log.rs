//! What devices went through: calibrations, work, status, communication.

use nilecare_contracts::device::{Calibration, DeviceLogEntry, Maintenance};
use nilecare_sql::{DbError, Executor, WriteTx, from_millis, json, to_millis};
use nilecare_types::{DeviceId, Timestamp};

const CALIBRATIONS: &str = "device_calibrations";

pub(crate) async fn calibrated(tx: &mut WriteTx, device: DeviceId, entry: &Calibration) -> Result<(), DbError> {
    let sql = "INSERT INTO device_calibrations (device_id, calibration, noted_by, noted_at) VALUES (?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(device.to_string())
        .bind(json::write(&entry.calibration))
        .bind(&entry.by)
        .bind(to_millis(entry.at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists calibrations of a device, newest first.
pub(crate) async fn calibrations(
    db: impl Executor<'_>,
    device: DeviceId,
    most: i64,
) -> Result<Vec<Calibration>, DbError> {
    let sql =
        "SELECT calibration, noted_by, noted_at FROM device_calibrations WHERE device_id = ? ORDER BY id DESC LIMIT ?";
    let rows: Vec<(String, String, i64)> = sqlx::query_as(sql)
        .bind(device.to_string())
        .bind(most)
        .fetch_all(db)
        .await?;
    let read = |(text, by, at): (String, String, i64)| {
        Ok(Calibration {
            calibration: json::read(CALIBRATIONS, "calibration", &text)?,
            by,
            at: from_millis(CALIBRATIONS, "noted_at", at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

pub(crate) async fn mended(tx: &mut WriteTx, device: DeviceId, entry: &Maintenance) -> Result<(), DbError> {
    let sql = "INSERT INTO device_maintenance (device_id, work, noted_by, noted_at) VALUES (?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(device.to_string())
        .bind(&entry.work)
        .bind(&entry.by)
        .bind(to_millis(entry.at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists work on a device, newest first.
pub(crate) async fn maintenance(
    db: impl Executor<'_>,
    device: DeviceId,
    most: i64,
) -> Result<Vec<Maintenance>, DbError> {
    let sql = "SELECT work, noted_by, noted_at FROM device_maintenance WHERE device_id = ? ORDER BY id DESC LIMIT ?";
    let rows: Vec<(String, String, i64)> = sqlx::query_as(sql)
        .bind(device.to_string())
        .bind(most)
        .fetch_all(db)
        .await?;
    let read = |(work, by, at): (String, String, i64)| {
        let at = from_millis("device_maintenance", "noted_at", at)?;
        Ok(Maintenance { work, by, at })
    };
    rows.into_iter().map(read).collect()
}

/// Notes a change of a device's status.
pub(crate) async fn status(tx: &mut WriteTx, device: DeviceId, entry: &DeviceLogEntry) -> Result<(), DbError> {
    let sql =
        "INSERT INTO device_status_history (device_id, what, detail, changed_by, changed_at) VALUES (?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(device.to_string())
        .bind(&entry.what)
        .bind(&entry.detail);
    insert
        .bind(&entry.by)
        .bind(to_millis(entry.at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes what a device reported, or that it did not.
pub(crate) async fn communication(tx: &mut WriteTx, device: DeviceId, entry: &DeviceLogEntry) -> Result<(), DbError> {
    let sql = "INSERT INTO device_communication_logs (device_id, what, detail, logged_at) VALUES (?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(device.to_string())
        .bind(&entry.what)
        .bind(&entry.detail)
        .bind(to_millis(entry.at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists changes of status and what was reported, newest first.
pub(crate) async fn history(
    db: impl Executor<'_>,
    device: DeviceId,
    most: i64,
) -> Result<Vec<DeviceLogEntry>, DbError> {
    let sql = "SELECT what, detail, changed_by, changed_at AS at FROM device_status_history WHERE device_id = ? \
               UNION ALL SELECT what, detail, NULL, logged_at FROM device_communication_logs WHERE device_id = ? \
               ORDER BY at DESC LIMIT ?";
    let rows: Vec<(String, Option<String>, Option<String>, i64)> = sqlx::query_as(sql)
        .bind(device.to_string())
        .bind(device.to_string())
        .bind(most)
        .fetch_all(db)
        .await?;
    let read = |(what, detail, by, at): (String, Option<String>, Option<String>, i64)| {
        let at = from_millis("device_status_history", "changed_at", at)?;
        Ok(DeviceLogEntry { what, detail, by, at })
    };
    rows.into_iter().map(read).collect()
}

/// Forgets what was reported before `before`; tells how much.
pub(crate) async fn forget_communication(tx: &mut WriteTx, before: Timestamp) -> Result<u64, DbError> {
    let done = sqlx::query("DELETE FROM device_communication_logs WHERE logged_at < ?")
        .bind(to_millis(before))
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
