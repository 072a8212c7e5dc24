//! The summary of a patient's record.

use nilecare_types::{PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    AdvanceDirective, CarePlan, CareTeamMember, ClinicalDocument, Consent, FamilyHistory, ListedProblem, SoapNote,
    SocialHistory,
};
use crate::clinical::{AllergySummary, Condition, Immunization, Patient, Procedure};
use crate::medication::Prescription;

/// Whether a section tells all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SectionState {
    /// It does; nothing in it means that nothing is on record.
    Complete,
    /// There is more than it has room for.
    Truncated,
    /// The service that knows did not answer: what it would tell is missing.
    Unavailable,
}

/// One section: its entries, and whether that is all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SummarySection<T> {
    /// Whether it tells all.
    pub state: SectionState,
    /// The entries.
    pub entries: Vec<T>,
}

/// What is to be known of a patient at one look. Entries in error and what is confidential are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PatientSummary {
    /// Whose.
    pub patient_id: PatientId,
    /// When it was put together.
    #[schema(value_type = String, format = DateTime)]
    pub generated_at: Timestamp,
    /// For whom.
    pub generated_by: String,
    /// The patient.
    pub patient: Patient,
    /// Problems, those that are over too.
    pub problems: SummarySection<ListedProblem>,
    /// What is known of allergies; at most one entry.
    pub allergies: SummarySection<AllergySummary>,
    /// Prescriptions that are not over.
    pub medications: SummarySection<Prescription>,
    /// Diagnoses of encounters.
    pub diagnoses: SummarySection<Condition>,
    /// Immunisations.
    pub immunizations: SummarySection<Immunization>,
    /// Procedures.
    pub procedures: SummarySection<Procedure>,
    /// Care plans that are not over.
    pub care_plans: SummarySection<CarePlan>,
    /// Family history.
    pub family_history: SummarySection<FamilyHistory>,
    /// Social history.
    pub social_history: SummarySection<SocialHistory>,
    /// Advance directives that count today.
    pub advance_directives: SummarySection<AdvanceDirective>,
    /// Consents that count today, refusals among them.
    pub consents: SummarySection<Consent>,
    /// Who takes part in the care today.
    pub care_team: SummarySection<CareTeamMember>,
    /// Documents that are finalized or amended.
    pub documents: SummarySection<ClinicalDocument>,
    /// Signed notes, the newest first.
    pub notes: SummarySection<SoapNote>,
}
