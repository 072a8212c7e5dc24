//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::ehr::{SERVICE, SoapNote, SoapNoteEvent, SoapNoteNews};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{PatientId, Timestamp};

use crate::model::entry::Entry;

/// Tells of an entry under the patient's id of today.
pub(super) async fn tell<T: Entry>(
    tx: &mut WriteTx,
    entry: &T,
    patient: PatientId,
    now: Timestamp,
) -> Result<(), DbError> {
    let Some(topic) = T::TOPIC else { return Ok(()) };
    let mut entry = entry.clone();
    entry.set_patient(patient);
    outbox::put(
        tx,
        &Event::new(SERVICE, topic, &patient.to_string(), now, entry.event()),
    )
    .await
}

/// Tells of a note, without what it says.
pub(super) async fn tell_note(
    tx: &mut WriteTx,
    topic: &str,
    note: &SoapNote,
    patient: PatientId,
    now: Timestamp,
) -> Result<(), DbError> {
    let mut news = SoapNoteNews::from(note);
    news.patient_id = patient;
    let data = serde_json::to_value(SoapNoteEvent { note: news })
        .expect("contract types have text keys, so they always serialise");
    outbox::put(tx, &Event::new(SERVICE, topic, &patient.to_string(), now, data)).await
}
