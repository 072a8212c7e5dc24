//! Vital signs as the service gives them.

use nilecare_types::{DeviceId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{SignalQuality, VitalValues};

/// What was measured at one time, in the units of [`VitalParameter`](super::VitalParameter).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VitalReading {
    /// Whose.
    pub patient_id: PatientId,
    /// By which device.
    pub device_id: DeviceId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The values that can be true.
    pub values: VitalValues,
    /// Values that no patient can have.
    #[serde(default, skip_serializing_if = "VitalValues::is_empty")]
    pub implausible: VitalValues,
    /// Systolic less diastolic pressure, mmHg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pulse_pressure: Option<f64>,
    /// What the device said of the rhythm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<String>,
    /// How good the signal was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal_quality: Option<SignalQuality>,
    /// A lead or sensor was off.
    pub lead_off: bool,
    /// The device took the values for artefacts.
    pub artifact: bool,
}

/// A stretch of time of one vital sign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct VitalBucket {
    /// Where it begins.
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// How many values it has.
    pub n: u64,
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
    /// The mean.
    pub mean: f64,
}
