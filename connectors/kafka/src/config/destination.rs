//! Settings of the producer.

use std::collections::{BTreeMap, BTreeSet};

use nilecare_engine_api::{ConfigProblem, ConnectorConfig, ParameterPattern};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{KafkaConnection, NOT_A_TOPIC, is_topic};

/// # Kafka producer
/// Writes each message as a record, and takes it for sent when all replicas in sync have it (`acks=all`, idempotent). `{name}` in
/// `topic`, `key` and `headers` stands for a value of the destination's `parameters`. A response transformer sees
/// `connector_map.kafka_topic`, `kafka_partition` and `kafka_offset`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KafkaDestinationConfig {
    /// The cluster.
    #[serde(flatten)]
    pub connection: KafkaConnection,
    /// # Topic
    pub topic: String,
    /// # Key
    /// Records with the same key go into the same partition, and so keep their order. Absent or empty: no key, any partition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// # Headers
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// # Header of the idempotency key
    /// The same on every attempt, so that a reader can recognise a repeat. Empty: not sent.
    #[serde(default = "default_idempotency")]
    pub idempotency_header: String,
    /// # Compression
    #[serde(default)]
    pub compression: Compression,
    /// # Largest message, in bytes
    /// A larger one is rejected. Brokers and topics have limits of their own, usually 1 MiB.
    #[serde(default = "default_size")]
    pub max_size: usize,
    /// # Time-out
    /// For a record to be written. Without a report the brokers may have it all the same.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
}

/// How records are packed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// Small and slow.
    Gzip,
    /// Quick.
    Snappy,
    /// Quick.
    Lz4,
}

impl Compression {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gzip => "gzip",
            Self::Snappy => "snappy",
            Self::Lz4 => "lz4",
        }
    }
}

fn default_idempotency() -> String {
    "idempotency-key".to_owned()
}
fn default_size() -> usize {
    1_000_000
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(30)
}

/// The engine ends an attempt after five minutes.
const LONGEST: u64 = 240;

impl ConnectorConfig for KafkaDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.connection.problems();
        match ParameterPattern::parse(&self.topic) {
            Err(error) => problems.push(ConfigProblem::new("/topic", error.to_string())),
            Ok(pattern) if pattern.names().is_empty() && !is_topic(&self.topic) => {
                problems.push(ConfigProblem::new("/topic", NOT_A_TOPIC));
            }
            Ok(_) => {}
        }
        if let Some(Err(error)) = self.key.as_deref().map(ParameterPattern::parse) {
            problems.push(ConfigProblem::new("/key", error.to_string()));
        }
        for (name, text) in &self.headers {
            let path = format!("/headers/{name}");
            match ParameterPattern::parse(text) {
                _ if name.is_empty() || name.len() > 255 || name.contains('\0') => {
                    problems.push(ConfigProblem::new(path, "must be a name of 1 to 255 bytes"));
                }
                _ if *name == self.idempotency_header => {
                    problems.push(ConfigProblem::new(
                        path,
                        "is the header of the idempotency key; remove it here",
                    ));
                }
                Err(error) => problems.push(ConfigProblem::new(path, error.to_string())),
                Ok(_) => {}
            }
        }
        if self.headers.len() > 64 {
            problems.push(ConfigProblem::new("/headers", "must be at most 64"));
        }
        if self.idempotency_header.len() > 255 || self.idempotency_header.contains('\0') {
            let message = "must be a name of at most 255 bytes, or empty";
            problems.push(ConfigProblem::new("/idempotency_header", message));
        }
        if !(1_000..=256 << 20).contains(&self.max_size) {
            problems.push(ConfigProblem::new("/max_size", "must be from 1000 to 268435456"));
        }
        let timeout = self.timeout.get();
        if timeout.as_millis() < 1_000 || timeout.as_secs() > LONGEST {
            problems.push(ConfigProblem::new("/timeout", "must be from 1s to 4m"));
        }
        problems
    }

    fn samples() -> Vec<Value> {
        vec![
            json!({ "brokers": ["127.0.0.1:9092"], "topic": "orders" }),
            json!({ "brokers": ["kafka1.example.org:9092"], "topic": "adt-{facility}", "key": "{patient}",
                "headers": { "event": "{event}" }, "compression": "lz4",
                "sasl": { "username": "hub", "password": "file:/etc/nilecare/kafka.secret" } }),
        ]
    }
}

impl KafkaDestinationConfig {
    /// Names the parameters that the settings use.
    pub(crate) fn parameters(&self) -> BTreeSet<String> {
        let texts = std::iter::once(&self.topic)
            .chain(&self.key)
            .chain(self.headers.values());
        let patterns = texts.filter_map(|text| ParameterPattern::parse(text).ok());
        patterns.flat_map(|pattern| pattern.names()).collect()
    }
}
