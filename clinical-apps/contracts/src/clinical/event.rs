//! What the service tells others. The names are topics; the key of each event is the patient's id.

use nilecare_types::PatientId;
use serde::{Deserialize, Serialize};

use super::{Encounter, Patient};
use crate::CommandSource;

/// A patient was registered: a [`PatientEvent`].
pub const PATIENT_CREATED: &str = "patient.created";
/// Something of a patient changed, numbers among it: a [`PatientEvent`].
pub const PATIENT_UPDATED: &str = "patient.updated";
/// Two records became one: a [`PatientEvent`] about the survivor, with the other's id in `merged`.
pub const PATIENT_MERGED: &str = "patient.merged";
/// A visit or stay began, or is planned: an [`EncounterEvent`].
pub const ENCOUNTER_CREATED: &str = "encounter.created";
/// Something of an encounter changed: an [`EncounterEvent`].
pub const ENCOUNTER_UPDATED: &str = "encounter.updated";
/// It ended: an [`EncounterEvent`].
pub const ENCOUNTER_COMPLETED: &str = "encounter.completed";
/// It did not take place: an [`EncounterEvent`].
pub const ENCOUNTER_CANCELLED: &str = "encounter.cancelled";

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
