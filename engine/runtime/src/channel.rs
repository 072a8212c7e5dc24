//! A deployed channel: its parts, and how they start and stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use nilecare_channel_model::ChannelFolder;
use nilecare_engine_api::{
    CancellationToken, ConnectionState, ConnectorRegistry, DestinationFactory, Source, SourceMap, StatusReporter,
};
use nilecare_message_store::{Counts, Registration, SharedStore, StoreError};
use nilecare_script::ScriptHost;
use nilecare_types::{ChannelId, Clock, ConnectorId, MessageId, Timestamp};
use serde::Serialize;
use tokio::sync::{Mutex, Semaphore, oneshot};
use tokio::task::JoinHandle;

use crate::compiled::{CompiledChannel, Scripts};
use crate::delivery::Delivery;
use crate::engine::{EngineError, EngineOptions};
use crate::inbox::{ChannelInbox, ControlIds};
use crate::processor::{self, Admitted, Processor};
use crate::queue::DeliveryQueue;
use crate::source_task::SourceTask;

/// Longer than the scripts of one message can take.
const SCRIPTS_LIMIT: Duration = Duration::from_secs(60);

/// What a channel does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChannelState {
    /// Receives and delivers.
    Started,
    /// Receives nothing, delivers what is queued.
    Paused,
    /// Does nothing.
    Stopped,
}

/// A channel as people see it.
#[derive(Debug, Clone, Serialize)]
pub struct ChannelStatus {
    /// Its id.
    pub id: ChannelId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub state: ChannelState,
    /// Changes with its configuration.
    pub revision: String,
    /// When it was deployed.
    pub deployed_at: Timestamp,
    /// The source first, then the destinations.
    pub connectors: Vec<ConnectorStatus>,
}

/// A connector as people see it.
#[derive(Debug, Clone, Serialize)]
pub struct ConnectorStatus {
    /// Its id.
    pub id: ConnectorId,
    /// Whether it is the channel's source.
    pub is_source: bool,
    /// The kind of connector.
    pub kind: String,
    /// What it is doing.
    pub connection: ConnectionState,
    /// How many peers are connected.
    pub connections: u64,
}

/// What all channels share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub store: SharedStore,
    pub registry: ConnectorRegistry,
    pub host: Arc<ScriptHost>,
    pub clock: Arc<dyn Clock>,
    pub options: EngineOptions,
}

pub(crate) struct DeployedChannel {
    pub folder: ChannelFolder,
    pub deployed_at: Timestamp,
    pub keys: Registration,
    shared: Shared,
    scripts: Arc<Scripts>,
    factories: Vec<Arc<dyn DestinationFactory>>,
    source_status: StatusReporter,
    destination_status: Vec<StatusReporter>,
    parts: Mutex<Parts>,
}

/// What runs.
struct Parts {
    state: ChannelState,
    /// The source while it is not running.
    idle_source: Option<Box<dyn Source>>,
    source: Option<SourceTask>,
    processing: Option<Processing>,
}

struct Processing {
    sender: std::sync::mpsc::Sender<Admitted>,
    ended: oneshot::Receiver<()>,
    /// Tells the processor to leave what it has not begun.
    skip_rest: Arc<AtomicBool>,
    deliveries: Vec<JoinHandle<()>>,
    stop: CancellationToken,
    halt: CancellationToken,
}

impl DeployedChannel {
    pub(crate) fn new(compiled: CompiledChannel, keys: Registration, shared: Shared) -> Self {
        let CompiledChannel {
            folder,
            scripts,
            source,
            factories,
        } = compiled;
        Self {
            deployed_at: shared.clock.now(),
            destination_status: factories.iter().map(|_| StatusReporter::default()).collect(),
            source_status: StatusReporter::default(),
            parts: Mutex::new(Parts {
                state: ChannelState::Stopped,
                idle_source: source,
                source: None,
                processing: None,
            }),
            folder,
            keys,
            shared,
            scripts: Arc::new(scripts),
            factories,
        }
    }

    fn id(&self) -> &ChannelId {
        &self.folder.channel.id
    }

