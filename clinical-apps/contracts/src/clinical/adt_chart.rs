//! The chart's part of an ADT event: AL1, DG1 and PR1 (HL7 v2.5.1 §3.4.6, §6.5.2, §6.5.4).
//!
//! A sender repeats its whole list with each message, so an entry is found by its code and changed, never doubled. A field that is absent
//! leaves what is stored, `null` deletes it.

use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    AdtEvent, AdtEventKind, AllergyCategory, ConditionVerification, Criticality, DiagnosisRole, ReactionSeverity,
    is_partial_date,
};
use crate::{Check, Code, Patch, Practitioner};

/// Most entries of one kind in one event.
const MAX_ENTRIES: usize = 100;

/// An allergy of a message (AL1, one).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AllergyPatch {
    /// Against what (AL1-3).
    pub substance: Code,
    /// What kind of substance it is (AL1-2).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<AllergyCategory>)]
    pub category: Patch<AllergyCategory>,
    /// How bad the reaction was (AL1-4); it is kept with each reaction.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<ReactionSeverity>)]
    pub severity: Patch<ReactionSeverity>,
    /// What the worst is that may come.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Criticality>)]
    pub criticality: Patch<Criticality>,
    /// How it showed, in words (AL1-5, repeating); the list is replaced as a whole.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Vec<String>>)]
    pub reactions: Patch<Vec<String>>,
    /// Since when: a year, a month or a day (AL1-6).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    pub onset: Patch<String>,
}

/// A diagnosis of a message (DG1, one).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DiagnosisPatch {
    /// Which (DG1-3; DG1-4 where that has no text).
    pub code: Code,
    /// What it is for the encounter (DG1-6).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<DiagnosisRole>)]
    pub role: Patch<DiagnosisRole>,
    /// How sure it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification_status: Option<ConditionVerification>,
    /// Its place among the diagnoses, 1 for the main one (DG1-15).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<u32>)]
    pub rank: Patch<u32>,
    /// Since when: a year, a month or a day (DG1-5).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<String>)]
    pub onset: Patch<String>,
    /// Who made it (DG1-16).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Practitioner>)]
    pub diagnosed_by: Patch<Practitioner>,
    /// The sender takes it back (DG1-21 `D`): it is marked as entered in error.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_deleted: bool,
}

/// A procedure of a message (PR1, one).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcedurePatch {
    /// Which (PR1-3; PR1-4 where that has no text).
    pub code: Code,
    /// When it began (PR1-5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub performed_at: Option<Timestamp>,
    /// How long it took, in minutes (PR1-7).
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<u32>)]
    pub minutes: Patch<u32>,
    /// Who did it (PR1-11, PR1-12); the list is replaced as a whole.
    #[serde(default, skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<Vec<Practitioner>>)]
    pub performers: Patch<Vec<Practitioner>>,
    /// The sender takes it back (PR1-20 `D`): it is marked as entered in error.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_deleted: bool,
}

impl AdtEvent {
    /// Tells whether the event says anything about the chart.
    pub fn has_chart(&self) -> bool {
        !self.allergies.is_empty()
            || !self.no_known_allergies.is_empty()
            || !self.diagnoses.is_empty()
            || !self.procedures.is_empty()
    }

    pub(super) fn check_chart(&self, check: &mut Check) {
        let may_have = self.event != AdtEventKind::Merge || !self.has_chart();
        check.that(may_have, "/event", "a merge has no allergies, diagnoses or procedures");
        let counts = [
            ("/allergies", self.allergies.len()),
            ("/no_known_allergies", self.no_known_allergies.len()),
            ("/diagnoses", self.diagnoses.len()),
            ("/procedures", self.procedures.len()),
        ];
        for (path, n) in counts {
            check.that(n <= MAX_ENTRIES, path, "has more than 100 entries");
        }
        for (at, allergy) in self.allergies.iter().enumerate() {
            allergy.check(check, &format!("/allergies/{at}"));
        }
        for (at, diagnosis) in self.diagnoses.iter().enumerate() {
            diagnosis.check(check, &format!("/diagnoses/{at}"));
        }
        for (at, procedure) in self.procedures.iter().enumerate() {
            procedure.check(check, &format!("/procedures/{at}"));
        }
    }
}

impl AllergyPatch {
    fn check(&self, check: &mut Check, path: &str) {
        self.substance.check(check, &format!("{path}/substance"));
        let reactions = self.reactions.value().map(Vec::as_slice).unwrap_or_default();
        check.that(
            reactions.len() <= 20,
            format_args!("{path}/reactions"),
            "has more than 20 entries",
        );
        for (at, reaction) in reactions.iter().enumerate() {
            check.text(reaction, 200, format_args!("{path}/reactions/{at}"));
        }
        onset(&self.onset, check, path);
    }

    /// Gives an invented one.
    pub fn sample() -> Self {
        Self {
            substance: Code::new("L", "PEN", "Penicillin"),
            category: Patch::Set(AllergyCategory::Medication),
            severity: Patch::Set(ReactionSeverity::Severe),
            criticality: Patch::Set(Criticality::High),
            reactions: Patch::Set(vec!["Anaphylaxis".to_owned()]),
            onset: Patch::Keep,
        }
    }
}

impl DiagnosisPatch {
    fn check(&self, check: &mut Check, path: &str) {
        self.code.check(check, &format!("{path}/code"));
        let is_rank = self.rank.value().is_none_or(|rank| (1..=99).contains(rank));
        check.that(is_rank, format_args!("{path}/rank"), "must be 1 to 99");
        onset(&self.onset, check, path);
        if let Some(by) = self.diagnosed_by.value() {
            by.check(check, &format!("{path}/diagnosed_by"));
        }
    }

    /// Gives an invented one.
    pub fn sample() -> Self {
        Self {
            code: Code::new("I10", "J18.9", "Pneumonia, unspecified organism"),
            role: Patch::Set(DiagnosisRole::Working),
            verification_status: Some(ConditionVerification::Provisional),
            rank: Patch::Set(1),
            onset: Patch::Keep,
            diagnosed_by: Patch::Keep,
            is_deleted: false,
        }
    }
}

impl ProcedurePatch {
    fn check(&self, check: &mut Check, path: &str) {
        self.code.check(check, &format!("{path}/code"));
        let is_length = self.minutes.value().is_none_or(|n| (1..=10_080).contains(n));
        check.that(is_length, format_args!("{path}/minutes"), "must be 1 to 10080");
        let performers = self.performers.value().map(Vec::as_slice).unwrap_or_default();
        check.that(
            performers.len() <= 20,
            format_args!("{path}/performers"),
            "has more than 20 entries",
        );
        for (at, performer) in performers.iter().enumerate() {
            performer.check(check, &format!("{path}/performers/{at}"));
        }
    }

    /// Gives an invented one.
    pub fn sample() -> Self {
        Self {
            code: Code::new("L", "CXR", "Chest radiography"),
            performed_at: "2026-11-22T09:30:00Z".parse().ok(),
            minutes: Patch::Keep,
            performers: Patch::Keep,
            is_deleted: false,
        }
    }
}

fn onset(onset: &Patch<String>, check: &mut Check, path: &str) {
    let holds = onset.value().is_none_or(|text| is_partial_date(text));
    check.that(
        holds,
        format_args!("{path}/onset"),
        "must be YYYY, YYYY-MM or YYYY-MM-DD",
    );
}
