//! Whether the files of an item are good.

use std::path::Path;

use nilecare_channel_model::{ChannelFolder, FolderError};
use serde::Deserialize;

use crate::{Files, ItemId, ItemKind};

/// Tells what is wrong with an item.
pub trait Check: Send + Sync {
    /// Tells everything that is wrong with an item; empty when it is good. The files are also at `path`, the item's folder
    /// or file. Must not change anything.
    fn problems(&self, item: &ItemId, files: &Files, path: &Path) -> Vec<String>;
}

/// Checks what can be told without connectors and scripts: that a channel is a channel.
#[derive(Debug, Clone, Copy, Default)]
pub struct ModelCheck;

impl Check for ModelCheck {
    fn problems(&self, item: &ItemId, _: &Files, path: &Path) -> Vec<String> {
        if item.kind() != ItemKind::Channel {
            return Vec::new();
        }
        match ChannelFolder::load(path) {
            Ok(_) => Vec::new(),
            Err(FolderError::Invalid { problems, .. }) => problems.iter().map(ToString::to_string).collect(),
            Err(error @ FolderError::Read { .. }) => {
                let source = std::error::Error::source(&error)
                    .map(ToString::to_string)
                    .unwrap_or_default();
                vec![format!("{}: {source}", without(&error.to_string(), path))]
            }
            Err(error) => vec![without(&error.to_string(), path)],
        }
    }
}

/// Leaves out the folder, which may be one of a moment.
fn without(text: &str, folder: &Path) -> String {
    text.replace(&format!("{}/", folder.display()), "")
}

/// Returns the id that a channel's files state, when it is another than the item's.
pub(crate) fn other_id(item: &ItemId, files: &Files) -> Option<String> {
    #[derive(Deserialize)]
    struct Stated {
        id: Option<String>,
    }
    if item.kind() != ItemKind::Channel {
        return None;
    }
    let text = std::str::from_utf8(files.get("channel.yaml")?).ok()?;
    let stated: Stated = serde_saphyr::from_str(text).ok()?;
    stated.id.filter(|id| id != item.name())
}
