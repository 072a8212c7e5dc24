//! The command that a channel sends for an ADT message (HL7 v2.5.1 chapter 3).

use nilecare_types::{EncounterId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::adt_chart::{AllergyPatch, DiagnosisPatch, ProcedurePatch};
use super::{Address, AllergyScope, EncounterClass, Gender, HumanName, Identifier, Location, Telecom};
use crate::{AssignedNumber, CommandSource, Patch, Practitioner};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AdtEventKind {
    /// A01: admitted.
    Admit,
    /// A02: moved to another place.
    Transfer,
    /// A03: discharged.
    Discharge,
    /// A04: registered as outpatient or in the emergency department.
    Register,
    /// A08: data of the patient, and of the encounter where given, changed.
    Update,
    /// A11: the admission was wrong.
    CancelAdmit,
    /// A13: the discharge was wrong.
    CancelDischarge,
    /// A28, A31: data of the person changed, whatever the encounter.
    UpdatePerson,
    /// A40: `prior` is the same person as `patient`, who survives.
    Merge,
}

/// An ADT event. A field that is absent leaves what is stored, `null` deletes it (see [`Patch`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdtEvent {
    /// What happened.
    pub event: AdtEventKind,
    /// When it happened or was recorded (EVN-6, else EVN-2, else MSH-7). An event older than the last one applied does not undo it.
    /// Absent: the event counts as the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub occurred_at: Option<Timestamp>,
    /// To whom (PID).
    pub patient: PatientPatch,
    /// In which encounter (PV1, PV2); needed for admit, transfer, discharge, register and both cancellations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter: Option<EncounterPatch>,
    /// Who was merged into `patient` (MRG); needed for merge, refused otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<PriorPatient>,
    /// Allergies (AL1), merged into those that are known by the code of the substance; what is not named stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allergies: Vec<AllergyPatch>,
    /// States that there are no known allergies of a kind (an AL1 that says so). An allergy that is known is not undone by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_known_allergies: Vec<AllergyScope>,
    /// Diagnoses (DG1) of the encounter, or of the patient when there is none, merged by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagnoses: Vec<DiagnosisPatch>,
    /// Procedures (PR1), merged by code and day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<ProcedurePatch>,
    /// The message that brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<CommandSource>,
}

/// Data of a patient in a command. Lists are replaced as a whole, save identifiers, which are only ever added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatientPatch {
    /// Numbers, at least one; any of them finds the patient.
    pub identifiers: Vec<Identifier>,
    /// Names, the one to use first.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Vec<HumanName>>)]
    pub names: Patch<Vec<HumanName>>,
    /// `1970`, `1970-03` or `1970-03-05`.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    pub birth_date: Patch<String>,
    /// Administrative gender; `null` means unknown.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Gender>)]
    pub gender: Patch<Gender>,
    /// Addresses.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Vec<Address>>)]
    pub addresses: Patch<Vec<Address>>,
    /// Telephone numbers and the like.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Vec<Telecom>>)]
    pub telecoms: Patch<Vec<Telecom>>,
    /// Marital status (HL7 table 0002).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    pub marital_status: Patch<String>,
    /// Language.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    pub language: Patch<String>,
    /// Whether the patient has died.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<bool>)]
    pub deceased: Patch<bool>,
    /// When the patient died.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub death_time: Patch<Timestamp>,
}

/// Data of an encounter in a command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EncounterPatch {
    /// The visit's number (PV1-19). Absent: the patient's latest encounter without a number is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit_number: Option<AssignedNumber>,
    /// What kind of stay (PV1-2). Absent: inpatient for admit, else outpatient, when the encounter is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<EncounterClass>,
    /// Where (PV1-3).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Location>)]
    pub location: Patch<Location>,
    /// The doctor in charge (PV1-7).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Practitioner>)]
    pub attending: Patch<Practitioner>,
    /// When it began (PV1-44).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub admit_time: Patch<Timestamp>,
    /// When it ended (PV1-45).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub discharge_time: Patch<Timestamp>,
    /// Where to (PV1-36).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    pub discharge_disposition: Patch<String>,
    /// Why (PV2-3).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    pub reason: Patch<String>,
}

