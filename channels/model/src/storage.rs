//! What is kept of messages, how, and for how long.

use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ScriptText, TemplateText};

/// What stays of a message when it is complete. Until then everything that is needed to go on after a crash is on disk,
/// whatever the level; a message in error counts as not complete.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StorageLevel {
    /// Every content at every stage, and all maps.
    Development,
    /// What was received, the transformed content, what was sent and answered.
    #[default]
    Production,
    /// What was received.
    Raw,
    /// No content; statuses, times and metadata columns.
    Metadata,
    /// Nothing but the statistics.
    Disabled,
}

/// How a channel's messages are kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StorageSettings {
    /// # Level
    pub level: StorageLevel,
    /// # Encrypt
    /// Contents, maps and errors are kept encrypted (AES-256-GCM); the keys are named in the settings of the hub.
    pub encrypt: bool,
    /// # Text index
    /// Contents can be searched for text.
    pub text_index: TextIndex,
    /// # Metadata columns
    /// Values that messages of this channel can be searched by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metadata: Vec<MetadataColumn>,
}

/// Whether contents can be searched for text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextIndex {
    /// They can.
    #[default]
    On,
    /// They cannot.
    Off,
}

/// A value that messages can be searched by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MetadataColumn {
    /// # Name
    /// Small letters, digits and underscores.
    pub name: String,
    /// # Type
    #[serde(default, rename = "type")]
    pub kind: MetadataKind,
    /// # Value
    /// Filled in after the source transformer, such as `${channel_map.mrn}`.
    pub value: TemplateText,
}

/// The type of a metadata column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetadataKind {
    /// Text.
    #[default]
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A point in time, as RFC 3339 or HL7 v2 write it.
    Timestamp,
}

/// Large parts that are kept once, outside the message, and put back on the way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum AttachmentHandler {
    /// Fields of an HL7 v2 message, such as `OBX-5.5`, in every segment and repetition.
    Fields {
        /// # Paths
        paths: Vec<String>,
        /// # Smallest size
        /// Values with fewer bytes stay in the message.
        #[serde(default = "smallest")]
        min_size: u64,
        /// # Media type
        #[serde(default = "octets")]
        mime_type: String,
    },
    /// What a regular expression matches; its first group, when it has one.
    Pattern {
        /// # Pattern
        pattern: String,
        /// # Media type
        #[serde(default = "octets")]
        mime_type: String,
    },
    /// The whole message.
    Entire {
        /// # Media type
        #[serde(default = "octets")]
        mime_type: String,
    },
    /// A script that gets the content as `msg`, calls `attach(text, media_type)`, which answers the token to leave in its
    /// place, and leaves the rest in `msg`.
    Script(ScriptText),
}

fn smallest() -> u64 {
    4096
}

fn octets() -> String {
    "application/octet-stream".to_owned()
}

/// How long messages are kept. Messages that are not complete are never removed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PruningSettings {
    /// # Contents
    /// Contents are removed after this time; absent means that they stay as long as their messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contents_after: Option<HumanDuration>,
    /// # Messages
    /// Messages are removed after this time; absent means never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub messages_after: Option<HumanDuration>,
    /// # Errors too
    /// Messages in error are removed like others.
    pub errors: bool,
    /// # Archive
    /// Messages are written to the archive folder of the hub before they are removed.
    pub archive: bool,
}
