//! How the engine is at one moment.

use nilecare_types::{ChannelId, ConnectorId, Timestamp};

/// How all channels are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// All channels that are there, deployed or not.
    pub channels: Vec<ChannelSnapshot>,
}

/// What a channel does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelStanding {
    /// Receives and delivers.
    Started,
    /// Receives nothing, delivers what is queued.
    Paused,
    /// Does nothing.
    Stopped,
    /// Is not deployed.
    Undeployed,
}

impl ChannelStanding {
    /// Returns the name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Undeployed => "undeployed",
        }
    }
}

/// How a channel is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelSnapshot {
    /// Its id.
    pub id: ChannelId,
    /// Its name.
    pub name: String,
    /// Its group; empty for none.
    pub group: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// What it does.
    pub state: ChannelStanding,
    /// How many messages it has received, ever.
    pub received: u64,
    /// Its connectors.
    pub connectors: Vec<ConnectorSnapshot>,
}

/// How a connector is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectorSnapshot {
    /// Its id; `source` for the source.
    pub id: ConnectorId,
    /// Whether it has lost its peer and tries to reach it.
    pub is_disconnected: bool,
    /// How many messages wait.
    pub queue_depth: u64,
    /// When a message that waits was received, if that was longer ago than a rule asks for.
    pub queued_since: Option<Timestamp>,
}
