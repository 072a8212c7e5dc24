//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::device::{AlarmEvent, Device, DeviceAlarm, DeviceEvent, SERVICE, VITALS_RECORDED, VitalsEvent};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::Timestamp;
use serde::Serialize;

/// Tells how an alarm is now.
pub(super) async fn tell_alarm(
    tx: &mut WriteTx,
    topic: &str,
    alarm: &DeviceAlarm,
    now: Timestamp,
) -> Result<(), DbError> {
    let key = match alarm.patient_id {
        Some(patient) => patient.to_string(),
        None => alarm.device_id.to_string(),
    };
    let data = AlarmEvent {
        facility: alarm.facility.clone(),
        alarm: alarm.clone(),
    };
    put(tx, topic, &key, now, &data).await
}

/// Tells how a device is now.
pub(super) async fn tell_device(tx: &mut WriteTx, topic: &str, device: &Device, now: Timestamp) -> Result<(), DbError> {
    let data = DeviceEvent {
        facility: device.details.facility.clone(),
        device: device.clone(),
    };
    put(tx, topic, &device.id.to_string(), now, &data).await
}

/// Tells what was measured.
pub(super) async fn tell_vitals(tx: &mut WriteTx, data: &VitalsEvent, now: Timestamp) -> Result<(), DbError> {
    put(tx, VITALS_RECORDED, &data.patient_id.to_string(), now, data).await
}

async fn put(tx: &mut WriteTx, topic: &str, key: &str, now: Timestamp, data: &impl Serialize) -> Result<(), DbError> {
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    outbox::put(tx, &Event::new(SERVICE, topic, key, now, data)).await
}
