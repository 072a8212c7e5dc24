//! What holds of stock whatever the database is.

pub(crate) mod fefo;
