//! The routes, a file a resource.

pub(crate) mod channels;
pub(crate) mod connectors;
pub(crate) mod events;
pub(crate) mod items;
pub(crate) mod messages;
pub(crate) mod operate;
pub(crate) mod operate_many;
pub(crate) mod precondition;
pub(crate) mod revisions;
