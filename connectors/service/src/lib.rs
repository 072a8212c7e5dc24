//! The hub's own services: as a destination, a command or a query for each message; as a source, the events that they tell.

mod destination;
mod source;

use std::sync::Arc;

use nilecare_bus::EventBus;
use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_http::ServiceCaller;
use serde_json::Value;

pub use destination::{ServiceDestinationConfig, ServiceMethod};
pub use source::{Begin, ServiceSourceConfig};

use destination::ServiceDestination;
use source::ServiceSource;

/// The connector `service`.
pub struct ServiceConnector {
    caller: Arc<dyn ServiceCaller>,
    bus: Arc<dyn EventBus>,
}

impl ServiceConnector {
    /// Calls services through `caller`, and hears of them through `bus`.
    pub fn new(caller: Arc<dyn ServiceCaller>, bus: Arc<dyn EventBus>) -> Self {
        Self { caller, bus }
    }
}

impl Connector for ServiceConnector {
    fn kind(&self) -> &'static str {
        "service"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<ServiceSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<ServiceDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config| Box::new(ServiceSource::new(config, Arc::clone(&self.bus))) as _;
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let caller = Arc::clone(&self.caller);
        let build = |config| Arc::new(ServiceDestination::new(config, caller)) as _;
        Some(parse_config(config).map(build))
    }
}
