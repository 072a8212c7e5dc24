//! What the interface shows.

pub(crate) mod item;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use nilecare_channel_repository::ItemSummary;
use nilecare_engine_api::ConnectionState;
use nilecare_engine_runtime::{ChannelState, ChannelStatus};
use nilecare_message_store::{ConnectorDetail, ConnectorSummary, Counts, MessageDetail, MessageSummary, Status};
use nilecare_types::{ChannelId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::deployment::Standing;

/// A channel.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChannelView {
    /// Its id.
    #[schema(value_type = String, example = "adt-inbound")]
    pub id: ChannelId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Channels of a group are shown together; empty for none.
    pub group: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Channels that are started before it.
    #[schema(value_type = Vec<String>)]
    pub depends_on: Vec<ChannelId>,
    /// `started`, `paused` (receives nothing, delivers what is queued), `stopped` or `undeployed`.
    #[schema(value_type = String, example = "started")]
    pub state: &'static str,
    /// Changes with the configuration that is deployed.
    pub revision: Option<String>,
    /// The number of the revision that is deployed.
    pub deployed_revision: Option<i64>,
    /// The number of the revision in the folder; absent when the channel is deployed and no longer there.
    pub current_revision: Option<i64>,
    /// The newest revision with which nothing was wrong.
    pub last_good_revision: Option<i64>,
    /// Whether it is deployed and not as it is in the folder, with the libraries that it uses.
    pub is_changed: bool,
    /// What is wrong with it in the folder, or with what it depends on.
    pub problems: Vec<String>,
    /// When it was deployed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub deployed_at: Option<Timestamp>,
    /// Its connectors, the source first; empty while it is not deployed.
    pub connectors: Vec<ConnectorView>,
}

/// A source or destination.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConnectorView {
    /// Its id; `source` for the source.
    pub id: String,
    /// `source` or `destination`.
    #[schema(value_type = String)]
    pub direction: &'static str,
    /// The kind of connector.
    #[schema(example = "mllp")]
    pub kind: String,
    /// What it is doing: `state` and, by state, `address` or `reason`.
    #[schema(value_type = Object)]
    pub connection: ConnectionState,
    /// How many peers are connected.
    pub connections: u64,
}

impl ChannelView {
    /// Brings together what the folder has and what is deployed.
    pub(crate) fn new(
        id: ChannelId,
        item: Option<ItemSummary>,
        standing: Standing,
        status: Option<ChannelStatus>,
    ) -> Self {
        let mut problems = item.as_ref().map(|item| item.problems.clone()).unwrap_or_default();
        problems.extend(standing.order_problem.map(|problem| problem.to_string()));
        let name = standing.channel.as_ref().map(|channel| channel.name.clone());
        let deployed_name = status.as_ref().map(|status| status.name.clone());
        let name = name.or(deployed_name).unwrap_or_else(|| id.to_string());
        let (description, group, tags, depends_on) = standing.channel.map_or_else(Default::default, |channel| {
            (channel.description, channel.group, channel.tags, channel.depends_on)
        });
        Self {
            id,
            name,
            description,
            group,
            tags,
            depends_on,
            state: status.as_ref().map_or("undeployed", |status| match status.state {
                ChannelState::Started => "started",
                ChannelState::Paused => "paused",
                ChannelState::Stopped => "stopped",
            }),
            revision: status.as_ref().map(|status| status.revision.clone()),
            deployed_revision: standing.deployed_revision.map(|revision| revision.0),
            current_revision: item.as_ref().and_then(|item| Some(item.revision.as_ref()?.id.0)),
            last_good_revision: item.and_then(|item| item.last_good).map(|revision| revision.0),
            is_changed: standing.is_changed,
            problems,
            deployed_at: status.as_ref().map(|status| status.deployed_at),
            connectors: status.map(connectors).unwrap_or_default(),
        }
    }
}

