//! The encounter's part of an event.

use nilecare_contracts::clinical::{AdtEvent, AdtEventKind, EncounterClass, EncounterPatch, EncounterStatus};
use nilecare_sql::WriteTx;
use nilecare_types::{EncounterId, PatientId, Timestamp};

use super::adt_event::Change;
use crate::ClinicalError;
use crate::model::encounter::{EncounterRecord, EncounterStateError};
use crate::model::freshness;
use crate::store::encounter;

/// The record, as it was before, and what became of it.
type Outcome = (EncounterRecord, Option<EncounterRecord>, Change);

pub(super) async fn apply(
    tx: &mut WriteTx,
    event: &AdtEvent,
    patch: &EncounterPatch,
    patient: PatientId,
    now: Timestamp,
) -> Result<Outcome, ClinicalError> {
    match find(tx, event.event, patch, patient).await? {
        Some(record) => change(tx, record, event, patch, now).await,
        None => create(tx, event, patch, patient, now).await,
    }
}

async fn find(
    tx: &mut WriteTx,
    kind: AdtEventKind,
    patch: &EncounterPatch,
    patient: PatientId,
) -> Result<Option<EncounterRecord>, ClinicalError> {
    let Some(number) = &patch.visit_number else {
        return Ok(encounter::newest_unnumbered(tx, patient, meant_by(kind), patch.class).await?);
    };
    let found = encounter::by_visit(tx, number).await?;
    if found.as_ref().is_some_and(|record| record.patient_id != patient) {
        return Err(ClinicalError::VisitOfAnotherPatient);
    }
    Ok(found)
}

/// Returns in which states an encounter can be meant by an event that gives no number.
fn meant_by(kind: AdtEventKind) -> &'static [EncounterStatus] {
    use EncounterStatus::*;
    match kind {
        AdtEventKind::Update => &[Planned, InProgress, Finished],
        AdtEventKind::CancelDischarge => &[Finished],
        _ => &[Planned, InProgress],
    }
}

async fn create(
    tx: &mut WriteTx,
    event: &AdtEvent,
    patch: &EncounterPatch,
    patient: PatientId,
    now: Timestamp,
) -> Result<Outcome, ClinicalError> {
    let default_class = match event.event {
        AdtEventKind::Register | AdtEventKind::Update => EncounterClass::Outpatient,
        _ => EncounterClass::Inpatient,
    };
    let mut record = EncounterRecord {
        id: EncounterId::generate(),
        patient_id: patient,
        visit_number: None,
        class: patch.class.unwrap_or(default_class),
        status: first_status(event.event, patch),
        locations: Vec::new(),
        attending: None,
        admit_time: None,
        discharge_time: None,
        discharge_disposition: None,
        reason: None,
        last_event_at: None,
        created_at: now,
        updated_at: now,
    };
    apply_now(&mut record, event, patch, now)?;
    encounter::insert(tx, &record).await?;
    Ok((record, None, Change::Created))
}

/// Returns the state that an encounter was in before the first event that we hear of it.
fn first_status(kind: AdtEventKind, patch: &EncounterPatch) -> EncounterStatus {
    let is_expected = patch.class == Some(EncounterClass::Preadmit);
    match kind {
        AdtEventKind::CancelDischarge => EncounterStatus::Finished,
        AdtEventKind::Update if patch.discharge_time.value().is_some() => EncounterStatus::Finished,
        AdtEventKind::Update if !is_expected => EncounterStatus::InProgress,
        _ => EncounterStatus::Planned,
    }
}

async fn change(
    tx: &mut WriteTx,
    mut record: EncounterRecord,
    event: &AdtEvent,
    patch: &EncounterPatch,
    now: Timestamp,
) -> Result<Outcome, ClinicalError> {
    let before = record.clone();
    let is_stale = freshness::is_stale(event.occurred_at, record.last_event_at);
    if is_stale {
        record.fill(patch);
        if opens(event.event) {
            record.admit_time = record.admit_time.or(event.occurred_at);
        }
    } else {
        apply_now(&mut record, event, patch, now)?;
    }
    let has_changed = record.differs_from(&before);
    if has_changed {
        record.updated_at = now;
    }
    if record != before {
        encounter::update(tx, &record).await?;
    }
    let change = match (is_stale, has_changed) {
        (true, _) => Change::Superseded,
        (_, true) => Change::Updated,
        _ => Change::None,
    };
    Ok((record, Some(before), change))
}

fn opens(kind: AdtEventKind) -> bool {
    matches!(kind, AdtEventKind::Admit | AdtEventKind::Register)
}

fn apply_now(
    record: &mut EncounterRecord,
    event: &AdtEvent,
    patch: &EncounterPatch,
    now: Timestamp,
) -> Result<(), EncounterStateError> {
    let at = event.occurred_at.unwrap_or(now);
    // The patient is here now, whatever was planned; a class in the patch still decides.
    if opens(event.event) && record.class == EncounterClass::Preadmit {
        record.class = EncounterClass::Inpatient;
    }
    match event.event {
        AdtEventKind::Admit | AdtEventKind::Register => {
            let admitted_at = patch.admit_time.value().copied().unwrap_or(at);
            record.admit(admitted_at)?;
            record.apply(patch, at);
        }
        AdtEventKind::Transfer => {
            record.transfer()?;
            record.apply(patch, at);
        }
        AdtEventKind::Discharge => {
            record.apply(patch, at);
            record.discharge(at)?;
        }
        AdtEventKind::CancelAdmit => {
            record.apply(patch, at);
            record.cancel_admit(at)?;
        }
        AdtEventKind::CancelDischarge => {
            record.apply(patch, at);
            // After the patch: A13 often repeats the discharge fields that it takes back.
            record.cancel_discharge()?;
        }
        AdtEventKind::Update | AdtEventKind::UpdatePerson | AdtEventKind::Merge => record.apply(patch, at),
    }
    record.last_event_at = freshness::newest(event.occurred_at, record.last_event_at, now);
    Ok(())
}
