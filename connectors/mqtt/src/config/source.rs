//! Settings of the source.

use nilecare_connector_net::zero_problems;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_mqtt::Filter;
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::MqttConnection;

/// # MQTT subscriber
/// Takes the messages of topics. The broker gets its acknowledgment (PUBACK, PUBREC) when a message is on disk and the channel's
/// reply is known; the channel's `reply.when` of `never` or `on_receipt` is the quickest. Messages of a connection keep their
/// order. A message may come twice after a broken connection, also with QoS 2 after a restart of the hub. Scripts see
/// `source["mqtt.topic"]`, its levels as `source["mqtt.level.0"]` and so on, `mqtt.qos`, `mqtt.retain`, `mqtt.duplicate`, and with
/// MQTT 5 `mqtt.content_type`, `mqtt.response_topic`, `mqtt.message_expiry` and `mqtt.property.NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MqttSourceConfig {
    /// What belongs to the connection.
    #[serde(flatten)]
    pub connection: MqttConnection,
    /// # Topics
    /// Filters such as `ward/+/vitals` and `alarms/#`. `$share/GROUP/FILTER` shares the messages among all clients of the group,
    /// which then have no order.
    pub topics: Vec<String>,
    /// # QoS
    /// 0: messages are lost while the hub is away or its disk is full. 1: at least once. 2: as 1, with fewer repeats.
    #[serde(default = "default_qos")]
    pub qos: u8,
    /// # Clean session
    /// The broker keeps nothing while the channel is stopped or not connected.
    #[serde(default)]
    pub clean_session: bool,
    /// # Session expiry
    /// So long a broker of MQTT 5 keeps messages for us while we are away.
    #[serde(default = "default_expiry")]
    pub session_expiry: HumanDuration,
    /// # Messages in hand
    /// So many at once that are not acknowledged yet; then nothing more is read. With 1 the order is kept also where attachments
    /// are taken out or repeats are looked for.
    #[serde(default = "default_in_hand")]
    pub max_in_flight: u16,
    /// # Largest message, in bytes
    /// Of a larger one the beginning is kept, in error, and it is acknowledged.
    #[serde(default = "default_size")]
    pub max_message_size: usize,
    /// # Leave out retained messages
    /// Those that a broker kept from before the subscription (MQTT 5).
    #[serde(default)]
    pub skip_retained: bool,
    /// # Reconnect after
    /// Grows to half a minute while the broker is away.
    #[serde(default = "default_reconnect")]
    pub reconnect: HumanDuration,
}

fn default_qos() -> u8 {
    1
}
fn default_expiry() -> HumanDuration {
    HumanDuration::from_secs(24 * 3600)
}
fn default_in_hand() -> u16 {
    64
}
fn default_size() -> usize {
    16 << 20
}
fn default_reconnect() -> HumanDuration {
    HumanDuration::from_secs(1)
}

impl ConnectorConfig for MqttSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.connection.validate();
        if !(1..=64).contains(&self.topics.len()) {
            problems.push(ConfigProblem::new("/topics", "must be 1 to 64 filters"));
        }
        for (index, topic) in self.topics.iter().enumerate() {
            if let Err(error) = Filter::parse(topic) {
                problems.push(ConfigProblem::new(format!("/topics/{index}"), error.to_string()));
            }
        }
        if self.qos > 2 {
            problems.push(ConfigProblem::new("/qos", "must be 0, 1 or 2"));
        }
        if !self.clean_session && self.connection.client_id.is_none() {
            problems.push(ConfigProblem::new(
                "/client_id",
                "must be given, for the broker to know whose session it keeps; or set clean_session",
            ));
        }
        if self.max_in_flight == 0 || self.max_in_flight > 4096 {
            problems.push(ConfigProblem::new("/max_in_flight", "must be from 1 to 4096"));
        }
        if !(1024..=256 << 20).contains(&self.max_message_size) {
            problems.push(ConfigProblem::new(
                "/max_message_size",
                "must be from 1024 to 268435456",
            ));
        }
        problems.extend(zero_problems(&[
            ("/reconnect", self.reconnect),
            ("/session_expiry", self.session_expiry),
        ]));
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "topics": ["devices/+/vitals"], "client_id": "nilecare-vitals" }),
            json!({ "url": "mqtts://broker.example.org:8883", "client_id": "nilecare-alarms", "username": "nilecare",
                "password": "env:BROKER_PASSWORD", "topics": ["$share/nilecare/alarms/#"], "qos": 2 }),
            json!({ "url": "mqtt://127.0.0.1:1883", "protocol": "mqtt311", "topics": ["ward/#"], "clean_session": true }),
        ]
    }
}
