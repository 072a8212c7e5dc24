//! Which channels are meant.

use std::collections::{BTreeMap, BTreeSet};

use nilecare_channel_model::ChannelFolder;
use nilecare_types::ChannelId;
use serde::Deserialize;
use utoipa::ToSchema;

/// Channels: those that one of the parts names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Selection {
    /// All channels.
    pub all: bool,
    /// These channels.
    #[schema(value_type = Vec<String>)]
    pub channels: BTreeSet<ChannelId>,
    /// Channels with one of these tags.
    pub tags: BTreeSet<String>,
    /// Channels of one of these groups.
    pub groups: BTreeSet<String>,
}

impl Selection {
    /// Selects all channels.
    pub fn all() -> Self {
        Self {
            all: true,
            ..Self::default()
        }
    }

    /// Selects one channel.
    pub fn one(id: &ChannelId) -> Self {
        Self {
            channels: BTreeSet::from([id.clone()]),
            ..Self::default()
        }
    }

    /// Tells whether it names nothing at all, which is a mistake of the caller.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Finds the channels meant; those named stay in, also when they are not there.
    pub(super) fn resolve(&self, known: &BTreeMap<ChannelId, Option<&ChannelFolder>>) -> BTreeSet<ChannelId> {
        let mut ids = self.channels.clone();
        for (id, folder) in known {
            let channel = folder.map(|folder| &folder.channel);
            let has_tag = channel.is_some_and(|channel| channel.tags.iter().any(|tag| self.tags.contains(tag)));
            let is_of_group = channel.is_some_and(|channel| self.groups.contains(&channel.group));
            if self.all || has_tag || is_of_group {
                ids.insert(id.clone());
            }
        }
        ids
    }
}
