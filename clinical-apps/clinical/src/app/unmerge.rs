//! Merging by hand, and taking a merge back.
//!
//! What the merge moved goes back: numbers and encounters that the restored record had, records that had been merged into it before, and
//! every chart entry written for it before the merge, which kept its id all the time. What was recorded since goes with its encounter;
//! without one it stays with the survivor. Encounters begun since, and numbers that came since, stay unless the request names them.

use std::collections::BTreeSet;

use nilecare_contracts::clinical::{
    ENCOUNTER_UPDATED, Identifier, MergePatientsRequest, PATIENT_MERGED, PATIENT_UNMERGED, PATIENT_UPDATED, Patient,
    UnmergePatientRequest,
};
use nilecare_sql::WriteTx;
use nilecare_types::{EncounterId, PatientId, Timestamp};

use super::chart::valid;
use super::duplicates::write_keys;
use super::events::{Cause, tell_encounter_as, tell_patient};
use super::merge;
use crate::store::link::{self, Moved, Occasion};
use crate::store::{chart, encounter, identifier, patient};
use crate::{ClinicalError, ClinicalService};

impl ClinicalService {
    /// Merges another record into `survivor`.
    pub(crate) async fn merge_patients(
        &self,
        survivor: PatientId,
        request: &MergePatientsRequest,
        by: &str,
    ) -> Result<Patient, ClinicalError> {
        valid(request.validate())?;
        let prior = request.prior_id;
        if prior == survivor {
            return Err(ClinicalError::Invalid(vec![
                "/prior_id: is the record of the path itself".to_owned(),
            ]));
        }
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        for id in [survivor, prior] {
            demand_active(&mut tx, id).await?;
        }
        let occasion = Occasion {
            by: Some(by),
            reason: Some(&request.reason),
            source: None,
        };
        merge::join(&mut tx, survivor, prior, occasion, now).await?;
        tell_patient(&mut tx, &by_hand(now), PATIENT_MERGED, survivor, Some(prior)).await?;
        tx.commit().await?;
        self.outbox.wake();
        self.patient(survivor).await
    }

    /// Restores a record that was merged into another.
    pub(crate) async fn unmerge_patient(
        &self,
        prior: PatientId,
        request: &UnmergePatientRequest,
        by: &str,
    ) -> Result<Patient, ClinicalError> {
        valid(request.validate())?;
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        let record = patient::find(&mut *tx, prior)
            .await?
            .ok_or(ClinicalError::UnknownPatient)?;
        let survivor = record.replaced_by.ok_or(ClinicalError::NotMerged)?;
        let link = link::find(&mut tx, prior).await?.ok_or(ClinicalError::NotMerged)?;
        let is_named = !request.encounters.is_empty() || !request.identifiers.is_empty();
        if link.moved.is_none() && !is_named {
            return Err(ClinicalError::MergeNotNoted);
        }
        let returning = returning(&mut tx, survivor, link.moved.clone().unwrap_or_default(), request).await?;

        // Records that had been merged into this one go back with it.
        let mut restored = vec![prior];
        let mut at = 0;
        while let Some(&id) = restored.get(at) {
            restored.extend(link::merged_into(&mut tx, id).await?);
            at += 1;
        }
        patient::restore(&mut tx, prior, &restored, now).await?;
        for number in &returning.identifiers {
            identifier::give(&mut tx, number, prior).await?;
        }
        let mut others = vec![survivor];
        others.extend(patient::former_ids(&mut *tx, survivor).await?);
        for &id in &returning.encounters {
            let before = encounter::find(&mut tx, id).await?;
            encounter::give(&mut tx, id, prior, now).await?;
            chart::give_of_encounter(&mut tx, id, &others, prior).await?;
            let after = encounter::find(&mut tx, id)
                .await?
                .ok_or(ClinicalError::UnknownEncounter)?;
            tell_encounter_as(&mut tx, &by_hand(now), ENCOUNTER_UPDATED, after, before).await?;
        }
        link::undo(&mut tx, prior, &link, by, &request.reason, now).await?;
        for id in [survivor, prior] {
            write_keys(&mut tx, id).await?;
        }
        tell_patient(&mut tx, &by_hand(now), PATIENT_UNMERGED, prior, None).await?;
        tell_patient(&mut tx, &by_hand(now), PATIENT_UPDATED, survivor, None).await?;
        tx.commit().await?;
        self.outbox.wake();
        self.patient(prior).await
    }
}

fn by_hand(now: Timestamp) -> Cause<'static> {
    Cause {
        key: None,
        origin: None,
        now,
    }
}

async fn demand_active(tx: &mut WriteTx, id: PatientId) -> Result<(), ClinicalError> {
    let record = patient::find(&mut **tx, id).await?;
    match record.ok_or(ClinicalError::UnknownPatient)?.replaced_by {
        None => Ok(()),
        Some(by) => Err(ClinicalError::Merged(by)),
    }
}

/// Collects what goes back: what the merge moved and is still the survivor's, and what the request names.
async fn returning(
    tx: &mut WriteTx,
    survivor: PatientId,
    moved: Moved,
    request: &UnmergePatientRequest,
) -> Result<Moved, ClinicalError> {
    let owned = identifier::of_patient(&mut **tx, survivor).await?;
    let is_owned = |number: &Identifier| {
        owned
            .iter()
            .any(|own| own.system == number.system && own.value == number.value)
    };
    let mut problems = Vec::new();
    for (at, number) in request.identifiers.iter().enumerate() {
        if !is_owned(number) {
            problems.push(format!("/identifiers/{at}: is no number of the surviving record"));
        }
    }
    let mut encounters = BTreeSet::<EncounterId>::new();
    for id in moved.encounters {
        let found = encounter::find(tx, id).await?;
        if found.is_some_and(|encounter| encounter.patient_id == survivor) {
            encounters.insert(id);
        }
    }
    for (at, &id) in request.encounters.iter().enumerate() {
        let found = encounter::find(tx, id).await?;
        if found.is_some_and(|encounter| encounter.patient_id == survivor) {
            encounters.insert(id);
        } else {
            problems.push(format!("/encounters/{at}: is no encounter of the surviving record"));
        }
    }
    valid(problems)?;
    let mut identifiers = moved.identifiers;
    identifiers.retain(is_owned);
    identifiers.extend(request.identifiers.iter().cloned());
    Ok(Moved {
        identifiers,
        encounters: encounters.into_iter().collect(),
    })
}
