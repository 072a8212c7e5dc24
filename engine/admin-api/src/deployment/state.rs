//! What is in the folder, compared with what is deployed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use nilecare_channel_model::{Channel, ChannelFolder, FolderError};
use nilecare_channel_repository::{DependencyOrder, ItemId, ItemKind, Repository, RepositoryError};
use nilecare_types::ChannelId;
use serde_json::Value;

/// The channels in the folder, each read now.
pub(super) struct FolderState {
    pub channels: BTreeMap<ChannelId, Result<ChannelFolder, FolderError>>,
    libraries: Vec<Library>,
}

struct Library {
    name: String,
    hash: String,
    /// None when all channels may use it.
    channels: Option<BTreeSet<String>>,
}

impl FolderState {
    /// Reads the folder. Blocks.
    pub fn read(repository: &Repository) -> Result<Self, RepositoryError> {
        let mut channels = BTreeMap::new();
        for summary in repository.list(ItemKind::Channel)? {
            if let Some(id) = summary.item.channel() {
                let path = repository.layout().path(&summary.item);
                channels.insert(id, ChannelFolder::load(&path));
            }
        }
        let mut libraries = Vec::new();
        for summary in repository.list(ItemKind::Library)? {
            libraries.extend(library(repository, &summary.item));
        }
        Ok(Self { channels, libraries })
    }

    pub async fn read_async(repository: &Arc<Repository>) -> Result<Self, RepositoryError> {
        let repository = Arc::clone(repository);
        tokio::task::spawn_blocking(move || Self::read(&repository))
            .await
            .unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
    }

    pub fn valid(&self) -> impl Iterator<Item = &ChannelFolder> {
        self.channels.values().filter_map(|folder| folder.as_ref().ok())
    }

    pub fn find(&self, id: &ChannelId) -> Option<&ChannelFolder> {
        self.channels.get(id).and_then(|folder| folder.as_ref().ok())
    }

    pub fn known(&self) -> BTreeMap<ChannelId, Option<&ChannelFolder>> {
        let all = self.channels.iter();
        all.map(|(id, folder)| (id.clone(), folder.as_ref().ok())).collect()
    }

    pub fn order(&self) -> DependencyOrder {
        DependencyOrder::of(self.valid().map(|folder| &folder.channel))
    }

    /// Returns what changes when the channel, or a library that it may use, changes.
    pub fn fingerprint(&self, folder: &ChannelFolder) -> String {
        let mut text = folder.revision.clone();
        for library in self
            .libraries
            .iter()
            .filter(|library| library.is_used_by(&folder.channel))
        {
            text.push_str(&format!(" {}@{}", library.name, library.hash));
        }
        text
    }
}

impl Library {
    fn is_used_by(&self, channel: &Channel) -> bool {
        let is_open = self
            .channels
            .as_ref()
            .is_none_or(|channels| channels.contains(channel.id.as_str()));
        is_open || channel.libraries.contains(&self.name)
    }
}

fn library(repository: &Repository, item: &ItemId) -> Option<Library> {
    let stored = repository.get(item, None).ok()?;
    let text = stored
        .files
        .get("library.yaml")
        .and_then(|text| std::str::from_utf8(text).ok());
    let settings: Value = text
        .and_then(|text| serde_saphyr::from_str(text).ok())
        .unwrap_or_default();
    let channels = match &settings["channels"] {
        Value::String(all) if all == "all" => None,
        Value::Array(ids) => Some(ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect()),
        _ => Some(BTreeSet::new()),
    };
    Some(Library {
        name: item.name().to_owned(),
        hash: stored.revision.hash,
        channels,
    })
}
