//! Conditions and diagnoses, in the terms of FHIR R4 Condition and Encounter.diagnosis.

use nilecare_types::{ConditionId, EncounterId, PatientId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{EnteredInError, partial_date};
use crate::record::record;
use crate::{Check, Code, CommandSource, Practitioner};

/// How the condition is (condition-clinical).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionStatus {
    /// The patient has it.
    #[default]
    Active,
    /// It came back after it was resolved.
    Recurrence,
    /// It came back after it was better.
    Relapse,
    /// It shows no signs now.
    Inactive,
    /// It is better and may come back.
    Remission,
    /// It is over.
    Resolved,
}

/// How sure it is (condition-ver-status).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionVerification {
    /// Not enough is known.
    #[default]
    Unconfirmed,
    /// A working diagnosis.
    Provisional,
    /// One of several that it may be.
    Differential,
    /// Confirmed.
    Confirmed,
    /// There is evidence against it.
    Refuted,
}

/// What it is for its encounter (HL7 table 0052; FHIR diagnosis-role).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DiagnosisRole {
    /// Why the patient was admitted (`A`; `AD`).
    Admitting,
    /// What is thought at the moment (`W`).
    Working,
    /// What it was in the end (`F`; `DD`).
    Final,
    /// Beside the main one (`CM`).
    Comorbidity,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum ConditionSeverity {
    Mild,
    Moderate,
    Severe,
}

record! {
    /// A condition or diagnosis, as somebody records it.
    request ConditionRequest
    /// A condition or diagnosis.
    record Condition(ConditionId)
    own {
        /// Whose it is; the survivor after a merge.
        patient_id: PatientId,
        /// Who recorded it; of a message, the system that filed it.
        recorded_by: String,
        /// Who made this version.
        changed_by: String,
        /// Why it should never have been there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_in_error: Option<EnteredInError>,
        /// The message that brought it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<CommandSource>,
    }
    fields {
        /// Of which encounter it is a diagnosis. Absent: of the patient, whatever the encounter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        encounter_id: Option<EncounterId>,
        /// Which, such as ICD-10-CM `J18.9`.
        code: Code,
        /// What it is for its encounter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<DiagnosisRole>,
        /// Its place among the diagnoses of the encounter, 1 for the main one; 1 to 99.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rank: Option<u32>,
        /// How the condition is.
        #[serde(default)]
        clinical_status: ConditionStatus,
        /// How sure it is.
        #[serde(default)]
        verification_status: ConditionVerification,
        /// How bad it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        severity: Option<ConditionSeverity>,
        /// Since when: a year, a month or a day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        onset: Option<String>,
        /// Until when: a year, a month or a day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        abatement: Option<String>,
        /// Who made the diagnosis.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        diagnosed_by: Option<Practitioner>,
        /// What else is to be known; at most 2000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

impl ConditionRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        use ConditionStatus::{Inactive, Remission, Resolved};
        let mut check = Check::default();
        self.code.check(&mut check, "/code");
        let is_rank = self.rank.is_none_or(|rank| (1..=99).contains(&rank));
        check.that(is_rank, "/rank", "must be 1 to 99");
        let of_encounter = self.encounter_id.is_some() || (self.role.is_none() && self.rank.is_none());
        check.that(of_encounter, "/encounter_id", "is needed with role or rank");
        partial_date(&mut check, self.onset.as_deref(), "/onset");
        partial_date(&mut check, self.abatement.as_deref(), "/abatement");
        // FHIR R4 con-4.
        let may_abate = self.abatement.is_none() || matches!(self.clinical_status, Inactive | Remission | Resolved);
        check.that(
            may_abate,
            "/abatement",
            "needs clinical_status inactive, remission or resolved",
        );
        if let Some(by) = &self.diagnosed_by {
            by.check(&mut check, "/diagnosed_by");
        }
        check.optional(self.note.as_deref(), 2000, "/note");
        check.finish()
    }

    /// Gives one of a code, with nothing else said.
    pub fn of(code: Code) -> Self {
        Self {
            encounter_id: None,
            code,
            role: None,
            rank: None,
            clinical_status: ConditionStatus::default(),
            verification_status: ConditionVerification::default(),
            severity: None,
            onset: None,
            abatement: None,
            diagnosed_by: None,
            note: None,
        }
    }
}
