//! All channels of one process.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use nilecare_channel_model::{ChannelFolder, FolderError, InitialState, ModelProblem};
use nilecare_engine_api::{ConnectorRegistry, SourceError};
use nilecare_message_store::{ConnectorCounts, SharedStore, StoragePolicy, StoreError, StoreErrorKind};
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
    /// The channel's source was cut short and could not be built anew.
    #[error("the source of channel {0} did not stop in time and cannot be built again; redeploy the channel")]
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

/// Runs channels. What it is asked to do with a channel is done to the end, also when the one who asked goes away.
pub struct Engine(Arc<Inner>);

struct Inner {
    shared: Shared,
    channels: RwLock<BTreeMap<ChannelId, Arc<DeployedChannel>>>,
    /// One deployment at a time, so that two of the same channel cannot cross.
    deploying: Mutex<()>,
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
        Self(Arc::new(Inner {
            shared: Shared {
                store,
                registry,
                host,
                clock,
                options,
            },
            channels: RwLock::default(),
            deploying: Mutex::default(),
        }))
    }

    /// Returns the store.
    pub fn store(&self) -> &SharedStore {
        &self.0.shared.store
    }

    /// Returns the connectors.
    pub fn registry(&self) -> &ConnectorRegistry {
        &self.0.shared.registry
    }

    /// Checks a channel as a deployment would, and touches nothing.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn check(&self, folder: ChannelFolder) -> Result<CompiledChannel, EngineError> {
        self.0.check(folder)
    }

    /// Deploys the channel of a folder, in place of the one with the same id if there is one. The new one is checked
    /// before the old one stops; what the old one has in hand is finished or left in the store, and the new one goes on
    /// with it.
    ///
    /// # Errors
    /// When the channel is not valid or the store has no room (the old one runs on), or its source cannot start (it is
    /// deployed and paused).
    pub async fn deploy(&self, path: &Path) -> Result<ChannelStatus, EngineError> {
        let (inner, path) = (Arc::clone(&self.0), path.to_owned());
        to_the_end(async move { inner.deploy(&path).await }).await
    }

    /// Stops a channel and forgets it; its messages stay.
    ///
    /// # Errors
    /// When it is not deployed.
    pub async fn undeploy(&self, id: &ChannelId) -> Result<(), EngineError> {
        let (inner, id) = (Arc::clone(&self.0), id.clone());
        to_the_end(async move { inner.undeploy(&id).await }).await
    }

    /// Starts, pauses or stops a channel.
    ///
    /// # Errors
    /// When it is not deployed, or its source cannot start.
    pub async fn change(&self, id: &ChannelId, to: ChannelState) -> Result<ChannelStatus, EngineError> {
        let (inner, id) = (Arc::clone(&self.0), id.clone());
        to_the_end(async move { inner.change(&id, to).await }).await
    }

    /// Tells how a channel is.
    ///
    /// # Errors
    /// When it is not deployed.
    pub async fn status(&self, id: &ChannelId) -> Result<ChannelStatus, EngineError> {
        Ok(self.0.find(id).await?.status().await)
    }

    /// Tells how all channels are, by id.
    pub async fn statuses(&self) -> Vec<ChannelStatus> {
        let channels = self.0.channels.read().await.values().cloned().collect::<Vec<_>>();
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
        Ok(self.0.find(id).await?.statistics().await?)
    }

    /// Stops all channels and closes the store; what is queued is there at the next start.
    ///
    /// # Errors
    /// When the store cannot be closed cleanly; closing may be tried again. Closing twice is no error.
    pub async fn close(&self) -> Result<(), EngineError> {
        let inner = Arc::clone(&self.0);
        to_the_end(async move { inner.close().await }).await
    }
}

/// Runs a future in a task of its own. A channel must not be left half changed when a web server drops the request that
/// asked for it.
async fn to_the_end<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> T {
    match tokio::spawn(future).await {
        Ok(value) => value,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is shutting down, and this task with it.
            Err(_) => std::future::pending().await,
        },
    }
}

fn is_not_of_store(stopped: &Result<(), EngineError>) -> bool {
    matches!(stopped, Err(error) if !matches!(error, EngineError::Store(_)))
}

impl Inner {
    fn check(&self, folder: ChannelFolder) -> Result<CompiledChannel, EngineError> {
        let channel = folder.channel.id.clone();
        CompiledChannel::new(folder, &self.shared.registry, &self.shared.host)
            .map_err(|problems| EngineError::Invalid { channel, problems })
    }

    async fn deploy(&self, path: &Path) -> Result<ChannelStatus, EngineError> {
        let _one_at_a_time = self.deploying.lock().await;
        let compiled = self.check(ChannelFolder::load(path)?)?;
        let channel = compiled.folder.channel.clone();
        let known = self.channels.read().await.get(&channel.id).cloned();
        let state = match &known {
            Some(known) => known.state().await,
            None => initial(channel.initial_state),
        };
        let destinations = channel.destinations.iter().filter(|destination| destination.enabled);
        let destinations = destinations
            .map(|destination| destination.id.clone())
            .collect::<Vec<_>>();
        let keys = self
            .shared
            .store
            .register(&channel.id, &source_id(), &destinations, &StoragePolicy::default())
            .await?;
        if let Some(known) = known {
            known.change(ChannelState::Stopped).await?;
        }
        let deployed = Arc::new(DeployedChannel::new(compiled, keys, self.shared.clone()));
        self.channels
            .write()
            .await
            .insert(channel.id.clone(), Arc::clone(&deployed));
        deployed.change(state).await?;
        Ok(deployed.status().await)
    }

    async fn undeploy(&self, id: &ChannelId) -> Result<(), EngineError> {
        let _one_at_a_time = self.deploying.lock().await;
        let deployed = self.find(id).await?;
        deployed.change(ChannelState::Stopped).await?;
        self.channels.write().await.remove(id);
        Ok(())
    }

    async fn change(&self, id: &ChannelId, to: ChannelState) -> Result<ChannelStatus, EngineError> {
        let _one_at_a_time = self.deploying.lock().await;
        let deployed = self.find(id).await?;
        deployed.change(to).await?;
        Ok(deployed.status().await)
    }

    async fn close(&self) -> Result<(), EngineError> {
        let _one_at_a_time = self.deploying.lock().await;
        let channels = std::mem::take(&mut *self.channels.write().await);
        let stops = channels.values().map(|channel| channel.change(ChannelState::Stopped));
        let stopped = futures_util::future::join_all(stops).await;
        match self.shared.store.close().await {
            Err(error) if error.kind != StoreErrorKind::Closed => Err(error.into()),
            // What a channel could not write when it stopped was written now.
            _ => stopped.into_iter().find(is_not_of_store).unwrap_or(Ok(())),
        }
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
