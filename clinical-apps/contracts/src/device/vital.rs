//! Which vital signs there are, in which units, and what can be true.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A vital sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VitalParameter {
    /// Beats a minute.
    HeartRate,
    /// Breaths a minute.
    RespiratoryRate,
    /// Systolic blood pressure, mmHg.
    Systolic,
    /// Diastolic blood pressure, mmHg.
    Diastolic,
    /// Mean arterial pressure, mmHg.
    MeanPressure,
    /// Oxygen saturation by pulse oximetry, %.
    OxygenSaturation,
    /// Body temperature, °C.
    Temperature,
}

impl VitalParameter {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::HeartRate,
        Self::RespiratoryRate,
        Self::Systolic,
        Self::Diastolic,
        Self::MeanPressure,
        Self::OxygenSaturation,
        Self::Temperature,
    ];

    /// Returns the least and the most that a living patient can have; what is outside, a device got wrong. A heart that stands still
    /// and a patient who does not breathe are plausible.
    pub fn plausible(self) -> (f64, f64) {
        match self {
            Self::HeartRate => (0.0, 350.0),
            Self::RespiratoryRate => (0.0, 150.0),
            Self::Systolic => (20.0, 320.0),
            Self::Diastolic => (5.0, 220.0),
            Self::MeanPressure => (10.0, 260.0),
            Self::OxygenSaturation => (0.0, 100.0),
            Self::Temperature => (15.0, 45.0),
        }
    }

    /// Returns the unit that values are kept in, by UCUM.
    pub fn unit(self) -> &'static str {
        match self {
            Self::HeartRate | Self::RespiratoryRate => "/min",
            Self::Systolic | Self::Diastolic | Self::MeanPressure => "mm[Hg]",
            Self::OxygenSaturation => "%",
            Self::Temperature => "Cel",
        }
    }
}

/// What was measured at one time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VitalValues {
    /// Beats a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heart_rate: Option<f64>,
    /// Breaths a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respiratory_rate: Option<f64>,
    /// Systolic blood pressure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub systolic: Option<f64>,
    /// Diastolic blood pressure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diastolic: Option<f64>,
    /// Mean arterial pressure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_pressure: Option<f64>,
    /// Oxygen saturation, %.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oxygen_saturation: Option<f64>,
    /// Body temperature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
}

impl VitalValues {
    /// Returns the value of a vital sign.
    pub fn get(&self, parameter: VitalParameter) -> Option<f64> {
        let mut copy = *self;
        *copy.slot(parameter)
    }

    /// Sets the value of a vital sign.
    pub fn set(&mut self, parameter: VitalParameter, value: Option<f64>) {
        *self.slot(parameter) = value;
    }

    /// Tells whether nothing was measured.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Lists what was measured.
    pub fn iter(&self) -> impl Iterator<Item = (VitalParameter, f64)> + '_ {
        VitalParameter::ALL
            .into_iter()
            .filter_map(|parameter| Some((parameter, self.get(parameter)?)))
    }

    fn slot(&mut self, parameter: VitalParameter) -> &mut Option<f64> {
        match parameter {
            VitalParameter::HeartRate => &mut self.heart_rate,
            VitalParameter::RespiratoryRate => &mut self.respiratory_rate,
            VitalParameter::Systolic => &mut self.systolic,
            VitalParameter::Diastolic => &mut self.diastolic,
            VitalParameter::MeanPressure => &mut self.mean_pressure,
            VitalParameter::OxygenSaturation => &mut self.oxygen_saturation,
            VitalParameter::Temperature => &mut self.temperature,
        }
    }
}

/// The unit of blood pressures as sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum PressureUnit {
    /// Millimetres of mercury.
    #[default]
    #[serde(rename = "mm[Hg]")]
    MmHg,
    /// Kilopascal.
    #[serde(rename = "kPa")]
    KiloPascal,
}

/// The unit of temperatures as sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum TemperatureUnit {
    /// Degrees Celsius.
    #[default]
    #[serde(rename = "Cel")]
    Celsius,
    /// Degrees Fahrenheit.
    #[serde(rename = "[degF]")]
    Fahrenheit,
}

/// How good the signal is by what the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignalQuality {
    /// Without fault.
    Excellent,
    /// Good.
    Good,
    /// To be used.
    Fair,
    /// Hardly to be used.
    Poor,
    /// There is none.
    NoSignal,
}
