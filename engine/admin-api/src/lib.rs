//! The engine's REST interface: channels, their states and statistics, and their messages.
//!
//! Knows the engine and its store; no connector, no domain service. Message contents are patient data: reading them has a
//! permission of its own.

mod error;
mod routes;
mod view;

use std::path::PathBuf;
use std::sync::Arc;

use nilecare_engine_runtime::Engine;
use nilecare_http::{ApiRoutes, OpenApiRouter, Permission, TokenVerifier, routes};

/// See channels, their states and statistics.
pub const CHANNELS_READ: Permission = Permission::new("channels:read");
/// Deploy, start, pause and stop channels.
pub const CHANNELS_OPERATE: Permission = Permission::new("channels:operate");
/// Try a channel out on a message; what its scripts make of the configuration is shown.
pub const CHANNELS_TRACE: Permission = Permission::new("channels:trace");
/// Read messages with their contents.
pub const MESSAGES_READ: Permission = Permission::new("messages:read");
/// Process messages again, deliver them again, send one by hand.
pub const MESSAGES_OPERATE: Permission = Permission::new("messages:operate");
/// Remove messages for good.
pub const MESSAGES_REMOVE: Permission = Permission::new("messages:remove");
/// Take messages out of the hub in bulk.
pub const MESSAGES_EXPORT: Permission = Permission::new("messages:export");
/// Bring exported messages in.
pub const MESSAGES_IMPORT: Permission = Permission::new("messages:import");

/// What the routes work with.
#[derive(Clone)]
pub struct AdminApi {
    engine: Arc<Engine>,
    /// The folder that holds the channels' folders.
    channels: Arc<PathBuf>,
}

impl AdminApi {
    /// Serves an engine whose channels live in `channels`.
    pub fn new(engine: Arc<Engine>, channels: PathBuf) -> Self {
        Self {
            engine,
            channels: Arc::new(channels),
        }
    }

    /// Returns the routes with their OpenAPI document.
    pub fn router(self, verifier: &TokenVerifier) -> OpenApiRouter {
        let routes = ApiRoutes::new(verifier)
            .permit(CHANNELS_READ, routes!(routes::channels::list))
            .permit(CHANNELS_READ, routes!(routes::channels::get))
            .permit(CHANNELS_READ, routes!(routes::channels::statistics))
            .permit(CHANNELS_READ, routes!(routes::connectors::list))
            .permit(CHANNELS_OPERATE, routes!(routes::operate::deploy))
            .permit(CHANNELS_OPERATE, routes!(routes::operate::undeploy))
            .permit(CHANNELS_OPERATE, routes!(routes::operate::start))
            .permit(CHANNELS_OPERATE, routes!(routes::operate::pause))
            .permit(CHANNELS_OPERATE, routes!(routes::operate::stop))
            .permit(MESSAGES_READ, routes!(routes::messages::get));
        let routes = routes::messages::add(routes::queues::add(routes::trace::add(routes)));
        routes.into_router().with_state(self)
    }
}
