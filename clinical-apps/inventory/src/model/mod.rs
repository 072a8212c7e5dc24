//! What holds of stock whatever the database is.

pub(crate) mod fefo;
pub(crate) mod life;
