//! Rules of the record: no tables, no clock, no network.

pub(crate) mod content;
pub(crate) mod diff;
pub(crate) mod entry;
pub(crate) mod fhir;
pub(crate) mod kinds;
pub(crate) mod reader;
pub(crate) mod soap;
