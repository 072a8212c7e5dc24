//! What goes into the store and what comes back for the engine.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_types::{MessageId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Packed, StoreError};

/// Where a message stands at one connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// On disk, not processed yet.
    Received = 0,
    /// A filter did not let it pass.
    Filtered = 1,
    /// Processed at the source.
    Transformed = 2,
    /// Waiting for delivery.
    Queued = 3,
    /// The receiver has it.
    Sent = 4,
    /// Given up, with a reason.
    Error = 5,
    /// Delivered; the response is being processed.
    Pending = 6,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Filtered,
        Self::Transformed,
        Self::Queued,
        Self::Sent,
        Self::Error,
        Self::Pending,
    ];

    pub(crate) fn from_number(number: i64) -> Option<Self> {
        usize::try_from(number)
            .ok()
            .and_then(|index| Self::ALL.get(index).copied())
    }
}

/// The number of a channel in this store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChannelKey(pub i64);

/// The number of a source or destination in this store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectorKey(pub i64);

/// The numbers of a channel's parts.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The channel.
    pub channel: ChannelKey,
    /// Its source.
    pub source: ConnectorKey,
    /// Its destinations, in the order asked for.
    pub destinations: Vec<ConnectorKey>,
}

/// Called once, by the store, in the order of message numbers, when the message is on disk or refused. Must be quick.
pub type OnAdmitted = Box<dyn FnOnce(Result<MessageId, StoreError>) + Send>;

/// Called once, by the store, in the order of the calls, when the records are on disk. Must be quick.
pub type OnRecorded = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// A message to keep.
pub struct Admission {
    /// The channel that received it.
    pub channel: ChannelKey,
    /// The channel's source.
    pub source: ConnectorKey,
    /// When it was received.
    pub received_at: Timestamp,
    /// What was received.
    pub raw: Packed,
    /// The sender's own number (MSH-10), if it has one.
    pub control_id: Option<String>,
    /// What kind of message it is (`ADT^A01`), if that can be told.
    pub message_type: Option<String>,
    /// Facts about where it came from, as JSON.
    pub source_map: Option<String>,
    /// Set when the message is kept in status Error and not processed: the reason.
    pub defect: Option<String>,
    /// Told when it is on disk.
    pub then: OnAdmitted,
}

/// What the channel made of one message at its source.
#[derive(Debug, Clone)]
pub struct SourceRecord {
    /// Filtered, Transformed or Error.
    pub status: Status,
    /// The content after the source transformer, when it differs from the raw one.
    pub transformed: Option<Bytes>,
    /// What the sender was answered, when it is known by now.
    pub reply: Option<Bytes>,
    /// Why it is in Error.
    pub error: Option<String>,
}

/// What the channel made of one message for one destination.
#[derive(Debug, Clone)]
pub struct DestinationRecord {
    /// The destination.
    pub connector: ConnectorKey,
    /// Filtered, Queued or Error.
    pub status: Status,
    /// What is to be sent.
    pub content: Option<Bytes>,
    /// Why it is in Error.
    pub error: Option<String>,
}

/// What the channel made of one message.
#[derive(Debug, Clone)]
pub struct Processed {
    /// The message.
    pub message: MessageId,
    /// What was received; contents are stored as differences to it.
    pub raw: Bytes,
    /// At the source.
    pub source: SourceRecord,
    /// For each destination that it was routed to.
    pub destinations: Vec<DestinationRecord>,
}

/// Whether somebody waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Write now.
    Now,
    /// Write with the next message that somebody waits for, or after [`SqliteOptions::linger`](crate::SqliteOptions).
    Soon,
}

/// The records of some messages of one channel, in the order of their numbers.
pub struct Recording {
    /// The channel's source.
    pub source: ConnectorKey,
    /// The messages.
    pub processed: Vec<Processed>,
    /// All messages of the channel up to this one are processed once these records are on disk.
    pub processed_through: Option<MessageId>,
    /// When.
    pub at: Timestamp,
    /// Whether somebody waits.
    pub urgency: Urgency,
    /// Told when they are on disk.
    pub then: OnRecorded,
}

/// The outcome of an attempt to deliver.
pub struct Completion {
    /// The message.
    pub message: MessageId,
    /// The destination.
    pub connector: ConnectorKey,
    /// Sent, Error or Queued (try again).
    pub status: Status,
    /// How often it was tried, in all.
    pub attempts: u32,
    /// What the receiver answered.
    pub response: Option<Bytes>,
    /// What failed.
    pub error: Option<String>,
    /// Whether the receiver may have it twice.
    pub is_possible_duplicate: bool,
    /// When.
    pub at: Timestamp,
    /// Dropped when the outcome is on disk, so that the caller can bound how many are not.
    pub guard: Option<Box<dyn Send>>,
}

/// A message that was admitted and not processed.
#[derive(Debug, Clone)]
pub struct UnprocessedMessage {
    /// Its number.
    pub message: MessageId,
    /// When it was received.
    pub received_at: Timestamp,
    /// What was received.
    pub raw: Bytes,
    /// Where it came from, as JSON.
    pub source_map: Option<String>,
}

/// A message that waits for delivery.
#[derive(Debug, Clone)]
pub struct QueuedMessage {
    /// Its number.
    pub message: MessageId,
    /// What to send.
    pub content: Bytes,
    /// How often it was tried.
    pub attempts: u32,
    /// Whether the receiver may have it already.
    pub is_possible_duplicate: bool,
}

/// How many messages a connector has seen, since its channel was first deployed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Taken in.
    pub received: i64,
    /// Not let pass by a filter.
    pub filtered: i64,
    /// Waiting for delivery now.
    pub queued: i64,
    /// Delivered.
    pub sent: i64,
    /// Given up.
    pub error: i64,
}

impl Counts {
    /// Adds one message that entered a status, or takes one away that left it.
    pub fn add(&mut self, status: Status, step: i64) {
        match status {
            Status::Filtered => self.filtered += step,
            Status::Queued | Status::Pending => self.queued += step,
            Status::Sent => self.sent += step,
            Status::Error => self.error += step,
            Status::Received | Status::Transformed => {}
        }
    }
}

/// A store shared by all parts of the engine.
pub type SharedStore = Arc<dyn crate::MessageStore>;
