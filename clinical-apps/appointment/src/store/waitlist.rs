//! The waiting list.

use nilecare_contracts::appointment::{AppointmentPriority, WaitlistEntry, WaitlistStatus};
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{DbError, Executor, WriteTx, json};
use nilecare_types::FacilityId;
use sqlx::query_as;

pub(crate) const WAITLIST: &str = "waitlist";

pub(crate) async fn insert(tx: &mut WriteTx, entry: &WaitlistEntry) -> Result<(), DbError> {
    documents::insert(tx, WAITLIST, &entry.id.to_string(), &columns(entry), entry).await
}

pub(crate) async fn update(tx: &mut WriteTx, entry: &WaitlistEntry) -> Result<(), DbError> {
    documents::update(tx, WAITLIST, &entry.id.to_string(), &columns(entry), entry).await
}

/// Lists who waits in a facility, the most urgent and then the longest waiting first.
pub(crate) async fn waiting(
    db: impl Executor<'_>,
    facility: FacilityId,
    most: i64,
) -> Result<Vec<WaitlistEntry>, DbError> {
    let sql = "SELECT body FROM waitlist WHERE facility_id = ? AND status = ? ORDER BY priority DESC, id LIMIT ?";
    let rows: Vec<(String,)> = query_as(sql)
        .bind(facility.to_string())
        .bind(json::name(&WaitlistStatus::Waiting))
        .bind(most)
        .fetch_all(db)
        .await?;
    read(rows)
}

/// Lists who waits for a day before `day`.
pub(crate) async fn over(db: impl Executor<'_>, day: &str, most: i64) -> Result<Vec<WaitlistEntry>, DbError> {
    let sql = "SELECT body FROM waitlist WHERE status = ? AND latest < ? ORDER BY id LIMIT ?";
    let rows: Vec<(String,)> = query_as(sql)
        .bind(json::name(&WaitlistStatus::Waiting))
        .bind(day)
        .bind(most)
        .fetch_all(db)
        .await?;
    read(rows)
}

fn read(rows: Vec<(String,)>) -> Result<Vec<WaitlistEntry>, DbError> {
    rows.into_iter()
        .map(|(body,)| json::read(WAITLIST, "body", &body))
        .collect()
}

fn columns(entry: &WaitlistEntry) -> [Column; 5] {
    let priority = match entry.priority {
        AppointmentPriority::Routine => "0",
        AppointmentPriority::Urgent => "1",
        AppointmentPriority::Emergency => "2",
    };
    [
        ("patient_id", Some(entry.patient_id.to_string())),
        ("facility_id", Some(entry.facility_id.to_string())),
        ("status", Some(json::name(&entry.status))),
        ("priority", Some(priority.to_owned())),
        ("latest", Some(entry.latest.to_string())),
    ]
}
