//! Beds and their history.

use nilecare_contracts::facility::{Bed, BedChange, BedStatus};
use nilecare_sql::{DbError, Executor, WriteTx, documents, json};
use nilecare_types::WardId;

pub(crate) const BEDS: &str = "beds";
pub(crate) const HISTORY: &str = "bed_history";

pub(crate) async fn insert(tx: &mut WriteTx, bed: &Bed) -> Result<(), DbError> {
    let columns = [
        ("facility_id", Some(bed.facility_id.to_string())),
        ("ward_id", Some(bed.ward_id.to_string())),
        ("number", Some(bed.number.clone())),
        ("status", Some(json::name(&bed.status))),
    ];
    documents::insert(tx, BEDS, &bed.id.to_string(), &columns, bed).await
}

pub(crate) async fn update(tx: &mut WriteTx, bed: &Bed) -> Result<(), DbError> {
    let columns = [
        ("number", Some(bed.number.clone())),
        ("status", Some(json::name(&bed.status))),
    ];
    documents::update(tx, BEDS, &bed.id.to_string(), &columns, bed).await
}

/// Notes a change of a bed; ids sort by time.
pub(crate) async fn note(tx: &mut WriteTx, change: &BedChange) -> Result<(), DbError> {
    let columns = [("bed_id", Some(change.bed_id.to_string()))];
    documents::insert(tx, HISTORY, &change.id.to_string(), &columns, change).await
}

/// Lists the states of all beds of a ward.
pub(crate) async fn statuses(db: impl Executor<'_>, ward: WardId) -> Result<Vec<BedStatus>, DbError> {
    let rows: Vec<(String,)> = sqlx::query_as("SELECT status FROM beds WHERE ward_id = ?")
        .bind(ward.to_string())
        .fetch_all(db)
        .await?;
    rows.iter()
        .map(|(name,)| json::from_name(BEDS, "status", name))
        .collect()
}
