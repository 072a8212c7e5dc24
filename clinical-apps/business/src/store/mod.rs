//! The tables of the service. Nothing here decides.

pub(crate) mod exception;

pub(crate) const ORGANIZATIONS: &str = "organizations";
pub(crate) const STAFF: &str = "staff";
pub(crate) const SCHEDULES: &str = "schedules";
