//! The register of devices, and what is done with them.

use jiff::SignedDuration;
use nilecare_contracts::device::{
    Calibration, CalibrationRequest, CalibrationResult, DEVICE_REGISTERED, DEVICE_STATUS_CHANGED, Device,
    DeviceLogEntry, DeviceRequest, DeviceStatus, DeviceStatusRequest, Maintenance, MaintenanceRequest,
};
use nilecare_http::{IdempotencyKey, Principal};
use nilecare_sql::{WriteTx, inbox, json};
use nilecare_types::{DeviceId, Timestamp};

use super::events::tell_device;
use super::{command, first_reply, valid};
use crate::model::device::{become_, check_in_service};
use crate::store::{association, device, log};
use crate::{DeviceError, DeviceService};

impl DeviceService {
    /// Registers a device; the same key again gets the first reply.
    pub(crate) async fn register(
        &self,
        key: &IdempotencyKey,
        request: &DeviceRequest,
        by: &Principal,
    ) -> Result<Device, DeviceError> {
        valid(request.validate())?;
        let now = self.clock.now();
        let command = command("register-device", key, request);
        let mut tx = self.db.begin_write().await?;
        if let Some(reply) = first_reply(&mut tx, &command).await? {
            return Ok(reply);
        }
        let registered = Device {
            id: DeviceId::generate(),
            version: 1,
            details: request.clone(),
            status: DeviceStatus::Active,
            online: false,
            last_seen_at: None,
            battery_percent: None,
            signal_percent: None,
            firmware: None,
            calibration_due_at: None,
            registered_at: now,
        };
        device::insert(&mut tx, &registered).await.map_err(taken)?;
        note_status(&mut tx, &registered, "registered", &by.username, now).await?;
        tell_device(&mut tx, DEVICE_REGISTERED, &registered, now).await?;
        inbox::remember(&mut tx, &command, &json::write(&registered), now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(registered)
    }

    /// Changes what is registered; `seen` is the version that the caller has read.
    pub(crate) async fn change_device(
        &self,
        id: DeviceId,
        seen: Option<u64>,
        request: &DeviceRequest,
    ) -> Result<Device, DeviceError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut changed = found(&mut tx, id, seen).await?;
        check_in_service(&changed)?;
        changed.details = request.clone();
        changed.version += 1;
        device::update(&mut tx, &changed).await.map_err(taken)?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Puts a device to use, or away. One that is away measures nobody any more.
    pub(crate) async fn set_status(
        &self,
        id: DeviceId,
        seen: Option<u64>,
        request: &DeviceStatusRequest,
        by: &Principal,
    ) -> Result<Device, DeviceError> {
        valid(request.validate())?;
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        let mut changed = found(&mut tx, id, seen).await?;
        self.become_status(&mut tx, &mut changed, request.status, &request.reason, by, now)
            .await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(changed)
    }

    async fn become_status(
        &self,
        tx: &mut WriteTx,
        changed: &mut Device,
        status: DeviceStatus,
        reason: &str,
        by: &Principal,
        now: Timestamp,
    ) -> Result<(), DeviceError> {
        become_(changed, status)?;
        device::update(tx, changed).await?;
        if status != DeviceStatus::Active {
            association::end(tx, changed.id, &by.username, now).await?;
        }
        note_status(tx, changed, reason, &by.username, now).await?;
        Ok(tell_device(tx, DEVICE_STATUS_CHANGED, changed, now).await?)
    }

    /// Notes a calibration; one that failed puts the device in error.
    pub(crate) async fn calibrate(
        &self,
        id: DeviceId,
        request: &CalibrationRequest,
        by: &Principal,
    ) -> Result<Calibration, DeviceError> {
        valid(request.validate())?;
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        let mut changed = found(&mut tx, id, None).await?;
        check_in_service(&changed)?;
        let entry = Calibration {
            calibration: request.clone(),
            by: by.username.clone(),
            at: now,
        };
        log::calibrated(&mut tx, id, &entry).await?;
        if request.result == CalibrationResult::Valid {
            changed.calibration_due_at = Some(now + SignedDuration::from_hours(24 * i64::from(request.valid_days)));
            changed.version += 1;
            device::update(&mut tx, &changed).await?;
        } else {
            self.become_status(
                &mut tx,
                &mut changed,
                DeviceStatus::Error,
                "calibration failed",
                by,
                now,
            )
            .await?;
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(entry)
    }

    /// Notes work on a device.
    pub(crate) async fn note_maintenance(
        &self,
        id: DeviceId,
        request: &MaintenanceRequest,
        by: &Principal,
    ) -> Result<Maintenance, DeviceError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        found(&mut tx, id, None).await?;
        let entry = Maintenance {
            work: request.work.clone(),
            by: by.username.clone(),
            at: self.clock.now(),
        };
        log::mended(&mut tx, id, &entry).await?;
        tx.commit().await?;
        Ok(entry)
    }
}

/// Finds a device, of the version that the caller has read.
pub(super) async fn found(tx: &mut WriteTx, id: DeviceId, seen: Option<u64>) -> Result<Device, DeviceError> {
    let found = device::find(&mut **tx, id).await?.ok_or(DeviceError::DeviceNotFound)?;
    match seen {
        Some(version) if version != found.version => Err(DeviceError::OtherVersion { is: found.version }),
        _ => Ok(found),
    }
}

async fn note_status(
    tx: &mut WriteTx,
    device: &Device,
    reason: &str,
    by: &str,
    now: Timestamp,
) -> Result<(), DeviceError> {
    let entry = DeviceLogEntry {
        what: json::name(&device.status),
        detail: Some(reason.to_owned()),
        by: Some(by.to_owned()),
        at: now,
    };
    Ok(log::status(tx, device.id, &entry).await?)
}

fn taken(error: nilecare_sql::DbError) -> DeviceError {
    let error = DeviceError::from(error);
    if error.is_taken() {
        DeviceError::DeviceExists
    } else {
        error
    }
}
