//! The record of a message.

use std::collections::BTreeMap;

use nilecare_engine_api::{FailureKind, OutboundMessage, ParameterPattern, SendError};
use rdkafka::message::{Header, OwnedHeaders};

use crate::KafkaDestinationConfig;
use crate::config::is_topic;
use crate::failure::{NO_TOPIC, REFUSED};

/// Of key and headers together.
const MOST_BYTES: usize = 64 << 10;

/// The settings' texts, read once.
pub(crate) struct Patterns {
    topic: ParameterPattern,
    key: Option<ParameterPattern>,
    headers: Vec<(String, ParameterPattern)>,
}

/// What is written beside the content.
pub(crate) struct Place {
    pub topic: String,
    pub key: Option<String>,
    pub headers: OwnedHeaders,
}

impl Patterns {
    pub(crate) fn new(config: &KafkaDestinationConfig) -> Self {
        let read = |text: &String| ParameterPattern::parse(text).unwrap_or_default();
        Self {
            topic: read(&config.topic),
            key: config.key.as_ref().map(read),
            headers: config
                .headers
                .iter()
                .map(|(name, text)| (name.clone(), read(text)))
                .collect(),
        }
    }

    /// Returns the topic when it is the same for all messages.
    pub(crate) fn fixed_topic(&self) -> Option<&str> {
        self.topic.names().is_empty().then(|| self.topic.beginning())
    }

    /// Fills in where a message goes.
    pub(crate) fn place(&self, config: &KafkaDestinationConfig, message: &OutboundMessage) -> Result<Place, SendError> {
        if message.content.len() > config.max_size {
            return Err(refused(format!(
                "the message is larger than {} bytes (max_size)",
                config.max_size
            )));
        }
        let values = &message.parameters;
        let topic = fill(&self.topic, values)?;
        if !is_topic(&topic) {
            let detail = "the topic that the parameters make is none; mend them";
            return Err(SendError::new(FailureKind::Reject, NO_TOPIC, detail));
        }
        let key = self.key.as_ref().map(|key| fill(key, values)).transpose()?;
        let key = key.filter(|key| !key.is_empty());
        let mut n_bytes = key.as_ref().map_or(0, String::len);
        let mut headers = OwnedHeaders::new_with_capacity(self.headers.len() + 1);
        if !config.idempotency_header.is_empty() {
            headers = headers.insert(Header {
                key: &config.idempotency_header,
                value: Some(message.idempotency_key.as_bytes()),
            });
        }
        for (name, pattern) in &self.headers {
            let value = fill(pattern, values)?;
            n_bytes += name.len() + value.len();
            headers = headers.insert(Header {
                key: name,
                value: Some(value.as_bytes()),
            });
        }
        if n_bytes > MOST_BYTES {
            return Err(refused(format!("key and headers are longer than {MOST_BYTES} bytes")));
        }
        Ok(Place { topic, key, headers })
    }
}

fn fill(pattern: &ParameterPattern, values: &BTreeMap<String, String>) -> Result<String, SendError> {
    let plain = |value: &str, text: &mut String| {
        text.push_str(value);
        true
    };
    pattern
        .fill(values, plain)
        .map_err(|name| refused(format!("the parameter {name} has no value")))
}

fn refused(detail: String) -> SendError {
    SendError::new(FailureKind::Reject, REFUSED, detail)
}
