//! What an order and a result are, and how commands change them. Pure.

pub(crate) mod normal;
pub(crate) mod order;
pub(crate) mod report;
pub(crate) mod result;
