//! What the interface shows.

use nilecare_engine_api::ConnectionState;
use nilecare_engine_runtime::{ChannelState, ChannelStatus};
use nilecare_message_store::Counts;
use nilecare_types::{ChannelId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// A channel.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChannelView {
    /// Its id.
    #[schema(value_type = String, example = "adt-inbound")]
    pub id: ChannelId,
    /// Its name.
    pub name: String,
    /// `started`, `paused` (receives nothing, delivers what is queued), `stopped` or `undeployed`.
    #[schema(value_type = String, example = "started")]
    pub state: &'static str,
    /// Changes with the configuration that is deployed.
    pub revision: Option<String>,
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

impl From<ChannelStatus> for ChannelView {
    fn from(status: ChannelStatus) -> Self {
        let connectors = status.connectors.into_iter().map(|connector| ConnectorView {
            id: connector.id.to_string(),
            direction: if connector.is_source { "source" } else { "destination" },
            kind: connector.kind,
            connection: connector.connection,
            connections: connector.connections,
        });
        Self {
            id: status.id,
            name: status.name,
            state: match status.state {
                ChannelState::Started => "started",
                ChannelState::Paused => "paused",
                ChannelState::Stopped => "stopped",
            },
            revision: Some(status.revision),
            deployed_at: Some(status.deployed_at),
            connectors: connectors.collect(),
        }
    }
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
