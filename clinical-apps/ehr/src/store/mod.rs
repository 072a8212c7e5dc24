//! The tables of the service. Nothing here decides.

pub(crate) mod contents;
pub(crate) mod entries;
pub(crate) mod soap;
