//! All channels of one process.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use nilecare_channel_model::{ChannelFolder, FolderError, InitialState, ModelProblem, PruningSettings};
use nilecare_engine_api::{ConnectorRegistry, EngineEvent, EngineObserver, ErrorKind, NoObserver, SourceError};
use nilecare_message_store::{ConnectorCounts, ConnectorKey, SharedStore, StoreError, StoreErrorKind};
use nilecare_script::{ScriptHost, SharedMap};
use nilecare_types::{ChannelId, Clock, ConnectorId, MessageId};
use tokio::sync::{Mutex, RwLock};

use crate::again::Again;
use crate::channel::{ChannelState, ChannelStatus, DeployedChannel, DeploymentScripts, Shared};
use crate::compiled::CompiledChannel;
use crate::storage::storage_policy;

/// Bounds of the engine.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// So many messages of a channel may be between admission and record.
    pub window: usize,
    /// So many messages of a destination wait in memory; the rest waits in the store.
    pub queue_memory: usize,
    /// So many bytes of a destination's messages are held in memory.
    pub queue_bytes: usize,
    /// How long what is in hand may take when a channel stops.
    pub stop_grace: Duration,
}

impl Default for EngineOptions {
    fn default() -> Self {
        Self {
            window: 1024,
            queue_memory: 1024,
            queue_bytes: 32 << 20,
            stop_grace: Duration::from_secs(5),
        }
    }
}

