//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::appointment::{AppointmentEvent, SERVICE, WAITLIST_OFFERED, WaitlistEntry, WaitlistEvent};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::Timestamp;
use serde::Serialize;

use crate::model::life::Record;

/// Tells how an appointment is now.
pub(super) async fn tell(tx: &mut WriteTx, topic: &str, record: &Record, now: Timestamp) -> Result<(), DbError> {
    let data = AppointmentEvent {
        appointment: record.appointment.clone(),
        patient: record.context.patient.clone(),
        practitioner: record.context.practitioner.clone(),
        facility_code: record.context.facility_code.clone(),
    };
    put(tx, topic, &record.appointment.patient_id.to_string(), now, &data).await
}

/// Tells of a time that is offered.
pub(super) async fn tell_offer(tx: &mut WriteTx, entry: &WaitlistEntry, now: Timestamp) -> Result<(), DbError> {
    let data = WaitlistEvent { entry: entry.clone() };
    put(tx, WAITLIST_OFFERED, &entry.patient_id.to_string(), now, &data).await
}

async fn put(tx: &mut WriteTx, topic: &str, key: &str, now: Timestamp, data: &impl Serialize) -> Result<(), DbError> {
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    outbox::put(tx, &Event::new(SERVICE, topic, key, now, data)).await
}
