//! What is kept in a patient's chart: allergies, conditions, procedures, immunisations, vital signs.
//!
//! Each kind has a request, which a person sends whole, and the record that it becomes. Nothing is deleted: what should never have been
//! there is marked as entered in error, and every version stays readable.

mod allergy;
mod condition;
mod immunization;
mod news2;
mod note;
mod procedure;
mod vital_signs;

use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::is_partial_date;
use crate::Check;

pub use allergy::{
    Allergy, AllergyCategory, AllergyKind, AllergyKnowledge, AllergyRequest, AllergyScope, AllergyStatement,
    AllergyStatementRequest, AllergyStatus, AllergySummary, AllergyVerification, Criticality, Reaction,
    ReactionSeverity,
};
pub use condition::{
    Condition, ConditionRequest, ConditionSeverity, ConditionStatus, ConditionVerification, DiagnosisRole,
};
pub use immunization::{Immunization, ImmunizationRequest, ImmunizationStatus};
pub use news2::{News2Assessment, News2Band, News2Parameter, News2Part, News2Score, VitalSignsTrend};
pub use note::{Addendum, AddendumRequest, AmendmentRequest, Note, NoteKind, NoteRequest, NoteStatus};
pub use procedure::{Procedure, ProcedureRequest, ProcedureStatus};
pub use vital_signs::{BodyPosition, Consciousness, Oxygen, SpO2Scale, TemperatureSite, VitalSigns, VitalSignsRequest};

/// Why a record should never have been there (FHIR `entered-in-error`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnteredInError {
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Demands `1970`, `1970-03` or `1970-03-05` where there is a text.
fn partial_date(check: &mut Check, text: Option<&str>, path: &str) {
    let holds = text.is_none_or(is_partial_date);
    check.that(holds, path, "must be YYYY, YYYY-MM or YYYY-MM-DD");
}