    /// Brings the channel into a state, from whichever it is in.
    pub(crate) async fn change(&self, to: ChannelState) -> Result<(), EngineError> {
        let mut parts = self.parts.lock().await;
        if to != ChannelState::Started {
            self.stop_source(&mut parts).await;
        }
        if to == ChannelState::Stopped {
            self.stop_processing(&mut parts).await;
            parts.state = to;
            // What was done is on disk when the channel counts as stopped.
            self.shared.store.flush().await?;
        } else {
            self.start_processing(&mut parts).await?;
            parts.state = ChannelState::Paused;
        }
        if to == ChannelState::Started {
            self.start_source(&mut parts).await?;
            parts.state = to;
        }
        tracing::info!(channel.name = %self.id(), state = ?parts.state, "channel changed state");
        Ok(())
    }

    pub(crate) async fn status(&self) -> ChannelStatus {
        let channel = &self.folder.channel;
        let source = ConnectorStatus {
            id: crate::engine::source_id(),
            is_source: true,
            kind: channel.source.connector.kind.clone(),
            connection: self.source_status.state(),
            connections: self.source_status.n_connections(),
        };
        let enabled = channel.destinations.iter().filter(|destination| destination.enabled);
        let destinations = enabled
            .zip(&self.destination_status)
            .map(|(destination, status)| ConnectorStatus {
                id: destination.id.clone(),
                is_source: false,
                kind: destination.connector.kind.clone(),
                connection: status.state(),
                connections: status.n_connections(),
            });
        ChannelStatus {
            id: channel.id.clone(),
            name: channel.name.clone(),
            state: self.parts.lock().await.state,
            revision: self.folder.revision.clone(),
            deployed_at: self.deployed_at,
            connectors: std::iter::once(source).chain(destinations).collect(),
        }
    }

    pub(crate) async fn state(&self) -> ChannelState {
        self.parts.lock().await.state
    }

    pub(crate) async fn statistics(&self) -> Result<Vec<(ConnectorId, Counts)>, StoreError> {
        self.shared.store.statistics(self.keys.channel).await
    }

    async fn start_processing(&self, parts: &mut Parts) -> Result<(), EngineError> {
        if parts.processing.is_some() {
            return Ok(());
        }
        // The queues begin with what the store has. Outcomes that it keeps in memory, for want of room on the disk,
        // would be missing there, and their messages would be sent again.
        self.shared.store.flush().await?;
        let stop = CancellationToken::new();
        let halt = CancellationToken::new();
        let queues = self
            .scripts
            .destinations
            .iter()
            .zip(&self.keys.destinations)
            .map(|(destination, key)| {
                let store = Arc::clone(&self.shared.store);
                let limit = self.shared.options.queue_memory;
                let queue = DeliveryQueue::new(destination.id.clone(), *key, store, limit);
                (*key, Arc::new(queue))
            });
        let queues = queues.collect::<Vec<_>>();
        let skip_rest = Arc::new(AtomicBool::new(false));
        let (sender, ended) = processor::start(Processor {
            channel: self.id().clone(),
            skip_rest: Arc::clone(&skip_rest),
            source: self.keys.source,
            scripts: Arc::clone(&self.scripts),
            host: Arc::clone(&self.shared.host),
            store: Arc::clone(&self.shared.store),
            clock: Arc::clone(&self.shared.clock),
            queues: queues.clone(),
        })
        .map_err(EngineError::Thread)?;
        self.recover(&sender).await?;
        let deliveries = queues.into_iter().enumerate().map(|(index, (key, queue))| {
            let delivery = self.delivery(index, key, queue, &stop, &halt);
            tokio::spawn(delivery.run())
        });
        parts.processing = Some(Processing {
            sender,
            ended,
            skip_rest,
            deliveries: deliveries.collect(),
            stop,
            halt,
        });
        Ok(())
    }

    fn delivery(
        &self,
        index: usize,
        connector: nilecare_message_store::ConnectorKey,
        queue: Arc<DeliveryQueue>,
        stop: &CancellationToken,
        halt: &CancellationToken,
    ) -> Delivery {
        let destination = self.scripts.destinations[index].id.clone();
        let labels = [
            ("channel", self.id().to_string()),
            ("connector", destination.to_string()),
        ];
        Delivery {
            channel: self.id().clone(),
            sent: metrics::counter!("nilecare_messages_sent_total", &labels),
            failed: metrics::counter!("nilecare_messages_error_total", &labels),
            destination,
            connector,
            index,
            scripts: Arc::clone(&self.scripts),
            host: Arc::clone(&self.shared.host),
            store: Arc::clone(&self.shared.store),
            queue,
            factory: Arc::clone(&self.factories[index]),
            status: self.destination_status[index].clone(),
            clock: Arc::clone(&self.shared.clock),
            stop: stop.clone(),
            halt: halt.clone(),
        }
    }

