//! The routes, a file a resource.

pub(crate) mod alerts;
pub(crate) mod cases;
pub(crate) mod channels;
pub(crate) mod configuration;
pub(crate) mod connectors;
pub(crate) mod events;
pub(crate) mod formats;
pub(crate) mod items;
pub(crate) mod libraries;
pub(crate) mod messages;
pub(crate) mod operate;
pub(crate) mod operate_many;
pub(crate) mod precondition;
pub(crate) mod queues;
pub(crate) mod revisions;
pub(crate) mod scripts;
pub(crate) mod statistics;
pub(crate) mod trace;
pub(crate) mod transfer;
