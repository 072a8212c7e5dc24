//! Records that may be of one person, and what people do about them: merge, and take a merge back.

use nilecare_types::{EncounterId, PatientId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Identifier, Patient};
use crate::Check;

/// How likely it is that two records are of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MatchCertainty {
    /// 45 points or more: to be looked at.
    Possible,
    /// 65 points or more: not to be registered beside it without a look.
    Probable,
}

/// What agrees, or speaks against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MatchReason {
    /// A number of the same kind from another assigner has the same value.
    Identifier,
    /// The family names are the same.
    Family,
    /// They are spelt alike.
    FamilySimilar,
    /// The family names differ.
    FamilyDiffers,
    /// The first given names are the same.
    Given,
    /// They are spelt alike.
    GivenSimilar,
    /// The first given names differ.
    GivenDiffers,
    /// The second names (the father's, where that is the custom) are the same.
    SecondName,
    /// The second names differ.
    SecondNameDiffers,
    /// The birth dates are the same.
    BirthDate,
    /// What is known of both agrees.
    BirthDatePartial,
    /// They differ in one part, or day and month are swapped.
    BirthDateSimilar,
    /// The birth dates differ.
    BirthDateDiffers,
    /// The sex is the same.
    Sex,
    /// The sex differs.
    SexDiffers,
    /// A telephone number is the same.
    Phone,
}

/// A record that may be of the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DuplicateCandidate {
    /// The record.
    pub patient: Patient,
    /// 0 to 100.
    pub score: u8,
    /// What the score says.
    pub certainty: MatchCertainty,
    /// What it is made of.
    pub reasons: Vec<MatchReason>,
}

/// Records that may be of the same person, the likeliest first; at most 20.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DuplicateCandidates {
    /// The records.
    pub items: Vec<DuplicateCandidate>,
}

/// Says that another record is of the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergePatientsRequest {
    /// The record that is merged into the one of the path.
    pub prior_id: PatientId,
    /// Why; 1 to 1000 characters.
    pub reason: String,
}

/// Takes a merge back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnmergePatientRequest {
    /// Why; 1 to 1000 characters.
    pub reason: String,
    /// Encounters begun since the merge that belong to the restored record, at most 200. Others stay where they are.
    #[serde(default)]
    pub encounters: Vec<EncounterId>,
    /// Numbers that came since the merge and belong to the restored record, at most 50.
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
}

impl MergePatientsRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 1000, "/reason");
        check.finish()
    }
}

impl UnmergePatientRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 1000, "/reason");
        check.that(self.encounters.len() <= 200, "/encounters", "has more than 200 entries");
        check.that(self.identifiers.len() <= 50, "/identifiers", "has more than 50 entries");
        check.finish()
    }
}
