//! States, sums and days. Nothing here reads or writes anything.

pub(crate) mod bed_days;
pub(crate) mod claim;
pub(crate) mod invoice;
pub(crate) mod payment;
pub(crate) mod posting;
