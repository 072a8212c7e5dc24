//! Settings of the publisher.

use std::collections::{BTreeMap, BTreeSet};

use nilecare_connector_net::zero_problems;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig, ParameterPattern};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{RabbitmqConnection, SHORT, name_problem};

/// # RabbitMQ publisher
/// Publishes each message to an exchange, and takes it for sent when the broker confirmed it. The property `message_id` is the
/// idempotency key, the same on every attempt. `{name}` in `routing_key` and `headers` stands for a value of the destination's
/// `parameters`. A response transformer sees `connector_map.rabbitmq_routing_key`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RabbitmqDestinationConfig {
    /// The broker.
    #[serde(flatten)]
    pub connection: RabbitmqConnection,
    /// # Exchange
    /// It must be there. Empty: the default exchange, which puts a message into the queue that the routing key names.
    #[serde(default)]
    pub exchange: String,
    /// # Routing key
    #[serde(default)]
    pub routing_key: String,
    /// # Headers
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// # Content type
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// # Persistent
    /// A durable queue has it on disk before the broker confirms it.
    #[serde(default = "yes")]
    pub persistent: bool,
    /// # Priority
    /// 0 to 255, for queues that have priorities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<u8>,
    /// # Expiration
    /// A message that nobody took by then is dropped by the broker, or put into its dead letter exchange.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiration: Option<HumanDuration>,
    /// # When no queue gets it
    #[serde(default)]
    pub unroutable: Unroutable,
    /// # Time-out
    /// For the broker's confirmation. Without one the message may be there all the same.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
}

/// What becomes of a message that the exchange has no queue for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unroutable {
    /// It ends in error, and those behind it go on.
    #[default]
    Reject,
    /// It is tried again until there is a queue, and those behind it wait.
    Retry,
    /// It counts as sent, though nobody gets it.
    Drop,
}

fn yes() -> bool {
    true
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(30)
}

/// The engine ends an attempt after five minutes.
const LONGEST: HumanDuration = HumanDuration::from_secs(240);
/// Headers that one message may have.
const MOST_HEADERS: usize = 64;

impl ConnectorConfig for RabbitmqDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.connection.problems();
        if !self.exchange.is_empty() {
            problems.extend(name_problem("/exchange", &self.exchange));
        }
        if self.exchange.is_empty() && self.routing_key.is_empty() {
            let message = "must name a queue, or give an exchange";
            problems.push(ConfigProblem::new("/routing_key", message));
        }
        if let Err(error) = ParameterPattern::parse(&self.routing_key) {
            problems.push(ConfigProblem::new("/routing_key", error.to_string()));
        }
        for (name, text) in &self.headers {
            let path = format!("/headers/{name}");
            problems.extend(name_problem(path.clone(), name));
            if let Err(error) = ParameterPattern::parse(text) {
                problems.push(ConfigProblem::new(path, error.to_string()));
            }
        }
        if self.headers.len() > MOST_HEADERS {
            problems.push(ConfigProblem::new("/headers", "must be at most 64"));
        }
        let is_long = |text: &String| text.is_empty() || text.len() > SHORT;
        if self.content_type.as_ref().is_some_and(is_long) {
            problems.push(ConfigProblem::new("/content_type", "must be of 1 to 255 bytes"));
        }
        let is_odd = |expiration: HumanDuration| !(1..=u128::from(u32::MAX)).contains(&expiration.get().as_millis());
        if self.expiration.is_some_and(is_odd) {
            problems.push(ConfigProblem::new("/expiration", "must be from 1ms to 49d"));
        }
        problems.extend(zero_problems(&[("/timeout", self.timeout)]));
        if self.timeout > LONGEST {
            problems.push(ConfigProblem::new("/timeout", "must be at most 4m"));
        }
        problems
    }

    fn samples() -> Vec<Value> {
        vec![
            json!({ "address": "127.0.0.1:5672", "routing_key": "orders" }),
            json!({ "address": "rabbit.example.org:5671", "virtual_host": "hospital",
                "username": "hub", "password": "file:/etc/nilecare/rabbitmq.secret",
                "tls": { "ca_file": "/etc/nilecare/tls/ca.pem" },
                "exchange": "hospital", "routing_key": "adt.{event}", "headers": { "facility": "{facility}" },
                "content_type": "application/hl7-v2", "expiration": "1d", "priority": 5, "unroutable": "retry" }),
        ]
    }
}

impl RabbitmqDestinationConfig {
    /// Names the parameters that the settings use.
    pub(crate) fn parameters(&self) -> BTreeSet<String> {
        let texts = std::iter::once(&self.routing_key).chain(self.headers.values());
        let patterns = texts.filter_map(|text| ParameterPattern::parse(text).ok());
        patterns.flat_map(|pattern| pattern.names()).collect()
    }
}
