//! MLLP: HL7 messages over TCP, each in a block of start byte, content and two end bytes.
//!
//! The source listens (or connects to its sender), stores each message through the engine and writes the reply that the channel wants. The
//! destination connects (or waits for its receiver), sends one message at a time and waits for the acknowledgement that belongs to it. Frames are
//! read by an own scanner (`scanner`), which is bounded and linear whatever the bytes are, and written by
//! `hl7-mllp-codec`. Either side speaks plain TCP or TLS (`nilecare-connector-net`).

mod config;
mod connection;
mod destination;
mod frame;
mod in_flight;
mod scanner;
mod source;
mod wire;

use std::sync::Arc;

use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_types::SystemClock;
use serde_json::Value;

pub use config::UnknownRelease;
pub use config::{EnhancedReply, MllpDestinationConfig, MllpSourceConfig, Release};
pub use destination::MllpDestinationFactory;
pub use frame::{CommitBlock, END_BLOCK, START_BLOCK, write_frame};
use nilecare_connector_net::Outbound;
pub use nilecare_connector_net::{
    ClientCertificates, ConnectionMode, ListenerTls, MinTlsVersion, Network, NotANetwork, SenderTls, Stream, TlsError,
    TlsListener, TlsSender,
};
pub use scanner::{FrameScanner, ScanEvent, ScanLimits};
pub use source::MllpSource;

/// The connector `mllp`.
#[derive(Debug, Clone, Default)]
pub struct MllpConnector {
    outbound: Outbound,
}

impl MllpConnector {
    /// Connects to these receivers and senders only.
    pub fn limited(outbound: Outbound) -> Self {
        Self { outbound }
    }
}

impl Connector for MllpConnector {
    fn kind(&self) -> &'static str {
        "mllp"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<MllpSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<MllpDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let outbound = self.outbound.clone();
        Some(parse_config(config).map(|config| Box::new(MllpSource::new(config, Arc::new(SystemClock), outbound)) as _))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let outbound = self.outbound.clone();
        Some(
            parse_config(config)
                .map(|config| Arc::new(MllpDestinationFactory::new(config, Arc::new(SystemClock), outbound)) as _),
        )
    }
}
