//! The tables of the service. Nothing here decides.

pub(crate) mod alarm;
pub(crate) mod association;
pub(crate) mod device;
pub(crate) mod log;
pub(crate) mod reading;
pub(crate) mod series;
pub(crate) mod threshold;
