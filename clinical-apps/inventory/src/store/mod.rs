//! The tables of the service. Nothing here decides.

pub(crate) mod dispense;
pub(crate) mod ledger;
pub(crate) mod level;
pub(crate) mod records;
