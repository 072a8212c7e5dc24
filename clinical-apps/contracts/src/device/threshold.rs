//! Limits of vital signs.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::VitalParameter;
use crate::Check;

/// For whom limits hold. Those of a patient come before those of a device, those before a facility's, and those before the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ThresholdScope {
    /// Everybody.
    Default,
    /// The devices of a facility.
    Facility,
    /// One device.
    Device,
    /// One patient.
    Patient,
}

/// The limits of one vital sign. A value beyond a critical limit is critical, one beyond a warning limit a warning; a value at a limit is
/// neither.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VitalThreshold {
    /// For whom.
    pub scope: ThresholdScope,
    /// The facility, or the id of the device or patient; absent for the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Of which vital sign.
    pub parameter: VitalParameter,
    /// Below it is critical.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical_low: Option<f64>,
    /// Below it is a warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning_low: Option<f64>,
    /// Above it is a warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning_high: Option<f64>,
    /// Above it is critical.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical_high: Option<f64>,
    /// So many of the last `of` values must be critical, 1 to 20. Absent: 1.
    #[serde(default = "one")]
    pub critical_needed: u8,
    /// So many of the last `of` values must be at least a warning, 1 to 20. Absent: 3.
    #[serde(default = "three")]
    pub warning_needed: u8,
    /// How many values are looked at, 1 to 20. Absent: 5.
    #[serde(default = "five")]
    pub of: u8,
}

fn one() -> u8 {
    1
}
fn three() -> u8 {
    3
}
fn five() -> u8 {
    5
}

impl VitalThreshold {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let has_subject = self.scope != ThresholdScope::Default;
        check.that(
            self.subject.is_some() == has_subject,
            "/subject",
            "must be given, unless the scope is default",
        );
        check.optional(self.subject.as_deref(), 64, "/subject");
        let limits = [
            self.critical_low,
            self.warning_low,
            self.warning_high,
            self.critical_high,
        ];
        let given: Vec<f64> = limits.into_iter().flatten().collect();
        check.that(!given.is_empty(), "/critical_low", "at least one limit must be given");
        check.that(given.is_sorted(), "/critical_low", "the limits must rise");
        let (least, most) = self.parameter.plausible();
        let are_plausible = given.iter().all(|limit| (least..=most).contains(limit));
        check.that(
            are_plausible,
            "/critical_low",
            "limits must be values that a patient can have",
        );
        let is_in = |n: u8| (1..=self.of).contains(&n);
        check.that((1..=20).contains(&self.of), "/of", "must be 1 to 20");
        check.that(is_in(self.critical_needed), "/critical_needed", "must be 1 to of");
        check.that(is_in(self.warning_needed), "/warning_needed", "must be 1 to of");
        check.finish()
    }
}