fn connectors(status: ChannelStatus) -> Vec<ConnectorView> {
    let connectors = status.connectors.into_iter().map(|connector| ConnectorView {
        id: connector.id.to_string(),
        direction: if connector.is_source { "source" } else { "destination" },
        kind: connector.kind,
        connection: connector.connection,
        connections: connector.connections,
    });
    connectors.collect()
}

/// How many messages, since the channel was first deployed. `queued` is how many wait now.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct CountsView {
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

impl From<Counts> for CountsView {
    fn from(counts: Counts) -> Self {
        let Counts {
            received,
            filtered,
            queued,
            sent,
            error,
        } = counts;
        Self {
            received,
            filtered,
            queued,
            sent,
            error,
        }
    }
}

/// Statistics of a channel: `received` at its source, the rest summed over its connectors.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatisticsView {
    /// The channel.
    #[schema(value_type = String)]
    pub channel: ChannelId,
    /// All together.
    #[serde(flatten)]
    pub total: CountsView,
    /// Each by itself, the source first.
    pub connectors: Vec<ConnectorCountsView>,
}

/// Statistics of a connector.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConnectorCountsView {
    /// Its id.
    pub id: String,
    /// Its counts.
    #[serde(flatten)]
    pub counts: CountsView,
}

/// A message in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageView {
    /// Its number, rising in the order of acceptance.
    #[schema(value_type = String, example = "42")]
    pub id: nilecare_types::MessageId,
    /// When it was received.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
    /// The sender's number (MSH-10).
    pub control_id: Option<String>,
    /// The kind of message.
    #[schema(example = "ADT^A01")]
    pub message_type: Option<String>,
    /// Where it stands, the source first; empty while it is not processed.
    pub connectors: Vec<MessageConnectorView>,
}

/// Where a message stands at one connector.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageConnectorView {
    /// The connector's id.
    pub id: String,
    /// `source` or `destination`.
    #[schema(value_type = String)]
    pub direction: &'static str,
    /// `received`, `filtered`, `transformed`, `queued`, `sent` or `error`.
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
    /// At the source: after the transformer, when it differs. At a destination: what is or was sent. Only when one message
    /// is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<ContentView>,
    /// At the source: the reply to the sender. At a destination: what the receiver answered. Only when one message is
    /// asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<ContentView>,
}

/// A message with its contents.
#[derive(Debug, Serialize, ToSchema)]
pub struct MessageDetailView {
    /// The channel.
    #[schema(value_type = Option<String>)]
    pub channel: Option<ChannelId>,
    /// What a list tells.
    #[serde(flatten)]
    pub message: MessageView,
    /// Where it came from.
    #[schema(value_type = Object)]
    pub source: serde_json::Value,
    /// What was received.
    pub raw: ContentView,
}

/// A content: `text` when it is UTF-8, else `base64`.
#[derive(Debug, Serialize, ToSchema)]
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
            response: None,
        }
    }
}

impl From<ConnectorDetail> for MessageConnectorView {
    fn from(detail: ConnectorDetail) -> Self {
        Self {
            content: detail.content.map(ContentView::from),
            response: detail.response.map(ContentView::from),
            ..Self::from(detail.summary)
        }
    }
}

impl From<MessageSummary> for MessageView {
    fn from(summary: MessageSummary) -> Self {
        Self {
            id: summary.message,
            received_at: summary.received_at,
            control_id: summary.control_id,
            message_type: summary.message_type,
            connectors: summary.connectors.into_iter().map(MessageConnectorView::from).collect(),
        }
    }
}

impl MessageDetailView {
    pub(crate) fn new(detail: MessageDetail, channel: Option<ChannelId>) -> Self {
        let source = detail.source_map.and_then(|json| serde_json::from_str(&json).ok());
        Self {
            channel,
            message: MessageView {
                id: detail.message,
                received_at: detail.received_at,
                control_id: detail.control_id,
                message_type: detail.message_type,
                connectors: detail.connectors.into_iter().map(MessageConnectorView::from).collect(),
            },
            source: source.unwrap_or_else(|| serde_json::json!({})),
            raw: ContentView::from(detail.raw),
        }
    }
}
