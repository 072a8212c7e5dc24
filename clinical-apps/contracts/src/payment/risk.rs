//! How unusual a payment is.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What makes a payment unusual; how much each counts is set by the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RiskReason {
    /// More than is usual.
    UnusualAmount,
    /// Many payments of the same patient in a short time.
    Velocity,
    /// At night, in the facility's zone.
    OddHour,
    /// The first payment, and large.
    FirstLarge,
    /// Several payments failed, or one was disputed.
    BadHistory,
}

/// What follows from a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RiskDecision {
    /// It goes on.
    Accept,
    /// A person releases it first.
    Review,
    /// It is not taken.
    Reject,
}

/// The score of a payment with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Risk {
    /// The sum of what the reasons count.
    pub score: u32,
    /// Why.
    pub reasons: Vec<RiskReason>,
    /// What follows.
    pub decision: RiskDecision,
}
