//! Family history, in the terms of FHIR R4 FamilyMemberHistory: one entry a relative.

use nilecare_types::FamilyHistoryId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::entry;
use crate::{Check, Code};

/// Which relative (HL7 v3 RoleCode, FamilyMember).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum FamilyRelation {
    Mother,
    Father,
    Sister,
    Brother,
    Daughter,
    Son,
    MaternalGrandmother,
    MaternalGrandfather,
    PaternalGrandmother,
    PaternalGrandfather,
    MaternalAunt,
    MaternalUncle,
    PaternalAunt,
    PaternalUncle,
    Cousin,
    OtherRelative,
}

impl FamilyRelation {
    /// Returns the code of HL7 v3 RoleCode.
    pub fn role_code(self) -> &'static str {
        match self {
            Self::Mother => "MTH",
            Self::Father => "FTH",
            Self::Sister => "SIS",
            Self::Brother => "BRO",
            Self::Daughter => "DAUC",
            Self::Son => "SONC",
            Self::MaternalGrandmother => "MGRMTH",
            Self::MaternalGrandfather => "MGRFTH",
            Self::PaternalGrandmother => "PGRMTH",
            Self::PaternalGrandfather => "PGRFTH",
            Self::MaternalAunt => "MAUNT",
            Self::MaternalUncle => "MUNCLE",
            Self::PaternalAunt => "PAUNT",
            Self::PaternalUncle => "PUNCLE",
            Self::Cousin => "COUSN",
            Self::OtherRelative => "FAMMEMB",
        }
    }
}

/// What a relative has or had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FamilyCondition {
    /// Which.
    pub code: Code,
    /// How old the relative was when it began, in years; 0 to 130.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_at_onset: Option<u32>,
    /// Whether the relative died of it.
    #[serde(default)]
    pub led_to_death: bool,
}

entry! {
    /// What is known of a relative, as somebody records it.
    request FamilyHistoryRequest
    /// What is known of a relative.
    record FamilyHistory(FamilyHistoryId)
    own {}
    fields {
        /// Which relative.
        relation: FamilyRelation,
        /// What the relative has or had; at most 50. None: nothing, as far as is known.
        #[serde(default)]
        conditions: Vec<FamilyCondition>,
        /// Whether the relative has died. Absent: nobody said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deceased: Option<bool>,
        /// How old the relative was then, in years; 0 to 130.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        age_at_death: Option<u32>,
        /// What else is to be known; at most 2000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

impl FamilyHistoryRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let is_age = |age: Option<u32>| age.is_none_or(|age| age <= 130);
        check.that(self.conditions.len() <= 50, "/conditions", "has more than 50 entries");
        for (at, condition) in self.conditions.iter().enumerate() {
            condition.code.check(&mut check, &format!("/conditions/{at}/code"));
            let age = is_age(condition.age_at_onset);
            check.that(age, format_args!("/conditions/{at}/age_at_onset"), "must be 0 to 130");
            let may_die = !condition.led_to_death || self.deceased == Some(true);
            check.that(
                may_die,
                format_args!("/conditions/{at}/led_to_death"),
                "needs deceased true",
            );
        }
        check.that(is_age(self.age_at_death), "/age_at_death", "must be 0 to 130");
        let may_have_age = self.age_at_death.is_none() || self.deceased == Some(true);
        check.that(may_have_age, "/age_at_death", "needs deceased true");
        check.optional(self.note.as_deref(), 2000, "/note");
        check.finish()
    }
}
