//! FHIR R4 over REST: a source that asks a server or is told by it, and a destination that writes to one.
//!
//! ```text
//! server ◄─ search by _lastUpdated ─► each version once ─► Inbox::accept ─► cursor on disk
//! server ─► rest-hook notification ─► Inbox::accept ─► 200     (an empty one: search now)
//! message ─► create, update, patch, transaction ─► status and OperationOutcome: sent, retry, reject, stop
//! ```
//!
//! HTTP is that of `nilecare-connector-http`, with its authentication, TLS and time-outs (docs/adr/0024). What a server says of a message
//! may quote it, so errors name codes and places only; the whole answer is kept with the message.

mod batch;
mod config;
mod content;
mod destination;
mod failure;
mod outcome;
mod source;

use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_types::{Clock, SystemClock};
use serde_json::Value;

pub use config::{
    FhirConnection, FhirDestinationConfig, FhirFormat, FhirInteraction, FhirPolling, FhirReturn, FhirSourceConfig,
    RestHook,
};

use destination::FhirDestinationFactory;
use source::FhirSource;

/// The connector `fhir`.
#[derive(Clone)]
pub struct FhirConnector {
    outbound: Outbound,
    clock: Arc<dyn Clock>,
}

impl Default for FhirConnector {
    fn default() -> Self {
        Self::limited(Outbound::default())
    }
}

impl FhirConnector {
    /// Connects to these servers only.
    pub fn limited(outbound: Outbound) -> Self {
        Self {
            outbound,
            clock: Arc::new(SystemClock),
        }
    }
}

impl Connector for FhirConnector {
    fn kind(&self) -> &'static str {
        "fhir"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<FhirSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<FhirDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config| Box::new(FhirSource::new(config, Arc::clone(&self.clock), self.outbound.clone())) as _;
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let build = |config| {
            let factory = FhirDestinationFactory::new(config, Arc::clone(&self.clock), self.outbound.clone());
            Arc::new(factory) as _
        };
        Some(parse_config(config).map(build))
    }
}
