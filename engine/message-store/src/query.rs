//! What people ask the store.

use std::time::Duration;

use bytes::Bytes;
use nilecare_types::{ConnectorId, MessageId, Timestamp};

use crate::{ChannelKey, Counts, MetadataValue, Status};

/// The shortest text that can be searched for, in characters.
pub const TEXT_MINIMUM: usize = 3;

/// How a metadata value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// The same value.
    Equal,
    /// A smaller one.
    Less,
    /// A larger one.
    Greater,
    /// A text that has this one in it, whatever the case of its ASCII letters.
    Contains,
    /// A text that begins so, with the same case.
    Prefix,
}

/// A condition on a metadata column.
#[derive(Debug, Clone, PartialEq)]
pub struct MetadataCondition {
    /// The column's name.
    pub column: String,
    /// How to compare. Columns of encrypted channels can be found by `Equal` only; other comparisons leave them out.
    pub comparison: Comparison,
    /// With what.
    pub value: MetadataValue,
}

/// A text to be found in what was received, what the source made of it and what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextQuery {
    /// This text, of at least [`TEXT_MINIMUM`] characters, whatever its case.
    Literal(String),
    /// A regular expression that cannot match without some text of at least [`TEXT_MINIMUM`] characters, whatever the
    /// case.
    Regex(String),
}

/// Which messages, newest first. All conditions must hold; those on a connector must hold at the same one.
#[derive(Debug, Clone)]
pub struct MessageQuery {
    /// Of this channel; `None` is all.
    pub channel: Option<ChannelKey>,
    /// The conditions on statuses, attempts and errors are about connectors of this name; `None` is any.
    pub connector: Option<ConnectorId>,
    /// With one of these statuses; empty is any. `Received` finds messages that are not processed, too.
    pub statuses: Vec<Status>,
    /// Delivery was tried at least so often.
    pub attempts_from: Option<u32>,
    /// Delivery was tried at the most so often.
    pub attempts_through: Option<u32>,
    /// Whether a connector is in Error or has the reason of a failed attempt.
    pub has_error: Option<bool>,
    /// Only with this sender's number.
    pub control_id: Option<String>,
    /// Only about this patient.
    pub patient_id: Option<String>,
    /// Only of this kind.
    pub message_type: Option<String>,
    /// Only received at or after.
    pub since: Option<Timestamp>,
    /// Only received before.
    pub until: Option<Timestamp>,
    /// Only numbers from this one.
    pub from: Option<MessageId>,
    /// Only numbers up to this one.
    pub through: Option<MessageId>,
    /// Whether it has attachments.
    pub has_attachment: Option<bool>,
    /// Only processed again from this message.
    pub origin: Option<MessageId>,
    /// Only with these values of metadata columns.
    pub metadata: Vec<MetadataCondition>,
    /// Only with this text in a content.
    pub text: Option<TextQuery>,
    /// Only numbers below: the next page.
    pub before: Option<MessageId>,
    /// At most so many.
    pub limit: usize,
    /// After this time the search stops and says where.
    pub budget: Duration,
}

impl MessageQuery {
    /// Asks for the newest messages, within two seconds.
    pub fn all(limit: usize) -> Self {
        Self {
            channel: None,
            connector: None,
            statuses: Vec::new(),
            attempts_from: None,
            attempts_through: None,
            has_error: None,
            control_id: None,
            patient_id: None,
            message_type: None,
            since: None,
            until: None,
            from: None,
            through: None,
            has_attachment: None,
            origin: None,
            metadata: Vec::new(),
            text: None,
            before: None,
            limit,
            budget: Duration::from_secs(2),
        }
    }

    /// Asks for the newest messages of a channel, within two seconds.
    pub fn newest(channel: ChannelKey, limit: usize) -> Self {
        Self {
            channel: Some(channel),
            ..Self::all(limit)
        }
    }
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct SearchPage {
    /// The messages, newest first.
    pub messages: Vec<MessageSummary>,
    /// Set when the limit was reached: ask again with it as [`MessageQuery::before`] for what comes after.
    pub next: Option<MessageId>,
    /// Set when the time was over before the limit or the end was reached: every message from this number on was looked
    /// at. Ask again with it as [`MessageQuery::before`] to go on.
    pub stopped_at: Option<MessageId>,
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
    /// The channel's number.
    pub channel: ChannelKey,
    /// When it was received.
    pub received_at: Timestamp,
    /// The sender's number.
    pub control_id: Option<String>,
    /// Whom it is about.
    pub patient_id: Option<String>,
    /// What kind.
    pub message_type: Option<String>,
    /// The message that it was processed again from.
    pub origin: Option<MessageId>,
    /// Whether it has attachments.
    pub has_attachments: bool,
    /// Values of the channel's metadata columns.
    pub metadata: Vec<(String, MetadataValue)>,
    /// The source first, then the destinations. Empty while the message is not processed.
    pub connectors: Vec<ConnectorSummary>,
}

/// A connector's part of a message, with contents.
#[derive(Debug, Clone)]
pub struct ConnectorDetail {
    /// Where it stands.
    pub summary: ConnectorSummary,
    /// At the source: after the transformer. At a destination: what is to be sent.
    pub content: Option<Bytes>,
    /// What was sent, when it differs from the content.
    pub sent: Option<Bytes>,
    /// At the source: the reply to the sender. At a destination: what the receiver answered.
    pub response: Option<Bytes>,
    /// The answer after the response transformer, when it differs and was kept.
    pub response_transformed: Option<Bytes>,
    /// At the source: the channel map. At a destination: what its scripts left in their maps. As JSON.
    pub maps: Option<String>,
    /// Messages with the same key keep their order.
    pub order_key: Option<String>,
}

/// A message with all that is stored of it, but the bytes of attachments.
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
    /// Whom it is about.
    pub patient_id: Option<String>,
    /// What kind.
    pub message_type: Option<String>,
    /// The message that it was processed again from.
    pub origin: Option<MessageId>,
    /// What the export called it that it was restored from.
    pub imported_from: Option<String>,
    /// Where it came from, as JSON.
    pub source_map: Option<String>,
    /// What was received; empty when it was removed.
    pub raw: Bytes,
    /// Whether what was received is still there.
    pub is_raw_kept: bool,
    /// The content after the preprocessor, when it differs and was kept.
    pub preprocessed: Option<Bytes>,
    /// Why the postprocessor failed.
    pub postprocessor_error: Option<String>,
    /// Values of the channel's metadata columns.
    pub metadata: Vec<(String, MetadataValue)>,
    /// The source first, then the destinations.
    pub connectors: Vec<ConnectorDetail>,
    /// What is kept beside it.
    pub attachments: Vec<AttachmentSummary>,
}

/// An attachment in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentSummary {
    /// Its number within the message, from 0.
    pub number: u32,
    /// What it is, such as `application/pdf`.
    pub mime_type: String,
    /// What it is called.
    pub name: Option<String>,
    /// How large it is, in bytes.
    pub n_bytes: u64,
}

/// A message that was received before with the same control id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentMessage {
    /// Its number.
    pub message: MessageId,
    /// What its sender was answered, when that is known.
    pub reply: Option<Bytes>,
}

/// Counts of one connector.
pub type ConnectorCounts = (ConnectorId, Counts);
