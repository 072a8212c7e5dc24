//! Messages as they leave the store and come back: one JSON object each, for export, archive and import.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use nilecare_message_store::{
    ConnectorDetail, MessageDetail, MetadataValue, NewAttachment, Status, StoredConnector, StoredMessage,
};
use nilecare_types::{ChannelId, ConnectorId, MessageId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::engine::{Engine, EngineError};

/// An attachment larger than this is not exported.
const ATTACHMENT_LIMIT: u64 = 1 << 30;

/// A content: text where it is UTF-8, base64 otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ExportedContent {
    /// As text.
    Text(String),
    /// As base64.
    Base64 {
        /// The bytes.
        base64: String,
    },
}

impl ExportedContent {
    fn new(content: &Bytes) -> Self {
        match std::str::from_utf8(content) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Base64 {
                base64: BASE64_STANDARD.encode(content),
            },
        }
    }

    fn bytes(&self) -> Result<Bytes, EngineError> {
        match self {
            Self::Text(text) => Ok(Bytes::from(text.clone())),
            Self::Base64 { base64 } => {
                let bytes = BASE64_STANDARD.decode(base64);
                let bytes = bytes.map_err(|_| EngineError::NotExported("a content is no base64".to_owned()))?;
                Ok(Bytes::from(bytes))
            }
        }
    }
}

/// A message with all that is kept of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportedMessage {
    /// What it is called: the store's id and the message's number.
    pub id: String,
    /// The channel.
    pub channel: ChannelId,
    /// When it was received.
    pub received_at: Timestamp,
    /// The sender's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control_id: Option<String>,
    /// Whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<String>,
    /// What kind of message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_type: Option<String>,
    /// Where it came from, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What was received; absent when it is no longer kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<ExportedContent>,
    /// After the preprocessor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preprocessed: Option<ExportedContent>,
    /// Why the postprocessor failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postprocessor_error: Option<String>,
    /// The values of the metadata columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metadata: Vec<(String, MetadataValue)>,
    /// Where it stands, the source first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub connectors: Vec<ExportedConnector>,
    /// Parts that are kept beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<ExportedAttachment>,
}

/// A connector's part of a message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportedConnector {
    /// The connector.
    pub id: ConnectorId,
    /// Whether it is the source.
    #[serde(default)]
    pub is_source: bool,
    /// Where the message stands.
    pub status: Status,
    /// How often delivery was tried.
    #[serde(default)]
    pub attempts: u32,
    /// Whether the receiver may have it twice.
    #[serde(default)]
    pub is_possible_duplicate: bool,
    /// When it was last touched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// After the transformer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<ExportedContent>,
    /// What was sent, when it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<ExportedContent>,
    /// The reply, or the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<ExportedContent>,
    /// After the response transformer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_transformed: Option<ExportedContent>,
    /// Maps, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maps: Option<String>,
    /// Messages with the same key keep their order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_key: Option<String>,
    /// What failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// A part that is kept beside a message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportedAttachment {
    /// What it is.
    pub mime_type: String,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The bytes.
    pub content: ExportedContent,
}

fn exported(content: Option<&Bytes>) -> Option<ExportedContent> {
    content.map(ExportedContent::new)
}

impl From<&ConnectorDetail> for ExportedConnector {
    fn from(detail: &ConnectorDetail) -> Self {
        let summary = &detail.summary;
        Self {
            id: summary.connector.clone(),
            is_source: summary.is_source,
            status: summary.status,
            attempts: summary.attempts,
            is_possible_duplicate: summary.is_possible_duplicate,
            updated_at: summary.updated_at,
            content: exported(detail.content.as_ref()),
            sent: exported(detail.sent.as_ref()),
            response: exported(detail.response.as_ref()),
            response_transformed: exported(detail.response_transformed.as_ref()),
            maps: detail.maps.clone(),
            order_key: detail.order_key.clone(),
            error: summary.error.clone(),
        }
    }
}

