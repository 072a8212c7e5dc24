//! Changing a prescription: one at a time, and only the version that was read.

use nilecare_contracts::medication::{
    Dispense, DispenseRequest, PRESCRIPTION_CANCELLED, PRESCRIPTION_DISPENSED, PRESCRIPTION_STOPPED,
    PRESCRIPTION_VERIFIED, Prescription, PrescriptionStatus, ReasonRequest,
};
use nilecare_http::Principal;
use nilecare_types::{PrescriptionId, Timestamp};

use super::events;
use crate::model::prescription::Record;
use crate::store::prescription;
use crate::{MedicationError, MedicationService};

/// Most prescriptions that one round ends.
const ROUND: i64 = 500;

impl MedicationService {
    /// Changes a prescription, and tells of it when `change` names a topic.
    pub(super) async fn change(
        &self,
        id: PrescriptionId,
        version: Option<u64>,
        change: impl FnOnce(&mut Record, Timestamp) -> Result<Option<&'static str>, MedicationError> + Send,
    ) -> Result<Prescription, MedicationError> {
        let mut tx = self.db.begin_write().await?;
        let found = prescription::find(&mut *tx, id).await?;
        let mut record = found.ok_or(MedicationError::PrescriptionNotFound)?;
        let is = record.prescription.version;
        if version.is_some_and(|version| version != is) {
            return Err(MedicationError::OtherVersion { is });
        }
        let now = self.clock.now();
        record.end_by(now);
        if let Some(topic) = change(&mut record, now)? {
            events::tell(&mut tx, topic, &record.prescription, now).await?;
        }
        prescription::update(&mut tx, &record).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(record.prescription)
    }

    /// Notes that a pharmacist agrees.
    pub(crate) async fn verify(
        &self,
        id: PrescriptionId,
        version: Option<u64>,
        by: &Principal,
    ) -> Result<Prescription, MedicationError> {
        self.change(id, version, |record, now| {
            if record.prescription.prescribed_by == by.username {
                return Err(MedicationError::SamePerson);
            }
            record.become_(PrescriptionStatus::Active, &by.username, now, None)?;
            Ok(Some(PRESCRIPTION_VERIFIED))
        })
        .await
    }

    /// Hands a part or the rest of the fill out.
    pub(crate) async fn dispense(
        &self,
        id: PrescriptionId,
        version: Option<u64>,
        request: &DispenseRequest,
        by: &Principal,
    ) -> Result<Prescription, MedicationError> {
        let problems = request.validate();
        if !problems.is_empty() {
            return Err(MedicationError::Invalid(problems));
        }
        self.change(id, version, |record, now| {
            if request.expires_at.is_some_and(|end| end <= now) {
                return Err(MedicationError::BatchExpired);
            }
            record.dispense(Dispense {
                quantity: request.quantity,
                batch: request.batch.clone(),
                by: by.username.clone(),
                at: now,
            })?;
            Ok(Some(PRESCRIPTION_DISPENSED))
        })
        .await
    }

    /// Begins the next fill.
    pub(crate) async fn refill(
        &self,
        id: PrescriptionId,
        version: Option<u64>,
        by: &Principal,
    ) -> Result<Prescription, MedicationError> {
        self.change(id, version, |record, now| {
            record.refill(&by.username, now)?;
            Ok(None)
        })
        .await
    }

    /// Goes on after a hold.
    pub(crate) async fn resume(
        &self,
        id: PrescriptionId,
        version: Option<u64>,
        by: &Principal,
    ) -> Result<Prescription, MedicationError> {
        self.change(id, version, |record, now| {
            record.resume(&by.username, now)?;
            Ok(None)
        })
        .await
    }

    /// Holds, stops, cancels, or marks as an error, with a reason.
    pub(crate) async fn end(
        &self,
        id: PrescriptionId,
        version: Option<u64>,
        to: PrescriptionStatus,
        request: &ReasonRequest,
        by: &Principal,
    ) -> Result<Prescription, MedicationError> {
        let problems = request.validate();
        if !problems.is_empty() {
            return Err(MedicationError::Invalid(problems));
        }
        let topic = match to {
            PrescriptionStatus::Cancelled => Some(PRESCRIPTION_CANCELLED),
            PrescriptionStatus::Stopped | PrescriptionStatus::EnteredInError => Some(PRESCRIPTION_STOPPED),
            _ => None,
        };
        self.change(id, version, |record, now| {
            record.become_(to, &by.username, now, Some(request.reason.clone()))?;
            Ok(topic)
        })
        .await
    }

    /// Ends prescriptions whose last day has gone by and tells how many; call it once a day or more often.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_old(&self) -> Result<usize, MedicationError> {
        let mut n_ended = 0;
        loop {
            let mut tx = self.db.begin_write().await?;
            let now = self.clock.now();
            let records = prescription::over(&mut *tx, now, ROUND).await?;
            let n_found = records.len();
            for mut record in records {
                if record.end_by(now) {
                    prescription::update(&mut tx, &record).await?;
                    n_ended += 1;
                }
            }
            tx.commit().await?;
            if n_found < ROUND as usize {
                return Ok(n_ended);
            }
        }
    }
}
