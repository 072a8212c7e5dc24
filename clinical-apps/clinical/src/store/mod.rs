//! The tables of the service. Nothing here decides; that is the model's and the app's.

pub(crate) mod chart;
pub(crate) mod encounter;
pub(crate) mod identifier;
pub(crate) mod link;
pub(crate) mod match_key;
pub(crate) mod patient;
pub(crate) mod vital_signs;
