//! The tables of the service. Nothing here decides.

pub(crate) mod appointment;
pub(crate) mod reminder;
pub(crate) mod slot;
pub(crate) mod waitlist;
