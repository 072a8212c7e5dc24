//! The tables of auth.

pub(crate) mod refresh;
pub(crate) mod user;
