//! The engine in this process, on a store of its own, with a runtime of its own so that it can be left for dead.

use std::collections::BTreeMap;
use std::future::Future;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use nilecare_connector_database::DatabaseConnector;
use nilecare_connector_fhir::FhirConnector;
use nilecare_connector_file::FileConnector;
use nilecare_connector_http::{HttpConnector, WebhookConnector};
use nilecare_connector_kafka::KafkaConnector;
use nilecare_connector_mllp::MllpConnector;
use nilecare_connector_mqtt::{HubBroker, MqttConnector};
use nilecare_connector_net::Outbound;
use nilecare_connector_rabbitmq::RabbitmqConnector;
use nilecare_connector_script::ScriptConnector;
use nilecare_connector_tcp::TcpConnector;
use nilecare_connector_websocket::WebsocketConnector;
use nilecare_engine_api::{ConnectionState, ConnectorRegistry};
use nilecare_engine_runtime::{
    ChannelState, ChannelStatus, ConnectionSettings, Engine, EngineError, EngineOptions, NamedConnections,
};
use nilecare_message_store::{
    Counts, MessageDetail, MessageQuery, SharedStore, SqliteMessageStore, SqliteOptions, StoreError,
};
use nilecare_script::{ScriptHost, ScriptLimits};
use nilecare_types::{ChannelId, SystemClock};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::{ChannelFile, Feed, FeedConnector, Recorder, RecorderConnector};

/// How a hub is set up.
#[derive(Clone)]
pub struct HubOptions {
    /// Where the store is; `None` makes a temporary folder.
    pub data: Option<PathBuf>,
    /// The SQLite VFS below the store; `None` is the system's.
    pub vfs: Option<String>,
    /// When the store's log is moved into its file.
    pub checkpoint_bytes: u64,
    /// Bounds of the engine.
    pub engine: EngineOptions,
    /// Whom HTTP senders may connect to.
    pub outbound: Outbound,
    /// The broker of channels that name no other.
    pub mqtt: HubBroker,
}

impl Default for HubOptions {
    fn default() -> Self {
        Self {
            data: None,
            vfs: None,
            checkpoint_bytes: 8 << 20,
            engine: EngineOptions::default(),
            outbound: Outbound::default(),
            mqtt: HubBroker::Off,
        }
    }
}

/// A running hub. Dropping it without [`close`](Self::close) leaves it for dead: nothing is finished or told.
pub struct Hub {
    /// Gives messages to channels of [`ChannelFile::fed`].
    pub feed: Feed,
    /// What destinations of [`DestinationFile::recording`](crate::DestinationFile::recording) got.
    pub recorder: Recorder,
    engine: Arc<Engine>,
    host: Arc<ScriptHost>,
    runtime: Option<Runtime>,
    data: PathBuf,
    folder: Option<TempDir>,
    channels: TempDir,
}

impl Hub {
    /// Starts an engine without channels.
    ///
    /// # Errors
    /// When the store cannot be opened.
    pub fn start(options: HubOptions) -> anyhow::Result<Self> {
        Self::start_with(options, Feed::default(), Recorder::default())
    }

    /// Starts an engine that goes on with the peers of another one.
    ///
    /// # Errors
    /// When the store cannot be opened.
    pub fn start_with(options: HubOptions, feed: Feed, recorder: Recorder) -> anyhow::Result<Self> {
        let folder = if options.data.is_none() {
            Some(TempDir::new()?)
        } else {
            None
        };
        let data = match (&options.data, &folder) {
            (Some(data), _) => data.clone(),
            (None, Some(folder)) => folder.path().to_owned(),
            (None, None) => unreachable!("one of them is there"),
        };
        let store = SqliteMessageStore::open(SqliteOptions {
            vfs: options.vfs,
            checkpoint_bytes: options.checkpoint_bytes,
            ..SqliteOptions::new(data.join("messages.db"))
        })?;
        let registry = ConnectorRegistry::new(vec![
            Arc::new(MllpConnector::default()),
            Arc::new(HttpConnector::limited(options.outbound.clone())),
            Arc::new(TcpConnector::limited(options.outbound.clone())),
            Arc::new(MqttConnector::limited(options.outbound.clone(), options.mqtt)),
            Arc::new(FhirConnector::limited(options.outbound.clone())),
            Arc::new(WebsocketConnector::limited(options.outbound.clone())),
            Arc::new(WebhookConnector::default()),
            Arc::new(FileConnector),
            Arc::new(DatabaseConnector::default()),
            Arc::new(ScriptConnector),
            Arc::new(KafkaConnector::limited(options.outbound.clone())),
            Arc::new(RabbitmqConnector::limited(options.outbound)),
            Arc::new(FeedConnector(feed.clone())),
            Arc::new(RecorderConnector(recorder.clone())),
        ]);
        let host = Arc::new(ScriptHost::with_environment(ScriptLimits::default(), Arc::default()));
        let engine = Engine::new(
            Arc::new(store),
            registry,
            Arc::clone(&host),
            Arc::new(SystemClock),
            options.engine,
        );
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("hub")
            .enable_all()
            .build()?;
        Ok(Self {
            feed,
            recorder,
            engine: Arc::new(engine),
            host,
            runtime: Some(runtime),
            data,
            folder,
            channels: TempDir::new()?,
        })
    }

    /// Returns the store.
    pub fn store(&self) -> &SharedStore {
        self.engine.store()
    }

