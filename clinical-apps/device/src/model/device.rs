//! Whether a device is in use.

use nilecare_contracts::device::{Device, DeviceStatus};

/// A change that the status does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the device is decommissioned; nothing of it can be changed any more, register it anew")]
pub struct StatusError;

/// Sets the status.
pub(crate) fn become_(device: &mut Device, status: DeviceStatus) -> Result<(), StatusError> {
    check_in_service(device)?;
    device.status = status;
    device.version += 1;
    Ok(())
}

/// Refuses devices that will never be used again.
pub(crate) fn check_in_service(device: &Device) -> Result<(), StatusError> {
    if device.status == DeviceStatus::Decommissioned {
        Err(StatusError)
    } else {
        Ok(())
    }
}

/// Tells whether readings of a device are filed. One that is being mended may send what nobody measured.
pub(crate) fn takes_readings(status: DeviceStatus) -> bool {
    status == DeviceStatus::Active
}
