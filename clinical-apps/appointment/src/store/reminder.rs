//! Reminders.

use nilecare_contracts::appointment::{AppointmentReminder, ReminderStatus};
use nilecare_sql::{DbError, Executor, WriteTx, from_millis, json, to_millis};
use nilecare_types::{AppointmentId, Timestamp};

const TABLE: &str = "reminders";

/// A reminder whose time has come.
#[derive(Debug)]
pub(crate) struct Due {
    pub appointment_id: String,
    pub due_at: i64,
    pub sequence: i64,
}

/// Adds what is to come.
pub(crate) async fn insert(
    tx: &mut WriteTx,
    id: AppointmentId,
    sequence: u32,
    due: &[Timestamp],
) -> Result<(), DbError> {
    for at in due {
        sqlx::query("INSERT INTO reminders (appointment_id, due_at, sequence, status) VALUES (?, ?, ?, ?)")
            .bind(id.to_string())
            .bind(to_millis(*at))
            .bind(i64::from(sequence))
            .bind(json::name(&ReminderStatus::Pending))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Takes back what is to come.
pub(crate) async fn cancel(tx: &mut WriteTx, id: AppointmentId) -> Result<(), DbError> {
    sqlx::query("UPDATE reminders SET status = ? WHERE appointment_id = ? AND status = ?")
        .bind(json::name(&ReminderStatus::Cancelled))
        .bind(id.to_string())
        .bind(json::name(&ReminderStatus::Pending))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists reminders whose time has come.
pub(crate) async fn due(db: impl Executor<'_>, now: Timestamp, most: i64) -> Result<Vec<Due>, DbError> {
    let sql = "SELECT appointment_id, due_at, sequence FROM reminders WHERE status = ? AND due_at <= ? ORDER BY due_at LIMIT ?";
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(sql)
        .bind(json::name(&ReminderStatus::Pending))
        .bind(to_millis(now))
        .bind(most)
        .fetch_all(db)
        .await?;
    let due = |(appointment_id, due_at, sequence)| Due {
        appointment_id,
        due_at,
        sequence,
    };
    Ok(rows.into_iter().map(due).collect())
}

/// Notes that others were told.
pub(crate) async fn told(tx: &mut WriteTx, due: &Due) -> Result<(), DbError> {
    sqlx::query("UPDATE reminders SET status = ? WHERE appointment_id = ? AND sequence = ? AND due_at = ?")
        .bind(json::name(&ReminderStatus::Told))
        .bind(&due.appointment_id)
        .bind(due.sequence)
        .bind(due.due_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists the reminders of an appointment by their time.
pub(crate) async fn of_appointment(
    db: impl Executor<'_>,
    id: AppointmentId,
) -> Result<Vec<AppointmentReminder>, DbError> {
    let sql = "SELECT due_at, status FROM reminders WHERE appointment_id = ? ORDER BY due_at, sequence LIMIT 500";
    let rows: Vec<(i64, String)> = sqlx::query_as(sql).bind(id.to_string()).fetch_all(db).await?;
    let reminder = |(due_at, status): (i64, String)| {
        Ok(AppointmentReminder {
            due_at: from_millis(TABLE, "due_at", due_at)?,
            status: json::from_name(TABLE, "status", &status)?,
        })
    };
    rows.into_iter().map(reminder).collect()
}
