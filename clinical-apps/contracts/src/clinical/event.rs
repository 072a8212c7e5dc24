//! What the service tells others. The names are topics; the key of each event is the patient's id.

use nilecare_types::PatientId;
use serde::{Deserialize, Serialize};

use super::{
    Allergy, AllergyStatement, Condition, Encounter, Immunization, News2Band, Note, Patient, Procedure, VitalSigns,
};
use crate::CommandSource;

/// A patient was registered: a [`PatientEvent`].
pub const PATIENT_CREATED: &str = "patient.created";
/// Something of a patient changed, numbers among it: a [`PatientEvent`].
pub const PATIENT_UPDATED: &str = "patient.updated";
/// Two records became one: a [`PatientEvent`] about the survivor, with the other's id in `merged`.
pub const PATIENT_MERGED: &str = "patient.merged";
/// A merge was taken back: a [`PatientEvent`] about the restored record. Another tells of the one that it was merged into.
pub const PATIENT_UNMERGED: &str = "patient.unmerged";
/// A visit or stay began, or is planned: an [`EncounterEvent`].
pub const ENCOUNTER_CREATED: &str = "encounter.created";
/// Something of an encounter changed: an [`EncounterEvent`].
pub const ENCOUNTER_UPDATED: &str = "encounter.updated";
/// It ended: an [`EncounterEvent`].
pub const ENCOUNTER_COMPLETED: &str = "encounter.completed";
/// It did not take place: an [`EncounterEvent`].
pub const ENCOUNTER_CANCELLED: &str = "encounter.cancelled";

/// An allergy was recorded: an [`AllergyEvent`].
pub const ALLERGY_RECORDED: &str = "clinical.allergy.recorded";
/// Something of an allergy changed, or it was marked as entered in error: an [`AllergyEvent`].
pub const ALLERGY_UPDATED: &str = "clinical.allergy.updated";
/// Somebody stated that no allergies are known: an [`AllergyStatementEvent`].
pub const NO_KNOWN_ALLERGIES_RECORDED: &str = "clinical.no-known-allergies.recorded";
/// The statement ended, or was marked as entered in error: an [`AllergyStatementEvent`].
pub const NO_KNOWN_ALLERGIES_UPDATED: &str = "clinical.no-known-allergies.updated";
/// A condition or diagnosis was recorded: a [`ConditionEvent`].
pub const CONDITION_RECORDED: &str = "clinical.condition.recorded";
/// Something of it changed, or it was marked as entered in error: a [`ConditionEvent`].
pub const CONDITION_UPDATED: &str = "clinical.condition.updated";
/// A procedure was recorded: a [`ProcedureEvent`].
pub const PROCEDURE_RECORDED: &str = "clinical.procedure.recorded";
/// Something of it changed, or it was marked as entered in error: a [`ProcedureEvent`].
pub const PROCEDURE_UPDATED: &str = "clinical.procedure.updated";
/// An immunisation was recorded: an [`ImmunizationEvent`].
pub const IMMUNIZATION_RECORDED: &str = "clinical.immunization.recorded";
/// Something of it changed, or it was marked as entered in error: an [`ImmunizationEvent`].
pub const IMMUNIZATION_UPDATED: &str = "clinical.immunization.updated";
/// Vital signs were recorded: a [`VitalSignsEvent`].
pub const VITAL_SIGNS_RECORDED: &str = "clinical.vital-signs.recorded";
/// Something of them was corrected, or they were marked as entered in error: a [`VitalSignsEvent`].
pub const VITAL_SIGNS_UPDATED: &str = "clinical.vital-signs.updated";
/// The early warning score has risen to medium or high risk: a [`News2RaisedEvent`].
pub const NEWS2_RAISED: &str = "clinical.news2.raised";
/// A note was signed: a [`NoteEvent`]. Drafts are told to nobody.
pub const NOTE_SIGNED: &str = "clinical.note.signed";
/// A signed note was added to, amended, or marked as entered in error: a [`NoteEvent`].
pub const NOTE_UPDATED: &str = "clinical.note.updated";

/// An allergy as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllergyEvent {
    /// The allergy.
    pub allergy: Allergy,
}

/// A statement as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllergyStatementEvent {
    /// The statement.
    pub allergy_statement: AllergyStatement,
}

/// A condition as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionEvent {
    /// The condition.
    pub condition: Condition,
}

/// A procedure as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureEvent {
    /// The procedure.
    pub procedure: Procedure,
}

/// An immunisation as it is after the change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImmunizationEvent {
    /// The immunisation.
    pub immunization: Immunization,
}

/// Vital signs as they are after the change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VitalSignsEvent {
    /// The vital signs.
    pub vital_signs: VitalSigns,
}

/// A note as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteEvent {
    /// The note.
    pub note: Note,
}

/// A risk that has risen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct News2RaisedEvent {
    /// What it follows from.
    pub vital_signs: VitalSigns,
    /// The risk of the score before; absent when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_band: Option<News2Band>,
}

/// A patient as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientEvent {
    /// The record.
    pub patient: Patient,
    /// The record that was merged into it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged: Option<PatientId>,
    /// The message that caused it; absent when a person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<CommandSource>,
}

/// An encounter as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncounterEvent {
    /// Whose it is.
    pub patient: Patient,
    /// The encounter.
    pub encounter: Encounter,
    /// As it was before; absent for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Encounter>,
    /// The message that caused it; absent when a person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<CommandSource>,
}