/// The record that was merged away (MRG-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriorPatient {
    /// Its numbers, at least one.
    pub identifiers: Vec<Identifier>,
}

/// What an event came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AdtOutcome {
    /// A patient or an encounter is new.
    Created,
    /// Something was changed.
    Updated,
    /// Two records are one now.
    Merged,
    /// Something newer is known; only what was missing was filled in.
    Superseded,
    /// Everything was so already.
    Unchanged,
}

/// The answer to an ADT event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AdtReply {
    /// The patient, the survivor after a merge.
    pub patient_id: PatientId,
    /// The encounter, when the event was about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter_id: Option<EncounterId>,
    /// What it came to.
    pub outcome: AdtOutcome,
}

impl AdtEvent {
    /// Gives one valid event of a kind for an invented patient.
    pub fn sample(event: AdtEventKind) -> Self {
        let needs_encounter = !matches!(event, AdtEventKind::UpdatePerson | AdtEventKind::Merge);
        let prior = PriorPatient {
            identifiers: vec![Identifier::new("HOSPITAL", "100245", "MR")],
        };
        Self {
            event,
            occurred_at: "2026-11-22T10:00:00Z".parse().ok(),
            patient: PatientPatch::sample(),
            encounter: needs_encounter.then(EncounterPatch::sample),
            prior: (event == AdtEventKind::Merge).then_some(prior),
            allergies: Vec::new(),
            no_known_allergies: Vec::new(),
            diagnoses: Vec::new(),
            procedures: Vec::new(),
            source: Some(CommandSource::sample()),
        }
    }

    /// Gives one valid event of each kind.
    pub fn samples() -> Vec<Self> {
        use AdtEventKind::*;
        let kinds = [
            Admit,
            Transfer,
            Discharge,
            Register,
            Update,
            CancelAdmit,
            CancelDischarge,
            UpdatePerson,
            Merge,
        ];
        let mut samples: Vec<_> = kinds.into_iter().map(Self::sample).collect();
        samples[0].allergies = vec![AllergyPatch::sample()];
        samples[0].diagnoses = vec![DiagnosisPatch::sample()];
        samples[0].procedures = vec![ProcedurePatch::sample()];
        samples
    }
}

impl PatientPatch {
    /// Tells whether it says more of the patient than numbers.
    pub fn has_demographics(&self) -> bool {
        let has_names = self.names.value().is_some_and(|names| !names.is_empty());
        has_names || self.birth_date.value().is_some() || self.gender.value().is_some()
    }

    /// Gives an invented patient.
    pub fn sample() -> Self {
        let name = HumanName {
            usage: Some("official".to_owned()),
            family: Some("Elhassan".to_owned()),
            given: vec!["Amna".to_owned(), "Idris".to_owned()],
            ..HumanName::default()
        };
        Self {
            identifiers: vec![Identifier::new("HOSPITAL", "100244", "MR")],
            names: Patch::Set(vec![name]),
            birth_date: Patch::Set("1984-03-05".to_owned()),
            gender: Patch::Set(Gender::Female),
            ..Self::default()
        }
    }
}

impl EncounterPatch {
    fn sample() -> Self {
        Self {
            visit_number: Some(AssignedNumber::new("HOSPITAL", "V-9001")),
            class: Some(EncounterClass::Inpatient),
            location: Patch::Set(Location {
                point_of_care: Some("WARD-3".to_owned()),
                room: Some("12".to_owned()),
                bed: Some("B".to_owned()),
                facility: None,
            }),
            attending: Patch::Set(Practitioner::new("D17", "Osman", "Tarig")),
            ..Self::default()
        }
    }
}
