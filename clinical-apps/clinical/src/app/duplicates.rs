//! Finds records that may be of the same person.

use std::cmp::Reverse;

use nilecare_contracts::clinical::{DuplicateCandidate, DuplicateCandidates, Identifier, MatchCertainty, PatientPatch};
use nilecare_sql::{Conn, WriteTx};
use nilecare_types::PatientId;

use super::read::describe;
use crate::model::matching::Features;
use crate::model::patient::PatientRecord;
use crate::store::{identifier, match_key, patient};
use crate::{ClinicalError, ClinicalService};

/// Most records that share one key and are compared.
const MOST_OF_KEY: i64 = 200;
/// Most candidates that are shown.
const MOST_SHOWN: usize = 20;
/// So many records get their keys in one transaction.
const ROUND: i64 = 500;

impl ClinicalService {
    /// Finds records that may be of the person that somebody is about to register.
    pub(crate) async fn duplicates_of_new(&self, new: &PatientPatch) -> Result<DuplicateCandidates, ClinicalError> {
        super::chart::valid(new.validate())?;
        let mut record = PatientRecord::new(PatientId::generate(), self.clock.now());
        record.apply(new);
        let mut connection = self.db.readers().acquire().await?;
        candidates(&mut connection, &record, &new.identifiers).await
    }

    /// Finds records that may be of the same person as a record.
    pub(crate) async fn duplicates_of(&self, id: PatientId) -> Result<DuplicateCandidates, ClinicalError> {
        let survivor = self.patient_ids(id).await?.patient_id;
        let mut connection = self.db.readers().acquire().await?;
        let record = patient::find(&mut *connection, survivor)
            .await?
            .ok_or(ClinicalError::UnknownPatient)?;
        let identifiers = identifier::of_patient(&mut *connection, survivor).await?;
        candidates(&mut connection, &record, &identifiers).await
    }

    /// Gives keys to records of before there were any.
    pub(crate) async fn write_missing_keys(&self) -> Result<(), ClinicalError> {
        loop {
            let mut tx = self.db.begin_write().await?;
            let ids = match_key::without(&mut *tx, ROUND).await?;
            if ids.is_empty() {
                return Ok(());
            }
            for id in ids {
                write_keys(&mut tx, id).await?;
            }
            tx.commit().await?;
        }
    }
}

/// Writes what a record is found by.
pub(super) async fn write_keys(tx: &mut WriteTx, id: PatientId) -> Result<(), ClinicalError> {
    let record = patient::find(&mut **tx, id)
        .await?
        .ok_or(ClinicalError::UnknownPatient)?;
    let identifiers = identifier::of_patient(&mut **tx, id).await?;
    let keys = Features::new(&record, &identifiers).keys();
    Ok(match_key::write(tx, id, &keys).await?)
}

/// Compares a record with those that share something with it, the likeliest first.
pub(super) async fn candidates(
    db: &mut Conn,
    record: &PatientRecord,
    identifiers: &[Identifier],
) -> Result<DuplicateCandidates, ClinicalError> {
    let features = Features::new(record, identifiers);
    let mut alike = Vec::new();
    for id in match_key::sharing(db, &features.keys(), MOST_OF_KEY).await? {
        let Some(other) = patient::find(&mut *db, id).await?.filter(|other| other.id != record.id) else {
            continue;
        };
        let numbers = identifier::of_patient(&mut *db, id).await?;
        if let Some(likeness) = features.likeness(&Features::new(&other, &numbers)) {
            alike.push((likeness, other));
        }
    }
    alike.sort_by_key(|(likeness, other)| (Reverse(likeness.score), other.id));
    alike.truncate(MOST_SHOWN);
    let mut items = Vec::with_capacity(alike.len());
    for (likeness, other) in alike {
        items.push(DuplicateCandidate {
            patient: describe(&mut *db, other).await?,
            score: likeness.score,
            certainty: likeness.certainty,
            reasons: likeness.reasons,
        });
    }
    Ok(DuplicateCandidates { items })
}

/// Refuses to register beside records that are probably of the same person.
pub(super) async fn refuse_probable(
    tx: &mut WriteTx,
    record: &PatientRecord,
    identifiers: &[Identifier],
) -> Result<(), ClinicalError> {
    let mut found = candidates(tx, record, identifiers).await?.items;
    found.retain(|candidate| candidate.certainty == MatchCertainty::Probable);
    if found.is_empty() {
        return Ok(());
    }
    let ids = found.iter().map(|candidate| (candidate.patient.id, candidate.score));
    Err(ClinicalError::ProbableDuplicates(ids.collect()))
}
