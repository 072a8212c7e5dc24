//! What the interface shows.

pub(crate) mod item;
mod outline;

use nilecare_channel_repository::ItemSummary;
use nilecare_engine_api::ConnectionState;
use nilecare_engine_runtime::{ChannelState, ChannelStatus};
use nilecare_message_store::Counts;
use nilecare_types::{ChannelId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::deployment::Standing;
pub use outline::DescriptionView;

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
