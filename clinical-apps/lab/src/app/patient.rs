//! Who the patient is; the clinical service decides.

use nilecare_contracts::CommandSource;
use nilecare_contracts::clinical::{AdtEvent, AdtEventKind, PatientIds, PatientPatch};
use nilecare_sql::inbox::Command;
use nilecare_types::{PatientId, Timestamp};

use crate::{LabError, LabService};

impl LabService {
    /// Finds the patient of a command, or registers one who is not known and comes with demographics.
    pub(super) async fn resolve(
        &self,
        patient: &PatientPatch,
        at: Option<Timestamp>,
        source: Option<&CommandSource>,
        command: &Command<'_>,
    ) -> Result<PatientIds, LabError> {
        if let Some(known) = self.clinical.match_patient(&patient.identifiers).await? {
            return Ok(known);
        }
        if !patient.has_demographics() {
            return Err(LabError::PatientUnknown);
        }
        let event = AdtEvent {
            event: AdtEventKind::UpdatePerson,
            occurred_at: at,
            patient: patient.clone(),
            encounter: None,
            prior: None,
            allergies: Vec::new(),
            no_known_allergies: Vec::new(),
            diagnoses: Vec::new(),
            procedures: Vec::new(),
            source: source.cloned(),
        };
        let key = format!("lab/{}", command.digest());
        let reply = self.clinical.file_adt_event(&key, &event).await?;
        Ok(PatientIds {
            patient_id: reply.patient_id,
            former_ids: Vec::new(),
        })
    }

    /// Gives all ids of a person, before and after merges.
    pub(super) async fn ids_of(&self, id: PatientId) -> Result<PatientIds, LabError> {
        let known = self.clinical.patient_ids(id).await?;
        known.ok_or(LabError::PatientNotFound)
    }
}
