//! Kafka: a consumer in a group, and an idempotent producer.
//!
//! ```text
//! partitions ─► a bounded queue ─► Inbox::accept_all ─► offsets noted ─► committed, while the partition is ours
//! message ─► produced, acks=all ─► delivery report ─► sent
//! ```
//!
//! An offset is committed only after its message is on disk, and only for a partition that is still assigned to us; so nothing
//! is skipped, and what was stored shortly before a crash comes again. The protocol is librdkafka's. It dials by itself, so
//! the hub's list of allowed receivers is held against the brokers of the settings and against those that they name.

mod client;
mod config;
mod destination;
mod facts;
mod failure;
mod produce;
mod source;

use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use serde_json::Value;

pub use config::{
    Compression, KafkaConnection, KafkaDestinationConfig, KafkaSasl, KafkaSourceConfig, KafkaTls, SaslMechanism,
    StartFrom,
};

use client::Cluster;
use destination::KafkaProducers;
use source::KafkaSource;

/// The connector `kafka`.
#[derive(Debug, Clone, Default)]
pub struct KafkaConnector {
    outbound: Outbound,
}

impl KafkaConnector {
    /// Connects to these brokers only.
    pub fn limited(outbound: Outbound) -> Self {
        Self { outbound }
    }

    fn cluster(&self, connection: &KafkaConnection) -> Arc<Cluster> {
        Arc::new(Cluster::new(connection.clone(), self.outbound.clone()))
    }
}

impl Connector for KafkaConnector {
    fn kind(&self) -> &'static str {
        "kafka"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<KafkaSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<KafkaDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config: KafkaSourceConfig| {
            let cluster = self.cluster(&config.connection);
            Box::new(KafkaSource::new(config, cluster)) as _
        };
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let build = |config: KafkaDestinationConfig| {
            let cluster = self.cluster(&config.connection);
            Arc::new(KafkaProducers::new(config, cluster)) as _
        };
        Some(parse_config(config).map(build))
    }
}
