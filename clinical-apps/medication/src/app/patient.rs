//! Who the patient is; the clinical service decides.

use nilecare_contracts::clinical::PatientIds;
use nilecare_contracts::medication::ChartAllergies;
use nilecare_types::PatientId;

use crate::{MedicationError, MedicationService};

impl MedicationService {
    /// Gives all ids of a person, before and after merges.
    pub(super) async fn ids_of(&self, id: PatientId) -> Result<PatientIds, MedicationError> {
        let known = self.clinical.patient_ids(id).await?;
        known.ok_or(MedicationError::PatientNotFound)
    }

    /// Tells what the chart says of allergies. Whatever keeps it from being read, the check that needs it comes back as incomplete.
    pub(super) async fn chart_allergies(&self, id: PatientId) -> ChartAllergies {
        match self.clinical.allergies(id).await {
            Ok(Some(summary)) => summary.into(),
            Ok(None) => ChartAllergies::Unread,
            Err(error) => {
                tracing::warn!(%error, "the patient's allergies could not be read; the check is incomplete");
                ChartAllergies::Unread
            }
        }
    }
}
