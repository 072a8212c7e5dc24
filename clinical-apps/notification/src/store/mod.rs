//! The tables.

pub(crate) mod delivery;
pub(crate) mod notification;
pub(crate) mod subscription;
pub(crate) mod template;
