//! What a check found.

use nilecare_types::{CdsAlertId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::FactKind;
use crate::Check;

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlertKind {
    /// Two drugs.
    Interaction,
    /// A drug and an allergy.
    Allergy,
    /// A drug and a condition.
    Contraindication,
    /// The same drug, or two of one class.
    Duplicate,
    /// How much, how old, how heavy, which kidneys.
    Dose,
    /// What a guideline recommends.
    Guideline,
}

/// How bad it would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth a note.
    Minor,
    /// May need another dose or more monitoring.
    Moderate,
    /// May harm, or need treatment.
    Major,
    /// The risk is larger than any benefit.
    Contraindicated,
}

/// How it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlertMode {
    /// Kept, not shown.
    Log,
    /// Shown beside the order.
    Passive,
    /// Somebody must look at it before going on.
    Interruptive,
    /// The order stands only when it is overridden with a reason.
    Blocking,
}

/// Which fact it rests on, and whether somebody stands for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FactSource {
    /// The kind of fact.
    pub kind: FactKind,
    /// Its id among these.
    pub id: String,
    /// Where it comes from.
    pub source: String,
    /// Who signed it; absent: unreviewed seed data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_by: Option<String>,
}

/// How an alert stands. `active → overridden`, or `active → acknowledged` where it does not block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum AlertState {
    /// Nobody has answered it.
    Active,
    /// Somebody has seen it.
    Acknowledged {
        /// The user's name.
        by: String,
        /// When.
        #[schema(value_type = String, format = DateTime)]
        at: Timestamp,
    },
    /// Somebody ordered all the same.
    Overridden {
        /// Why.
        reason: OverrideReason,
        /// Why, in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
        /// The user's name.
        by: String,
        /// When.
        #[schema(value_type = String, format = DateTime)]
        at: Timestamp,
    },
}

/// Something that a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Alert {
    /// The id; absent when it was not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<CdsAlertId>,
    /// Whose it is; absent when it was not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// What it is about.
    pub kind: AlertKind,
    /// How bad it would be.
    pub severity: Severity,
    /// How it is shown.
    pub mode: AlertMode,
    /// The drugs that it is about, by name, the proposed one first.
    pub drugs: Vec<String>,
    /// The references of their orders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// What is the matter, in one line.
    pub summary: String,
    /// What may happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub management: Option<String>,
    /// What it rests on; absent where the orders alone say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<FactSource>,
    /// How it stands.
    pub state: AlertState,
    /// When it was raised; absent when it was not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub raised_at: Option<Timestamp>,
}

/// Why somebody orders all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OverrideReason {
    /// The benefit is larger than the risk.
    BenefitOutweighsRisk,
    /// The patient has had both before.
    ToleratedBefore,
    /// It will be watched: levels, an ECG, the pressure.
    WillMonitor,
    /// Another dose was chosen because of it.
    DoseAdjusted,
    /// There is nothing else.
    NoAlternative,
    /// The record is wrong: no such allergy, no such drug.
    RecordIncorrect,
    /// A specialist said so.
    SpecialistAdvice,
    /// None of these; needs a comment.
    Other,
}

/// Ordering in spite of an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideRequest {
    /// Why.
    pub reason: OverrideReason,
    /// Why, in words: at most 1000 characters; needed for a blocking alert and for `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The user name of who decided; counts when another service calls for somebody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
}

impl AlertKind {
    /// What each of these adds to the score of a check.
    pub fn score(self) -> u32 {
        match self {
            Self::Contraindication => 4,
            Self::Allergy => 3,
            Self::Interaction | Self::Dose => 2,
            Self::Duplicate | Self::Guideline => 0,
        }
    }
}

impl Severity {
    /// How an alert of this severity is shown when nothing else is said.
    pub fn mode(self) -> AlertMode {
        match self {
            Self::Contraindicated => AlertMode::Blocking,
            Self::Major => AlertMode::Interruptive,
            Self::Moderate => AlertMode::Passive,
            Self::Minor => AlertMode::Log,
        }
    }
}

impl OverrideRequest {
    /// Lists everything that is wrong with it for an alert shown in `mode`.
    pub fn validate(&self, mode: AlertMode) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.comment.as_deref(), 1000, "/comment");
        check.optional(self.on_behalf_of.as_deref(), 200, "/on_behalf_of");
        let is_needed = mode == AlertMode::Blocking || self.reason == OverrideReason::Other;
        let is_there = self.comment.as_deref().is_some_and(|text| !text.trim().is_empty());
        check.that(
            !is_needed || is_there,
            "/comment",
            "is needed for a blocking alert and for the reason other",
        );
        check.finish()
    }
}
