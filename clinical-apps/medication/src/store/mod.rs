//! The tables of the service. Nothing here decides.

pub(crate) mod entry;
pub(crate) mod high_alert;
pub(crate) mod prescription;
