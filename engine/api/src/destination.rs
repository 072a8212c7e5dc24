//! Where messages go out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use nilecare_types::{ChannelId, ConnectorId, MessageId};

use crate::StatusReporter;

/// One message on its way to one destination.
#[derive(Debug, Clone)]
pub struct OutboundMessage {
    /// The channel it went through.
    pub channel: ChannelId,
    /// The destination within the channel.
    pub destination: ConnectorId,
    /// The message's number.
    pub message: MessageId,
    /// What to send, encoded.
    pub content: Bytes,
    /// Values beside the content, by name, such as a part of an address; from the destination's templates.
    pub parameters: BTreeMap<String, String>,
    /// The same on every attempt, and never the same for two messages; the receiver can recognise a repeat by it.
    pub idempotency_key: Arc<str>,
    /// 1 for the first attempt.
    pub attempt: u32,
    /// Whether an earlier attempt may have reached the receiver, although we know no answer.
    pub is_possible_duplicate: bool,
}

/// What the receiver answered when it took the message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// The answer as received; `None` when the protocol has none.
    pub content: Option<Bytes>,
    /// What the protocol says beside the answer, such as `http_status`; readable in a response transformer as entries of
    /// `connector_map`. Bounded by the connector.
    pub facts: BTreeMap<String, String>,
}

/// What to do after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// It may work later: not reachable, busy, timed out.
    Retry,
    /// This message will never be taken: refused for its content.
    Reject,
    /// No message will be taken until somebody mends the settings: bad credentials, unknown host key.
    Stop,
}

/// An attempt that failed.
#[derive(Debug, thiserror::Error)]
#[error("{detail}")]
pub struct SendError {
    /// What the engine does next.
    pub kind: FailureKind,
    /// A stable code for operators, such as `NC-MLLP-003`.
    pub code: &'static str,
    /// What happened; never patient data.
    pub detail: String,
    /// What the receiver answered, if it did.
    pub response: Option<Bytes>,
    /// As those of a [`Response`].
    pub facts: BTreeMap<String, String>,
    /// How long the receiver wants to be left in peace; a longer pause of the queue's own stays longer.
    pub retry_after: Option<Duration>,
    /// Whether the message may have arrived all the same.
    pub is_outcome_unknown: bool,
}

impl SendError {
    /// Builds a failure that left nothing in doubt.
    pub fn new(kind: FailureKind, code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind,
            code,
            detail: detail.into(),
            response: None,
            facts: BTreeMap::new(),
            retry_after: None,
            is_outcome_unknown: false,
        }
    }

    /// Says that the message may have arrived.
    #[must_use]
    pub fn outcome_unknown(mut self) -> Self {
        self.is_outcome_unknown = true;
        self
    }

    /// Keeps what the receiver answered.
    #[must_use]
    pub fn with_response(mut self, response: Bytes) -> Self {
        self.response = Some(response);
        self
    }

    /// Keeps what the protocol said beside the answer.
    #[must_use]
    pub fn with_facts(mut self, facts: BTreeMap<String, String>) -> Self {
        self.facts = facts;
        self
    }

    /// Asks for a pause before the next attempt.
    #[must_use]
    pub fn retry_after(mut self, pause: Option<Duration>) -> Self {
        self.retry_after = pause;
        self
    }
}

/// One running way out. The engine calls `send` for one message at a time.
#[async_trait]
pub trait Destination: Send {
    /// Makes one attempt. No retry, queue or sleep inside; each wait has a time-out. The engine may drop the future
    /// when the channel stops, and then counts the outcome as unknown.
    ///
    /// # Errors
    /// A classified failure.
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError>;

    /// Closes what is open; called once, at the end.
    async fn close(&mut self) {}
}

/// Opens destinations, one for each queue thread.
#[async_trait]
pub trait DestinationFactory: Send + Sync {
    /// Names the parameters of [`OutboundMessage::parameters`] that the settings use; a channel must give these and no
    /// others.
    fn parameters(&self) -> BTreeSet<String> {
        BTreeSet::new()
    }

    /// Makes a destination; it connects at its first message.
    fn open(&self, status: StatusReporter) -> Box<dyn Destination>;

    /// Tries the peer as a real message would, without sending one.
    ///
    /// # Errors
    /// What failed.
    async fn check(&self) -> Result<String, SendError>;
}
