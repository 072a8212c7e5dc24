//! Exceptions from the weekly rules.

use nilecare_contracts::business::ScheduleException;
use nilecare_sql::{DbError, Executor, WriteTx, json, to_millis};
use nilecare_types::{StaffId, Timestamp};

pub(crate) const EXCEPTIONS: &str = "schedule_exceptions";

pub(crate) async fn insert(tx: &mut WriteTx, exception: &ScheduleException) -> Result<(), DbError> {
    sqlx::query("INSERT INTO schedule_exceptions (id, staff_id, until_at, body) VALUES (?, ?, ?, ?)")
        .bind(exception.id.to_string())
        .bind(exception.staff_id.to_string())
        .bind(to_millis(exception.until))
        .bind(json::write(exception))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists exceptions of somebody that are not over before `since`, at most `most`.
pub(crate) async fn of_staff(
    db: impl Executor<'_>,
    id: StaffId,
    since: Timestamp,
    most: i64,
) -> Result<Vec<ScheduleException>, DbError> {
    let sql = "SELECT body FROM schedule_exceptions WHERE staff_id = ? AND until_at > ? ORDER BY until_at, id LIMIT ?";
    let rows: Vec<(String,)> = sqlx::query_as(sql)
        .bind(id.to_string())
        .bind(to_millis(since))
        .bind(most)
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|(body,)| json::read(EXCEPTIONS, "body", &body))
        .collect()
}
