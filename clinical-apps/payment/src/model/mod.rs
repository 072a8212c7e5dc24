//! States, sums and days. Nothing here reads or writes anything.

pub(crate) mod instalments;
pub(crate) mod risk;
pub(crate) mod statement;
pub(crate) mod transaction;
