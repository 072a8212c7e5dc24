//! The connectors `http` and `webhook`.

use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_types::{Clock, SystemClock};
use serde_json::Value;

use crate::destination::HttpDestinationFactory;
use crate::listener::{HttpSource, Listening, Plain};
use crate::webhook::Signed;
use crate::{HttpDestinationConfig, HttpSourceConfig, WebhookSourceConfig};

/// The connector `http`.
#[derive(Debug, Clone, Default)]
pub struct HttpConnector {
    outbound: Outbound,
}

impl HttpConnector {
    /// Connects to these receivers only.
    pub fn limited(outbound: Outbound) -> Self {
        Self { outbound }
    }
}

impl Connector for HttpConnector {
    fn kind(&self) -> &'static str {
        "http"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<HttpSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<HttpDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config: HttpSourceConfig| {
            let listening = Listening::of_http(&config);
            Box::new(HttpSource::new(listening, Plain::new(config), Arc::new(SystemClock))) as _
        };
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let outbound = self.outbound.clone();
        let build = |config| Arc::new(HttpDestinationFactory::new(config, Arc::new(SystemClock), outbound)) as _;
        Some(parse_config(config).map(build))
    }
}

/// The connector `webhook`.
#[derive(Clone)]
pub struct WebhookConnector {
    clock: Arc<dyn Clock>,
}

impl Default for WebhookConnector {
    fn default() -> Self {
        Self::at(Arc::new(SystemClock))
    }
}

impl WebhookConnector {
    /// Tells the age of what comes by this clock.
    pub fn at(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }
}

impl Connector for WebhookConnector {
    fn kind(&self) -> &'static str {
        "webhook"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<WebhookSourceConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config: WebhookSourceConfig| {
            let listening = Listening::of_webhook(&config);
            let signed = Signed::new(config, Arc::clone(&self.clock));
            Box::new(HttpSource::new(listening, signed, Arc::clone(&self.clock))) as _
        };
        Some(parse_config(config).map(build))
    }
}
