//! All channels of one process.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use nilecare_channel_model::{ChannelFolder, FolderError, InitialState, ModelProblem};
use nilecare_engine_api::{ConnectorRegistry, SourceError};
use nilecare_message_store::{ConnectorCounts, SharedStore, StoreError};
use nilecare_script::ScriptHost;
use nilecare_types::{ChannelId, Clock, ConnectorId};
use tokio::sync::{Mutex, RwLock};

use crate::channel::{ChannelState, ChannelStatus, DeployedChannel, Shared};
use crate::compiled::CompiledChannel;

/// Bounds of the engine.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// So many messages of a channel may be between admission and record.
    pub window: usize,
    /// So many messages of a destination wait in memory; the rest waits in the store.
    pub queue_memory: usize,
    /// How long what is in hand may take when a channel stops.
    pub stop_grace: Duration,
}

impl Default for EngineOptions {
    fn default() -> Self {
        Self {
            window: 1024,
            queue_memory: 1024,
            stop_grace: Duration::from_secs(5),
        }
    }
}

/// What the engine cannot do.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// There is no such deployed channel.
    #[error("channel {0} is not deployed")]
    NotDeployed(ChannelId),
    /// The channel's folder is no valid channel.
    #[error("reading the channel")]
    Folder(#[from] FolderError),
    /// The channel cannot be deployed.
    #[error("channel {channel} is not valid: {}", .problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Invalid {
        /// Which.
        channel: ChannelId,
        /// Everything that is wrong.
        problems: Vec<ModelProblem>,
    },
    /// The channel's source cannot start.
    #[error("the source of channel {channel} cannot start")]
    Source {
        /// Which.
        channel: ChannelId,
        /// Why.
        source: SourceError,
    },
    /// The channel's source was cut short; it must be built anew.
    #[error("the source of channel {0} did not stop in time; redeploy the channel")]
    SourceGone(ChannelId),
    /// The store refused.
    #[error("the message store refused")]
    Store(#[from] StoreError),
    /// No thread.
    #[error("starting a thread")]
    Thread(#[source] std::io::Error),
}

/// The name under which the source of every channel is counted.
pub(crate) fn source_id() -> ConnectorId {
    "source".parse().expect("it is a valid name")
}

/// Runs channels.
pub struct Engine {
    shared: Shared,
    registry: ConnectorRegistry,
    channels: RwLock<BTreeMap<ChannelId, Arc<DeployedChannel>>>,
    /// One deployment at a time, so that two of the same channel cannot cross.
    deploying: Mutex<()>,
    is_closing: AtomicBool,
}

impl Engine {
    /// Sets the engine up; nothing runs yet.
    pub fn new(
        store: SharedStore,
        registry: ConnectorRegistry,
        host: Arc<ScriptHost>,
        clock: Arc<dyn Clock>,
        options: EngineOptions,
    ) -> Self {
        Self {
            shared: Shared {
                store,
                host,
                clock,
                options,
            },
            registry,
            channels: RwLock::default(),
            deploying: Mutex::default(),
            is_closing: AtomicBool::new(false),
        }
    }

    /// Returns the store.
    pub fn store(&self) -> &SharedStore {
        &self.shared.store
    }

    /// Returns the connectors.
    pub fn registry(&self) -> &ConnectorRegistry {
        &self.registry
    }

    /// Checks a channel as a deployment would, and touches nothing.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn check(&self, folder: ChannelFolder) -> Result<CompiledChannel, EngineError> {
        let channel = folder.channel.id.clone();
        CompiledChannel::new(folder, &self.registry, &self.shared.host)
            .map_err(|problems| EngineError::Invalid { channel, problems })
    }

    /// Deploys the channel of a folder, in place of the one with the same id if there is one. The new one is checked
    /// before the old one stops; what the old one has in hand is finished or left in the store, and the new one goes on
    /// with it.
    ///
    /// # Errors
    /// When the channel is not valid (the old one runs on), or its source cannot start (it is deployed and paused).
    pub async fn deploy(&self, path: &Path) -> Result<ChannelStatus, EngineError> {
        let _one_at_a_time = self.deploying.lock().await;
        let compiled = self.check(ChannelFolder::load(path)?)?;
        let channel = compiled.folder.channel.clone();
        let known = self.channels.read().await.get(&channel.id).cloned();
        let state = match &known {
            Some(known) => known.state().await,
            None => initial(channel.initial_state),
        };
        if let Some(known) = known {
            known.change(ChannelState::Stopped).await?;
        }
        let destinations = channel.destinations.iter().filter(|destination| destination.enabled);
        let destinations = destinations
            .map(|destination| destination.id.clone())
            .collect::<Vec<_>>();
        let keys = self
            .shared
            .store
            .register(&channel.id, &source_id(), &destinations)
            .await?;
        let deployed = Arc::new(DeployedChannel::new(compiled, keys, self.shared.clone()));
        self.channels
            .write()
            .await
            .insert(channel.id.clone(), Arc::clone(&deployed));
        deployed.change(state).await?;
        Ok(deployed.status().await)
    }

    /// Stops a channel and forgets it; its messages stay.
    ///
    /// # Errors
    /// When it is not deployed.
    pub async fn undeploy(&self, id: &ChannelId) -> Result<(), EngineError> {
        let _one_at_a_time = self.deploying.lock().await;
        let deployed = self.find(id).await?;
        deployed.change(ChannelState::Stopped).await?;
        self.channels.write().await.remove(id);
        Ok(())
    }

    /// Starts, pauses or stops a channel.
    ///
    /// # Errors
    /// When it is not deployed, or its source cannot start.
    pub async fn change(&self, id: &ChannelId, to: ChannelState) -> Result<ChannelStatus, EngineError> {
        let _one_at_a_time = self.deploying.lock().await;
        let deployed = self.find(id).await?;
        deployed.change(to).await?;
        Ok(deployed.status().await)
    }

    /// Tells how a channel is.
    ///
    /// # Errors
    /// When it is not deployed.
    pub async fn status(&self, id: &ChannelId) -> Result<ChannelStatus, EngineError> {
        Ok(self.find(id).await?.status().await)
    }

    /// Tells how all channels are, by id.
    pub async fn statuses(&self) -> Vec<ChannelStatus> {
        let channels = self.channels.read().await.values().cloned().collect::<Vec<_>>();
        let mut statuses = Vec::new();
        for channel in channels {
            statuses.push(channel.status().await);
        }
        statuses
    }

    /// Counts the messages of a channel by connector, the source first.
    ///
    /// # Errors
    /// When it is not deployed, or the store cannot be read.
    pub async fn statistics(&self, id: &ChannelId) -> Result<Vec<ConnectorCounts>, EngineError> {
        Ok(self.find(id).await?.statistics().await?)
    }

    /// Stops all channels and closes the store; what is queued is there at the next start.
    ///
    /// # Errors
    /// When the store cannot be closed cleanly.
    pub async fn close(&self) -> Result<(), EngineError> {
        if self.is_closing.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let _one_at_a_time = self.deploying.lock().await;
        let channels = std::mem::take(&mut *self.channels.write().await);
        let stops = channels.values().map(|channel| channel.change(ChannelState::Stopped));
        for result in futures_util::future::join_all(stops).await {
            result?;
        }
        self.shared.store.close().await?;
        Ok(())
    }

    async fn find(&self, id: &ChannelId) -> Result<Arc<DeployedChannel>, EngineError> {
        let channels = self.channels.read().await;
        channels
            .get(id)
            .cloned()
            .ok_or_else(|| EngineError::NotDeployed(id.clone()))
    }
}

fn initial(state: InitialState) -> ChannelState {
    match state {
        InitialState::Started => ChannelState::Started,
        InitialState::Paused => ChannelState::Paused,
        InitialState::Stopped | InitialState::Undeployed => ChannelState::Stopped,
    }
}
