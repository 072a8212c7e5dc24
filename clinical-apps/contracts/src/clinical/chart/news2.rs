//! The National Early Warning Score 2 (Royal College of Physicians, 2017).

use nilecare_types::{PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::VitalSigns;

/// What the score is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the vital signs")]
pub enum News2Parameter {
    RespiratoryRate,
    Spo2,
    Oxygen,
    Systolic,
    HeartRate,
    Consciousness,
    Temperature,
}

/// Clinical risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum News2Band {
    /// 0 to 4: ward-based response.
    Low,
    /// A 3 in a single parameter: urgent ward-based response.
    LowMedium,
    /// 5 to 6: the threshold for an urgent response.
    Medium,
    /// 7 or more: urgent or emergency response.
    High,
}

/// What one parameter adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct News2Part {
    /// Which.
    pub parameter: News2Parameter,
    /// 0 to 3.
    pub points: u8,
}

/// A score: only of all seven parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct News2Score {
    /// The sum, 0 to 20.
    pub total: u8,
    /// Each parameter.
    pub parts: Vec<News2Part>,
    /// Whether a single parameter has a 3.
    pub has_single_three: bool,
    /// The risk that follows.
    pub band: News2Band,
}

/// The score, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct News2Assessment {
    /// The score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<News2Score>,
    /// What was not taken; without it there is no score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<News2Parameter>,
    /// True for a patient under 16 years, for whom the score is not made.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_child: bool,
}

/// Vital signs of a time in their order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VitalSignsTrend {
    /// Whose; the survivor after a merge.
    pub patient_id: PatientId,
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// To before when.
    #[schema(value_type = String, format = DateTime)]
    pub to: Timestamp,
    /// The entries by the time that they were taken, at most 1000; none that was entered in error.
    pub entries: Vec<VitalSigns>,
    /// Whether there are more; ask for a shorter time then.
    pub has_more: bool,
    /// By how much the last score differs from the one before it; absent with fewer than two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub news2_change: Option<i16>,
}

impl News2Assessment {
    /// Returns the risk, when there is a score.
    pub fn band(&self) -> Option<News2Band> {
        self.score.as_ref().map(|score| score.band)
    }
}
