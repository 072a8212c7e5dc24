//! The routes, a file a resource.

pub(crate) mod channels;
pub(crate) mod connectors;
pub(crate) mod messages;
pub(crate) mod operate;
pub(crate) mod queues;
pub(crate) mod trace;