    /// Lets scripts call other systems by these connections.
    ///
    /// # Panics
    /// When something is wrong with them.
    pub fn connect(&self, settings: &BTreeMap<String, ConnectionSettings>) {
        let runtime = self.runtime.as_ref().map(|runtime| runtime.handle().clone());
        let runtime = runtime.expect("the hub runs");
        let connections = NamedConnections::new(settings, self.engine.registry(), runtime);
        let connections = connections.expect("the connections are good");
        self.host.environment().connections.set(Some(Arc::new(connections)));
    }

    /// Returns the folder of the store.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Runs something on the hub's own runtime.
    ///
    /// # Panics
    /// When it panics.
    pub async fn on_engine<T, F>(&self, run: impl FnOnce(Arc<Engine>) -> F) -> T
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let runtime = self.runtime.as_ref().expect("it is taken at the end only");
        let task = runtime.spawn(run(Arc::clone(&self.engine)));
        crate::within("the engine", task)
            .await
            .expect("the engine does not panic")
    }

    /// Writes a channel's folder and deploys it.
    ///
    /// # Errors
    /// As [`Engine::deploy`].
    pub async fn try_deploy(&self, channel: &ChannelFile) -> Result<ChannelStatus, EngineError> {
        let folder = self.channels.path().join(channel.id());
        std::fs::create_dir_all(&folder).expect("the folder is ours");
        std::fs::write(folder.join("channel.yaml"), channel.text()).expect("the folder is ours");
        self.on_engine(|engine| async move { engine.deploy(&folder).await })
            .await
    }

    /// Deploys a channel.
    ///
    /// # Panics
    /// When it cannot be deployed.
    pub async fn deploy(&self, channel: &ChannelFile) -> ChannelStatus {
        self.try_deploy(channel).await.expect("the channel can be deployed")
    }

    /// Deploys a channel with an MLLP source and returns where it listens.
    ///
    /// # Panics
    /// When it cannot be deployed.
    pub async fn listen(&self, channel: &ChannelFile) -> SocketAddr {
        let status = self.deploy(channel).await;
        match &status.connectors[0].connection {
            ConnectionState::Listening { address } => address.parse().expect("it is an address"),
            other => panic!("the channel does not listen: {other:?}"),
        }
    }

    /// Starts, pauses or stops a channel.
    ///
    /// # Panics
    /// When it cannot.
    pub async fn change(&self, channel: &str, to: ChannelState) -> ChannelStatus {
        let id = channel_id(channel);
        let changed = self
            .on_engine(|engine| async move { engine.change(&id, to).await })
            .await;
        changed.expect("the channel can change its state")
    }

    /// Returns a channel's counts by connector, the source first.
    ///
    /// # Panics
    /// When the channel is not deployed.
    pub async fn counts(&self, channel: &str) -> Vec<Counts> {
        let id = channel_id(channel);
        let found = self
            .on_engine(|engine| async move { engine.statistics(&id).await })
            .await;
        found
            .expect("it can be read")
            .into_iter()
            .map(|(_, counts)| counts)
            .collect()
    }

    /// Returns all messages of a channel, oldest first.
    ///
    /// # Panics
    /// When they cannot be read.
    pub async fn messages(&self, channel: &str) -> Vec<MessageDetail> {
        messages(self.store(), channel).await.expect("they can be read")
    }

    /// Waits until everything of a channel is processed and nothing is queued.
    pub async fn settled(&self, channel: &str) {
        let id = channel_id(channel);
        crate::eventually("all is delivered", || is_settled(self.store(), &id)).await;
    }

    /// Ends as at SIGTERM: stops the channels, finishes what is in hand, closes the store.
    ///
    /// # Errors
    /// When the store cannot be closed.
    pub async fn close(mut self) -> Result<Option<TempDir>, EngineError> {
        self.on_engine(|engine| async move { engine.close().await }).await?;
        Ok(self.folder.take())
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn is_settled(store: &SharedStore, channel: &ChannelId) -> bool {
    // Outcomes are written without anyone waiting for them; a refused flush means that there is no room yet.
    if store.flush().await.is_err() {
        return false;
    }
    let Ok(Some(key)) = store.find_channel(channel).await else {
        return false;
    };
    let unprocessed = store.unprocessed(key, nilecare_types::MessageId(0), 1).await;
    let waiting = store.waiting(key, nilecare_types::MessageId(0), 1).await;
    let counts = store.statistics(key).await;
    waiting.is_ok_and(|messages| messages.is_empty())
        && unprocessed.is_ok_and(|messages| messages.is_empty())
        && counts.is_ok_and(|counts| counts.iter().all(|(_, counts)| counts.queued == 0))
}

/// Reads all messages of a channel, oldest first.
pub(crate) async fn messages(store: &SharedStore, channel: &str) -> Result<Vec<MessageDetail>, StoreError> {
    let Some(key) = store.find_channel(&channel_id(channel)).await? else {
        return Ok(Vec::new());
    };
    let listed = store.search(MessageQuery::newest(key, usize::MAX >> 1)).await?.messages;
    let mut messages = Vec::with_capacity(listed.len());
    for summary in listed.iter().rev() {
        messages.extend(store.message(summary.message).await?);
    }
    Ok(messages)
}

pub(crate) fn channel_id(channel: &str) -> ChannelId {
    channel.parse().expect("a drill's channel has a valid name")
}

/// Keeps engines of drills from waiting long for what will not come.
impl HubOptions {
    /// Sets how long what is in hand may take when a channel stops.
    #[must_use]
    pub fn with_grace(mut self, grace: Duration) -> Self {
        self.engine.stop_grace = grace;
        self
    }
}
