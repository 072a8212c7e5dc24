//! Messages as the interface shows them.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use nilecare_message_store::{
    AttachmentSummary, ConnectorDetail, ConnectorSummary, MessageDetail, MessageSummary, MetadataValue, Status,
};
use nilecare_types::{ChannelId, MessageId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Messages, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessagePage {
    /// The messages.
    pub items: Vec<MessageView>,
    /// There may be more: ask again with it as `before`.
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<MessageId>,
    /// The search took long and stopped before the page was full; all messages from this number on were looked at. Ask
    /// again with it as `before` to go on.
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<MessageId>,
}

/// A message in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageView {
    /// Its number, rising in the order of acceptance.
    #[schema(value_type = String, example = "42")]
    pub id: MessageId,
    /// The channel.
    #[schema(value_type = Option<String>)]
    pub channel: Option<ChannelId>,
    /// When it was received.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
    /// The sender's number (MSH-10).
    pub control_id: Option<String>,
    /// Whom it is about (PID-3.1).
    pub patient_id: Option<String>,
    /// The kind of message.
    #[schema(example = "ADT^A01")]
    pub message_type: Option<String>,
    /// The message that it was processed again from.
    #[schema(value_type = Option<String>)]
    pub origin: Option<MessageId>,
    /// Whether it has attachments.
    pub has_attachments: bool,
    /// Values of the channel's metadata columns.
    #[schema(value_type = Object)]
    pub metadata: BTreeMap<String, serde_json::Value>,
    /// Where it stands, the source first; empty while it is not processed.
    pub connectors: Vec<MessageConnectorView>,
}

/// Where a message stands at one connector. Contents only when one message is asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageConnectorView {
    /// The connector's id.
    pub id: String,
    /// `source` or `destination`.
    #[schema(value_type = String)]
    pub direction: &'static str,
    /// `received`, `filtered`, `transformed`, `queued`, `sent`, `error` or `pending`.
    #[schema(value_type = String, example = "sent")]
    pub status: Status,
    /// How often delivery was tried.
    pub attempts: u32,
    /// Why it failed.
    pub error: Option<String>,
    /// Whether the receiver may have it twice.
    pub possible_duplicate: bool,
    /// When it was last touched.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub updated_at: Option<Timestamp>,
    /// At the source: after the transformer, when it differs. At a destination: what is to be sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<ContentView>,
    /// What was sent, when it differs from the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<ContentView>,
    /// At the source: the reply to the sender. At a destination: what the receiver answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<ContentView>,
    /// The response after the response transformer, when it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_transformed: Option<ContentView>,
    /// The maps, where they are kept.
    #[schema(value_type = Option<Object>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maps: Option<serde_json::Value>,
    /// Messages with the same key keep their order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_key: Option<String>,
}

/// A message with all that is kept of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageDetailView {
    /// What a list tells.
    #[serde(flatten)]
    pub message: MessageView,
    /// Where it came from.
    #[schema(value_type = Object)]
    pub source: serde_json::Value,
    /// What was received; absent when it is no longer kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<ContentView>,
    /// After the preprocessor, when it differs and was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preprocessed: Option<ContentView>,
    /// Why the postprocessor failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postprocessor_error: Option<String>,
    /// What the export called it that it was imported from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imported_from: Option<String>,
    /// The newest messages that were processed again from it; at most 100.
    #[schema(value_type = Vec<String>)]
    pub processed_again: Vec<MessageId>,
    /// What is kept beside it; read one at `/api/v1/messages/{id}/attachments/{number}`.
    pub attachments: Vec<AttachmentView>,
}

/// An attachment in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttachmentView {
    /// Its number within the message, from 0.
    pub number: u32,
    /// What it is.
    #[schema(example = "application/pdf")]
    pub mime_type: String,
    /// What it is called.
    pub name: Option<String>,
    /// How large it is, in bytes.
    pub n_bytes: u64,
}

/// A content: `text` when it is UTF-8, else `base64`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentView {
    /// The text.
    Text(String),
    /// The bytes, in base64.
    Base64(String),
}

