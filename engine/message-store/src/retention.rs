//! Removing messages and putting them back.

use bytes::Bytes;
use nilecare_types::{MessageId, Timestamp};

use crate::{ChannelKey, ConnectorKey, MetadataValue, NewAttachment, Status};

/// What pruning takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PruneWhat {
    /// Contents, maps and attachments; statuses, errors and metadata stay.
    Contents,
    /// Everything; the statistics stay.
    Messages,
}

/// Which messages to prune. Those that are not finished (not processed, waiting, queued) are never touched.
#[derive(Debug, Clone)]
pub struct PruneOrder {
    /// Of this channel.
    pub channel: ChannelKey,
    /// Received before.
    pub before: Timestamp,
    /// What is taken away.
    pub what: PruneWhat,
    /// Whether messages in Error go too.
    pub include_errors: bool,
    /// Numbers after this one; to go on, [`Pruned::last`] of the call before.
    pub after: MessageId,
    /// At most so many.
    pub limit: usize,
}

/// What was pruned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pruned {
    /// So many messages.
    pub n: usize,
    /// The last number that was looked at; `None` when nothing is left to prune.
    pub last: Option<MessageId>,
}

/// A message from an export, to be kept under a new number. Nothing of it is counted but what is queued.
#[derive(Debug, Clone)]
pub struct StoredMessage {
    /// The channel that gets it.
    pub channel: ChannelKey,
    /// What the export calls it, such as `STORE.NUMBER`.
    pub imported_from: Option<String>,
    /// When it was received.
    pub received_at: Timestamp,
    /// The sender's own number.
    pub control_id: Option<String>,
    /// Whom it is about.
    pub patient_id: Option<String>,
    /// What kind of message it is.
    pub message_type: Option<String>,
    /// The message, by its number in this store, that it was processed again from.
    pub origin: Option<MessageId>,
    /// Where it came from, as JSON.
    pub source_map: Option<String>,
    /// What was received; `None` when the export has no contents.
    pub raw: Option<Bytes>,
    /// The content after the preprocessor.
    pub preprocessed: Option<Bytes>,
    /// Why the postprocessor failed.
    pub postprocessor_error: Option<String>,
    /// Values of metadata columns; a column that was not registered, or with another kind, is left out.
    pub metadata: Vec<(String, MetadataValue)>,
    /// Where it stands, the source first. Empty: it was never processed and will be at the next deployment.
    pub connectors: Vec<StoredConnector>,
    /// What is kept beside it.
    pub attachments: Vec<NewAttachment>,
}

/// A connector's part of a message from an export.
#[derive(Debug, Clone)]
pub struct StoredConnector {
    /// The connector of this store.
    pub connector: ConnectorKey,
    /// Where the message stands.
    pub status: Status,
    /// How often delivery was tried.
    pub attempts: u32,
    /// Whether the receiver may have it twice.
    pub is_possible_duplicate: bool,
    /// When it was last touched.
    pub updated_at: Option<Timestamp>,
    /// At the source: after the transformer. At a destination: what is to be sent.
    pub content: Option<Bytes>,
    /// What was sent, when it differs.
    pub sent: Option<Bytes>,
    /// The reply to the sender, or what the receiver answered.
    pub response: Option<Bytes>,
    /// The answer after the response transformer.
    pub response_transformed: Option<Bytes>,
    /// Maps, as JSON.
    pub maps: Option<String>,
    /// Messages with the same key keep their order.
    pub order_key: Option<String>,
    /// What failed.
    pub error: Option<String>,
}
