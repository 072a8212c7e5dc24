//! MLLP: HL7 messages over TCP, each in a block of start byte, content and two end bytes.
//!
//! The source listens (or connects to its sender), stores each message through the engine and writes the reply that the channel wants. The
//! destination connects (or waits for its receiver), sends one message at a time and waits for the acknowledgement that belongs to it. Frames are
//! read by an own scanner (`scanner`), which is bounded and linear whatever the bytes are, and written by
//! `hl7-mllp-codec`. Either side speaks plain TCP or TLS (`tls`).

mod config;
mod connection;
mod destination;
mod dial;
mod frame;
mod in_flight;
mod scanner;
mod seats;
mod source;
mod stream;
mod tls;
mod wire;

use std::sync::Arc;

use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_types::SystemClock;
use serde_json::Value;

pub use config::UnknownRelease;
pub use config::{
    ConnectionMode, EnhancedReply, MllpDestinationConfig, MllpSourceConfig, Network, NotANetwork, Release,
};
pub use destination::MllpDestinationFactory;
pub use frame::{CommitBlock, END_BLOCK, START_BLOCK, write_frame};
pub use scanner::{FrameScanner, ScanEvent, ScanLimits};
pub use source::MllpSource;
pub use stream::Stream;
pub use tls::{ClientCertificates, ListenerTls, MinTlsVersion, SenderTls, TlsError, TlsListener, TlsSender};

/// The connector `mllp`.
pub struct MllpConnector;

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
        Some(parse_config(config).map(|config| Box::new(MllpSource::new(config, Arc::new(SystemClock))) as _))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        Some(
            parse_config(config)
                .map(|config| Arc::new(MllpDestinationFactory::new(config, Arc::new(SystemClock))) as _),
        )
    }
}
