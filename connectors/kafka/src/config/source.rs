//! Settings of the consumer.

use nilecare_connector_net::zero_problems;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{KafkaConnection, NOT_A_TOPIC, is_topic};

/// # Kafka consumer
/// Takes the records of topics as a member of a group, and commits an offset when its message is on disk. Order is kept within
/// each partition. Scripts see `source["kafka.topic"]`, `kafka.partition`, `kafka.offset`, `kafka.key`, `kafka.timestamp`
/// (milliseconds), `kafka.tombstone` for a record without a value, and up to 32 headers as `kafka.header.NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KafkaSourceConfig {
    /// The cluster.
    #[serde(flatten)]
    pub connection: KafkaConnection,
    /// # Topics
    pub topics: Vec<String>,
    /// # Group
    /// Members of a group share the partitions of its topics among them.
    pub group: String,
    /// # Start from
    /// When the group has no offset of a partition yet.
    #[serde(default)]
    pub start_from: StartFrom,
    /// # Fetched ahead, in bytes
    /// So much waits in memory to be stored, 64 KiB to 1 GiB.
    #[serde(default = "default_buffer")]
    pub buffer_size: usize,
    /// # Largest message, in bytes
    /// Of a larger one the first 64 KiB are kept as a message in error, and its offset is committed.
    #[serde(default = "default_size")]
    pub max_size: usize,
    /// # Remember offsets for
    /// A record that came within this time, known by topic, partition and offset, is kept as filtered and not processed again;
    /// such as one that was stored just before a crash. Absent: what the channel says of repeats is all that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remember_offsets: Option<HumanDuration>,
    /// # Session time-out
    /// A member that is silent this long loses its partitions to others.
    #[serde(default = "default_session")]
    pub session_timeout: HumanDuration,
    /// # Hold for
    /// While the hub cannot store, records are held this long; then we leave the group, so that another member may take them.
    /// At most 4 minutes.
    #[serde(default = "default_hold")]
    pub hold: HumanDuration,
    /// # Longest pause
    /// Before connecting again; the first pause is 100 ms, and each is twice as long as the one before.
    #[serde(default = "default_pause")]
    pub max_reconnect_pause: HumanDuration,
}

/// Where a new group begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StartFrom {
    /// With the oldest record that is kept.
    #[default]
    Earliest,
    /// With what comes from now on.
    Latest,
}

fn default_buffer() -> usize {
    16 << 20
}
fn default_size() -> usize {
    16 << 20
}
fn default_session() -> HumanDuration {
    HumanDuration::from_secs(45)
}
fn default_hold() -> HumanDuration {
    HumanDuration::from_secs(120)
}
fn default_pause() -> HumanDuration {
    HumanDuration::from_secs(30)
}

/// A member must ask for records every five minutes.
const LONGEST_HOLD: HumanDuration = HumanDuration::from_secs(240);

impl ConnectorConfig for KafkaSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.connection.problems();
        if self.topics.is_empty() {
            problems.push(ConfigProblem::new("/topics", "name at least one"));
        }
        for (index, topic) in self.topics.iter().enumerate() {
            if !is_topic(topic) {
                problems.push(ConfigProblem::new(format!("/topics/{index}"), NOT_A_TOPIC));
            }
        }
        if self.group.is_empty() || self.group.len() > 255 {
            problems.push(ConfigProblem::new("/group", "must be a name of 1 to 255 bytes"));
        }
        if !(64 << 10..=1 << 30).contains(&self.buffer_size) {
            problems.push(ConfigProblem::new("/buffer_size", "must be from 65536 to 1073741824"));
        }
        if !(1..=256 << 20).contains(&self.max_size) {
            problems.push(ConfigProblem::new("/max_size", "must be from 1 to 268435456"));
        }
        problems.extend(zero_problems(&[
            ("/hold", self.hold),
            ("/max_reconnect_pause", self.max_reconnect_pause),
        ]));
        if self.hold > LONGEST_HOLD {
            problems.push(ConfigProblem::new("/hold", "must be at most 4m"));
        }
        if self.remember_offsets.is_some_and(|within| within.get().is_zero()) {
            problems.push(ConfigProblem::new("/remember_offsets", "must be more than 0"));
        }
        let session = self.session_timeout.get().as_millis();
        if !(6_000..=300_000).contains(&session) {
            problems.push(ConfigProblem::new("/session_timeout", "must be from 6s to 5m"));
        }
        problems
    }

    fn samples() -> Vec<Value> {
        vec![
            json!({ "brokers": ["127.0.0.1:9092"], "topics": ["adt"], "group": "nilecare" }),
            json!({ "brokers": ["kafka1.example.org:9092", "kafka2.example.org:9092"], "topics": ["adt", "results"],
                "group": "nilecare-results", "start_from": "latest", "remember_offsets": "1d",
                "sasl": { "username": "hub", "password": "env:KAFKA_PASSWORD" } }),
        ]
    }
}
