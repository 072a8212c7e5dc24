//! MQTT 3.1.1 and 5: a subscriber and a publisher.
//!
//! ```text
//! broker ─► PUBLISH ─► Inbox::accept ─► PUBACK, PUBREC      in the order in which they came
//! message ─► topic, properties by parameters ─► PUBLISH ─► PUBACK, PUBCOMP: sent; reason codes: retry, reject, stop
//! ```
//!
//! The packets are those of `rumqttc` (`nilecare-mqtt`); connections are made as those of every connector, so that TLS files are
//! read again when they change and the hub's list of hosts counts (docs/adr/0017). The hub's own broker is reached within the
//! process. Topics may name a patient, so they are never logged.

mod client;
mod config;
mod destination;
mod failure;
mod source;

use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_types::{Clock, SystemClock};
use serde_json::Value;

use client::Client;
pub use client::HubBroker;
pub use config::{BrokerName, MqttConnection, MqttDestinationConfig, MqttProtocol, MqttSourceConfig};
use destination::MqttDestinationFactory;
use source::MqttSource;

/// The connector `mqtt`.
#[derive(Clone, Default)]
pub struct MqttConnector {
    outbound: Outbound,
    hub: HubBroker,
}

impl MqttConnector {
    /// Connects to these brokers only, and knows the hub's own.
    pub fn limited(outbound: Outbound, hub: HubBroker) -> Self {
        Self { outbound, hub }
    }

    fn client(&self, connection: &MqttConnection) -> Client {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        Client::new(connection, &self.hub, self.outbound.clone(), clock)
    }
}

impl Connector for MqttConnector {
    fn kind(&self) -> &'static str {
        "mqtt"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<MqttSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<MqttDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config: MqttSourceConfig| {
            let client = self.client(&config.connection);
            Box::new(MqttSource::new(config, client)) as _
        };
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let build = |config: MqttDestinationConfig| {
            let client = self.client(&config.connection);
            Arc::new(MqttDestinationFactory::new(config, client)) as _
        };
        Some(parse_config(config).map(build))
    }
}
