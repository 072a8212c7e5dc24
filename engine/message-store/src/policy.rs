//! What a channel's messages leave behind, and how it lies on disk.

use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};

/// What stays of a message when it is complete: processed at the source, and neither waiting nor in Error anywhere.
///
/// Until then everything that is needed to deliver it is on disk, whatever the level; nothing is acknowledged before.
/// A message in Error stays as it is until it is resolved (sent after all, processed again as another message, removed)
/// or pruned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StorageLevel {
    /// Nothing; the statistics count it all the same.
    Disabled,
    /// Statuses, errors and metadata columns, but no contents, maps or attachments.
    Metadata,
    /// As `Metadata`, and what was received, with its attachments.
    Raw,
    /// All but what only the writing of a channel needs: the preprocessed content and the transformed response.
    #[default]
    Production,
    /// Everything.
    Development,
}

/// The kind of a metadata column's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetadataKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A moment, to the millisecond.
    Timestamp,
}

/// A value that a channel's scripts give to its messages, to be found by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MetadataColumn {
    /// Its name, unique within the channel.
    pub name: String,
    /// The kind of its values.
    pub kind: MetadataKind,
}

/// A value of a metadata column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetadataValue {
    /// Text.
    Text(String),
    /// A number; no NaN.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A moment, to the millisecond.
    Timestamp(Timestamp),
}

impl MetadataValue {
    /// Returns the kind of column that takes it.
    pub fn kind(&self) -> MetadataKind {
        match self {
            Self::Text(_) => MetadataKind::Text,
            Self::Number(_) => MetadataKind::Number,
            Self::Boolean(_) => MetadataKind::Boolean,
            Self::Timestamp(_) => MetadataKind::Timestamp,
        }
    }
}

/// How a channel's messages are kept; given when it is registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoragePolicy {
    /// What stays of complete messages.
    pub level: StorageLevel,
    /// Whether contents, maps, errors, attachments and identifiers are sealed (AES-256-GCM) under a key of the
    /// [`Keyring`](crate::Keyring). Applies to what is written from then on.
    ///
    /// Control ids, patient ids and metadata columns of such a channel are found by equality only: the store keeps a
    /// keyed hash of them beside the sealed value.
    pub encrypt: bool,
    /// Whether contents can be searched by text without reading all of them. Applies to messages admitted from then on.
    pub index_text: bool,
    /// What its messages can be found by, besides what every message has.
    pub metadata_columns: Vec<MetadataColumn>,
}

impl Default for StoragePolicy {
    fn default() -> Self {
        Self {
            level: StorageLevel::default(),
            encrypt: false,
            index_text: true,
            metadata_columns: Vec::new(),
        }
    }
}