/// What the engine cannot do.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The channel is deployed and does not process messages.
    #[error("channel {0} is stopped; start or pause it first")]
    NotStarted(ChannelId),
    /// The channel has no such enabled destination.
    #[error("channel {channel} has no enabled destination {destination}")]
    NoDestination {
        /// Which channel.
        channel: ChannelId,
        /// Which destination.
        destination: ConnectorId,
    },
    /// There is no such message, or its content is no longer kept.
    #[error("message {0} is not there, or its content is no longer kept")]
    NoMessage(MessageId),
    /// A message could not be taken in once more.
    #[error("the message was not taken in")]
    NotTaken(#[source] nilecare_engine_api::AcceptError),
    /// An exported message cannot be read.
    #[error("it is no exported message: {0}")]
    NotExported(String),
    /// The archive cannot be written; what was to be archived stays in the store.
    #[error("writing to the archive {folder}")]
    Archive {
        /// The folder.
        folder: std::path::PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The deploy script failed.
    #[error("the deploy script of channel {channel} failed: {detail}")]
    DeployScript {
        /// Which channel.
        channel: ChannelId,
        /// Where and why.
        detail: String,
    },
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

/// The numbers of a deployed channel's connectors.
pub(crate) struct ConnectorKeys {
    pub source: ConnectorKey,
    pub destinations: Vec<(ConnectorId, ConnectorKey)>,
}

impl ConnectorKeys {
    /// Finds a destination's number.
    pub(crate) fn destination(&self, id: &ConnectorId) -> Option<ConnectorKey> {
        let found = self.destinations.iter().find(|(known, _)| known == id);
        found.map(|(_, key)| *key)
    }
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
    /// They outlive deployments.
    global_channel_maps: Mutex<BTreeMap<ChannelId, SharedMap>>,
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
        Self::observed(store, registry, host, clock, options, Arc::new(NoObserver))
    }

    /// As [`new`](Self::new), with somebody who is told of what goes wrong.
    pub fn observed(
        store: SharedStore,
        registry: ConnectorRegistry,
        host: Arc<ScriptHost>,
        clock: Arc<dyn Clock>,
        options: EngineOptions,
        observer: Arc<dyn EngineObserver>,
    ) -> Self {
        Self(Arc::new(Inner {
            shared: Shared {
                store,
                registry,
                host,
                clock,
                options,
                observer,
            },
            channels: RwLock::default(),
            deploying: Mutex::default(),
            global_channel_maps: Mutex::default(),
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

    /// Stops or goes on giving a destination its messages; it takes messages into its queue all the same. After the next
    /// start of its channel it goes on.
    ///
    /// # Errors
    /// When the channel is not deployed or stopped, or has no such destination.
    pub async fn pause_destination(
        &self,
        id: &ChannelId,
        destination: &ConnectorId,
        is_paused: bool,
    ) -> Result<(), EngineError> {
        self.0.find(id).await?.pause_destination(destination, is_paused).await
    }

    /// Tries the queued messages of a destination now instead of at their time.
    ///
    /// # Errors
    /// When the channel is not deployed or stopped, or has no such destination.
    pub async fn retry_now(&self, id: &ChannelId, destination: &ConnectorId) -> Result<(), EngineError> {
        self.0.find(id).await?.hurry(destination).await
    }

    /// Queues a message again for a destination that has had it or given it up, with the content of that time. Returns
    /// false when it was neither.
    ///
    /// # Errors
    /// When the channel is not deployed, has no such destination, or the store refuses.
    pub async fn resend(
        &self,
        id: &ChannelId,
        message: MessageId,
        destination: &ConnectorId,
    ) -> Result<bool, EngineError> {
        self.0.find(id).await?.resend(message, destination).await
    }

    /// Takes a message of the store in once more, as a new message of its channel that tells where it comes from; for all
    /// destinations or only for some.
    ///
    /// # Errors
    /// When its content is no longer kept, its channel is not deployed or stopped, or the store refuses.
    pub async fn reprocess(
        &self,
        message: MessageId,
        destinations: Option<&[ConnectorId]>,
    ) -> Result<MessageId, EngineError> {
        let store = &self.0.shared.store;
        let gone = || EngineError::NoMessage(message);
        let detail = store.message(message).await?.ok_or_else(gone)?;
        let id = store.channel_id(detail.channel).await?.ok_or_else(gone)?;
        if !detail.is_raw_kept {
            return Err(gone());
        }
        let source = detail.source_map.and_then(|json| serde_json::from_str(&json).ok());
        let mut attachments = Vec::new();
        for attachment in detail.attachments {
            let found = store.attachment(message, attachment.number, attachment.n_bytes).await?;
            attachments.push(found.ok_or_else(gone)?);
        }
        let mut again = Again {
            origin: message,
            raw: detail.raw,
            source: source.unwrap_or_default(),
            attachments,
        };
        if let Some(destinations) = destinations {
            again.only_to(destinations);
        }
        self.0.find(&id).await?.reprocess(again).await
    }

    /// Removes messages with all that is kept of them, those that wait for delivery too; one that is not processed yet
    /// stays. Returns how many there were.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn remove(&self, messages: &[MessageId]) -> Result<usize, EngineError> {
        let n_removed = self.0.shared.store.remove(messages).await?;
        for channel in self.0.channels.read().await.values() {
            channel.forget(messages).await;
        }
        Ok(n_removed)
    }

    /// Returns the time that this engine goes by.
    pub fn now(&self) -> nilecare_types::Timestamp {
        self.0.shared.clock.now()
    }

    /// Returns a deployed channel.
    pub(crate) async fn deployed(&self, id: &ChannelId) -> Result<Arc<DeployedChannel>, EngineError> {
        self.0.find(id).await
    }

    /// Returns what runs the scripts.
    pub(crate) fn host(&self) -> &Arc<ScriptHost> {
        &self.0.shared.host
    }

    /// Returns how the messages of the deployed channels are pruned.
    pub(crate) async fn pruning(&self) -> Vec<(ChannelId, PruningSettings)> {
        let channels = self.0.channels.read().await;
        let settings = |channel: &Arc<DeployedChannel>| channel.folder.channel.pruning.clone();
        channels
            .iter()
            .map(|(id, channel)| (id.clone(), settings(channel)))
            .collect()
    }

    /// Returns the numbers of a deployed channel's connectors.
    pub(crate) async fn connector_keys(&self, id: &ChannelId) -> Result<ConnectorKeys, EngineError> {
        let channel = self.0.find(id).await?;
        let destinations = channel.folder.channel.destinations.iter();
        let enabled = destinations.filter(|destination| destination.enabled);
        Ok(ConnectorKeys {
            source: channel.keys.source,
            destinations: enabled
                .map(|destination| destination.id.clone())
                .zip(channel.keys.destinations.iter().copied())
                .collect(),
        })
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
        let mut compiled = self.check(ChannelFolder::load(path)?)?;
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
            .register(
                &channel.id,
                &source_id(),
                &destinations,
                &storage_policy(&channel.storage),
            )
            .await?;
        if let Some(known) = &known {
            known.change(ChannelState::Stopped).await?;
            self.run_undeploy(known).await;
        }
        let global_channel_map = self
            .global_channel_maps
            .lock()
            .await
            .entry(channel.id.clone())
            .or_default()
            .clone();
        if channel.clear_global_channel_map {
            global_channel_map.clear();
        }
        compiled.scripts.global_channel_map = global_channel_map;
        let deployed = Arc::new(DeployedChannel::new(compiled, keys, self.shared.clone()));
        if let Err(detail) = deployed.run_scripts(DeploymentScripts::Deploy).await {
            if let Some(known) = &known {
                known.change(state).await?;
            }
            let channel = channel.id.clone();
            return Err(EngineError::DeployScript { channel, detail });
        }
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
        self.run_undeploy(&deployed).await;
        Ok(())
    }

    /// Runs the undeploy script; that it fails keeps nothing from going on.
    async fn run_undeploy(&self, channel: &DeployedChannel) {
        if let Err(detail) = channel.run_scripts(DeploymentScripts::Undeploy).await {
            let id = &channel.folder.channel.id;
            tracing::warn!(channel.name = %id, "the undeploy script failed");
            self.shared.observer.observe(&EngineEvent::Error {
                channel: id.clone(),
                connector: None,
                kind: ErrorKind::Deploy,
                message: None,
                text: detail,
            });
        }
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