impl Engine {
    /// Returns a message with all that is kept of it; `None` when there is no such message.
    ///
    /// # Errors
    /// When the store cannot read it.
    pub async fn export(&self, message: MessageId) -> Result<Option<ExportedMessage>, EngineError> {
        let store = self.store();
        let Some(detail) = store.message(message).await? else {
            return Ok(None);
        };
        let Some(channel) = store.channel_id(detail.channel).await? else {
            return Ok(None);
        };
        let mut attachments = Vec::new();
        for summary in &detail.attachments {
            let found = store.attachment(message, summary.number, ATTACHMENT_LIMIT).await?;
            attachments.extend(found.map(|attachment| ExportedAttachment {
                mime_type: attachment.mime_type,
                name: attachment.name,
                content: ExportedContent::new(&attachment.content),
            }));
        }
        Ok(Some(ExportedMessage {
            id: format!("{}.{message}", store.id()),
            attachments,
            ..without_attachments(detail, channel)
        }))
    }

    /// Keeps an exported message under a new number, with the statuses that it had. It is not processed again; what was
    /// queued is delivered when its channel runs.
    ///
    /// # Errors
    /// When its channel was never deployed here or has not its connectors, or the store refuses.
    pub async fn import(&self, message: ExportedMessage) -> Result<MessageId, EngineError> {
        let store = self.store();
        let key = store.find_channel(&message.channel).await?;
        let key = key.ok_or_else(|| EngineError::NotDeployed(message.channel.clone()))?;
        let deployed = self.connector_keys(&message.channel).await?;
        let content = |content: &Option<ExportedContent>| content.as_ref().map(ExportedContent::bytes).transpose();
        let mut connectors = Vec::new();
        for part in &message.connectors {
            let connector = if part.is_source {
                Some(deployed.source)
            } else {
                deployed.destination(&part.id)
            };
            let connector = connector.ok_or_else(|| EngineError::NoDestination {
                channel: message.channel.clone(),
                destination: part.id.clone(),
            })?;
            connectors.push(StoredConnector {
                connector,
                status: part.status,
                attempts: part.attempts,
                is_possible_duplicate: part.is_possible_duplicate,
                updated_at: part.updated_at,
                content: content(&part.content)?,
                sent: content(&part.sent)?,
                response: content(&part.response)?,
                response_transformed: content(&part.response_transformed)?,
                maps: part.maps.clone(),
                order_key: part.order_key.clone(),
                error: part.error.clone(),
            });
        }
        let mut attachments = Vec::new();
        for attachment in &message.attachments {
            attachments.push(NewAttachment {
                mime_type: attachment.mime_type.clone(),
                name: attachment.name.clone(),
                content: attachment.content.bytes()?,
            });
        }
        let stored = StoredMessage {
            channel: key,
            imported_from: Some(message.id.clone()),
            received_at: message.received_at,
            control_id: message.control_id.clone(),
            patient_id: message.patient_id.clone(),
            message_type: message.message_type.clone(),
            origin: None,
            source_map: message.source.clone(),
            raw: content(&message.raw)?,
            preprocessed: content(&message.preprocessed)?,
            postprocessor_error: message.postprocessor_error.clone(),
            metadata: message.metadata.clone(),
            connectors,
            attachments,
        };
        Ok(store.restore(stored).await?)
    }
}

fn without_attachments(detail: MessageDetail, channel: ChannelId) -> ExportedMessage {
    ExportedMessage {
        id: String::new(),
        channel,
        received_at: detail.received_at,
        control_id: detail.control_id,
        patient_id: detail.patient_id,
        message_type: detail.message_type,
        source: detail.source_map,
        raw: detail.is_raw_kept.then(|| ExportedContent::new(&detail.raw)),
        preprocessed: exported(detail.preprocessed.as_ref()),
        postprocessor_error: detail.postprocessor_error,
        metadata: detail.metadata,
        connectors: detail.connectors.iter().map(ExportedConnector::from).collect(),
        attachments: Vec::new(),
    }
}
