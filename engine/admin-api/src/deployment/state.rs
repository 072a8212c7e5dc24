//! What is in the folder, compared with what is deployed.

use std::collections::BTreeMap;
use std::sync::Arc;

use nilecare_channel_model::{Channel, ChannelFolder, FolderError};
use nilecare_channel_repository::{DependencyOrder, ItemId, ItemKind, ItemSummary, Repository, RepositoryError};
use nilecare_engine_api::named_connection;
use nilecare_script::LibraryChannels;
use nilecare_types::ChannelId;

/// The channels in the folder, each read now.
pub(super) struct FolderState {
    pub channels: BTreeMap<ChannelId, Result<ChannelFolder, FolderError>>,
    libraries: Vec<LibraryState>,
    /// The hashes of the global scripts, with which every channel is compiled.
    scripts: String,
    /// The hashes of the shared connections by name.
    connections: BTreeMap<String, String>,
    /// Changes with every item that this state is read from.
    key: Vec<(String, String)>,
}

struct LibraryState {
    name: String,
    hash: String,
    channels: LibraryChannels,
}

impl FolderState {
    /// Reads the folder, where it is not as it was when `known` was read. Blocks.
    fn read(repository: &Repository, known: Option<Arc<Self>>) -> Result<Arc<Self>, RepositoryError> {
        let all = repository.list(ItemKind::Channel)?;
        let libraries_all = repository.list(ItemKind::Library)?;
        let scripts_all = repository.list(ItemKind::Script)?;
        let connections_all = repository.list(ItemKind::Connection)?;
        let hash_of = |summary: &ItemSummary| {
            let hash = summary.revision.as_ref().map(|revision| revision.hash.clone());
            hash.unwrap_or_default()
        };
        let read_from = all
            .iter()
            .chain(&libraries_all)
            .chain(&scripts_all)
            .chain(&connections_all);
        let key = read_from.map(|summary| (summary.item.to_string(), hash_of(summary)));
        let key = key.collect::<Vec<_>>();
        if let Some(known) = known.filter(|known| known.key == key) {
            return Ok(known);
        }
        let scripts = scripts_all.into_iter();
        let scripts = scripts.filter_map(|summary| Some(format!(" {}", summary.revision?.hash)));
        let mut channels = BTreeMap::new();
        for summary in all {
            if let Some(id) = summary.item.channel() {
                let path = repository.layout().path(&summary.item);
                channels.insert(id, ChannelFolder::load(&path));
            }
        }
        let mut libraries = Vec::new();
        for summary in libraries_all {
            libraries.extend(library(repository, &summary.item));
        }
        let connections = connections_all.iter();
        let connections = connections.map(|summary| (summary.item.name().to_owned(), hash_of(summary)));
        Ok(Arc::new(Self {
            channels,
            libraries,
            scripts: scripts.collect(),
            connections: connections.collect(),
            key,
        }))
    }

    pub async fn read_async(
        repository: &Arc<Repository>,
        known: Option<Arc<Self>>,
    ) -> Result<Arc<Self>, RepositoryError> {
        let repository = Arc::clone(repository);
        tokio::task::spawn_blocking(move || Self::read(&repository, known))
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

    /// Returns what changes when the channel, a library that it may use, a shared connection
    /// that it names, or a global script changes.
    pub fn fingerprint(&self, folder: &ChannelFolder) -> String {
        let mut text = format!("{}{}", folder.revision, self.scripts);
        for library in self
            .libraries
            .iter()
            .filter(|library| library.is_used_by(&folder.channel))
        {
            text.push_str(&format!(" {}@{}", library.name, library.hash));
        }
        for name in folder
            .channel
            .connectors()
            .filter_map(|connector| named_connection(&connector.config))
        {
            let hash = self.connections.get(name).map_or("", String::as_str);
            text.push_str(&format!(" {name}@{hash}"));
        }
        text
    }
}

impl LibraryState {
    fn is_used_by(&self, channel: &Channel) -> bool {
        self.channels.has(channel.id.as_str()) || channel.libraries.contains(&self.name)
    }
}

fn library(repository: &Repository, item: &ItemId) -> Option<LibraryState> {
    let stored = repository.get(item, None).ok()?;
    let library = crate::surroundings::library(item, &stored.files).ok()?;
    Some(LibraryState {
        name: library.name,
        hash: stored.revision.hash,
        channels: library.settings.channels,
    })
}
