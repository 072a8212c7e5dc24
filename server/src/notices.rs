//! What alerts need of the hub to tell somebody.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use nilecare_alerts::{ActionError, ChannelSender, SecretSource};
use nilecare_connector_registry::ChannelDirectory;
use nilecare_engine_api::{RawMessage, SourceMap, async_trait};
use nilecare_script::{ConfigurationValue, Environment};
use nilecare_types::{ChannelId, Secret};

/// A channel may reply only after its destinations; an alert does not wait for ever.
const LIMIT: Duration = Duration::from_secs(30);

/// Hands notices to channels that read from others.
pub struct IntoChannels(pub Arc<ChannelDirectory>);

#[async_trait]
impl ChannelSender for IntoChannels {
    async fn send(&self, channel: &ChannelId, content: Bytes) -> Result<(), ActionError> {
        let message = RawMessage {
            source: SourceMap::from([("channel".to_owned(), "alert".to_owned())]),
            ..RawMessage::new(content)
        };
        match tokio::time::timeout(LIMIT, self.0.hand_over(channel, message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(ActionError(error.to_string())),
            Err(_) => Err(ActionError(format!(
                "channel {channel} did not answer in time; it may have the notice"
            ))),
        }
    }
}

/// Reads the configuration map as the scripts see it.
pub struct ConfiguredSecrets(pub Arc<Environment>);

impl SecretSource for ConfiguredSecrets {
    fn value(&self, name: &str) -> Option<Secret<String>> {
        match self.0.configuration.get().get(name)? {
            ConfigurationValue::Secret(secret) => Some(secret.clone()),
            ConfigurationValue::Plain(serde_json::Value::String(text)) => Some(Secret::new(text.clone())),
            ConfigurationValue::Plain(value) => Some(Secret::new(value.to_string())),
        }
    }
}