    /// Gives the processor what was admitted and not processed. There is never more of it than the window allows.
    async fn recover(&self, sender: &std::sync::mpsc::Sender<Admitted>) -> Result<(), EngineError> {
        let mut after = MessageId(0);
        let mut n_recovered = 0;
        loop {
            let page = self.shared.store.unprocessed(self.keys.channel, after, 500).await?;
            let Some(last) = page.last() else { break };
            after = last.message;
            n_recovered += page.len();
            for message in page {
                let source: SourceMap = message
                    .source_map
                    .and_then(|json| serde_json::from_str(&json).ok())
                    .unwrap_or_default();
                // It was read when it was admitted; were it not to be read now, it would be kept as raw and fail visibly.
                let document = self.scripts.data_type.parse(&message.raw, self.scripts.charset);
                let document = document.unwrap_or_else(|_| nilecare_document::Document::Raw(message.raw.clone()));
                let _ = sender.send(Admitted {
                    message: message.message,
                    raw: message.raw,
                    document,
                    source: Arc::new(source),
                    reply: None,
                    tracker: None,
                    permit: None,
                });
            }
        }
        if n_recovered > 0 {
            tracing::info!(channel.name = %self.id(), n_recovered, "went on with messages that were not processed");
        }
        Ok(())
    }

    async fn stop_processing(&self, parts: &mut Parts) {
        let Some(processing) = parts.processing.take() else {
            return;
        };
        let Processing {
            sender,
            mut ended,
            skip_rest,
            deliveries,
            stop,
            halt,
        } = processing;
        drop(sender);
        let grace = self.shared.options.stop_grace;
        if tokio::time::timeout(grace, &mut ended).await.is_err() {
            // The rest stays in the store, not processed. The scripts of the message in hand have their own deadline.
            skip_rest.store(true, Ordering::Relaxed);
            let _ = tokio::time::timeout(SCRIPTS_LIMIT, ended).await;
        }
        stop.cancel();
        let timer = tokio::spawn(async move {
            tokio::time::sleep(grace).await;
            halt.cancel();
        });
        for delivery in deliveries {
            let _ = delivery.await;
        }
        timer.abort();
    }

    async fn start_source(&self, parts: &mut Parts) -> Result<(), EngineError> {
        if parts.source.is_some() {
            return Ok(());
        }
        let source = parts.idle_source.take().or_else(|| self.build_source());
        let (Some(processing), Some(source)) = (&parts.processing, source) else {
            return Err(EngineError::SourceGone(self.id().clone()));
        };
        let stop = CancellationToken::new();
        let labels = [("channel", self.id().to_string())];
        let inbox = ChannelInbox {
            channel: self.keys.channel,
            source: self.keys.source,
            scripts: Arc::clone(&self.scripts),
            store: Arc::clone(&self.shared.store),
            control_ids: ControlIds::starting_at(self.shared.clock.now()),
            clock: Arc::clone(&self.shared.clock),
            processor: processing.sender.clone(),
            window: Arc::new(Semaphore::new(self.shared.options.window)),
            stop: stop.clone(),
            received: metrics::counter!("nilecare_messages_received_total", &labels),
        };
        let status = self.source_status.clone();
        match SourceTask::start(source, self.id().clone(), Arc::new(inbox), stop, status).await {
            Ok(task) => {
                parts.source = Some(task);
                Ok(())
            }
            Err((source, error)) => {
                parts.idle_source = Some(source);
                Err(EngineError::Source {
                    channel: self.id().clone(),
                    source: error,
                })
            }
        }
    }

    /// Builds the source anew, in place of one that did not stop in time and was cut short.
    fn build_source(&self) -> Option<Box<dyn Source>> {
        let settings = &self.folder.channel.source.connector;
        let built = self.shared.registry.source(&settings.kind, &settings.config);
        built.ok().and_then(Result::ok)
    }

    async fn stop_source(&self, parts: &mut Parts) {
        if let Some(task) = parts.source.take() {
            parts.idle_source = task.stop(self.shared.options.stop_grace).await;
        }
    }
}
