//! The patient's part of an event: finds or makes the record and carries the update out.

use nilecare_contracts::clinical::{AdtEvent, Identifier};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{PatientId, Timestamp};

use super::adt_event::Change;
use super::duplicates::write_keys;
use crate::ClinicalError;
use crate::model::freshness;
use crate::model::patient::PatientRecord;
use crate::store::{identifier, patient};

/// Returns the record, what became of it, and whether anything of it changed that others see.
pub(super) async fn apply(
    tx: &mut WriteTx,
    event: &AdtEvent,
    now: Timestamp,
) -> Result<(PatientRecord, Change, bool), ClinicalError> {
    let identifiers = own_identifiers(event);
    let (mut record, is_new) = match find(tx, &identifiers).await? {
        Some(record) => (record, false),
        None => (PatientRecord::new(PatientId::generate(), now), true),
    };
    let before = record.clone();
    let is_stale = freshness::is_stale(event.occurred_at, record.last_event_at);
    if is_stale {
        record.fill(&event.patient);
    } else {
        record.apply(&event.patient);
    }
    let has_changed = record != before;
    record.last_event_at = freshness::newest(event.occurred_at, record.last_event_at, now);
    if is_new {
        patient::insert(tx, &record).await?;
    } else if has_changed {
        record.updated_at = now;
        patient::update(tx, &record).await?;
    } else if record.last_event_at != before.last_event_at {
        patient::update(tx, &record).await?;
    }
    let numbers_came = add_identifiers(tx, record.id, &identifiers).await?;
    if is_new || has_changed || numbers_came {
        write_keys(tx, record.id).await?;
    }
    let change = match (is_new, is_stale, has_changed || numbers_came) {
        (true, _, _) => Change::Created,
        (_, true, _) => Change::Superseded,
        (_, _, true) => Change::Updated,
        _ => Change::None,
    };
    Ok((record, change, has_changed || numbers_came))
}

/// Returns the numbers that are the patient's own. In a merge PID-3 may list the numbers of the prior record too.
fn own_identifiers(event: &AdtEvent) -> Vec<Identifier> {
    let prior = event
        .prior
        .as_ref()
        .map(|prior| prior.identifiers.as_slice())
        .unwrap_or_default();
    let is_prior = |own: &Identifier| prior.iter().any(|p| p.system == own.system && p.value == own.value);
    let own: Vec<_> = event
        .patient
        .identifiers
        .iter()
        .filter(|own| !is_prior(own))
        .cloned()
        .collect();
    // A record merged into itself keeps its numbers.
    if own.is_empty() {
        event.patient.identifiers.clone()
    } else {
        own
    }
}

async fn find(tx: &mut WriteTx, identifiers: &[Identifier]) -> Result<Option<PatientRecord>, ClinicalError> {
    let owners = identifier::owners(tx, identifiers).await?;
    let mut owners = owners.into_iter();
    match (owners.next(), owners.next()) {
        (None, _) => Ok(None),
        (Some(_), Some(_)) => Err(ClinicalError::IdentifierConflict),
        (Some(id), None) => {
            // The numbers of a merged record were moved, so the owner is always the survivor.
            let record = patient::find(&mut **tx, id).await?;
            record.map(Some).ok_or(
                DbError::Corrupt {
                    table: "patient_identifiers",
                    column: "patient_id",
                }
                .into(),
            )
        }
    }
}

/// Adds the numbers that nobody has; tells whether there were any.
pub(super) async fn add_identifiers(
    tx: &mut WriteTx,
    patient: PatientId,
    identifiers: &[Identifier],
) -> Result<bool, DbError> {
    let mut has_added = false;
    for number in identifiers {
        if identifier::owner(tx, number).await?.is_none() {
            identifier::insert(tx, number, patient).await?;
            has_added = true;
        }
    }
    Ok(has_added)
}
