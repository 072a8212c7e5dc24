//! What holds of devices and alarms whatever is stored. Nothing here does input or output.

pub(crate) mod alarm;
pub(crate) mod device;
pub(crate) mod limits;
