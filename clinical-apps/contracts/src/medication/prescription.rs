//! A prescription as the service gives it.

use nilecare_http::HasVersion;
use nilecare_types::{CdsAlertId, CdsCheckId, EncounterId, PatientId, PrescriptionId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::cds::{Conclusion, Dose, Drug, Severity};
use crate::lab::Priority;

/// How far a prescription is.
///
/// ```text
/// draft ──► pending ──► active ──► partially-dispensed ──► dispensed ──► completed
///   │          │          │ ▲              │                   │ refill
///   └──► cancelled ◄──────┘ on-hold        └──► stopped ◄──────┘ (to active)
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PrescriptionStatus {
    /// Alerts are to be answered, or the check could not be done.
    Draft,
    /// A pharmacist is to look at it.
    Pending,
    /// Verified: to be handed out and given.
    Active,
    /// A part was handed out.
    PartiallyDispensed,
    /// All of this fill was handed out.
    Dispensed,
    /// Paused.
    OnHold,
    /// Its time is over, or nothing is left of it.
    Completed,
    /// Ended before its time.
    Stopped,
    /// Taken back before anything was handed out.
    Cancelled,
    /// Its last day went by.
    Expired,
    /// It should never have been there.
    EnteredInError,
}

/// What decision support said when it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckSummary {
    /// The check, where its alerts are.
    pub check_id: CdsCheckId,
    /// The whole in one word.
    pub conclusion: Conclusion,
    /// The worst severity found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Severity>,
    /// What must be answered before it goes on: alerts that block or interrupt.
    pub open_alerts: Vec<CdsAlertId>,
    /// What was ordered in spite of.
    pub overridden_alerts: Vec<CdsAlertId>,
}

/// What was handed out at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Dispense {
    /// How many units: tablets, ampoules, millilitres.
    pub quantity: u32,
    /// From which batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    /// Who handed it out.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// A change of status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatusChange {
    /// To which.
    pub status: PrescriptionStatus,
    /// Who changed it.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A prescription of one drug.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Prescription {
    /// The id.
    pub id: PrescriptionId,
    /// Our number, `RX-` and the id's last ten characters.
    pub prescription_number: String,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Whose it is; the survivor after a merge.
    pub patient_id: PatientId,
    /// During which visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter_id: Option<EncounterId>,
    /// Which drug.
    pub drug: Drug,
    /// By which way.
    pub route: String,
    /// How much, how often.
    pub dose: Dose,
    /// How many units each fill has.
    pub quantity: u32,
    /// How many more fills are allowed.
    pub refills_left: u32,
    /// How urgent it is.
    pub priority: Priority,
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ends_at: Option<Timestamp>,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indication: Option<String>,
    /// What to mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
    /// Whether a second person is needed to give it.
    pub high_alert: bool,
    /// How far it is.
    pub status: PrescriptionStatus,
    /// What decision support said; absent while it could not be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckSummary>,
    /// What was handed out.
    pub dispenses: Vec<Dispense>,
    /// How it came to be as it is.
    pub history: Vec<StatusChange>,
    /// Who wrote it.
    pub prescribed_by: String,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Prescription {
    fn version(&self) -> u64 {
        self.version
    }
}
