//! The tables of the service. Nothing here decides.

pub(crate) mod alert;
pub(crate) mod fact;
