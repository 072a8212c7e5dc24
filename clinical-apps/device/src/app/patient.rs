//! Who the patient is; the clinical service decides.

use nilecare_contracts::clinical::PatientIds;
use nilecare_types::PatientId;

use crate::{DeviceError, DeviceService};

impl DeviceService {
    /// Gives all ids of a person, before and after merges.
    pub(super) async fn ids_of(&self, id: PatientId) -> Result<PatientIds, DeviceError> {
        let known = self.clinical.patient_ids(id).await?;
        known.ok_or(DeviceError::PatientNotFound)
    }
}
