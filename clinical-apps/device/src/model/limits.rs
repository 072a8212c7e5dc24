//! Which limits hold for a reading, and what it is by them.

use std::collections::HashMap;

use nilecare_contracts::device::{AlarmSeverity, ThresholdScope, VitalParameter, VitalThreshold};
use nilecare_types::{DeviceId, PatientId};

/// Names a scope as it is stored.
pub(crate) fn scope_key(scope: ThresholdScope, subject: Option<&str>) -> String {
    let subject = subject.unwrap_or_default();
    match scope {
        ThresholdScope::Default => "default".to_owned(),
        ThresholdScope::Facility => format!("facility:{subject}"),
        ThresholdScope::Device => format!("device:{subject}"),
        ThresholdScope::Patient => format!("patient:{subject}"),
    }
}

/// Limits, by the name of their scope and by vital sign.
#[derive(Debug, Default)]
pub(crate) struct Limits(HashMap<(String, VitalParameter), VitalThreshold>);

impl Limits {
    pub fn new(thresholds: Vec<VitalThreshold>) -> Self {
        let named = thresholds.into_iter().map(|threshold| {
            let scope = scope_key(threshold.scope, threshold.subject.as_deref());
            ((scope, threshold.parameter), threshold)
        });
        Self(named.collect())
    }

    /// Finds the limits that hold: the patient's, else the device's, else the facility's, else the default.
    pub fn of(
        &self,
        parameter: VitalParameter,
        patient: PatientId,
        device: DeviceId,
        facility: &str,
    ) -> Option<&VitalThreshold> {
        scope_keys(patient, device, facility)
            .into_iter()
            .find_map(|scope| self.0.get(&(scope, parameter)))
    }
}

/// The scopes of a reading, what comes first first.
pub(crate) fn scope_keys(patient: PatientId, device: DeviceId, facility: &str) -> [String; 4] {
    [
        scope_key(ThresholdScope::Patient, Some(&patient.to_string())),
        scope_key(ThresholdScope::Device, Some(&device.to_string())),
        scope_key(ThresholdScope::Facility, Some(facility)),
        scope_key(ThresholdScope::Default, None),
    ]
}

/// What a value is by its limits, with the limit that it is beyond; `None` within them.
pub(crate) fn judge(threshold: &VitalThreshold, value: f64) -> Option<(AlarmSeverity, f64)> {
    let below = |limit: Option<f64>| limit.filter(|limit| value < *limit);
    let above = |limit: Option<f64>| limit.filter(|limit| value > *limit);
    let critical = below(threshold.critical_low).or_else(|| above(threshold.critical_high));
    let warning = below(threshold.warning_low).or_else(|| above(threshold.warning_high));
    critical
        .map(|limit| (AlarmSeverity::Critical, limit))
        .or_else(|| warning.map(|limit| (AlarmSeverity::Warning, limit)))
}

/// How many of the last values must be this bad.
pub(crate) fn needed(threshold: &VitalThreshold, severity: AlarmSeverity) -> u8 {
    match severity {
        AlarmSeverity::Critical => threshold.critical_needed,
        AlarmSeverity::Warning => threshold.warning_needed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threshold(scope: ThresholdScope, subject: Option<String>, critical_high: f64) -> VitalThreshold {
        VitalThreshold {
            scope,
            subject,
            parameter: VitalParameter::HeartRate,
            critical_low: Some(40.0),
            warning_low: Some(60.0),
            warning_high: Some(100.0),
            critical_high: Some(critical_high),
            critical_needed: 1,
            warning_needed: 3,
            of: 5,
        }
    }

    #[test]
    fn the_patients_limits_come_first_and_the_default_last() {
        let (patient, device) = (PatientId::generate(), DeviceId::generate());
        let all = [
            threshold(ThresholdScope::Default, None, 120.0),
            threshold(ThresholdScope::Facility, Some("NILE".to_owned()), 121.0),
            threshold(ThresholdScope::Device, Some(device.to_string()), 122.0),
            threshold(ThresholdScope::Patient, Some(patient.to_string()), 123.0),
        ];
        for n in 1..=all.len() {
            let limits = Limits::new(all[..n].to_vec());
            let found = limits.of(VitalParameter::HeartRate, patient, device, "NILE");
            assert_eq!(found, Some(&all[n - 1]));
        }
        let others = Limits::new(all.to_vec());
        let found = others.of(
            VitalParameter::HeartRate,
            PatientId::generate(),
            DeviceId::generate(),
            "OTHER",
        );
        assert_eq!(found, Some(&all[0]));
        assert_eq!(others.of(VitalParameter::Temperature, patient, device, "NILE"), None);
    }

    #[test]
    fn a_value_at_a_limit_is_within() {
        let threshold = threshold(ThresholdScope::Default, None, 120.0);
        let of = |value| judge(&threshold, value).map(|(severity, _)| severity);
        for (value, expected) in [
            (39.9, Some(AlarmSeverity::Critical)),
            (40.0, Some(AlarmSeverity::Warning)),
            (60.0, None),
            (100.0, None),
            (100.1, Some(AlarmSeverity::Warning)),
            (120.0, Some(AlarmSeverity::Warning)),
            (180.0, Some(AlarmSeverity::Critical)),
        ] {
            assert_eq!(of(value), expected, "{value}");
        }
    }
}
