//! What a bed may become. Nothing here reads or writes anything.

pub(crate) mod bed;
pub(crate) mod occupancy;
