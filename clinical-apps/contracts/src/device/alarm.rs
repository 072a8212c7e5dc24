//! Alarms.

use nilecare_types::{AlarmId, DeviceId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::VitalParameter;
use crate::Check;

/// What an alarm is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlarmKind {
    /// A vital sign beyond its limits.
    VitalSign,
    /// A lead or sensor is off.
    LeadOff,
    /// A battery is low.
    BatteryLow,
    /// A device does not work as it should.
    DeviceMalfunction,
    /// A device must be calibrated.
    CalibrationRequired,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlarmSeverity {
    /// To be looked at.
    Warning,
    /// To be looked at now.
    Critical,
}

/// How far an alarm is.
///
/// ```text
/// active ──► acknowledged ──► resolved
///   ▲              │ (worse)      ▲
///   └──────────────┘   active ────┘
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AlarmState {
    /// Nobody has seen to it.
    Active,
    /// Somebody has.
    Acknowledged,
    /// It is over.
    Resolved,
}

/// An alarm. There is one open alarm for each vital sign of a patient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DeviceAlarm {
    /// Its id.
    pub id: AlarmId,
    /// What it is about.
    pub kind: AlarmKind,
    /// How bad it is.
    pub severity: AlarmSeverity,
    /// How far it is.
    pub state: AlarmState,
    /// Which device raised it.
    pub device_id: DeviceId,
    /// In which facility.
    pub facility: String,
    /// About whom; absent for what is wrong with a device alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// Which vital sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<VitalParameter>,
    /// The value that raised it, or made it critical.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The limit that it is beyond.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// The value that came last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_value: Option<f64>,
    /// How many values within the limits came since the last one beyond.
    pub n_normal: u32,
    /// When it was raised.
    #[schema(value_type = String, format = DateTime)]
    pub raised_at: Timestamp,
    /// Who has seen to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub acknowledged_at: Option<Timestamp>,
    /// How often it was told to more people since nobody saw to it.
    pub escalation_level: u32,
    /// When it is told to more people unless somebody sees to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub escalates_at: Option<Timestamp>,
    /// Who ended it; absent: the values did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub resolved_at: Option<Timestamp>,
    /// What was said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What somebody says to an alarm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlarmNote {
    /// At most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl AlarmNote {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.note.as_deref(), 500, "/note");
        check.finish()
    }
}
