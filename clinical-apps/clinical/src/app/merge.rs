//! Merges a prior record into the survivor (A40, HL7 v2.5.1 §3.3.40).

use nilecare_contracts::CommandSource;
use nilecare_contracts::clinical::PriorPatient;
use nilecare_sql::WriteTx;
use nilecare_types::{PatientId, Timestamp};

use super::duplicates::write_keys;
use super::patient_event::add_identifiers;
use crate::ClinicalError;
use crate::store::link::{Moved, Occasion};
use crate::store::{encounter, identifier, link, patient};

/// Makes two records one, and notes what moves so that it can be taken back.
pub(super) async fn join(
    tx: &mut WriteTx,
    survivor: PatientId,
    prior: PatientId,
    occasion: Occasion<'_>,
    now: Timestamp,
) -> Result<(), ClinicalError> {
    let moved = Moved {
        identifiers: identifier::of_patient(&mut **tx, prior).await?,
        encounters: encounter::ids_of_patient(tx, prior).await?,
    };
    identifier::move_all(tx, prior, survivor).await?;
    encounter::move_all(tx, prior, survivor, now).await?;
    patient::replace(tx, prior, survivor, now).await?;
    link::insert(tx, prior, survivor, &moved, occasion, now).await?;
    write_keys(tx, survivor).await
}

/// What a merge came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    /// Two records are one; this one is no longer by itself.
    Done(PatientId),
    /// There was no prior record; its numbers are the survivor's now, so that what comes late finds it.
    NumbersAdded,
    /// It was merged already, or into itself.
    Unchanged,
}

pub(super) async fn apply(
    tx: &mut WriteTx,
    survivor: PatientId,
    prior: &PriorPatient,
    source: Option<&CommandSource>,
    now: Timestamp,
) -> Result<Merge, ClinicalError> {
    let mut owners = identifier::owners(tx, &prior.identifiers).await?;
    owners.remove(&survivor);
    if owners.len() > 1 {
        return Err(ClinicalError::IdentifierConflict);
    }
    if let Some(prior_id) = owners.pop_first() {
        let occasion = Occasion {
            source,
            ..Occasion::default()
        };
        join(tx, survivor, prior_id, occasion, now).await?;
        add_identifiers(tx, survivor, &prior.identifiers).await?;
        return Ok(Merge::Done(prior_id));
    }
    let has_added = add_identifiers(tx, survivor, &prior.identifiers).await?;
    Ok(if has_added {
        Merge::NumbersAdded
    } else {
        Merge::Unchanged
    })
}
