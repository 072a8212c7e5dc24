//! What a prescription may become, and when its doses are due. Nothing here reads or writes anything.

pub(crate) mod dose_times;
pub(crate) mod prescription;
