//! Messages of any kind over TCP, told apart by delimiters, by their length, or by the end of the connection.
//!
//! ```text
//! sender ─► Frames (bounded, linear) ─► Inbox::accept ─► reply in the same framing
//! message ─► Framing::frame ─► receiver ─► Frames ─► response
//! ```
//!
//! Either side speaks plain TCP or TLS (`nilecare-connector-net`). HL7 v2 systems use the connector `mllp`, which knows more of them.

mod config;
mod connection;
mod destination;
mod source;

use std::sync::Arc;

use nilecare_connector_net::Outbound;
pub use nilecare_connector_net::{
    ConnectionMode, Delimiters, DoesNotFit, FrameEvent, Frames, Framing, LengthForm, LengthPrefix, NotAPattern, Pattern,
};
use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_types::SystemClock;
use serde_json::Value;

pub use config::{ReplySettings, TcpDestinationConfig, TcpSourceConfig};

use destination::TcpDestinationFactory;
use source::TcpSource;

/// The connector `tcp`.
#[derive(Debug, Clone, Default)]
pub struct TcpConnector {
    outbound: Outbound,
}

impl TcpConnector {
    /// Connects to these receivers and senders only.
    pub fn limited(outbound: Outbound) -> Self {
        Self { outbound }
    }
}

impl Connector for TcpConnector {
    fn kind(&self) -> &'static str {
        "tcp"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<TcpSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<TcpDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config| Box::new(TcpSource::new(config, Arc::new(SystemClock), self.outbound.clone())) as _;
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let build = |config| {
            Arc::new(TcpDestinationFactory::new(
                config,
                Arc::new(SystemClock),
                self.outbound.clone(),
            )) as _
        };
        Some(parse_config(config).map(build))
    }
}
