//! Rules without a database.

pub(crate) mod facts;
pub(crate) mod phone;
pub(crate) mod quiet;
