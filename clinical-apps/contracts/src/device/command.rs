//! What devices tell, as channels file it.

use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{PressureUnit, SignalQuality, TemperatureUnit, VitalParameter, VitalValues};
use crate::Check;

/// So many readings are filed at once.
pub const MAX_READINGS: usize = 1000;
const MMHG_OF_KPA: f64 = 7.500_616_83;

/// Readings, all of which are filed or none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingBatch {
    /// 1 to 1000 of them, of any devices.
    pub readings: Vec<VitalReadingInput>,
}

/// What a device measured at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VitalReadingInput {
    /// By which name the device is registered (`key`).
    pub device: String,
    /// When. Absent: now. A second reading of a device with the same time is taken for the same one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// What was measured; at least one value, unless `lead_off`.
    #[serde(default)]
    pub values: VitalValues,
    /// The unit of the pressures.
    #[serde(default)]
    pub pressure_unit: PressureUnit,
    /// The unit of the temperature.
    #[serde(default)]
    pub temperature_unit: TemperatureUnit,
    /// What the device says of the rhythm, at most 64 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<String>,
    /// How good the signal was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal_quality: Option<SignalQuality>,
    /// A lead or sensor is off the patient; values raise no alarm then.
    #[serde(default)]
    pub lead_off: bool,
    /// The device takes the values for artefacts; they raise no alarm.
    #[serde(default)]
    pub artifact: bool,
}

/// What a batch came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReadingBatchReply {
    /// Readings that were new.
    pub stored: u32,
    /// Readings that were there already.
    pub repeated: u32,
    /// New ones of devices that no patient was connected with then. They are kept, and shown to nobody.
    pub without_patient: u32,
    /// Values that no patient can have. They are kept apart, and raise no alarm.
    pub implausible: u32,
    /// Alarms that were raised, or became critical.
    pub alarms: u32,
}

/// What a device tells of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceReport {
    /// By which name it is registered.
    pub device: String,
    /// When. Absent: now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Timestamp>,
    /// Whether it is connected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<bool>,
    /// How full its battery is, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub battery_percent: Option<u8>,
    /// How strong its signal is, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal_percent: Option<u8>,
    /// Its software.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firmware: Option<String>,
    /// What is wrong with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alert: Option<ReportedAlert>,
}

/// What a device says is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedAlert {
    /// What.
    pub kind: ReportedAlertKind,
    /// Whether it is over.
    #[serde(default)]
    pub over: bool,
    /// In the device's words, at most 200 characters. It must not tell of the patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What can be wrong with a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportedAlertKind {
    /// A lead or sensor is off.
    LeadOff,
    /// The battery is low.
    BatteryLow,
    /// It does not work as it should.
    DeviceMalfunction,
    /// It must be calibrated.
    CalibrationRequired,
}

/// What a report came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceReportReply {
    /// Alarms that were raised.
    pub raised: u32,
    /// Alarms that were ended.
    pub resolved: u32,
}

impl ReadingBatch {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let n = self.readings.len();
        check.that(
            (1..=MAX_READINGS).contains(&n),
            "/readings",
            "must be 1 to 1000 readings",
        );
        for (at, reading) in self.readings.iter().take(MAX_READINGS).enumerate() {
            let place = format!("/readings/{at}");
            check.text(&reading.device, 64, format_args!("{place}/device"));
            let has_content = !reading.values.is_empty() || reading.lead_off;
            check.that(
                has_content,
                format_args!("{place}/values"),
                "must hold at least one value",
            );
            check.optional(reading.rhythm.as_deref(), 64, format_args!("{place}/rhythm"));
        }
        check.finish()
    }

    /// Gives one valid batch of an invented monitor.
    pub fn sample() -> Self {
        let values = VitalValues {
            heart_rate: Some(72.0),
            oxygen_saturation: Some(97.0),
            ..VitalValues::default()
        };
        Self {
            readings: vec![VitalReadingInput::new("MONITOR1", values)],
        }
    }
}

impl VitalReadingInput {
    /// Builds a reading of this moment.
    pub fn new(device: &str, values: VitalValues) -> Self {
        Self {
            device: device.to_owned(),
            at: None,
            values,
            pressure_unit: PressureUnit::default(),
            temperature_unit: TemperatureUnit::default(),
            rhythm: None,
            signal_quality: None,
            lead_off: false,
            artifact: false,
        }
    }

