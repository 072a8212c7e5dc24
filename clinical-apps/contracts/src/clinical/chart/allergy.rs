//! Allergies and intolerances, in the terms of FHIR R4 AllergyIntolerance, and the statement that there are none.

use nilecare_types::{AllergyId, AllergyStatementId, EncounterId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{EnteredInError, partial_date};
use crate::record::record;
use crate::{Check, Code, CommandSource};

/// Whether the patient still has it (allergyintolerance-clinical).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AllergyStatus {
    /// There is a risk of a reaction.
    #[default]
    Active,
    /// There is no risk any more, as far as is known.
    Inactive,
    /// It was tested: there is none any more.
    Resolved,
}

/// How sure it is (allergyintolerance-verification).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AllergyVerification {
    /// The patient or somebody else says so.
    #[default]
    Unconfirmed,
    /// There is evidence.
    Confirmed,
    /// There is evidence against it.
    Refuted,
}

/// What lies behind it (allergy-intolerance-type).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AllergyKind {
    /// An immune reaction.
    Allergy,
    /// Another reaction, such as a side effect.
    Intolerance,
}

/// What kind of substance it is (allergy-intolerance-category).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AllergyCategory {
    /// Something eaten.
    Food,
    /// A drug.
    Medication,
    /// Pollen, animals, materials.
    Environment,
    /// A vaccine, blood product or the like.
    Biologic,
}

/// What the worst is that may come (allergy-intolerance-criticality).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Criticality {
    /// No danger to life.
    Low,
    /// Danger to life.
    High,
    /// Nobody can say.
    UnableToAssess,
}

/// How bad a reaction was (reaction-event-severity).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum ReactionSeverity {
    Mild,
    Moderate,
    Severe,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reaction {
    /// How it showed, in words, such as `Urticaria`; 1 to 200 characters.
    pub manifestation: String,
    /// The same as a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// How bad it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<ReactionSeverity>,
    /// When it was: a year, a month or a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<String>,
}

record! {
    /// An allergy or intolerance, as somebody records it.
    request AllergyRequest
    /// An allergy or intolerance.
    record Allergy(AllergyId)
    own {
        /// Whose it is; the survivor after a merge.
        patient_id: PatientId,
        /// Who recorded it; of a message, the system that filed it.
        recorded_by: String,
        /// Who made this version.
        changed_by: String,
        /// Why it should never have been there; it counts for nothing then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_in_error: Option<EnteredInError>,
        /// The message that brought it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<CommandSource>,
    }
    fields {
        /// During which encounter it was recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        encounter_id: Option<EncounterId>,
        /// Against what: a substance, or a group such as penicillin. The text is what people and decision support read.
        substance: Code,
        /// Whether the patient still has it.
        #[serde(default)]
        clinical_status: AllergyStatus,
        /// How sure it is.
        #[serde(default)]
        verification_status: AllergyVerification,
        /// What lies behind it.
        #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
        kind: Option<AllergyKind>,
        /// What kind of substance it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<AllergyCategory>,
        /// What the worst is that may come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        criticality: Option<Criticality>,
        /// What happened, at most 20.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reactions: Vec<Reaction>,
        /// Since when: a year, a month or a day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        onset: Option<String>,
        /// What else is to be known; at most 2000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

/// What a statement covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AllergyScope {
    /// No known allergies at all (SNOMED CT 716186003).
    #[default]
    Any,
    /// No known drug allergies (409137002).
    Medication,
    /// No known food allergies (429625007).
    Food,
    /// No known environmental allergies (428607008).
    Environment,
}

record! {
    /// States that no allergies are known.
    request AllergyStatementRequest
    /// A statement that no allergies were known. A real allergy within its scope ends it.
    record AllergyStatement(AllergyStatementId)
    own {
        /// Whose it is; the survivor after a merge.
        patient_id: PatientId,
        /// Who stated it.
        recorded_by: String,
        /// Who made this version.
        changed_by: String,
        /// When it ended; absent while it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = DateTime)]
        ended_at: Option<Timestamp>,
        /// The allergy that ended it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ended_by: Option<AllergyId>,
        /// Why it should never have been there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_in_error: Option<EnteredInError>,
        /// The message that brought it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<CommandSource>,
    }
    fields {
        /// During which encounter it was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        encounter_id: Option<EncounterId>,
        /// What it covers.
        #[serde(default)]
        scope: AllergyScope,
    }
}

/// What is known of a patient's allergies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AllergyKnowledge {
    /// Nobody has asked. Not the same as none.
    Unknown,
    /// It was asked, and a statement says that there are none.
    NoneKnown,
    /// There are allergies.
    Known,
}

/// What counts of a patient's allergies now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AllergySummary {
    /// Whose; the survivor after a merge.
    pub patient_id: PatientId,
    /// What is known of allergies to drugs.
    pub knowledge: AllergyKnowledge,
    /// Active ones that are not refuted, at most 200.
    pub allergies: Vec<Allergy>,
    /// Whether there are more than 200.
    pub has_more: bool,
    /// Statements that hold.
    pub statements: Vec<AllergyStatement>,
}

impl Reaction {
    fn check(&self, check: &mut Check, path: &str) {
        check.text(&self.manifestation, 200, format_args!("{path}/manifestation"));
        if let Some(code) = &self.code {
            code.check(check, &format!("{path}/code"));
        }
        partial_date(check, self.onset.as_deref(), &format!("{path}/onset"));
    }
}

impl AllergyRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.substance.check(&mut check, "/substance");
        check.that(self.reactions.len() <= 20, "/reactions", "has more than 20 entries");
        for (at, reaction) in self.reactions.iter().enumerate() {
            reaction.check(&mut check, &format!("/reactions/{at}"));
        }
        partial_date(&mut check, self.onset.as_deref(), "/onset");
        check.optional(self.note.as_deref(), 2000, "/note");
        check.finish()
    }

    /// Gives one of a substance, with nothing else said.
    pub fn of(substance: Code) -> Self {
        Self {
            encounter_id: None,
            substance,
            clinical_status: AllergyStatus::default(),
            verification_status: AllergyVerification::default(),
            kind: None,
            category: None,
            criticality: None,
            reactions: Vec::new(),
            onset: None,
            note: None,
        }
    }
}

impl AllergyStatementRequest {
    /// Lists everything that is wrong; there is nothing that can be.
    pub fn validate(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Allergy {
    /// Tells whether it speaks against giving the substance: active, not refuted, not entered in error.
    pub fn counts(&self) -> bool {
        self.entered_in_error.is_none()
            && self.clinical_status == AllergyStatus::Active
            && self.verification_status != AllergyVerification::Refuted
    }

    /// Returns the worst reaction that is known.
    pub fn worst_reaction(&self) -> Option<ReactionSeverity> {
        self.reactions.iter().filter_map(|reaction| reaction.severity).max()
    }
}

impl AllergyStatement {
    /// Tells whether it still holds.
    pub fn holds(&self) -> bool {
        self.ended_at.is_none() && self.entered_in_error.is_none()
    }
}

impl AllergyScope {
    /// Tells whether an allergy of this category is within it. One whose category nobody gave may be any.
    pub fn covers(self, category: Option<AllergyCategory>) -> bool {
        use AllergyCategory::*;
        match (self, category) {
            (Self::Any, _) | (_, None) => true,
            (Self::Medication, Some(category)) => matches!(category, Medication | Biologic),
            (Self::Food, Some(category)) => category == Food,
            (Self::Environment, Some(category)) => category == Environment,
        }
    }
}
