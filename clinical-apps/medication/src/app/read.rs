//! Answers about prescriptions and the list of high-alert drugs.

use nilecare_contracts::cds::Drug;
use nilecare_contracts::medication::{HighAlertDrug, Prescription, PrescriptionStatus};
use nilecare_types::{Page, PatientId, PrescriptionId};

use crate::model::prescription::Record;
use crate::store::high_alert;
use crate::store::prescription::{self, Filter};
use crate::{MedicationError, MedicationService};

impl MedicationService {
    /// Gives a prescription under the patient's id of today.
    pub(crate) async fn prescription(&self, id: PrescriptionId) -> Result<Prescription, MedicationError> {
        let mut prescription = self.record(id).await?.prescription;
        prescription.patient_id = self.ids_of(prescription.patient_id).await?.patient_id;
        Ok(prescription)
    }

    /// Lists prescriptions, newest first, of a person or of all, for a worklist.
    pub(crate) async fn prescriptions(
        &self,
        patient: Option<PatientId>,
        status: Option<PrescriptionStatus>,
        before: &str,
        limit: usize,
    ) -> Result<Page<Prescription>, MedicationError> {
        let ids = match patient {
            Some(id) => Some(self.ids_of(id).await?),
            None => None,
        };
        let all = ids.as_ref().map(nilecare_contracts::clinical::PatientIds::all);
        let statuses: Vec<_> = status.into_iter().collect();
        let filter = Filter {
            patients: all.as_deref(),
            statuses: &statuses,
            before,
            fetch: limit as i64 + 1,
        };
        let rows = prescription::list(self.db.readers(), &filter).await?;
        let page = Page::from_rows(rows, limit, |record| record.prescription.id.to_string());
        let today = ids.map(|ids| ids.patient_id);
        Ok(page.map(|record| Prescription {
            patient_id: today.unwrap_or(record.prescription.patient_id),
            ..record.prescription
        }))
    }

    pub(super) async fn record(&self, id: PrescriptionId) -> Result<Record, MedicationError> {
        let mut record = prescription::find(self.db.readers(), id)
            .await?
            .ok_or(MedicationError::PrescriptionNotFound)?;
        // As it would be written by now; the version stays that of the row.
        let version = record.prescription.version;
        record.end_by(self.clock.now());
        record.prescription.version = version;
        Ok(record)
    }

    /// Lists the drugs that need a second person.
    pub(crate) async fn high_alert_drugs(&self) -> Result<Vec<HighAlertDrug>, MedicationError> {
        Ok(high_alert::all(self.db.readers()).await?)
    }

    /// Puts a drug on the list.
    pub(crate) async fn put_high_alert(&self, drug: HighAlertDrug) -> Result<HighAlertDrug, MedicationError> {
        let problems = drug.validate();
        if !problems.is_empty() {
            return Err(MedicationError::Invalid(problems));
        }
        let mut tx = self.db.begin_write().await?;
        high_alert::put(&mut tx, &drug).await?;
        tx.commit().await?;
        Ok(drug)
    }

    /// Takes a drug from the list.
    pub(crate) async fn remove_high_alert(&self, name: &str) -> Result<(), MedicationError> {
        let mut tx = self.db.begin_write().await?;
        if !high_alert::remove(&mut tx, name).await? {
            return Err(MedicationError::HighAlertNotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Tells whether a drug needs a second person: when its name has the words of one on the list in it.
    pub(super) async fn is_high_alert(&self, drug: &Drug) -> Result<bool, MedicationError> {
        let Some(name) = drug.name.as_deref().map(str::to_lowercase) else {
            // By code alone nobody can tell; a second look does no harm.
            return Ok(true);
        };
        let list = high_alert::all(self.db.readers()).await?;
        Ok(list.iter().any(|listed| name.contains(&listed.name)))
    }
}
