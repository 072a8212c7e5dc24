//! What is given to a patient, and when it was due.

use nilecare_types::{AdministrationId, PatientId, PrescriptionId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Check;

/// What became of a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AdministrationOutcome {
    /// The patient has it.
    Given,
    /// The patient did not want it.
    Refused,
    /// It was held back.
    Held,
    /// It was left out.
    Omitted,
}

/// A dose that was given or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdministrationRequest {
    /// What became of it.
    pub outcome: AdministrationOutcome,
    /// Which dose: when it was due. Absent: the one whose time is nearest and that nobody has noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub due_at: Option<Timestamp>,
    /// What was read from the patient's wristband: an id of the patient. Needed when given, or `reason`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_scan: Option<PatientId>,
    /// What was read from the pack: the number of the prescription. Needed when given, or `reason`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drug_scan: Option<String>,
    /// How much was given, in the unit of the prescription. Absent: as prescribed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// The user name of who checked it too; needed for high-alert drugs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
    /// Why: needed when not given, outside of its time, without a scan, or in another amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A dose as it was noted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Administration {
    /// The id.
    pub id: AdministrationId,
    /// Of which prescription.
    pub prescription_id: PrescriptionId,
    /// Whose.
    pub patient_id: PatientId,
    /// What became of it.
    pub outcome: AdministrationOutcome,
    /// When it was due.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// When it was noted.
    #[schema(value_type = String, format = DateTime)]
    pub noted_at: Timestamp,
    /// How much was given, in the unit of the prescription.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// Whether the patient's wristband was read.
    pub patient_scanned: bool,
    /// Whether the pack was read.
    pub drug_scanned: bool,
    /// Who gave it.
    pub by: String,
    /// Who checked it too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How a dose stands to its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DueState {
    /// Not yet.
    Upcoming,
    /// Within an hour before or after its time.
    Due,
    /// More than an hour late.
    Overdue,
    /// Somebody noted what became of it.
    Noted,
}

/// One dose of the record of a patient's medication.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Slot {
    /// Of which prescription.
    pub prescription_id: PrescriptionId,
    /// The drug's name or code.
    pub drug: String,
    /// When it is due.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// How it stands.
    pub state: DueState,
    /// What was noted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub administration: Option<Administration>,
}

impl AdministrationRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.drug_scan.as_deref(), 100, "/drug_scan");
        check.optional(self.witness.as_deref(), 200, "/witness");
        check.optional(self.reason.as_deref(), 1000, "/reason");
        let amount = self.amount.is_none_or(|amount| amount > 0.0 && amount <= 1e9);
        check.that(amount, "/amount", "must be more than 0 and at most 1e9");
        check.finish()
    }
}
