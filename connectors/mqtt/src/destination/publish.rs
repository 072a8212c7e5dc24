//! A message's packet, with its values filled in.

use std::collections::BTreeMap;

use nilecare_engine_api::{FailureKind, OutboundMessage, ParameterPattern, SendError};
use nilecare_mqtt::{Publish, PublishProperties, Qos, Version, check_topic};

use crate::MqttDestinationConfig;
use crate::failure::BAD_PARAMETER;

/// Strings of the protocol have at most so many bytes.
const LONGEST: usize = u16::MAX as usize;

/// Writes packets by the settings.
pub(super) struct Publisher {
    topic: ParameterPattern,
    content_type: Option<ParameterPattern>,
    user_properties: BTreeMap<String, ParameterPattern>,
    idempotency_property: String,
    expiry_seconds: Option<u32>,
    qos: Qos,
    retain: bool,
}

impl Publisher {
    /// Takes valid settings.
    pub(super) fn new(config: &MqttDestinationConfig) -> Self {
        let pattern = |text: &String| ParameterPattern::parse(text).unwrap_or_default();
        let properties = config.user_properties.iter();
        Self {
            topic: pattern(&config.topic),
            content_type: config.content_type.as_ref().map(pattern),
            user_properties: properties.map(|(name, text)| (name.clone(), pattern(text))).collect(),
            idempotency_property: config.idempotency_property.clone(),
            expiry_seconds: config
                .message_expiry
                .map(|expiry| u32::try_from(expiry.get().as_secs()).unwrap_or(u32::MAX)),
            qos: Qos::try_from(config.qos).unwrap_or_default(),
            retain: config.retain,
        }
    }

    pub(super) fn build(&self, message: &OutboundMessage, version: Version) -> Result<Publish, SendError> {
        let topic = fill(&self.topic, message, |value| {
            !value.is_empty() && !value.contains(['/', '+', '#']) && !value.contains(char::is_control)
        })?;
        if let Err(error) = check_topic(&topic) {
            let detail = format!("the parameters make no topic: it {error}");
            return Err(SendError::new(FailureKind::Reject, BAD_PARAMETER, detail));
        }
        let properties = match version {
            Version::V311 => None,
            Version::V5 => Some(Box::new(self.properties(message)?)),
        };
        Ok(Publish {
            topic,
            payload: message.content.clone(),
            qos: self.qos,
            is_retained: self.retain,
            properties,
            ..Publish::default()
        })
    }

    fn properties(&self, message: &OutboundMessage) -> Result<PublishProperties, SendError> {
        let is_text = |value: &str| value.len() <= LONGEST && !value.contains('\0');
        let mut properties = PublishProperties {
            message_expiry_interval: self.expiry_seconds,
            ..PublishProperties::default()
        };
        if let Some(pattern) = &self.content_type {
            properties.content_type = Some(fill(pattern, message, is_text)?);
        }
        for (name, pattern) in &self.user_properties {
            let value = fill(pattern, message, is_text)?;
            properties.user_properties.push((name.clone(), value));
        }
        if !self.idempotency_property.is_empty() {
            let key = message.idempotency_key.to_string();
            properties
                .user_properties
                .push((self.idempotency_property.clone(), key));
        }
        if message.is_possible_duplicate {
            let sign = ("possible-duplicate".to_owned(), "true".to_owned());
            properties.user_properties.push(sign);
        }
        Ok(properties)
    }
}

/// The name of a parameter is told, and never its value.
fn fill(
    pattern: &ParameterPattern,
    message: &OutboundMessage,
    may_stand: impl Fn(&str) -> bool,
) -> Result<String, SendError> {
    let filled = pattern.fill(&message.parameters, |value, text| {
        text.push_str(value);
        may_stand(value)
    });
    filled.map_err(|name| {
        let detail = format!(
            "the parameter {name} has no value that may stand there; within a topic it is one level, not empty and without /, + and #"
        );
        SendError::new(FailureKind::Reject, BAD_PARAMETER, detail)
    })
}
