//! What a person does with a deployed channel: sends a message into it by hand, looks at its queues, tries it out.

use std::sync::Arc;

use nilecare_channel_model::ChannelFolder;
use nilecare_engine_api::{Accepted, RawMessage};
use nilecare_message_store::{MetadataValue, QueueState};
use nilecare_script::ScriptHost;
use nilecare_types::{ChannelId, ConnectorId};

use crate::again::ONLY_DESTINATIONS;
use crate::engine::{Engine, EngineError};
use crate::metadata;
use crate::rig::TestRig;

/// The queue of a destination.
#[derive(Debug, Clone)]
pub struct DestinationQueue {
    /// The destination.
    pub id: ConnectorId,
    /// How many messages wait and since when.
    pub state: QueueState,
    /// Whether it is given no message; `None` while the channel is stopped.
    pub is_paused: Option<bool>,
}

impl Engine {
    /// Takes a message in as if the channel's source had received it; for all destinations or only for some. Returns when
    /// the reply is known that its sender would get.
    ///
    /// # Errors
    /// When the channel is not deployed or stopped, has not these destinations, or the store refuses.
    pub async fn submit(
        &self,
        id: &ChannelId,
        mut message: RawMessage,
        destinations: Option<&[ConnectorId]>,
    ) -> Result<Accepted, EngineError> {
        let channel = self.deployed(id).await?;
        // Only what is asked for here says so; a text of the caller could not be told from it.
        message.source.remove(ONLY_DESTINATIONS);
        if let Some(destinations) = destinations {
            destinations
                .iter()
                .try_for_each(|destination| channel.knows(destination))?;
            let ids = destinations.iter().map(ConnectorId::as_str).collect::<Vec<_>>();
            message.source.insert(ONLY_DESTINATIONS.to_owned(), ids.join(","));
        }
        channel.submit(message).await
    }

    /// Reads a value to compare a metadata column with, by the column's type in a deployed channel, or in the first of all
    /// that has such a column and the value fits. `None`: none has, or the value is not of its type.
    pub async fn metadata_value(&self, channel: Option<&ChannelId>, column: &str, text: &str) -> Option<MetadataValue> {
        for id in self.statuses().await.into_iter().map(|status| status.id) {
            if channel.is_some_and(|wanted| *wanted != id) {
                continue;
            }
            let Ok(deployed) = self.deployed(&id).await else {
                continue;
            };
            let columns = deployed.folder.channel.storage.metadata.iter();
            let mut kinds = columns.filter(|known| known.name == column).map(|known| known.kind);
            if let Some(value) = kinds.find_map(|kind| metadata::value_of(kind, text.to_owned())) {
                return Some(value);
            }
        }
        None
    }

    /// Tells how long the queues of a channel's enabled destinations are.
    ///
    /// # Errors
    /// When the channel is not deployed, or the store cannot be read.
    pub async fn queues(&self, id: &ChannelId) -> Result<Vec<DestinationQueue>, EngineError> {
        let keys = self.connector_keys(id).await?;
        let paused = self.deployed(id).await?.paused().await;
        let mut queues = Vec::new();
        for (index, (id, key)) in keys.destinations.into_iter().enumerate() {
            queues.push(DestinationQueue {
                id,
                state: self.store().queue_state(key).await?,
                is_paused: paused.as_ref().and_then(|paused| paused.get(index).copied()),
            });
        }
        Ok(queues)
    }

    /// Sets a deployed channel up for trials, as it was deployed. It sees the engine's tables and configuration, and copies
    /// of the shared maps: nothing that runs notices.
    ///
    /// # Errors
    /// When it is not deployed, or a library that it needs is gone.
    pub async fn trial(&self, id: &ChannelId) -> Result<TestRig, EngineError> {
        let channel = self.deployed(id).await?;
        let mut rig = self.trial_of(channel.folder.clone())?;
        rig.compiled.scripts.global_channel_map = channel.global_channel_map().fork();
        Ok(rig)
    }

    /// Sets any channel up for trials, with the engine's tables and configuration.
    ///
    /// # Errors
    /// Everything that is wrong with the channel.
    pub fn trial_of(&self, folder: ChannelFolder) -> Result<TestRig, EngineError> {
        let channel = folder.channel.id.clone();
        let environment = Arc::new(self.host().environment().for_trial());
        let host = Arc::new(ScriptHost::with_environment(*self.host().limits(), environment));
        TestRig::with_host(folder, self.registry(), host).map_err(|problems| EngineError::Invalid { channel, problems })
    }
}
