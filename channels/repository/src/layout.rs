//! Where the items are in the folder tree.

use std::path::{Path, PathBuf};

use crate::{ItemId, ItemKind};

/// Where new files are written before they take the place of the old ones; beside them, since only then a rename does it.
pub(crate) const STAGING: &str = ".nilecare";

/// The folder tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    root: PathBuf,
    channels: PathBuf,
}

impl Layout {
    /// Takes the root of the tree; the channels are in `root/channels`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root = root.into();
        let channels = root.join("channels");
        Self { root, channels }
    }

    /// Puts the channels' folders elsewhere.
    #[must_use]
    pub fn with_channels(mut self, channels: impl Into<PathBuf>) -> Self {
        self.channels = channels.into();
        self
    }

    /// Returns the root of the tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the folder that holds the items of a kind.
    pub fn folder(&self, kind: ItemKind) -> PathBuf {
        match kind {
            ItemKind::Channel => self.channels.clone(),
            ItemKind::Library => self.root.join("libraries"),
            ItemKind::Lookup => self.root.join("lookups"),
            ItemKind::Script => self.root.join("scripts"),
            ItemKind::Alert => self.root.join("alerts"),
            ItemKind::Connection => self.root.join("connections"),
            ItemKind::Configuration => self.root.clone(),
        }
    }

    /// Returns the folder or file of an item.
    pub fn path(&self, item: &ItemId) -> PathBuf {
        let name = file_name(item).unwrap_or_else(|| item.name().to_owned());
        self.folder(item.kind()).join(name)
    }
}

/// Returns the name of an item's only file; `None` for a folder.
pub(crate) fn file_name(item: &ItemId) -> Option<String> {
    let extension = extension(item.kind())?;
    Some(format!("{}.{extension}", item.name()))
}

fn extension(kind: ItemKind) -> Option<&'static str> {
    match kind {
        ItemKind::Channel | ItemKind::Library => None,
        ItemKind::Lookup => Some("csv"),
        ItemKind::Script => Some("rhai"),
        ItemKind::Alert | ItemKind::Connection | ItemKind::Configuration => Some("yaml"),
    }
}

/// Returns which item an entry of a kind's folder is; `None` when it is none.
pub(crate) fn item_of(kind: ItemKind, entry: &str) -> Option<ItemId> {
    let name = match extension(kind) {
        None => entry,
        Some(extension) => entry.strip_suffix(extension)?.strip_suffix('.')?,
    };
    ItemId::new(kind, name).ok()
}
