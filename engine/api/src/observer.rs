//! Who is told of what happens in the engine.

use nilecare_types::{ChannelId, ConnectorId, MessageId};

/// Where something went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// A filter, transformer or preprocessor of the source.
    SourceScript,
    /// A filter or transformer of a destination.
    DestinationScript,
    /// The source's connector.
    Source,
    /// The destination's connector.
    Connector,
    /// What the receiver answered, or the response transformer.
    Response,
    /// The postprocessor.
    Postprocessor,
    /// A message that cannot be read.
    Unreadable,
    /// The store.
    Store,
    /// The deployment, with its scripts.
    Deploy,
}

/// Something that happened.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum EngineEvent {
    /// Something went wrong for good; an attempt that will be made again is none.
    Error {
        /// In this channel.
        channel: ChannelId,
        /// At this destination; `None` at the source.
        connector: Option<ConnectorId>,
        /// Where.
        kind: ErrorKind,
        /// With this message.
        message: Option<MessageId>,
        /// Why. May quote the message, so it is not for logs.
        text: String,
    },
}

/// Is told of what happens in the engine. Is called in the midst of work, so it must be quick and must not wait.
pub trait EngineObserver: Send + Sync {
    /// Takes note.
    fn observe(&self, event: &EngineEvent);
}

/// Nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoObserver;

impl EngineObserver for NoObserver {
    fn observe(&self, _: &EngineEvent) {}
}
