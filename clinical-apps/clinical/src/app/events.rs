//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::CommandSource;
use nilecare_contracts::clinical::{
    ENCOUNTER_CANCELLED, ENCOUNTER_COMPLETED, ENCOUNTER_CREATED, ENCOUNTER_UPDATED, EncounterEvent, EncounterStatus,
    PatientEvent, SERVICE,
};
use nilecare_sql::WriteTx;
use nilecare_types::{PatientId, Timestamp};
use serde::Serialize;

use super::read::{describe, describe_encounter};
use crate::ClinicalError;
use crate::model::encounter::EncounterRecord;
use crate::store::patient;

/// What the events of one command share.
pub(crate) struct Cause<'a> {
    /// The key of the command; absent when there is none.
    pub key: Option<&'a str>,
    pub origin: Option<&'a CommandSource>,
    pub now: Timestamp,
}

/// Tells of a patient, and of the record that was merged into it.
pub(super) async fn tell_patient(
    tx: &mut WriteTx,
    cause: &Cause<'_>,
    topic: &str,
    id: PatientId,
    merged: Option<PatientId>,
) -> Result<(), ClinicalError> {
    let record = patient::find(&mut **tx, id)
        .await?
        .ok_or(ClinicalError::UnknownPatient)?;
    let data = PatientEvent {
        patient: describe(tx, record).await?,
        merged,
        origin: cause.origin.cloned(),
    };
    put(tx, cause, topic, id, &data).await
}

/// Tells of an encounter under a topic of its own.
pub(super) async fn tell_encounter_as(
    tx: &mut WriteTx,
    cause: &Cause<'_>,
    topic: &str,
    encounter: EncounterRecord,
    before: Option<EncounterRecord>,
) -> Result<(), ClinicalError> {
    let id = encounter.patient_id;
    let record = patient::find(&mut **tx, id)
        .await?
        .ok_or(ClinicalError::UnknownPatient)?;
    let data = EncounterEvent {
        patient: describe(tx, record).await?,
        encounter: describe_encounter(encounter),
        previous: before.map(describe_encounter),
        origin: cause.origin.cloned(),
    };
    put(tx, cause, topic, id, &data).await
}

/// Tells of an encounter, which was as `before` says.
pub(super) async fn tell_encounter(
    tx: &mut WriteTx,
    cause: &Cause<'_>,
    encounter: EncounterRecord,
    before: Option<EncounterRecord>,
) -> Result<(), ClinicalError> {
    let topic = match (&before, encounter.status) {
        (Some(before), status) if before.status == status => ENCOUNTER_UPDATED,
        (_, EncounterStatus::Finished) => ENCOUNTER_COMPLETED,
        (_, EncounterStatus::Cancelled) => ENCOUNTER_CANCELLED,
        (None, _) => ENCOUNTER_CREATED,
        (Some(_), _) => ENCOUNTER_UPDATED,
    };
    tell_encounter_as(tx, cause, topic, encounter, before).await
}

async fn put(
    tx: &mut WriteTx,
    cause: &Cause<'_>,
    topic: &str,
    patient: PatientId,
    data: &impl Serialize,
) -> Result<(), ClinicalError> {
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    let mut event = Event::new(SERVICE, topic, &patient.to_string(), cause.now, data);
    event.correlation_id = cause.key.map(str::to_owned);
    Ok(outbox::put(tx, &event).await?)
}
