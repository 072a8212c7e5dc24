//! Settings of the destination.

use std::collections::{BTreeMap, BTreeSet};

use nilecare_connector_net::zero_problems;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig, ParameterPattern};
use nilecare_mqtt::check_topic;
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{MqttConnection, MqttProtocol};

/// # MQTT publisher
/// Publishes each message. It is sent when the broker has acknowledged it (PUBACK with QoS 1, PUBCOMP with QoS 2); with QoS 0
/// when it is written. Brokers of MQTT 5 say why they refuse one: not authorized stops the queue, quota exceeded and busy are tried
/// again, payload format invalid, topic name invalid and packet too large are errors of the message. Those of MQTT 3.1.1 say nothing
/// of the kind; some acknowledge what they then drop. `{name}` in `topic`, `content_type` and `user_properties` stands for a value of
/// the destination's `parameters`; within a topic it must be one level. A response transformer sees `connector_map.mqtt_reason`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MqttDestinationConfig {
    /// What belongs to the connection.
    #[serde(flatten)]
    pub connection: MqttConnection,
    /// # Topic
    /// Such as `orders/{ward}`.
    pub topic: String,
    /// # QoS
    #[serde(default = "default_qos")]
    pub qos: u8,
    /// # Retain
    /// The broker keeps the last message of the topic for later subscribers.
    #[serde(default)]
    pub retain: bool,
    /// # Content type
    /// With MQTT 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// # Message expiry
    /// So long the broker tries to deliver it (MQTT 5). Absent: for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_expiry: Option<HumanDuration>,
    /// # User properties
    /// With MQTT 5.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub user_properties: BTreeMap<String, String>,
    /// # User property of the idempotency key
    /// The same on every attempt, so that subscribers can recognise a repeat (MQTT 5). Empty: not sent.
    #[serde(default = "default_idempotency")]
    pub idempotency_property: String,
    /// # Acknowledgment time-out
    /// Without one in time the broker may have the message all the same.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
}

fn default_qos() -> u8 {
    1
}
fn default_idempotency() -> String {
    "idempotency-key".to_owned()
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(10)
}

/// The engine ends an attempt after five minutes.
const LONGEST: u64 = 240;

impl MqttDestinationConfig {
    /// Names the parameters that are used.
    pub(crate) fn parameters(&self) -> BTreeSet<String> {
        let texts = [Some(&self.topic), self.content_type.as_ref()].into_iter().flatten();
        let texts = texts.chain(self.user_properties.values());
        let patterns = texts.filter_map(|text| ParameterPattern::parse(text).ok());
        patterns.flat_map(|pattern| pattern.names()).collect()
    }

    fn topic_problem(&self) -> Option<ConfigProblem> {
        let problem = |message: String| Some(ConfigProblem::new("/topic", message));
        let pattern = match ParameterPattern::parse(&self.topic) {
            Ok(pattern) => pattern,
            Err(error) => return problem(error.to_string()),
        };
        let values = pattern.names().into_iter().map(|name| (name, "x".to_owned())).collect();
        let filled = pattern.fill(&values, |value, text| {
            text.push_str(value);
            true
        });
        let topic = filled.unwrap_or_default();
        if topic.starts_with('$') {
            return problem("must not begin with $, which belongs to the broker".to_owned());
        }
        check_topic(&topic).err().and_then(|error| problem(error.to_string()))
    }

    fn version_problems(&self) -> Vec<ConfigProblem> {
        if self.connection.protocol == MqttProtocol::Mqtt5 {
            return Vec::new();
        }
        let given = [
            ("/content_type", self.content_type.is_some()),
            ("/message_expiry", self.message_expiry.is_some()),
            ("/user_properties", !self.user_properties.is_empty()),
        ];
        let odd = given.into_iter().filter(|(_, is_given)| *is_given);
        odd.map(|(path, _)| ConfigProblem::new(path, "is for protocol mqtt5; remove it, or change protocol"))
            .collect()
    }
}

impl ConnectorConfig for MqttDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.connection.validate();
        problems.extend(self.topic_problem());
        problems.extend(self.version_problems());
        if self.qos > 2 {
            problems.push(ConfigProblem::new("/qos", "must be 0, 1 or 2"));
        }
        let content_type = self.content_type.iter().map(|text| ("/content_type".to_owned(), text));
        let properties = self.user_properties.iter();
        let properties = properties.map(|(name, text)| (format!("/user_properties/{name}"), text));
        for (path, text) in content_type.chain(properties) {
            if let Err(error) = ParameterPattern::parse(text) {
                problems.push(ConfigProblem::new(path, error.to_string()));
            }
        }
        if self.user_properties.len() > 64 {
            problems.push(ConfigProblem::new("/user_properties", "must be at most 64"));
        }
        problems.extend(zero_problems(&[("/timeout", self.timeout)]));
        if self.timeout > HumanDuration::from_secs(LONGEST) {
            problems.push(ConfigProblem::new("/timeout", "must be at most 4m"));
        }
        if self.message_expiry.is_some_and(|expiry| expiry.get().as_secs() == 0) {
            problems.push(ConfigProblem::new("/message_expiry", "must be at least 1s"));
        }
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "topic": "orders/lab" }),
            json!({ "url": "mqtts://broker.example.org:8883", "username": "nilecare", "password": "env:BROKER_PASSWORD",
                "topic": "ward/{ward}/commands", "qos": 2, "content_type": "application/json", "message_expiry": "5m",
                "user_properties": { "facility": "{facility}" } }),
            json!({ "url": "mqtt://127.0.0.1:1883", "protocol": "mqtt311", "topic": "state/hub", "retain": true }),
        ]
    }
}
