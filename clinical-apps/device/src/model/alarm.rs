//! The life of an alarm.

use jiff::SignedDuration;
use nilecare_contracts::device::{AlarmKind, AlarmSeverity, AlarmState, DeviceAlarm};
use nilecare_types::Timestamp;

/// An acknowledged alarm ends by itself after so many values within the limits.
const NORMAL_ENDS: u32 = 3;

/// A change that the state does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the alarm is {is}; it can be {what} while it is {allowed}")]
pub struct AlarmStateError {
    is: &'static str,
    what: &'static str,
    allowed: &'static str,
}

/// What there is one open alarm for; `None` when the alarm is over.
pub(crate) fn open_key(alarm: &DeviceAlarm) -> Option<String> {
    if alarm.state == AlarmState::Resolved {
        return None;
    }
    Some(match (alarm.kind, alarm.patient_id, alarm.parameter) {
        (AlarmKind::VitalSign, Some(patient), Some(parameter)) => {
            format!("{patient}:{}", nilecare_sql::json::name(&parameter))
        }
        (kind, ..) => format!("{}:{}", alarm.device_id, nilecare_sql::json::name(&kind)),
    })
}

/// Takes a value beyond the limits. Tells whether the alarm became critical by it.
pub(crate) fn worsen(
    alarm: &mut DeviceAlarm,
    severity: AlarmSeverity,
    value: f64,
    limit: f64,
    escalates_at: Timestamp,
) -> bool {
    alarm.last_value = Some(value);
    alarm.n_normal = 0;
    if severity <= alarm.severity {
        return false;
    }
    alarm.severity = severity;
    alarm.value = Some(value);
    alarm.limit = Some(limit);
    alarm.state = AlarmState::Active;
    alarm.acknowledged_at = None;
    alarm.acknowledged_by = None;
    alarm.escalation_level = 0;
    alarm.escalates_at = Some(escalates_at);
    true
}

/// Takes a value within the limits. Tells whether the alarm is over: one that nobody has seen to stays until somebody has.
pub(crate) fn ease(alarm: &mut DeviceAlarm, value: f64, now: Timestamp) -> bool {
    alarm.last_value = Some(value);
    alarm.n_normal += 1;
    let is_over = alarm.state == AlarmState::Acknowledged && alarm.n_normal >= NORMAL_ENDS;
    if is_over {
        end(alarm, None, now);
    }
    is_over
}

/// Notes that somebody has seen to it.
pub(crate) fn acknowledge(
    alarm: &mut DeviceAlarm,
    by: &str,
    note: Option<&str>,
    now: Timestamp,
) -> Result<(), AlarmStateError> {
    if alarm.state != AlarmState::Active {
        return Err(refused(alarm, "acknowledged", "active"));
    }
    alarm.state = AlarmState::Acknowledged;
    alarm.acknowledged_by = Some(by.to_owned());
    alarm.acknowledged_at = Some(now);
    alarm.escalates_at = None;
    remark(alarm, note);
    Ok(())
}

/// Ends it by hand.
pub(crate) fn resolve(
    alarm: &mut DeviceAlarm,
    by: Option<&str>,
    note: Option<&str>,
    now: Timestamp,
) -> Result<(), AlarmStateError> {
    if alarm.state == AlarmState::Resolved {
        return Err(refused(alarm, "resolved", "active or acknowledged"));
    }
    remark(alarm, note);
    end(alarm, by, now);
    Ok(())
}

/// Tells it to more people; again after `every`, until it was done `most` times.
pub(crate) fn escalate(alarm: &mut DeviceAlarm, now: Timestamp, every: SignedDuration, most: u32) {
    alarm.escalation_level += 1;
    alarm.escalates_at = (alarm.escalation_level < most).then(|| now + every);
}

fn end(alarm: &mut DeviceAlarm, by: Option<&str>, now: Timestamp) {
    alarm.state = AlarmState::Resolved;
    alarm.resolved_by = by.map(str::to_owned);
    alarm.resolved_at = Some(now);
    alarm.escalates_at = None;
}

fn remark(alarm: &mut DeviceAlarm, note: Option<&str>) {
    if let Some(note) = note {
        alarm.note = Some(note.to_owned());
    }
}

fn refused(alarm: &DeviceAlarm, what: &'static str, allowed: &'static str) -> AlarmStateError {
    let is = match alarm.state {
        AlarmState::Active => "active",
        AlarmState::Acknowledged => "acknowledged",
        AlarmState::Resolved => "resolved",
    };
    AlarmStateError { is, what, allowed }
}
