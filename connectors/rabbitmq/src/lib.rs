//! RabbitMQ, and other brokers that speak AMQP 0-9-1: a consumer of a queue, and a publisher to an exchange.
//!
//! ```text
//! queue ─► deliveries, at most `prefetch` ─► Inbox::accept_all ─► basic.ack
//! message ─► basic.publish, mandatory, persistent ─► basic.ack of the broker ─► sent
//! ```
//!
//! A delivery is acknowledged when its message is on disk. A message counts as sent when the broker confirmed it: it lies
//! in all queues that it was routed to, on disk when they are durable. The protocol is lapin's; connections, TLS and the list
//! of allowed receivers are those of `nilecare-connector-net`, so that there is one of each.

mod config;
mod connect;
mod destination;
mod facts;
mod failure;
mod properties;
mod source;
mod topology;

use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_types::SystemClock;
use serde_json::Value;

pub use config::{
    QueueBinding, QueueDeclaration, QueueKind, RabbitmqConnection, RabbitmqDestinationConfig, RabbitmqSourceConfig,
    Unroutable,
};

use connect::Broker;
use destination::RabbitmqPublishers;
use source::RabbitmqSource;

/// The connector `rabbitmq`.
#[derive(Debug, Clone, Default)]
pub struct RabbitmqConnector {
    outbound: Outbound,
}

impl RabbitmqConnector {
    /// Connects to these brokers only.
    pub fn limited(outbound: Outbound) -> Self {
        Self { outbound }
    }

    fn broker(&self, connection: &RabbitmqConnection) -> Arc<Broker> {
        Arc::new(Broker::new(connection, self.outbound.clone(), Arc::new(SystemClock)))
    }
}

impl Connector for RabbitmqConnector {
    fn kind(&self) -> &'static str {
        "rabbitmq"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<RabbitmqSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<RabbitmqDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config: RabbitmqSourceConfig| {
            let broker = self.broker(&config.connection);
            Box::new(RabbitmqSource::new(config, broker)) as _
        };
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let build = |config: RabbitmqDestinationConfig| {
            let broker = self.broker(&config.connection);
            Arc::new(RabbitmqPublishers::new(config, broker)) as _
        };
        Some(parse_config(config).map(build))
    }
}
