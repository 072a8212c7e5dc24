//! The channel itself.

use nilecare_types::{ChannelId, ConnectorId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ConnectorSettings, QueueSettings, ReplySettings, ScriptRef};

/// One way through the hub: a source, its destinations, and the scripts between.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// # Format version
    /// Always 1.
    pub version: u32,
    /// # Id
    /// The channel's name in routes, logs and statistics; never changes. The folder has the same name.
    pub id: ChannelId,
    /// # Name
    pub name: String,
    /// # Description
    /// What it is for, who is on the other side, whom to call.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// # State after the start of the hub
    #[serde(default)]
    pub initial_state: InitialState,
    /// # Preprocessor
    /// A script that may change the received text before anything else looks at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preprocessor: Option<ScriptRef>,
    /// # Source
    pub source: SourceConnector,
    /// # Destinations
    /// Each has its own queue; they run side by side.
    pub destinations: Vec<DestinationConnector>,
}

/// What happens to a channel when the hub starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InitialState {
    /// Deployed and started.
    #[default]
    Started,
    /// Deployed; receives nothing, goes on delivering.
    Paused,
    /// Deployed, does nothing.
    Stopped,
    /// Not deployed.
    Undeployed,
}

/// The format of a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DataTypeName {
    /// HL7 v2, in the form with delimiters.
    #[default]
    Hl7v2,
    /// JSON.
    Json,
    /// Text that is not looked into.
    Raw,
}

/// A character set by the name that the web and MSH-18 use, such as `utf-8`, `iso-8859-1`, `8859/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CharacterSet(pub String);

impl Default for CharacterSet {
    /// What senders that declare nothing mostly send when it is not UTF-8.
    fn default() -> Self {
        Self("iso-8859-1".to_owned())
    }
}

/// Where messages come in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceConnector {
    /// # Connector
    pub connector: ConnectorSettings,
    /// # Data type
    #[serde(default)]
    pub data_type: DataTypeName,
    /// # Character set of messages that declare none
    /// Used only when the bytes are not valid UTF-8.
    #[serde(default)]
    pub character_set: CharacterSet,
    /// # Reply to the sender
    #[serde(default)]
    pub reply: ReplySettings,
    /// # Filter
    /// Scripts that answer `true` to let a message pass; all must.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<ScriptRef>,
    /// # Transformer
    /// Scripts that change the message, or choose its destinations, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transformer: Vec<ScriptRef>,
}

/// Where messages go out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DestinationConnector {
    /// # Id
    /// The destination's name within the channel; never changes.
    pub id: ConnectorId,
    /// # Name
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// # Enabled
    /// Messages are not routed to a destination that is not enabled.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub enabled: bool,
    /// # Connector
    pub connector: ConnectorSettings,
    /// # Queue
    #[serde(default)]
    pub queue: QueueSettings,
    /// # Filter
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<ScriptRef>,
    /// # Transformer
    /// What `msg` is at the end is what is sent: a message as text, a map as JSON.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transformer: Vec<ScriptRef>,
    /// # Response transformer
    /// Scripts that see the `response` and may set `status` to `"sent"`, `"error"` or `"queued"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response_transformer: Vec<ScriptRef>,
}

fn yes() -> bool {
    true
}

fn is_yes(value: &bool) -> bool {
    *value
}
