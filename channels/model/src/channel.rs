//! The channel itself.

use std::collections::BTreeMap;

use nilecare_delimited::{DelimitedLayout, FixedWidthLayout, Layout};
use nilecare_types::{ChannelId, ConnectorId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    AttachmentHandler, BatchSettings, ConnectorSettings, Processing, PruningSettings, QueueSettings, RepeatSettings,
    ReplySettings, ResponseValidation, Rule, ScriptRef, SourceQueue, Step, StorageSettings, TemplateText,
};

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
    /// # Group
    /// Channels of a group are shown together.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// # Tags
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// # Depends on
    /// Channels that are started before this one and stopped after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<ChannelId>,
    /// # State after the start of the hub
    #[serde(default)]
    pub initial_state: InitialState,
    /// # Code template libraries
    /// Those whose functions the scripts of this channel may call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub libraries: Vec<String>,
    /// # Storage
    #[serde(default)]
    pub storage: StorageSettings,
    /// # Pruning
    #[serde(default)]
    pub pruning: PruningSettings,
    /// # Clear the global channel map
    /// The global channel map is emptied when the channel is deployed.
    #[serde(default)]
    pub clear_global_channel_map: bool,
    /// # Deploy script
    /// Runs before the channel starts after a deployment; when it fails, the channel is not deployed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deploy: Option<ScriptRef>,
    /// # Undeploy script
    /// Runs after the channel has stopped for good or for another revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undeploy: Option<ScriptRef>,
    /// # Attachments
    /// Taken out of the message before anything else looks at it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<AttachmentHandler>,
    /// # Preprocessor
    /// A script that may change the received text before filters and transformers look at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preprocessor: Option<ScriptRef>,
    /// # Postprocessor
    /// A script that runs when every destination has had its first outcome; it sees `response_map`, and what it leaves in
    /// `reply` is the reply to the sender where that is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postprocessor: Option<ScriptRef>,
    /// # Source
    pub source: SourceConnector,
    /// # Destinations
    /// Each has its own queue. They run side by side, but for those that wait for the one before.
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
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DataTypeSettings {
    /// HL7 v2, in the form with delimiters.
    #[default]
    Hl7v2,
    /// JSON.
    Json,
    /// FHIR R4 in JSON or XML. What was changed is written as it came, in JSON or XML.
    Fhir,
    /// XML.
    Xml,
    /// X12 interchanges.
    X12,
    /// Delimited text, such as CSV.
    Delimited(DelimitedLayout),
    /// Records with columns of fixed widths.
    FixedWidth(FixedWidthLayout),
    /// Text that is not looked into.
    Raw,
}

impl Channel {
    /// Returns the settings of all connectors, the source's first.
    pub fn connectors(&self) -> impl Iterator<Item = &ConnectorSettings> {
        let destinations = self.destinations.iter().map(|destination| &destination.connector);
        std::iter::once(&self.source.connector).chain(destinations)
    }
}

impl DataTypeSettings {
    /// Returns the layout of delimited text and fixed-width records; `None` for other formats.
    pub fn layout(&self) -> Option<Layout> {
        match self {
            Self::Delimited(layout) => Some(Layout::Delimited(layout.clone())),
            Self::FixedWidth(layout) => Some(Layout::FixedWidth(layout.clone())),
            _ => None,
        }
    }
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
    pub data_type: DataTypeSettings,
    /// # Character set of messages that declare none
    /// Used only when the bytes are not valid UTF-8.
    #[serde(default)]
    pub character_set: CharacterSet,
    /// # Batch
    /// For content that holds several messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchSettings>,
    /// # Repeats
    /// What is done with a message that came before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<RepeatSettings>,
    /// # Queue
    #[serde(default)]
    pub queue: SourceQueue,
    /// # Processing
    #[serde(default)]
    pub processing: Processing,
    /// # Reply to the sender
    #[serde(default)]
    pub reply: ReplySettings,
    /// # Filter
    /// All rules must let a message pass.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<Rule>,
    /// # Transformer
    /// Steps that change the message, fill the maps or choose destinations, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transformer: Vec<Step>,
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
    #[serde(default = "crate::yes", skip_serializing_if = "crate::is_yes")]
    pub enabled: bool,
    /// # Connector
    pub connector: ConnectorSettings,
    /// # Wait for the previous destination
    /// This destination's filter and transformer run when the one before has had its first outcome (sent, queued, filtered or
    /// error), and see its response in `response_map`. Destinations without it begin a chain of their own; chains run side
    /// by side.
    #[serde(default, skip_serializing_if = "is_no")]
    pub wait_for_previous: bool,
    /// # Queue
    #[serde(default)]
    pub queue: QueueSettings,
    /// # Filter
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filter: Vec<Rule>,
    /// # Transformer
    /// What `msg` is at the end is what is sent: a message as text, a map as JSON.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transformer: Vec<Step>,
    /// # Content
    /// What is sent instead of `msg`, filled in after the transformer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<TemplateText>,
    /// # Parameters
    /// Values for places in the connector's settings, by name, filled in after the transformer; `${PID-3.1}` under `patient`
    /// is put where the `url` of an `http` connector says `{patient}`. The connector says which ones it uses.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, TemplateText>,
    /// # Response validation
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_validation: Option<ResponseValidation>,
    /// # Response transformer
    /// Steps that see the `response` and may set `status` to `"sent"`, `"error"` or `"queued"`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response_transformer: Vec<Step>,
}

fn is_no(value: &bool) -> bool {
    !*value
}
