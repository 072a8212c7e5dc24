//! What a message is published with.

use std::collections::BTreeMap;

use lapin::BasicProperties;
use lapin::types::{AMQPValue, FieldTable, LongString, ShortString};
use nilecare_engine_api::{FailureKind, OutboundMessage, ParameterPattern, SendError};

use crate::RabbitmqDestinationConfig;
use crate::config::SHORT;
use crate::failure::REFUSED;

/// Of all headers together; they travel in one frame of at least 4 KiB, and of 128 KiB with RabbitMQ.
const MOST_HEADER_BYTES: usize = 64 << 10;
/// The broker writes it to disk (AMQP 0-9-1, `delivery-mode`).
const PERSISTENT: u8 = 2;
const TRANSIENT: u8 = 1;

/// The settings' texts, read once.
pub(crate) struct Patterns {
    routing_key: ParameterPattern,
    headers: Vec<(String, ParameterPattern)>,
}

impl Patterns {
    pub(crate) fn new(config: &RabbitmqDestinationConfig) -> Self {
        let read = |text: &String| ParameterPattern::parse(text).unwrap_or_default();
        Self {
            routing_key: read(&config.routing_key),
            headers: config
                .headers
                .iter()
                .map(|(name, text)| (name.clone(), read(text)))
                .collect(),
        }
    }

    /// Fills in the routing key of a message.
    pub(crate) fn routing_key(&self, values: &BTreeMap<String, String>) -> Result<ShortString, SendError> {
        let key = fill(&self.routing_key, values)?;
        ShortString::try_new(key).map_err(|_| refused(format!("the routing key is longer than {SHORT} bytes")))
    }

    /// Returns the routing key when it is the same for all messages.
    pub(crate) fn fixed_routing_key(&self) -> Option<&str> {
        self.routing_key
            .names()
            .is_empty()
            .then(|| self.routing_key.beginning())
    }

    /// Fills in the headers of a message.
    fn headers(&self, values: &BTreeMap<String, String>) -> Result<FieldTable, SendError> {
        let (mut headers, mut n_bytes) = (FieldTable::default(), 0);
        for (name, pattern) in &self.headers {
            let value = fill(pattern, values)?;
            n_bytes += name.len() + value.len();
            headers.insert(name.as_str().into(), AMQPValue::LongString(LongString::from(value)));
        }
        if n_bytes > MOST_HEADER_BYTES {
            return Err(refused(format!(
                "the headers are longer than {MOST_HEADER_BYTES} bytes"
            )));
        }
        Ok(headers)
    }

    /// Builds the properties of a message.
    pub(crate) fn properties(
        &self,
        config: &RabbitmqDestinationConfig,
        message: &OutboundMessage,
    ) -> Result<BasicProperties, SendError> {
        let id = ShortString::try_new(message.idempotency_key.to_string());
        let id = id.map_err(|_| refused(format!("the message id is longer than {SHORT} bytes")))?;
        let mut properties = BasicProperties::default()
            .with_message_id(id)
            .with_delivery_mode(if config.persistent { PERSISTENT } else { TRANSIENT });
        if !self.headers.is_empty() {
            properties = properties.with_headers(self.headers(&message.parameters)?);
        }
        if let Some(kind) = &config.content_type {
            properties = properties.with_content_type(kind.as_str().into());
        }
        if let Some(priority) = config.priority {
            properties = properties.with_priority(priority);
        }
        if let Some(expiration) = config.expiration {
            let millis = expiration.get().as_millis().to_string();
            properties = properties.with_expiration(millis.as_str().into());
        }
        Ok(properties)
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
