//! Devices as they are registered, and what is done with them.

use nilecare_http::HasVersion;
use nilecare_types::{AssociationId, DeviceId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Check;

/// What a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceKind {
    /// A bedside monitor of several vital signs.
    VitalMonitor,
    /// An infusion pump.
    InfusionPump,
    /// A ventilator.
    Ventilator,
    /// An electrocardiograph.
    Ecg,
    /// A pulse oximeter.
    PulseOximeter,
    /// A blood-pressure meter.
    BloodPressure,
    /// An analyser of a laboratory.
    LabAnalyzer,
    /// An imaging modality.
    Imaging,
    /// A thermometer.
    Thermometer,
    /// A glucometer.
    Glucometer,
    /// Anything else.
    Other,
}

/// How a device talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceProtocol {
    /// MQTT.
    Mqtt,
    /// A serial line.
    Serial,
    /// Modbus.
    Modbus,
    /// WebSocket.
    Websocket,
    /// HL7 version 2.
    Hl7,
    /// FHIR.
    Fhir,
    /// Bluetooth.
    Bluetooth,
    /// USB.
    Usb,
    /// An HTTP interface.
    RestApi,
}

/// Whether a device is in use.
///
/// ```text
/// active ◄──► inactive, maintenance, error ──► decommissioned
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceStatus {
    /// In use.
    Active,
    /// Put away.
    Inactive,
    /// Being mended or calibrated.
    Maintenance,
    /// It does not work.
    Error,
    /// Never to be used again.
    Decommissioned,
}

/// A device as it is to be registered, or as it is from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceRequest {
    /// By which name it reports, such as the `{device_id}` of its MQTT topic: 1 to 64 characters without `/`, `+`, `#`; of its own.
    pub key: String,
    /// How people call it.
    pub name: String,
    /// What it is.
    pub kind: DeviceKind,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manufacturer: Option<String>,
    /// Which model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Its serial number, of its own.
    pub serial_number: String,
    /// How it talks.
    pub protocol: DeviceProtocol,
    /// In which facility it is.
    pub facility: String,
    /// Where there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Grows with each change of the register.
    pub version: u64,
    /// What is registered.
    pub details: DeviceRequest,
    /// Whether it is in use.
    pub status: DeviceStatus,
    /// Whether it was heard of lately.
    pub online: bool,
    /// When it was heard of last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_seen_at: Option<Timestamp>,
    /// How full its battery was then, %.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub battery_percent: Option<u8>,
    /// How strong its signal was then, %.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal_percent: Option<u8>,
    /// Its software.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub firmware: Option<String>,
    /// When it must be calibrated by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub calibration_due_at: Option<Timestamp>,
    /// When it was registered.
    #[schema(value_type = String, format = DateTime)]
    pub registered_at: Timestamp,
}

/// A change of whether a device is in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceStatusRequest {
    /// How it is from now on.
    pub status: DeviceStatus,
    /// Why, 1 to 500 characters.
    pub reason: String,
}

/// Connects a device with a patient from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssociationRequest {
    /// Whom it measures; any id of the person.
    pub patient_id: PatientId,
}

/// A time during which a device measured one patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceAssociation {
    /// Its id.
    pub id: AssociationId,
    /// Which device.
    pub device_id: DeviceId,
    /// Whom.
    pub patient_id: PatientId,
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    pub started_at: Timestamp,
    /// By whom.
    pub started_by: String,
    /// To before when; absent while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
    /// By whom it was ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<String>,
}

/// How a calibration ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CalibrationResult {
    /// It measures right.
    Valid,
    /// It does not, and is in error from now on.
    Failed,
}

/// A calibration to be noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalibrationRequest {
    /// How it ended.
    pub result: CalibrationResult,
    /// For how many days it holds, 1 to 3650.
    pub valid_days: u32,
    /// What else, at most 1000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// A calibration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Calibration {
    /// What was noted.
    pub calibration: CalibrationRequest,
    /// By whom.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Work on a device to be noted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MaintenanceRequest {
    /// What was done, 1 to 1000 characters.
    pub work: String,
}

/// Work on a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Maintenance {
    /// What was done.
    pub work: String,
    /// By whom.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Something that a device went through: of its status, or of its connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceLogEntry {
    /// What, such as `active`, `online`, `report`.
    pub what: String,
    /// Why, or in more words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// By whom; absent: by the device or the service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

impl DeviceRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.key, 64, "/key");
        check.that(!self.key.contains(['/', '+', '#']), "/key", "must not hold / + or #");
        check.text(&self.name, 100, "/name");
        check.optional(self.manufacturer.as_deref(), 100, "/manufacturer");
        check.optional(self.model.as_deref(), 100, "/model");
        check.text(&self.serial_number, 100, "/serial_number");
        check.text(&self.facility, 64, "/facility");
        check.optional(self.location.as_deref(), 100, "/location");
        check.finish()
    }

    /// Gives an invented monitor.
    pub fn sample(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            name: format!("Monitor {key}"),
            kind: DeviceKind::VitalMonitor,
            manufacturer: Some("Example Devices".to_owned()),
            model: None,
            serial_number: format!("SN-{key}"),
            protocol: DeviceProtocol::Mqtt,
            facility: "NILE".to_owned(),
            location: Some("Ward 3, bed 12".to_owned()),
        }
    }
}

impl DeviceStatusRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 500, "/reason");
        check.finish()
    }
}

impl CalibrationRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.that(
            (1..=3650).contains(&self.valid_days),
            "/valid_days",
            "must be 1 to 3650",
        );
        check.optional(self.notes.as_deref(), 1000, "/notes");
        check.finish()
    }
}

impl MaintenanceRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.work, 1000, "/work");
        check.finish()
    }
}

impl HasVersion for Device {
    fn version(&self) -> u64 {
        self.version
    }
}
