//! What the service tells others. The names are topics; the key is the patient's id, or the device's where there is no patient.

use nilecare_types::{DeviceId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Device, DeviceAlarm, VitalValues};

/// Vital signs came in: a [`VitalsEvent`]; at most one for a patient in five seconds, with the newest values.
pub const VITALS_RECORDED: &str = "vitals.recorded";
/// A vital sign is critical, told once until it is over or seen to: an [`AlarmEvent`].
pub const VITALS_CRITICAL: &str = "vitals.critical";
/// An alarm was raised: an [`AlarmEvent`].
pub const ALARM_RAISED: &str = "device.alarm.raised";
/// Somebody has seen to it: an [`AlarmEvent`].
pub const ALARM_ACKNOWLEDGED: &str = "device.alarm.acknowledged";
/// Nobody saw to it in time: an [`AlarmEvent`].
pub const ALARM_ESCALATED: &str = "device.alarm.escalated";
/// It is over: an [`AlarmEvent`].
pub const ALARM_RESOLVED: &str = "device.alarm.resolved";
/// A device was registered: a [`DeviceEvent`].
pub const DEVICE_REGISTERED: &str = "device.registered";
/// A device is used, or not, from now on: a [`DeviceEvent`].
pub const DEVICE_STATUS_CHANGED: &str = "device.status.changed";
/// Nothing was heard of a device for too long: a [`DeviceEvent`].
pub const DEVICE_CONNECTION_LOST: &str = "device.connection.lost";

/// Vital signs of a patient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VitalsEvent {
    /// Whose.
    pub patient_id: PatientId,
    /// By which device.
    pub device_id: DeviceId,
    /// In which facility.
    pub facility: String,
    /// When they were measured.
    pub at: Timestamp,
    /// What was measured.
    pub values: VitalValues,
}

/// An alarm as it is after the change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlarmEvent {
    /// In which facility.
    pub facility: String,
    /// The alarm.
    pub alarm: DeviceAlarm,
}

/// A device as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceEvent {
    /// In which facility.
    pub facility: String,
    /// The device.
    pub device: Device,
}
