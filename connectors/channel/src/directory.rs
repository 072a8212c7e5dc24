//! Which channels can be handed messages now.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use nilecare_engine_api::{AcceptError, Accepted, Inbox, RawMessage};
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

    /// Hands a message to a started channel; returns when it is on disk there and its reply is known.
    ///
    /// # Errors
    /// When the channel is not started or cannot store the message.
    pub async fn hand_over(&self, name: &ChannelId, message: RawMessage) -> Result<Accepted, HandOverError> {
        let inbox = self.find(name).ok_or_else(|| HandOverError::NotStarted(name.clone()))?;
        Ok(inbox.accept(message).await?)
    }

    pub(crate) fn find(&self, name: &ChannelId) -> Option<Arc<dyn Inbox>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }
}

/// A message was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    /// Nobody reads under this name.
    #[error("channel {0} is not started, or reads from something else than channels")]
    NotStarted(ChannelId),
    /// The channel could not store it.
    #[error(transparent)]
    NotStored(#[from] AcceptError),
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
