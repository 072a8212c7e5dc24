//! What goes into the store while a message is on its way.

use bytes::Bytes;
use nilecare_types::{MessageId, Timestamp};

use crate::{ChannelKey, ConnectorKey, MetadataValue, Status, StoreError};

/// Called once, by the store, in the order of message numbers, when the message is on disk or refused. Must be quick.
pub type OnAdmitted = Box<dyn FnOnce(Result<MessageId, StoreError>) + Send>;

/// Called once, by the store, in the order of the calls, when the change is on disk. Must be quick.
pub type OnRecorded = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// A message to keep.
pub struct Admission {
    /// The channel that received it.
    pub channel: ChannelKey,
    /// The channel's source.
    pub source: ConnectorKey,
    /// When it was received.
    pub received_at: Timestamp,
    /// What was received. It is packed on the caller's thread.
    pub raw: Bytes,
    /// The sender's own number (MSH-10), if it has one.
    pub control_id: Option<String>,
    /// Whom it is about (PID-3.1), if that can be told.
    pub patient_id: Option<String>,
    /// What kind of message it is (`ADT^A01`), if that can be told.
    pub message_type: Option<String>,
    /// Facts about where it came from, as JSON.
    pub source_map: Option<String>,
    /// The message of the same channel that this one is processed again from. Its errors count as resolved then.
    pub origin: Option<MessageId>,
    /// Parts that came with it or were taken out of it, numbered from 0 in this order.
    pub attachments: Vec<NewAttachment>,
    /// Set when the message is kept in status Error and not processed: the reason.
    pub defect: Option<String>,
    /// Told when it is on disk.
    pub then: OnAdmitted,
}

/// A part of a message that is kept beside it.
#[derive(Debug, Clone)]
pub struct NewAttachment {
    /// What it is, such as `application/pdf`.
    pub mime_type: String,
    /// What it is called, if anything.
    pub name: Option<String>,
    /// The bytes, at most 500 MB.
    pub content: Bytes,
}

/// What the channel made of one message at its source.
#[derive(Debug, Clone)]
pub struct SourceRecord {
    /// Filtered, Transformed or Error.
    pub status: Status,
    /// The content after the preprocessor, when it differs from the raw one; kept at level Development.
    pub preprocessed: Option<Bytes>,
    /// The content after the source transformer, when it differs from the raw one.
    pub transformed: Option<Bytes>,
    /// What the sender was answered, when it is known by now.
    pub reply: Option<Bytes>,
    /// The channel map, as JSON.
    pub maps: Option<String>,
    /// Values of the channel's metadata columns; a column that was not registered, or with another kind, is left out, and
    /// so is a number that is none (NaN).
    pub metadata: Vec<(String, MetadataValue)>,
    /// Why it is in Error.
    pub error: Option<String>,
}

/// What the channel made of one message for one destination.
#[derive(Debug, Clone)]
pub struct DestinationRecord {
    /// The destination.
    pub connector: ConnectorKey,
    /// Filtered, Queued, Error, or Received: it waits for the destination before it, see
    /// [`advance`](crate::MessageStore::advance).
    pub status: Status,
    /// What is to be sent.
    pub content: Option<Bytes>,
    /// What the destination's scripts left in their maps, as JSON.
    pub maps: Option<String>,
    /// Messages with the same key keep their order where others may overtake.
    pub order_key: Option<String>,
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

/// The end of a destination's wait for the one before it.
pub struct Advance {
    /// The message.
    pub message: MessageId,
    /// What was received; contents are stored as differences to it.
    pub raw: Bytes,
    /// Filtered, Queued or Error. Nothing changes when the message does not wait there (any more).
    pub record: DestinationRecord,
    /// When.
    pub at: Timestamp,
    /// Whether somebody waits.
    pub urgency: Urgency,
    /// Told when it is on disk.
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
    /// What was sent, when it differs from the recorded content.
    pub sent: Option<Bytes>,
    /// What the receiver answered.
    pub response: Option<Bytes>,
    /// The answer after the response transformer, when it differs; kept at level Development.
    pub response_transformed: Option<Bytes>,
    /// What the scripts left in their maps, as JSON, when it changed.
    pub maps: Option<String>,
    /// What failed.
    pub error: Option<String>,
    /// Whether the receiver may have it twice.
    pub is_possible_duplicate: bool,
    /// When.
    pub at: Timestamp,
    /// Dropped when the outcome is on disk, so that the caller can bound how many are not.
    pub guard: Option<Box<dyn Send>>,
}
