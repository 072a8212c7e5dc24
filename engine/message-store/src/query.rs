//! What people ask the store.

use bytes::Bytes;
use nilecare_types::{ConnectorId, MessageId, Timestamp};

use crate::{ChannelKey, Counts, Status};

/// Which messages, newest first.
#[derive(Debug, Clone)]
pub struct MessageQuery {
    /// Of this channel.
    pub channel: ChannelKey,
    /// Only with this status at the source or any destination.
    pub status: Option<Status>,
    /// Only with this sender's number.
    pub control_id: Option<String>,
    /// Only of this kind.
    pub message_type: Option<String>,
    /// Only received at or after.
    pub since: Option<Timestamp>,
    /// Only received before.
    pub until: Option<Timestamp>,
    /// Only numbers below: the next page.
    pub before: Option<MessageId>,
    /// At most so many.
    pub limit: usize,
}

impl MessageQuery {
    /// Asks for the newest messages of a channel.
    pub fn newest(channel: ChannelKey, limit: usize) -> Self {
        Self {
            channel,
            status: None,
            control_id: None,
            message_type: None,
            since: None,
            until: None,
            before: None,
            limit,
        }
    }
}

/// Where a message stands at one connector.
#[derive(Debug, Clone)]
pub struct ConnectorSummary {
    /// The connector's name.
    pub connector: ConnectorId,
    /// Whether it is the channel's source.
    pub is_source: bool,
    /// The status.
    pub status: Status,
    /// How often delivery was tried.
    pub attempts: u32,
    /// What failed.
    pub error: Option<String>,
    /// Whether the receiver may have it twice.
    pub is_possible_duplicate: bool,
    /// When it was last touched.
    pub updated_at: Option<Timestamp>,
}

/// A message in a list.
#[derive(Debug, Clone)]
pub struct MessageSummary {
    /// Its number.
    pub message: MessageId,
    /// When it was received.
    pub received_at: Timestamp,
    /// The sender's number.
    pub control_id: Option<String>,
    /// What kind.
    pub message_type: Option<String>,
    /// The source first, then the destinations. Empty while the message is not processed.
    pub connectors: Vec<ConnectorSummary>,
}

/// A connector's part of a message, with contents.
#[derive(Debug, Clone)]
pub struct ConnectorDetail {
    /// Where it stands.
    pub summary: ConnectorSummary,
    /// At the source: after the transformer. At a destination: what is or was sent.
    pub content: Option<Bytes>,
    /// At the source: the reply to the sender. At a destination: what the receiver answered.
    pub response: Option<Bytes>,
}

/// A message with all that is stored of it.
#[derive(Debug, Clone)]
pub struct MessageDetail {
    /// The channel's number.
    pub channel: ChannelKey,
    /// Its number.
    pub message: MessageId,
    /// When it was received.
    pub received_at: Timestamp,
    /// The sender's number.
    pub control_id: Option<String>,
    /// What kind.
    pub message_type: Option<String>,
    /// Where it came from, as JSON.
    pub source_map: Option<String>,
    /// What was received.
    pub raw: Bytes,
    /// The source first, then the destinations.
    pub connectors: Vec<ConnectorDetail>,
}

/// Counts of one connector.
pub type ConnectorCounts = (ConnectorId, Counts);
