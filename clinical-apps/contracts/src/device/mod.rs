//! Medical devices, the vital signs that they measure, and alarms.

mod alarm;
mod command;
mod equipment;
mod event;
mod reading;
mod threshold;
mod vital;

use nilecare_http::Permission;

pub use alarm::{AlarmKind, AlarmNote, AlarmSeverity, AlarmState, DeviceAlarm};
pub use command::{
    DeviceReport, DeviceReportReply, MAX_READINGS, ReadingBatch, ReadingBatchReply, ReportedAlert, ReportedAlertKind,
    VitalReadingInput,
};
pub use equipment::{
    AssociationRequest, Calibration, CalibrationRequest, CalibrationResult, Device, DeviceAssociation, DeviceKind,
    DeviceLogEntry, DeviceProtocol, DeviceRequest, DeviceStatus, DeviceStatusRequest, Maintenance, MaintenanceRequest,
};
pub use event::{
    ALARM_ACKNOWLEDGED, ALARM_ESCALATED, ALARM_RAISED, ALARM_RESOLVED, AlarmEvent, DEVICE_CONNECTION_LOST,
    DEVICE_REGISTERED, DEVICE_STATUS_CHANGED, DeviceEvent, VITALS_CRITICAL, VITALS_RECORDED, VitalsEvent,
};
pub use reading::{VitalBucket, VitalReading};
pub use threshold::{ThresholdScope, VitalThreshold};
pub use vital::{PressureUnit, SignalQuality, TemperatureUnit, VitalParameter, VitalValues};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "device";

/// Reading the register of devices.
pub const DEVICES_READ: Permission = Permission::new("devices:read");
/// Registering devices, changing, calibrating and mending them.
pub const DEVICES_WRITE: Permission = Permission::new("devices:write");
/// Connecting devices with patients.
pub const ASSOCIATIONS_WRITE: Permission = Permission::new("device-associations:write");
/// What devices tell of themselves.
pub const DEVICE_REPORTS_WRITE: Permission = Permission::new("device-reports:write");
/// Reading vital signs, their alarms, and who is connected with what.
pub const VITALS_READ: Permission = Permission::new("vitals:read");
/// Filing vital signs.
pub const VITALS_WRITE: Permission = Permission::new("vitals:write");
/// Acknowledging and ending alarms.
pub const ALARMS_WRITE: Permission = Permission::new("vital-alarms:write");
/// Reading the limits of vital signs.
pub const THRESHOLDS_READ: Permission = Permission::new("vital-thresholds:read");
/// Setting the limits of vital signs.
pub const THRESHOLDS_WRITE: Permission = Permission::new("vital-thresholds:write");
