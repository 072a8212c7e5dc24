//! Where messages come in.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use nilecare_types::MessageId;

use crate::CommitReply;

/// Facts about where a message came from, such as the peer's address; readable in scripts as `source`.
pub type SourceMap = BTreeMap<String, String>;

/// What is wrong with a message before anyone looked inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// It is larger than the limit; `content` is its beginning.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// It ended before its end block; it gets no reply.
    Incomplete,
}

/// A message as it came from the peer.
#[derive(Debug, Clone, Default)]
pub struct RawMessage {
    /// The bytes, without transport framing.
    pub content: Bytes,
    /// Where it came from.
    pub source: SourceMap,
    /// Set when the message is kept for people to look at and not processed.
    pub defect: Option<Defect>,
    /// Given by a source that can hand its peer a first reply, as soon as the message is on disk, and a second one.
    /// `None`: the peer gets one reply, which says all.
    pub commit: Option<CommitReply>,
    /// Given by a source whose peer numbers what it sends and may send it again.
    pub event: Option<PeerEvent>,
}

/// What a peer calls its message. It takes the place of the message's own control id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerEvent {
    /// The same when the peer sends it again, and never the same for two.
    pub id: String,
    /// One with the same id that came within this time is the same one: it is answered as the first, kept as filtered, and
    /// not processed. What the channel says of repeats comes before this.
    pub within: Duration,
}

impl RawMessage {
    /// Wraps whole content.
    pub fn new(content: Bytes) -> Self {
        Self {
            content,
            ..Self::default()
        }
    }
}

/// The message is on disk.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// Its number.
    pub message: MessageId,
    /// What the peer gets; `None` when the channel replies nothing, or when a [`CommitReply`] said all that is wanted.
    pub reply: Option<Bytes>,
    /// Whether the reply says that the message was taken (AA, CA) and not that something is wrong with it.
    pub is_positive: bool,
    /// Why it is not positive, for peers that are not answered in the message's own format. `None` when it is positive.
    pub problem: Option<AcceptedProblem>,
}

/// What became of a message that is on disk and not taken as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedProblem {
    /// Which sort.
    pub kind: AcceptedProblemKind,
    /// In words for its sender; may quote its message, so it is not for logs.
    pub text: String,
}

/// Sorts of [`AcceptedProblem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AcceptedProblemKind {
    /// It cannot be read as what the channel expects.
    Unreadable,
    /// The channel does not want it.
    Rejected,
    /// A script or a destination failed.
    Failed,
    /// The outcome was not known in time; processing goes on.
    Unfinished,
}

impl AcceptedProblem {
    /// Builds one.
    pub fn new(kind: AcceptedProblemKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }
}

/// Why a message was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AcceptErrorKind {
    /// The store cannot write now (disk full, back end away); the peer should send again later.
    StoreUnavailable,
    /// The channel is stopping.
    Stopping,
}

/// The message was not stored; the peer must not believe that it was.
#[derive(Debug, Clone, thiserror::Error)]
#[error("message was not stored: {detail}")]
pub struct AcceptError {
    /// Why.
    pub kind: AcceptErrorKind,
    /// For logs; never patient data.
    pub detail: String,
    /// A refusal in the peer's own format, when one can be built.
    pub reply: Option<Bytes>,
}

impl AcceptError {
    /// Says of a message what was said of the one before it.
    #[must_use]
    pub fn without_reply(&self) -> Self {
        Self {
            kind: self.kind,
            detail: self.detail.clone(),
            reply: None,
        }
    }
}

/// Takes messages into the engine.
#[async_trait]
pub trait Inbox: Send + Sync {
    /// Stores a message and returns when it is on disk and the reply that the channel wants is known.
    ///
    /// Dropping the future does not take the message back.
    ///
    /// # Errors
    /// When the message is not stored. A message that is stored and then fails is no error here: its reply says so.
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError>;

    /// Takes messages of one peer, each as [`accept`](Self::accept) does: they are numbered in this order and answered in it,
    /// one answer for each. Many share one write to disk, so a source whose peer hands over many at a time is not held up by
    /// the disk. None is begun after one that was not stored.
    async fn accept_all(&self, messages: Vec<RawMessage>) -> Vec<Result<Accepted, AcceptError>> {
        let mut answers: Vec<Result<Accepted, AcceptError>> = Vec::with_capacity(messages.len());
        for message in messages {
            let answer = match answers.last() {
                Some(Err(error)) => Err(error.without_reply()),
                _ => self.accept(message).await,
            };
            answers.push(answer);
        }
        answers
    }
}
