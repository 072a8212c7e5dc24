//! Channel to channel: the destination hands a message to another channel of the same hub, and returns when it is on
//! disk there and its reply is known. The reply of the other channel is the response.

mod directory;

use std::sync::Arc;

use bytes::Bytes;
use nilecare_engine_api::{
    AcceptErrorKind, ConfigProblem, ConfigProblems, ConnectionState, Connector, ConnectorConfig, Destination,
    DestinationFactory, FailureKind, OutboundMessage, RawMessage, Response, SendError, Source, SourceContext,
    SourceError, SourceMap, StatusReporter, async_trait, parse_config, schema_of,
};
use nilecare_types::ChannelId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use directory::{ChannelDirectory, HandOverError};

/// # Channel reader
/// Takes what other channels hand over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelSourceConfig {
    /// # Name
    /// Under which other channels find this one; use the channel's id.
    pub name: ChannelId,
}

impl ConnectorConfig for ChannelSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        Vec::new()
    }

    fn samples() -> Vec<Value> {
        vec![json!({ "name": "adt-inbound" })]
    }
}

/// # Channel writer
/// Hands messages to another channel of this hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelDestinationConfig {
    /// # Channel
    /// The name that the other channel's source has.
    pub channel: ChannelId,
}

impl ConnectorConfig for ChannelDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        Vec::new()
    }

    fn samples() -> Vec<Value> {
        vec![json!({ "channel": "adt-inbound" })]
    }
}

/// The connector `channel`.
#[derive(Default)]
pub struct ChannelConnector {
    directory: Arc<ChannelDirectory>,
}

impl ChannelConnector {
    /// Shares a directory with others that hand messages to channels.
    pub fn new(directory: Arc<ChannelDirectory>) -> Self {
        Self { directory }
    }
}

impl Connector for ChannelConnector {
    fn kind(&self) -> &'static str {
        "channel"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<ChannelSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<ChannelDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let directory = Arc::clone(&self.directory);
        let build = |config: ChannelSourceConfig| {
            Box::new(ChannelSource {
                name: config.name,
                directory,
            }) as _
        };
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let directory = Arc::clone(&self.directory);
        let build = |config: ChannelDestinationConfig| {
            Arc::new(ChannelWriter {
                to: config.channel,
                directory,
            }) as _
        };
        Some(parse_config(config).map(build))
    }
}

struct ChannelSource {
    name: ChannelId,
    directory: Arc<ChannelDirectory>,
}

#[async_trait]
impl Source for ChannelSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        status.report(ConnectionState::Listening {
            address: format!("channel {}", self.name),
        });
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        let Some(entry) = self.directory.enter(&self.name, context.inbox) else {
            let detail = format!(
                "another channel reads under the name {}; give this one a name of its own",
                self.name
            );
            return Err(SourceError::new("NC-CHANNEL-001", detail));
        };
        context.stop.cancelled().await;
        drop(entry);
        Ok(())
    }
}

/// Opens writers, and is the writer: it keeps nothing between messages.
#[derive(Clone)]
struct ChannelWriter {
    to: ChannelId,
    directory: Arc<ChannelDirectory>,
}

impl ChannelWriter {
    fn absent(&self) -> SendError {
        let detail = format!("channel {} is not started; start it", self.to);
        SendError::new(FailureKind::Retry, "NC-CHANNEL-002", detail)
    }
}

#[async_trait]
impl DestinationFactory for ChannelWriter {
    fn open(&self, _: StatusReporter) -> Box<dyn Destination> {
        Box::new(self.clone())
    }

    async fn check(&self) -> Result<String, SendError> {
        let found = self
            .directory
            .find(&self.to)
            .map(|_| format!("channel {} is started", self.to));
        found.ok_or_else(|| self.absent())
    }
}

#[async_trait]
impl Destination for ChannelWriter {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let inbox = self.directory.find(&self.to).ok_or_else(|| self.absent())?;
        let source = SourceMap::from([
            ("channel".to_owned(), message.channel.to_string()),
            ("message".to_owned(), message.message.to_string()),
            ("idempotency_key".to_owned(), message.idempotency_key.to_string()),
        ]);
        let handed_over = RawMessage {
            content: message.content.clone(),
            source,
            ..RawMessage::default()
        };
        match inbox.accept(handed_over).await {
            Ok(accepted) if accepted.is_positive => Ok(Response {
                content: accepted.reply,
                ..Response::default()
            }),
            // It is on disk there, in error; handing it over again would only repeat that.
            Ok(accepted) => {
                let detail = format!("channel {} took the message and answered with an error", self.to);
                Err(SendError::new(FailureKind::Reject, "NC-CHANNEL-003", detail)
                    .with_response(accepted.reply.unwrap_or_else(Bytes::new)))
            }
            Err(error) => {
                let kind = match error.kind {
                    AcceptErrorKind::StoreUnavailable | AcceptErrorKind::Stopping => FailureKind::Retry,
                };
                Err(SendError::new(kind, "NC-CHANNEL-004", error.to_string()))
            }
        }
    }
}
