//! Which channels can be handed messages now.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use nilecare_engine_api::Inbox;
use nilecare_types::ChannelId;

/// The started channels that read from other channels, by name.
#[derive(Default)]
pub struct ChannelDirectory(RwLock<BTreeMap<ChannelId, Arc<dyn Inbox>>>);

impl ChannelDirectory {
    /// Enters a channel until the entry is dropped; `None` when the name is taken.
    pub(crate) fn enter(self: &Arc<Self>, name: &ChannelId, inbox: Arc<dyn Inbox>) -> Option<Entry> {
        let mut entries = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if entries.contains_key(name) {
            return None;
        }
        entries.insert(name.clone(), inbox);
        Some(Entry {
            name: name.clone(),
            directory: Arc::clone(self),
        })
    }

    pub(crate) fn find(&self, name: &ChannelId) -> Option<Arc<dyn Inbox>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }
}

pub(crate) struct Entry {
    name: ChannelId,
    directory: Arc<ChannelDirectory>,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.directory
            .0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.name);
    }
}
