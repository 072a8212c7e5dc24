//! What can be edited, and how it is named.

use std::fmt;
use std::str::FromStr;

use nilecare_types::ChannelId;
use serde::{Deserialize, Serialize};

/// Kinds of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A folder `channels/<id>/`.
    Channel,
    /// A folder `libraries/<name>/` of code templates.
    Library,
    /// A table `lookups/<name>.csv`.
    Lookup,
    /// A global script `scripts/<name>.rhai`.
    Script,
    /// An alert `alerts/<name>.yaml`.
    Alert,
    /// A connection `connections/<name>.yaml` that connectors share.
    Connection,
    /// The configuration map `configuration.yaml`.
    Configuration,
}

impl ItemKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Channel,
        Self::Library,
        Self::Lookup,
        Self::Script,
        Self::Alert,
        Self::Connection,
        Self::Configuration,
    ];

    /// Returns the kind's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Library => "library",
            Self::Lookup => "lookup",
            Self::Script => "script",
            Self::Alert => "alert",
            Self::Connection => "connection",
            Self::Configuration => "configuration",
        }
    }

    /// Tells whether an item of this kind is a folder and not a single file.
    pub const fn is_folder(self) -> bool {
        matches!(self, Self::Channel | Self::Library)
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// The global scripts that there are.
const SCRIPTS: [&str; 4] = ["deploy", "undeploy", "preprocessor", "postprocessor"];
const NAME_LIMIT: usize = 64;

/// The name of one item; never changes in its life.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId {
    kind: ItemKind,
    name: String,
}

/// The text is no name of such an item.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the name of a {} must be {expected}", .kind.as_str())]
pub struct ItemNameError {
    kind: ItemKind,
    expected: &'static str,
}

impl ItemId {
    /// Names an item.
    ///
    /// # Errors
    /// When the name is not of the form that its kind wants; such a name could lead out of the folder.
    pub fn new(kind: ItemKind, name: &str) -> Result<Self, ItemNameError> {
        let (is_good, expected) = match kind {
            ItemKind::Channel => (
                name.parse::<ChannelId>().is_ok(),
                "1 to 64 lowercase letters, digits or '-', beginning with a letter",
            ),
            ItemKind::Script => (
                SCRIPTS.contains(&name),
                "deploy, undeploy, preprocessor or postprocessor",
            ),
            ItemKind::Configuration => (name == ItemKind::Configuration.as_str(), "configuration"),
            ItemKind::Library | ItemKind::Lookup | ItemKind::Alert | ItemKind::Connection => (
                is_plain(name),
                "1 to 64 lowercase letters, digits, '-' or '_', beginning with a letter",
            ),
        };
        let name = name.to_owned();
        is_good
            .then_some(Self { kind, name })
            .ok_or(ItemNameError { kind, expected })
    }

    /// Names the configuration map.
    pub fn configuration() -> Self {
        let kind = ItemKind::Configuration;
        let name = kind.as_str().to_owned();
        Self { kind, name }
    }

    /// Returns the kind.
    pub fn kind(&self) -> ItemKind {
        self.kind
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the channel's id; `None` when it is no channel.
    pub fn channel(&self) -> Option<ChannelId> {
        if self.kind == ItemKind::Channel {
            self.name.parse().ok()
        } else {
            None
        }
    }
}

fn is_plain(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    name.len() <= NAME_LIMIT && name.starts_with(|c: char| c.is_ascii_lowercase()) && name.bytes().all(is_plain)
}

impl From<&ChannelId> for ItemId {
    fn from(id: &ChannelId) -> Self {
        Self {
            kind: ItemKind::Channel,
            name: id.to_string(),
        }
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.as_str(), self.name)
    }
}

impl fmt::Debug for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ItemId {
    type Err = ItemNameError;
    fn from_str(text: &str) -> Result<Self, ItemNameError> {
        let (kind, name) = text.split_once('/').unwrap_or((text, text));
        let unknown = ItemNameError {
            kind: ItemKind::Channel,
            expected: "written KIND/NAME",
        };
        Self::new(ItemKind::from_name(kind).ok_or(unknown)?, name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_could_lead_out_of_the_folder_is_refused() {
        for kind in ItemKind::ALL {
            for bad in ["", "..", "a/b", "/etc", "a\0", ".git", "A", "a b", "a\\b"] {
                assert!(ItemId::new(kind, bad).is_err(), "{kind:?} {bad:?}");
            }
        }
        assert!(ItemId::new(ItemKind::Script, "deploy").is_ok());
        assert!(ItemId::new(ItemKind::Script, "other").is_err());
    }

    #[test]
    fn an_item_is_written_and_read_as_text() {
        for text in [
            "channel/adt-inbound",
            "lookup/ward_codes",
            "configuration/configuration",
        ] {
            assert_eq!(text.parse::<ItemId>().map(|item| item.to_string()), Ok(text.to_owned()));
        }
    }
}
