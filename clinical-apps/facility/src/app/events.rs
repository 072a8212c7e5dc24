//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::facility::{
    BED_STATUS_CHANGED, Bed, BedEvent, Facility, FacilityEvent, Occupancy, SERVICE, WARD_FULL, WardFullEvent,
};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{FacilityId, Timestamp};
use serde::Serialize;

pub(super) async fn tell_facility(
    tx: &mut WriteTx,
    topic: &str,
    facility: &Facility,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = FacilityEvent {
        facility: facility.clone(),
    };
    put(tx, topic, facility.id, now, &data).await
}

pub(super) async fn tell_bed(tx: &mut WriteTx, bed: &Bed, now: Timestamp) -> Result<(), DbError> {
    let data = BedEvent { bed: bed.clone() };
    put(tx, BED_STATUS_CHANGED, bed.facility_id, now, &data).await
}

pub(super) async fn tell_full(
    tx: &mut WriteTx,
    facility: FacilityId,
    occupancy: Occupancy,
    now: Timestamp,
) -> Result<(), DbError> {
    put(tx, WARD_FULL, facility, now, &WardFullEvent { occupancy }).await
}

async fn put(
    tx: &mut WriteTx,
    topic: &str,
    facility: FacilityId,
    now: Timestamp,
    data: &impl Serialize,
) -> Result<(), DbError> {
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    outbox::put(tx, &Event::new(SERVICE, topic, &facility.to_string(), now, data)).await
}
