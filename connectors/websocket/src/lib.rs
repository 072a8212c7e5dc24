//! WebSocket (RFC 6455): a source and a destination, each as the side that waits or as the side that connects.
//!
//! ```text
//! peer ─► text, binary ─► Inbox::accept ─► the channel's reply over the same connection
//! message ─► text, binary ─► reply, or the pong of a ping that follows ─► sent
//! ```
//!
//! The protocol has no acknowledgments of its own. A source answers with the channel's reply, and closes a connection (1013) whose message
//! was not stored. A destination takes a pong as proof: it comes after everything before it was read (§5.5.3).

mod config;
mod destination;
mod failure;
mod link;
mod source;
mod wire;

use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_types::{Clock, SystemClock};
use serde_json::Value;

pub use config::{
    WebsocketClient, WebsocketDestinationConfig, WebsocketKind, WebsocketListener, WebsocketSourceConfig,
};

use destination::WebsocketDestinationFactory;
use source::WebsocketSource;

/// The connector `websocket`.
#[derive(Clone)]
pub struct WebsocketConnector {
    outbound: Outbound,
    clock: Arc<dyn Clock>,
}

impl Default for WebsocketConnector {
    fn default() -> Self {
        Self::limited(Outbound::default())
    }
}

impl WebsocketConnector {
    /// Connects to these peers only.
    pub fn limited(outbound: Outbound) -> Self {
        Self {
            outbound,
            clock: Arc::new(SystemClock),
        }
    }
}

impl Connector for WebsocketConnector {
    fn kind(&self) -> &'static str {
        "websocket"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<WebsocketSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<WebsocketDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config| {
            Box::new(WebsocketSource::new(
                config,
                Arc::clone(&self.clock),
                self.outbound.clone(),
            )) as _
        };
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let build = |config| {
            let factory = WebsocketDestinationFactory::new(config, Arc::clone(&self.clock), self.outbound.clone());
            Arc::new(factory) as _
        };
        Some(parse_config(config).map(build))
    }
}
