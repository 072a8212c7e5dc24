//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::medication::{
    Administration, MEDICATION_ADMINISTERED, MedicationEvent, Prescription, PrescriptionEvent, SERVICE,
};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::Timestamp;
use serde::Serialize;

/// Tells how a prescription is now.
pub(super) async fn tell(
    tx: &mut WriteTx,
    topic: &str,
    prescription: &Prescription,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = PrescriptionEvent {
        prescription: prescription.clone(),
    };
    put(tx, topic, prescription, now, &data).await
}

/// Tells of a dose that was given.
pub(super) async fn tell_given(
    tx: &mut WriteTx,
    prescription: &Prescription,
    administration: &Administration,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = MedicationEvent {
        prescription: prescription.clone(),
        administration: administration.clone(),
    };
    put(tx, MEDICATION_ADMINISTERED, prescription, now, &data).await
}

async fn put(
    tx: &mut WriteTx,
    topic: &str,
    prescription: &Prescription,
    now: Timestamp,
    data: &impl Serialize,
) -> Result<(), DbError> {
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    let key = prescription.patient_id.to_string();
    outbox::put(tx, &Event::new(SERVICE, topic, &key, now, data)).await
}
