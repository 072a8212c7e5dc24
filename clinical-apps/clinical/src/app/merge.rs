//! Merges a prior record into the survivor (A40, HL7 v2.5.1 §3.3.40).

use nilecare_contracts::CommandSource;
use nilecare_contracts::clinical::PriorPatient;
use nilecare_sql::WriteTx;
use nilecare_types::{PatientId, Timestamp};

use super::patient_event::add_identifiers;
use crate::ClinicalError;
use crate::store::{encounter, identifier, link, patient};

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
        identifier::move_all(tx, prior_id, survivor).await?;
        encounter::move_all(tx, prior_id, survivor, now).await?;
        patient::replace(tx, prior_id, survivor, now).await?;
        link::insert(tx, prior_id, survivor, source, now).await?;
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
