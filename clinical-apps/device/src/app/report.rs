//! What devices tell of themselves.

use nilecare_contracts::device::{
    ALARM_RAISED, ALARM_RESOLVED, AlarmKind, AlarmSeverity, AlarmState, Device, DeviceAlarm, DeviceLogEntry,
    DeviceReport, DeviceReportReply, ReportedAlertKind,
};
use nilecare_http::IdempotencyKey;
use nilecare_sql::{WriteTx, inbox, json};
use nilecare_types::{AlarmId, Timestamp};

use super::events::tell_alarm;
use super::{command, first_reply, valid};
use crate::model::alarm::{open_key, resolve};
use crate::store::{alarm, association, device, log};
use crate::{DeviceError, DeviceService};

/// A battery below this is low; one above [`FULL_ENOUGH`] is not any more.
const LOW_BATTERY: u8 = 20;
const FULL_ENOUGH: u8 = 30;

impl DeviceService {
    /// Files what a device tells of itself; the same key again gets the first reply.
    pub(crate) async fn file_report(
        &self,
        key: &IdempotencyKey,
        report: &DeviceReport,
    ) -> Result<DeviceReportReply, DeviceError> {
        valid(report.validate())?;
        let now = self.clock.now();
        let command = command("file-device-report", key, report);
        let mut tx = self.db.begin_write().await?;
        if let Some(reply) = first_reply(&mut tx, &command).await? {
            return Ok(reply);
        }
        let found = device::by_keys(&mut *tx, &[&report.device]).await?;
        let Some(mut reporter) = found.into_iter().next() else {
            return Err(DeviceError::DeviceUnknown(vec![
                "/device: is not registered".to_owned(),
            ]));
        };
        apply(&mut reporter, report, now);
        device::update(&mut tx, &reporter).await?;
        log::communication(&mut tx, reporter.id, &entry(report, now)).await?;
        let mut reply = DeviceReportReply::default();
        for (kind, is_over) in told(report) {
            if is_over {
                reply.resolved += end(&mut tx, &reporter, kind, now).await?;
            } else {
                reply.raised += raise(&mut tx, &reporter, kind, now).await?;
            }
        }
        inbox::remember(&mut tx, &command, &json::write(&reply), now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(reply)
    }
}

fn apply(device: &mut Device, report: &DeviceReport, now: Timestamp) {
    device.online = report.online.unwrap_or(true);
    device.last_seen_at = Some(now);
    device.battery_percent = report.battery_percent.or(device.battery_percent);
    device.signal_percent = report.signal_percent.or(device.signal_percent);
    if report.firmware.is_some() {
        device.firmware.clone_from(&report.firmware);
    }
}

fn entry(report: &DeviceReport, now: Timestamp) -> DeviceLogEntry {
    let what = match (&report.alert, report.online) {
        (Some(alert), _) => json::name(&alert.kind),
        (None, Some(true)) => "online".to_owned(),
        (None, Some(false)) => "offline".to_owned(),
        (None, None) => "report".to_owned(),
    };
    DeviceLogEntry {
        what,
        detail: report.alert.as_ref().and_then(|alert| alert.text.clone()),
        by: None,
        at: now,
    }
}

/// What is wrong, and what is not any more.
fn told(report: &DeviceReport) -> Vec<(AlarmKind, bool)> {
    let mut told = Vec::new();
    if let Some(alert) = &report.alert {
        let kind = match alert.kind {
            ReportedAlertKind::LeadOff => AlarmKind::LeadOff,
            ReportedAlertKind::BatteryLow => AlarmKind::BatteryLow,
            ReportedAlertKind::DeviceMalfunction => AlarmKind::DeviceMalfunction,
            ReportedAlertKind::CalibrationRequired => AlarmKind::CalibrationRequired,
        };
        told.push((kind, alert.over));
    }
    match report.battery_percent {
        Some(percent) if percent < LOW_BATTERY => told.push((AlarmKind::BatteryLow, false)),
        Some(percent) if percent >= FULL_ENOUGH => told.push((AlarmKind::BatteryLow, true)),
        _ => {}
    }
    told.dedup();
    told
}

async fn raise(tx: &mut WriteTx, device: &Device, kind: AlarmKind, now: Timestamp) -> Result<u32, DeviceError> {
    let connected = association::lasting(&mut **tx, &[device.id], now, now).await?;
    let is_bad = matches!(kind, AlarmKind::DeviceMalfunction);
    let raised = DeviceAlarm {
        id: AlarmId::generate(),
        kind,
        severity: if is_bad {
            AlarmSeverity::Critical
        } else {
            AlarmSeverity::Warning
        },
        state: AlarmState::Active,
        device_id: device.id,
        facility: device.details.facility.clone(),
        patient_id: connected.first().map(|association| association.patient_id),
        parameter: None,
        value: None,
        limit: None,
        last_value: None,
        n_normal: 0,
        raised_at: now,
        acknowledged_by: None,
        acknowledged_at: None,
        escalation_level: 0,
        escalates_at: None,
        resolved_by: None,
        resolved_at: None,
        note: None,
    };
    if !open(tx, &raised).await?.is_empty() {
        return Ok(0);
    }
    alarm::insert(tx, &raised).await?;
    tell_alarm(tx, ALARM_RAISED, &raised, now).await?;
    Ok(1)
}

async fn end(tx: &mut WriteTx, device: &Device, kind: AlarmKind, now: Timestamp) -> Result<u32, DeviceError> {
    let key = format!("{}:{}", device.id, json::name(&kind));
    let Some(mut over) = alarm::open(&mut **tx, &[key]).await?.into_iter().next() else {
        return Ok(0);
    };
    resolve(&mut over, None, None, now)?;
    alarm::update(tx, &over).await?;
    tell_alarm(tx, ALARM_RESOLVED, &over, now).await?;
    Ok(1)
}

async fn open(tx: &mut WriteTx, like: &DeviceAlarm) -> Result<Vec<DeviceAlarm>, DeviceError> {
    let keys: Vec<String> = open_key(like).into_iter().collect();
    Ok(alarm::open(&mut **tx, &keys).await?)
}
