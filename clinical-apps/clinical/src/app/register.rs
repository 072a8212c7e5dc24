//! Registers a patient by hand.

use nilecare_contracts::clinical::{PATIENT_CREATED, Patient, PatientPatch};
use nilecare_types::PatientId;

use super::duplicates::{refuse_probable, write_keys};
use super::events::{Cause, tell_patient};
use super::patient_event::add_identifiers;
use crate::model::patient::PatientRecord;
use crate::store::{identifier, patient};
use crate::{ClinicalError, ClinicalService};

impl ClinicalService {
    /// Registers a patient nobody knows yet.
    ///
    /// # Errors
    /// When a field is not valid, one of the numbers belongs to a patient, or a record is probably of the same person and nobody
    /// confirmed that it is not.
    pub async fn register_patient(&self, new: &PatientPatch, is_confirmed: bool) -> Result<Patient, ClinicalError> {
        let problems = new.validate();
        if !problems.is_empty() {
            return Err(ClinicalError::Invalid(problems));
        }
        let mut record = PatientRecord::new(PatientId::generate(), self.clock.now());
        record.apply(new);
        let mut tx = self.db.begin_write().await?;
        if !identifier::owners(&mut tx, &new.identifiers).await?.is_empty() {
            return Err(ClinicalError::PatientExists);
        }
        if !is_confirmed {
            refuse_probable(&mut tx, &record, &new.identifiers).await?;
        }
        patient::insert(&mut tx, &record).await?;
        add_identifiers(&mut tx, record.id, &new.identifiers).await?;
        write_keys(&mut tx, record.id).await?;
        let cause = Cause {
            key: None,
            origin: None,
            now: record.created_at,
        };
        tell_patient(&mut tx, &cause, PATIENT_CREATED, record.id, None).await?;
        tx.commit().await?;
        self.outbox.wake();
        self.patient(record.id).await
    }
}
