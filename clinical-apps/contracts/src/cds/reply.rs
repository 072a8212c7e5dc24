//! The answer to a check.

use nilecare_types::CdsCheckId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Alert, AlertKind, FactsState, Severity};

/// The kinds of check; the same words as of the alerts.
pub type CheckKind = AlertKind;

/// Whether a check could be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// For everything that was asked.
    Complete,
    /// For a part; `missing` says what was not looked at.
    Incomplete,
    /// Not at all.
    NotRun,
}

/// How far a kind of check came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheckState {
    /// Which.
    pub kind: CheckKind,
    /// How far.
    pub progress: Progress,
    /// What was not looked at and why; without data of the patient.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// What may be shown as the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// Every check was done, and none found anything to show.
    Clear,
    /// Nothing was found, but not everything could be looked at: not to be shown as safe.
    Incomplete,
    /// Something was found.
    Alerts,
}

/// The answer to a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MedicationCheckReply {
    /// The id, when the check was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_id: Option<CdsCheckId>,
    /// The whole in one word.
    pub conclusion: Conclusion,
    /// The worst severity found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Severity>,
    /// 2 for each interaction and dose, 3 for each allergy, 4 for each contraindication. `level` decides, this sorts.
    pub score: u32,
    /// How far each kind of check came.
    pub checks: Vec<CheckState>,
    /// What was found, the worst first.
    pub alerts: Vec<Alert>,
    /// What the facts are worth.
    pub facts: FactsState,
}
