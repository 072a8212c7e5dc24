//! The tables of the service. Nothing here decides.

pub(crate) mod records;
pub(crate) mod tables;
pub(crate) mod takings;
pub(crate) mod transactions;