    /// Gives the values in the units that they are kept in, and what of them no patient can have.
    pub fn judged(&self) -> (VitalValues, VitalValues) {
        let mut values = VitalValues::default();
        let mut implausible = VitalValues::default();
        for (parameter, sent) in self.values.iter() {
            let value = self.converted(parameter, sent);
            let (least, most) = parameter.plausible();
            let slot = if (least..=most).contains(&value) {
                &mut values
            } else {
                &mut implausible
            };
            slot.set(parameter, Some(value));
        }
        // Crossed pressures: nobody knows which one is wrong.
        if let (Some(systolic), Some(diastolic)) = (values.systolic, values.diastolic)
            && diastolic >= systolic
        {
            for parameter in [VitalParameter::Systolic, VitalParameter::Diastolic] {
                implausible.set(parameter, values.get(parameter));
                values.set(parameter, None);
            }
        }
        (values, implausible)
    }

    /// Tells whether the values may raise alarms.
    pub fn is_trusted(&self) -> bool {
        !self.lead_off && !self.artifact && self.signal_quality != Some(SignalQuality::NoSignal)
    }

    fn converted(&self, parameter: VitalParameter, sent: f64) -> f64 {
        match (parameter.unit(), self.pressure_unit, self.temperature_unit) {
            ("mm[Hg]", PressureUnit::KiloPascal, _) => round(sent * MMHG_OF_KPA),
            ("Cel", _, TemperatureUnit::Fahrenheit) => round((sent - 32.0) / 1.8),
            _ => sent,
        }
    }
}

/// To a tenth: no more digits than the devices have.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

impl DeviceReport {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.device, 64, "/device");
        check.that(
            self.battery_percent.is_none_or(|n| n <= 100),
            "/battery_percent",
            "must be 0 to 100",
        );
        check.that(
            self.signal_percent.is_none_or(|n| n <= 100),
            "/signal_percent",
            "must be 0 to 100",
        );
        check.optional(self.firmware.as_deref(), 64, "/firmware");
        if let Some(alert) = &self.alert {
            check.optional(alert.text.as_deref(), 200, "/alert/text");
        }
        check.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(values: VitalValues) -> VitalReadingInput {
        VitalReadingInput::new("MONITOR1", values)
    }

    #[test]
    fn what_no_patient_can_have_is_kept_apart() {
        let values = VitalValues {
            heart_rate: Some(0.0),
            temperature: Some(366.0),
            oxygen_saturation: Some(100.5),
            ..VitalValues::default()
        };
        let (values, implausible) = reading(values).judged();
        assert_eq!(values.heart_rate, Some(0.0));
        assert_eq!((values.temperature, values.oxygen_saturation), (None, None));
        assert_eq!(
            (implausible.temperature, implausible.oxygen_saturation),
            (Some(366.0), Some(100.5))
        );
    }

    #[test]
    fn crossed_pressures_are_both_doubted() {
        let values = VitalValues {
            systolic: Some(80.0),
            diastolic: Some(120.0),
            ..VitalValues::default()
        };
        let (values, implausible) = reading(values).judged();
        assert!(values.is_empty());
        assert_eq!((implausible.systolic, implausible.diastolic), (Some(80.0), Some(120.0)));
    }

    #[test]
    fn values_are_kept_in_one_unit() {
        let values = VitalValues {
            systolic: Some(16.0),
            temperature: Some(98.6),
            ..VitalValues::default()
        };
        let sent = VitalReadingInput {
            pressure_unit: PressureUnit::KiloPascal,
            temperature_unit: TemperatureUnit::Fahrenheit,
            ..reading(values)
        };
        let (values, _) = sent.judged();
        assert_eq!((values.systolic, values.temperature), (Some(120.0), Some(37.0)));
    }

    #[test]
    fn a_batch_tells_all_that_is_wrong_by_place() {
        let batch = ReadingBatch {
            readings: vec![
                reading(VitalValues::default()),
                VitalReadingInput::new(" ", VitalValues::default()),
            ],
        };
        let problems = batch.validate();
        let places: Vec<_> = problems
            .iter()
            .filter_map(|problem| problem.split(':').next())
            .collect();
        assert_eq!(
            places,
            ["/readings/0/values", "/readings/1/device", "/readings/1/values"]
        );
        assert!(ReadingBatch::sample().validate().is_empty());
    }
}
