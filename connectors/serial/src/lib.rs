//! Messages over a serial line (RS-232, RS-485, USB), framed as those over TCP are.
//!
//! ```text
//! device ─► Frames (bounded, linear) ─► Inbox::accept ─► reply in the same framing
//! message ─► Framing::frame ─► device ─► Frames ─► response
//! ```
//!
//! A line has one owner: a source and a destination cannot have the same one. A device that is unplugged is waited for.

mod config;
mod destination;
mod failure;
mod port;
mod source;

use std::sync::Arc;

use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use serde_json::Value;

pub use config::{
    SerialDestinationConfig, SerialFlowControl, SerialLine, SerialParity, SerialReply, SerialSourceConfig,
};

use destination::SerialDestinationFactory;
use source::SerialSource;

/// The connector `serial`.
#[derive(Debug, Clone, Copy, Default)]
pub struct SerialConnector;

impl Connector for SerialConnector {
    fn kind(&self) -> &'static str {
        "serial"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<SerialSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<SerialDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        Some(parse_config(config).map(|config| Box::new(SerialSource::new(config)) as _))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        Some(parse_config(config).map(|config| Arc::new(SerialDestinationFactory::new(config)) as _))
    }
}
