//! What comes back from the store for the engine to go on with.

use bytes::Bytes;
use nilecare_types::{MessageId, Timestamp};

use crate::{ConnectorKey, Status};

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
    /// Messages with the same key keep their order.
    pub order_key: Option<String>,
    /// The destination's maps as JSON; the source's where the destination has none of its own.
    pub maps: Option<String>,
}

/// A message that waits for delivery, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueEntry {
    /// Its number.
    pub message: MessageId,
    /// Messages with the same key keep their order.
    pub order_key: Option<String>,
    /// How often it was tried.
    pub attempts: u32,
}

/// How long a queue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueState {
    /// So many messages wait.
    pub depth: u64,
    /// The first of them, and when it was received.
    pub oldest: Option<(MessageId, Timestamp)>,
}

/// A message of which at least one destination waits for the one before it.
#[derive(Debug, Clone)]
pub struct WaitingMessage {
    /// Its number.
    pub message: MessageId,
    /// When it was received.
    pub received_at: Timestamp,
    /// What was received.
    pub raw: Bytes,
    /// The content after the source transformer, when it differs.
    pub transformed: Option<Bytes>,
    /// Where it came from, as JSON.
    pub source_map: Option<String>,
    /// The channel map, as JSON.
    pub maps: Option<String>,
    /// All its destinations, in the order of their keys.
    pub destinations: Vec<WaitingDestination>,
}

/// Where a waiting message stands at one destination.
#[derive(Debug, Clone)]
pub struct WaitingDestination {
    /// The destination.
    pub connector: ConnectorKey,
    /// Where it stands.
    pub status: Status,
    /// How often delivery was tried.
    pub attempts: u32,
    /// What the receiver answered.
    pub response: Option<Bytes>,
    /// What the destination's scripts left in their maps, as JSON.
    pub maps: Option<String>,
}
