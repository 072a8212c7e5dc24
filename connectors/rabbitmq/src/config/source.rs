//! Settings of the consumer.

use nilecare_connector_net::zero_problems;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{RabbitmqConnection, SHORT, name_problem};

/// # RabbitMQ consumer
/// Takes the messages of a queue, and acknowledges each when it is on disk. Messages are stored in the order in which the broker
/// hands them over; one that was handed over before has `source["rabbitmq.redelivered"]`. Scripts see `rabbitmq.queue`,
/// `rabbitmq.exchange`, `rabbitmq.routing_key`, `rabbitmq.message_id`, `rabbitmq.content_type`, `rabbitmq.correlation_id`,
/// `rabbitmq.reply_to`, `rabbitmq.timestamp` and up to 32 headers as `rabbitmq.header.NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RabbitmqSourceConfig {
    /// The broker.
    #[serde(flatten)]
    pub connection: RabbitmqConnection,
    /// # Queue
    pub queue: String,
    /// # Make the queue
    /// Absent: the queue must be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declare: Option<QueueDeclaration>,
    /// # Messages in hand
    /// So many the broker hands over before we have acknowledged any, 1 to 1,000. Memory is bounded by this times the largest
    /// message that the broker lets through.
    #[serde(default = "default_prefetch")]
    pub prefetch: u16,
    /// # Largest message, in bytes
    /// Of a larger one the first 64 KiB are kept as a message in error, and it is acknowledged.
    #[serde(default = "default_size")]
    pub max_size: usize,
    /// # Remember message ids for
    /// A message whose `message_id` came within this time is kept as filtered and not processed again. Absent: what the channel
    /// says of repeats is all that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remember_ids: Option<HumanDuration>,
    /// # Hold for
    /// While the hub cannot store, messages are held this long, and then given back to the queue. A quorum queue counts how often
    /// a message came back, and may drop it after some times, so keep this long; at most 20 minutes, since the broker ends a
    /// consumer that acknowledges nothing for 30.
    #[serde(default = "default_hold")]
    pub hold: HumanDuration,
    /// # Longest pause
    /// Before connecting again; the first pause is 100 ms, and each is twice as long as the one before.
    #[serde(default = "default_pause")]
    pub max_reconnect_pause: HumanDuration,
}

/// How the queue is made, when it is not there. One that is there must have been made alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QueueDeclaration {
    /// # Kind
    pub kind: QueueKind,
    /// # Durable
    /// It outlives the broker. A quorum queue always does.
    pub durable: bool,
    /// # Dead letter exchange
    /// Where the broker puts messages that it gives up. Without, it drops them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dead_letter_exchange: Option<String>,
    /// # Dead letter routing key
    /// Absent: the one that the message came with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dead_letter_routing_key: Option<String>,
    /// # Bindings
    /// What flows into the queue, besides what is sent to it by its name. The exchanges must be there.
    pub bindings: Vec<QueueBinding>,
}

/// A binding of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QueueBinding {
    /// # Exchange
    pub exchange: String,
    /// # Routing key
    /// For a topic exchange a pattern, such as `adt.#`.
    #[serde(default)]
    pub routing_key: String,
}

/// The kind of a queue.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QueueKind {
    /// Kept on most nodes of a cluster before it is confirmed.
    #[default]
    Quorum,
    /// Kept on one node.
    Classic,
}

impl Default for QueueDeclaration {
    fn default() -> Self {
        Self {
            kind: QueueKind::default(),
            durable: true,
            dead_letter_exchange: None,
            dead_letter_routing_key: None,
            bindings: Vec::new(),
        }
    }
}

fn default_prefetch() -> u16 {
    64
}
fn default_size() -> usize {
    16 << 20
}
fn default_hold() -> HumanDuration {
    HumanDuration::from_secs(600)
}
fn default_pause() -> HumanDuration {
    HumanDuration::from_secs(30)
}

/// The broker's own patience is half an hour.
const LONGEST_HOLD: HumanDuration = HumanDuration::from_secs(20 * 60);

impl ConnectorConfig for RabbitmqSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.connection.problems();
        problems.extend(name_problem("/queue", &self.queue));
        problems.extend(self.declare.iter().flat_map(QueueDeclaration::problems));
        if !(1..=1000).contains(&self.prefetch) {
            problems.push(ConfigProblem::new("/prefetch", "must be from 1 to 1000"));
        }
        if !(1..=256 << 20).contains(&self.max_size) {
            problems.push(ConfigProblem::new("/max_size", "must be from 1 to 268435456"));
        }
        problems.extend(zero_problems(&[
            ("/hold", self.hold),
            ("/max_reconnect_pause", self.max_reconnect_pause),
        ]));
        if self.remember_ids.is_some_and(|within| within.get().is_zero()) {
            problems.push(ConfigProblem::new("/remember_ids", "must be more than 0"));
        }
        if self.hold > LONGEST_HOLD {
            problems.push(ConfigProblem::new("/hold", "must be at most 20m"));
        }
        problems
    }

    fn samples() -> Vec<Value> {
        vec![
            json!({ "address": "127.0.0.1:5672", "queue": "adt" }),
            json!({ "address": "rabbit.example.org:5671", "virtual_host": "hospital",
                "username": "hub", "password": "env:RABBITMQ_PASSWORD",
                "tls": { "ca_file": "/etc/nilecare/tls/ca.pem" },
                "queue": "hub.adt", "prefetch": 256, "remember_ids": "1d",
                "declare": { "kind": "quorum", "dead_letter_exchange": "hub.dead",
                    "bindings": [{ "exchange": "hospital", "routing_key": "adt.#" }] } }),
        ]
    }
}

impl QueueDeclaration {
    fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        if self.kind == QueueKind::Quorum && !self.durable {
            problems.push(ConfigProblem::new(
                "/declare/durable",
                "must be true for a quorum queue",
            ));
        }
        if let Some(exchange) = &self.dead_letter_exchange {
            problems.extend(name_problem("/declare/dead_letter_exchange", exchange));
        }
        if self.dead_letter_routing_key.is_some() && self.dead_letter_exchange.is_none() {
            let message = "is for a dead_letter_exchange; name one, or remove this";
            problems.push(ConfigProblem::new("/declare/dead_letter_routing_key", message));
        }
        for (index, binding) in self.bindings.iter().enumerate() {
            let path = format!("/declare/bindings/{index}");
            problems.extend(name_problem(format!("{path}/exchange"), &binding.exchange));
            if binding.routing_key.len() > SHORT {
                let message = "must be at most 255 bytes";
                problems.push(ConfigProblem::new(format!("{path}/routing_key"), message));
            }
        }
        problems
    }
}