impl From<Bytes> for ContentView {
    fn from(content: Bytes) -> Self {
        match String::from_utf8(content.to_vec()) {
            Ok(text) => Self::Text(text),
            Err(error) => Self::Base64(STANDARD.encode(error.as_bytes())),
        }
    }
}

impl ContentView {
    /// Returns the bytes; `None` when they are no base64.
    pub(crate) fn bytes(self) -> Option<Bytes> {
        match self {
            Self::Text(text) => Some(Bytes::from(text)),
            Self::Base64(text) => STANDARD.decode(text).ok().map(Bytes::from),
        }
    }
}

impl From<ConnectorSummary> for MessageConnectorView {
    fn from(summary: ConnectorSummary) -> Self {
        Self {
            id: summary.connector.to_string(),
            direction: if summary.is_source { "source" } else { "destination" },
            status: summary.status,
            attempts: summary.attempts,
            error: summary.error,
            possible_duplicate: summary.is_possible_duplicate,
            updated_at: summary.updated_at,
            content: None,
            sent: None,
            response: None,
            response_transformed: None,
            maps: None,
            order_key: None,
        }
    }
}

impl From<ConnectorDetail> for MessageConnectorView {
    fn from(detail: ConnectorDetail) -> Self {
        Self {
            content: detail.content.map(ContentView::from),
            sent: detail.sent.map(ContentView::from),
            response: detail.response.map(ContentView::from),
            response_transformed: detail.response_transformed.map(ContentView::from),
            maps: detail.maps.and_then(|json| serde_json::from_str(&json).ok()),
            order_key: detail.order_key,
            ..Self::from(detail.summary)
        }
    }
}

impl From<AttachmentSummary> for AttachmentView {
    fn from(summary: AttachmentSummary) -> Self {
        Self {
            number: summary.number,
            mime_type: summary.mime_type,
            name: summary.name,
            n_bytes: summary.n_bytes,
        }
    }
}

fn plain(values: Vec<(String, MetadataValue)>) -> BTreeMap<String, serde_json::Value> {
    let plain = |value| match value {
        MetadataValue::Text(text) => text.into(),
        MetadataValue::Number(number) => number.into(),
        MetadataValue::Boolean(is_true) => is_true.into(),
        MetadataValue::Timestamp(timestamp) => timestamp.to_string().into(),
    };
    values.into_iter().map(|(name, value)| (name, plain(value))).collect()
}

impl MessageView {
    pub(crate) fn new(summary: MessageSummary, channel: Option<ChannelId>) -> Self {
        Self {
            id: summary.message,
            channel,
            received_at: summary.received_at,
            control_id: summary.control_id,
            patient_id: summary.patient_id,
            message_type: summary.message_type,
            origin: summary.origin,
            has_attachments: summary.has_attachments,
            metadata: plain(summary.metadata),
            connectors: summary.connectors.into_iter().map(MessageConnectorView::from).collect(),
        }
    }
}

impl MessageDetailView {
    pub(crate) fn new(detail: MessageDetail, channel: Option<ChannelId>, processed_again: Vec<MessageId>) -> Self {
        let source = detail.source_map.and_then(|json| serde_json::from_str(&json).ok());
        Self {
            message: MessageView {
                id: detail.message,
                channel,
                received_at: detail.received_at,
                control_id: detail.control_id,
                patient_id: detail.patient_id,
                message_type: detail.message_type,
                origin: detail.origin,
                has_attachments: !detail.attachments.is_empty(),
                metadata: plain(detail.metadata),
                connectors: detail.connectors.into_iter().map(MessageConnectorView::from).collect(),
            },
            source: source.unwrap_or_else(|| serde_json::json!({})),
            raw: detail.is_raw_kept.then(|| ContentView::from(detail.raw)),
            preprocessed: detail.preprocessed.map(ContentView::from),
            postprocessor_error: detail.postprocessor_error,
            imported_from: detail.imported_from,
            processed_again,
            attachments: detail.attachments.into_iter().map(AttachmentView::from).collect(),
        }
    }
}
