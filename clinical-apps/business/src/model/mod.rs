//! When somebody can be visited. Nothing here reads or writes anything.

pub(crate) mod availability;
pub(crate) mod overlap;
