//! Telling those who are to be told.

mod webhook;

use std::sync::Arc;

use bytes::Bytes;
use nilecare_engine_api::async_trait;
use nilecare_http_client::HttpClient;
use nilecare_types::{ChannelId, Secret};

use crate::{ActionConfig, Notice};

/// A notice that did not reach its receiver (NC-ALERT-001).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("NC-ALERT-001: {0}")]
pub struct ActionError(pub String);

/// Hands messages to channels.
#[async_trait]
pub trait ChannelSender: Send + Sync {
    /// Hands a content over; returns when the channel has it.
    ///
    /// # Errors
    /// When the channel is not started or does not take it.
    async fn send(&self, channel: &ChannelId, content: Bytes) -> Result<(), ActionError>;
}

/// Reads values of the configuration map.
pub trait SecretSource: Send + Sync {
    /// Returns a value as text; `None` when there is none.
    fn value(&self, name: &str) -> Option<Secret<String>>;
}

/// What actions work with.
pub(crate) struct Actions {
    pub channels: Arc<dyn ChannelSender>,
    pub secrets: Arc<dyn SecretSource>,
    pub http: HttpClient,
}

impl Actions {
    pub(crate) async fn carry_out(&self, action: &ActionConfig, notice: &Notice) -> Result<(), ActionError> {
        match action {
            ActionConfig::Log(_) => {
                log(notice);
                Ok(())
            }
            ActionConfig::Channel(to) => self.channels.send(&to.channel, json(notice)).await,
            ActionConfig::Webhook(to) => webhook::send(&self.http, self.secrets.as_ref(), to, json(notice)).await,
        }
    }
}

fn json(notice: &Notice) -> Bytes {
    serde_json::to_vec(notice).expect("a notice is text and numbers").into()
}

/// Leaves out subject and body, which may quote patient data when the rule says so.
fn log(notice: &Notice) {
    let channel = notice.channel.as_ref().map(ToString::to_string);
    let connector = notice.connector.as_ref().map(ToString::to_string);
    tracing::warn!(
        alert = notice.alert,
        event = notice.event.as_str(),
        trigger = notice.trigger,
        channel.name = channel,
        connector.name = connector,
        count = notice.count,
        suppressed = notice.suppressed,
        queue_depth = notice.queue_depth,
        "alert"
    );
}
