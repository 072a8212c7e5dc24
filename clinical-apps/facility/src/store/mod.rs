//! The tables of the service. Nothing here decides.

pub(crate) mod assignment;
pub(crate) mod bed;

pub(crate) const FACILITIES: &str = "facilities";
pub(crate) const DEPARTMENTS: &str = "departments";
pub(crate) const WARDS: &str = "wards";
pub(crate) const SETTINGS: &str = "facility_settings";
