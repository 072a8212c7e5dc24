//! A deployed channel: its parts, and how they start and stop.

use std::sync::Arc;
use std::time::Duration;

use nilecare_channel_model::ChannelFolder;
use nilecare_engine_api::{
    Accepted, CancellationToken, ConnectionState, ConnectorRegistry, DestinationFactory, EngineObserver, Inbox,
    RawMessage, Source, StatusReporter,
};
use nilecare_message_store::{
    ConnectorCounts, ConnectorKey, MessageQuery, Registration, SharedStore, StoreError, UNRECORDED_LIMIT,
};
use nilecare_script::{ScriptHost, SharedMap};
use nilecare_types::{ChannelId, Clock, ConnectorId, MessageId, Timestamp};
use serde::Serialize;
use tokio::sync::{Mutex, Semaphore, oneshot};
use tokio::task::JoinHandle;

use crate::again::Again;
use crate::compiled::{CompiledChannel, MessageFacts, Scripts};
use crate::control_ids::ControlIds;
use crate::delivery::Delivery;
use crate::engine::{EngineError, EngineOptions};
use crate::inbox::ChannelInbox;
use crate::intake::Intake;
use crate::lanes::Lanes;
use crate::processor::Processor;
use crate::progress::Progress;
use crate::queue::{DeliveryQueue, QueueLimits, StoredQueue, Waiting};
use crate::source_task::SourceTask;
use crate::throttle::Throttle;
use crate::turns::Turns;

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
    /// Whether the destination gets no messages for the moment.
    pub is_paused: bool,
}

/// What all channels share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub store: SharedStore,
    pub registry: ConnectorRegistry,
    pub host: Arc<ScriptHost>,
    pub clock: Arc<dyn Clock>,
    pub options: EngineOptions,
    pub observer: Arc<dyn EngineObserver>,
}

/// Scripts that belong to no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DeploymentScripts {
    Deploy,
    Undeploy,
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

/// What processes and delivers.
struct Processing {
    processor: Arc<Processor>,
    intake: Arc<Intake>,
    intake_task: JoinHandle<()>,
    /// Tell that each of the threads has ended.
    ended: Vec<oneshot::Receiver<()>>,
    deliveries: Vec<JoinHandle<()>>,
    stop_intake: CancellationToken,
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
            is_paused: false,
        };
        let parts = self.parts.lock().await;
        let is_paused = |id: &ConnectorId| self.queue_of(&parts, id).is_ok_and(|queue| queue.is_paused());
        let enabled = channel.destinations.iter().filter(|destination| destination.enabled);
        let destinations = enabled
            .zip(&self.destination_status)
            .map(|(destination, status)| ConnectorStatus {
                id: destination.id.clone(),
                is_source: false,
                kind: destination.connector.kind.clone(),
                connection: status.state(),
                connections: status.n_connections(),
                is_paused: is_paused(&destination.id),
            });
        let destinations = destinations.collect::<Vec<_>>();
        ChannelStatus {
            id: channel.id.clone(),
            name: channel.name.clone(),
            state: parts.state,
            revision: self.folder.revision.clone(),
            deployed_at: self.deployed_at,
            connectors: std::iter::once(source).chain(destinations).collect(),
        }
    }

    pub(crate) async fn state(&self) -> ChannelState {
        self.parts.lock().await.state
    }

    pub(crate) async fn statistics(&self) -> Result<Vec<ConnectorCounts>, StoreError> {
        self.shared.store.statistics(self.keys.channel).await
    }

    async fn start_processing(&self, parts: &mut Parts) -> Result<(), EngineError> {
        if parts.processing.is_some() {
            return Ok(());
        }
        let store = &self.shared.store;
        // The queues begin with what the store has. Outcomes that it keeps in memory, for want of room on the disk,
        // would be missing there, and their messages would be sent again.
        store.flush().await?;
        let newest = self.newest().await?;
        let new_lanes = Lanes::prepare(self.scripts.n_threads);
        let lanes = new_lanes.lanes.clone();
        let told = Arc::new(Progress::default());
        let processor = Arc::new(Processor {
            channel: self.id().clone(),
            source: self.keys.source,
            scripts: Arc::clone(&self.scripts),
            host: Arc::clone(&self.shared.host),
            store: Arc::clone(store),
            clock: Arc::clone(&self.shared.clock),
            observer: Arc::clone(&self.shared.observer),
            queues: self.queues(&told, newest),
            recorded: Arc::default(),
            told,
            lanes,
        });
        let ended = new_lanes.start(&processor).map_err(EngineError::Thread)?;
        self.go_on_with_chains(&processor).await?;
        let window = self.shared.options.window;
        let intake = Intake::new(self.keys.channel, Arc::clone(&processor), window, newest);
        let intake = Arc::new(intake);
        let stop_intake = CancellationToken::new();
        let intake_task = tokio::spawn(Arc::clone(&intake).run(stop_intake.clone()));
        let (stop, halt) = (CancellationToken::new(), CancellationToken::new());
        let deliveries = self.deliveries(&processor, &stop, &halt);
        if !self.scripts.has_source_queue {
            // Whoever sends now may wait for the outcome, so that nothing may be in its way.
            intake.caught_up().await;
            for (_, queue) in &processor.queues {
                if let Err(error) = queue.prepare().await {
                    tracing::warn!(channel.name = %self.id(), %error, "the queue could not be read; its deliveries try again");
                }
            }
        }
        parts.processing = Some(Processing {
            processor,
            intake,
            intake_task,
            ended,
            deliveries,
            stop_intake,
            stop,
            halt,
        });
        Ok(())
    }

    /// Returns the number of the channel's newest message in the store.
    async fn newest(&self) -> Result<MessageId, StoreError> {
        let query = MessageQuery::newest(self.keys.channel, 1);
        let page = self.shared.store.search(query).await?;
        Ok(page.messages.first().map_or(MessageId(0), |message| message.message))
    }

    fn queues(&self, told: &Arc<Progress>, newest: MessageId) -> Vec<(ConnectorKey, Arc<DeliveryQueue>)> {
        let options = &self.shared.options;
        let limits = QueueLimits {
            messages: options.queue_memory,
            bytes: options.queue_bytes,
        };
        let doubtful = self.shared.store.doubtful_through();
        let destinations = self.scripts.destinations.iter().zip(&self.keys.destinations);
        let queues = destinations.map(|(destination, key)| {
            let pages = Box::new(StoredQueue {
                store: Arc::clone(&self.shared.store),
                connector: *key,
            });
            let id = destination.id.clone();
            let queue = DeliveryQueue::new(
                id,
                pages,
                &destination.queue,
                limits,
                Arc::clone(told),
                newest,
                doubtful,
            );
            (*key, Arc::new(queue))
        });
        queues.collect()
    }

    fn deliveries(
        &self,
        processor: &Processor,
        stop: &CancellationToken,
        halt: &CancellationToken,
    ) -> Vec<JoinHandle<()>> {
        let mut tasks = Vec::new();
        for (index, (key, queue)) in processor.queues.iter().enumerate() {
            let delivery = Arc::new(self.delivery(index, *key, Arc::clone(queue), stop, halt));
            for _ in 0..self.scripts.destinations[index].queue.threads.max(1) {
                tasks.push(tokio::spawn(Arc::clone(&delivery).run()));
            }
        }
        tasks
    }

    fn delivery(
        &self,
        index: usize,
        connector: ConnectorKey,
        queue: Arc<DeliveryQueue>,
        stop: &CancellationToken,
        halt: &CancellationToken,
    ) -> Delivery {
        let settings = &self.scripts.destinations[index];
        let destination = settings.id.clone();
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
            throttle: Throttle::new(&settings.queue),
            scripts: Arc::clone(&self.scripts),
            host: Arc::clone(&self.shared.host),
            store: Arc::clone(&self.shared.store),
            queue,
            factory: Arc::clone(&self.factories[index]),
            status: self.destination_status[index].clone(),
            clock: Arc::clone(&self.shared.clock),
            observer: Arc::clone(&self.shared.observer),
            unrecorded: Arc::new(Semaphore::new(UNRECORDED_LIMIT)),
            stop: stop.clone(),
            halt: halt.clone(),
        }
    }

    /// Goes on with messages of which a destination waits for the one before it. Whatever that one came to counts as its
    /// first outcome: nobody waits for it any more.
    async fn go_on_with_chains(&self, processor: &Arc<Processor>) -> Result<(), EngineError> {
        if !self.scripts.has_chains {
            return Ok(());
        }
        let mut after = MessageId(0);
        loop {
            let page = self.shared.store.waiting(self.keys.channel, after, 100).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.message;
            for message in page {
                processor.go_on(message);
            }
        }
    }

    async fn stop_processing(&self, parts: &mut Parts) {
        let Some(processing) = parts.processing.take() else {
            return;
        };
        let Processing {
            processor,
            intake_task,
            ended,
            deliveries,
            stop_intake,
            stop,
            halt,
            ..
        } = processing;
        stop_intake.cancel();
        let _ = intake_task.await;
        processor.lanes.end();
        let grace = self.shared.options.stop_grace;
        let mut ended = futures_util::future::join_all(ended);
        if tokio::time::timeout(grace, &mut ended).await.is_err() {
            // The rest stays in the store, not processed. The scripts of the message in hand have their own deadline.
            processor.lanes.skip_rest();
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

    /// Runs scripts that belong to no message: at deployment and undeployment.
    pub(crate) async fn run_scripts(&self, which: DeploymentScripts) -> Result<(), String> {
        let scripts = Arc::clone(&self.scripts);
        let host = Arc::clone(&self.shared.host);
        let now = self.shared.clock.now();
        let task = tokio::task::spawn_blocking(move || {
            let list = match which {
                DeploymentScripts::Deploy => &scripts.deploy,
                DeploymentScripts::Undeploy => &scripts.undeploy,
            };
            for script in list {
                let facts = MessageFacts::at_source(MessageId(0), now);
                let mut context = scripts.empty_context(&facts);
                host.run(script, &mut context).map_err(|error| error.to_string())?;
            }
            Ok(())
        });
        task.await
            .unwrap_or_else(|_| Err("the script was cut short".to_owned()))
    }

    /// Stops or goes on giving a destination its messages.
    pub(crate) async fn pause_destination(&self, id: &ConnectorId, is_paused: bool) -> Result<(), EngineError> {
        let parts = self.parts.lock().await;
        let queue = self.queue_of(&parts, id)?;
        queue.set_paused(is_paused);
        Ok(())
    }

    /// Makes the messages that wait for their next attempt due now.
    pub(crate) async fn hurry(&self, id: &ConnectorId) -> Result<(), EngineError> {
        let parts = self.parts.lock().await;
        self.queue_of(&parts, id)?.hurry();
        Ok(())
    }

    /// Queues a message again that was sent or given up. Returns false when it was neither.
    pub(crate) async fn resend(&self, message: MessageId, id: &ConnectorId) -> Result<bool, EngineError> {
        let parts = self.parts.lock().await;
        let index = self.index_of(id)?;
        let key = self.keys.destinations[index];
        if !self.shared.store.requeue(message, key).await? {
            return Ok(false);
        }
        // A stopped channel finds it when it starts.
        if let Some(processing) = &parts.processing
            && let Some(queued) = self.shared.store.queued_one(key, message).await?
        {
            processing.processor.queues[index].1.push(vec![Waiting::from(queued)]);
        }
        Ok(true)
    }

    /// Leaves messages out that were removed from the store.
    pub(crate) async fn forget(&self, messages: &[MessageId]) {
        if let Some(processing) = &self.parts.lock().await.processing {
            for (_, queue) in &processing.processor.queues {
                queue.forget(messages);
            }
        }
    }

    fn index_of(&self, id: &ConnectorId) -> Result<usize, EngineError> {
        let at = self
            .scripts
            .destinations
            .iter()
            .position(|destination| destination.id == *id);
        at.ok_or_else(|| EngineError::NoDestination {
            channel: self.id().clone(),
            destination: id.clone(),
        })
    }

    fn queue_of<'a>(&self, parts: &'a Parts, id: &ConnectorId) -> Result<&'a Arc<DeliveryQueue>, EngineError> {
        let index = self.index_of(id)?;
        match &parts.processing {
            Some(processing) => Ok(&processing.processor.queues[index].1),
            None => Err(EngineError::NotStarted(self.id().clone())),
        }
    }

    /// Takes a message in again that is in the store.
    pub(crate) async fn reprocess(&self, again: Again) -> Result<MessageId, EngineError> {
        let inbox = {
            let parts = self.parts.lock().await;
            let processing = parts.processing.as_ref();
            let processing = processing.ok_or_else(|| EngineError::NotStarted(self.id().clone()))?;
            self.inbox(processing, CancellationToken::new())
        };
        inbox.take_again(again).await.map_err(EngineError::NotTaken)
    }

    /// Takes a message in as if the source had received it.
    pub(crate) async fn submit(&self, message: RawMessage) -> Result<Accepted, EngineError> {
        let inbox = {
            let parts = self.parts.lock().await;
            let processing = parts.processing.as_ref();
            let processing = processing.ok_or_else(|| EngineError::NotStarted(self.id().clone()))?;
            self.inbox(processing, CancellationToken::new())
        };
        inbox.accept(message).await.map_err(EngineError::NotTaken)
    }

    /// Tells which destinations are paused; `None` while the channel is stopped.
    pub(crate) async fn paused(&self) -> Option<Vec<bool>> {
        let parts = self.parts.lock().await;
        let queues = &parts.processing.as_ref()?.processor.queues;
        Some(queues.iter().map(|(_, queue)| queue.is_paused()).collect())
    }

    /// Tells whether it has an enabled destination.
    pub(crate) fn knows(&self, id: &ConnectorId) -> Result<(), EngineError> {
        self.index_of(id).map(drop)
    }

    /// The map that its messages share.
    pub(crate) fn global_channel_map(&self) -> &SharedMap {
        &self.scripts.global_channel_map
    }

    fn inbox(&self, processing: &Processing, stop: CancellationToken) -> ChannelInbox {
        let labels = [("channel", self.id().to_string())];
        ChannelInbox {
            channel: self.keys.channel,
            source: self.keys.source,
            scripts: Arc::clone(&self.scripts),
            host: Arc::clone(&self.shared.host),
            store: Arc::clone(&self.shared.store),
            control_ids: ControlIds::starting_at(self.shared.clock.now()),
            turns: Turns::default(),
            clock: Arc::clone(&self.shared.clock),
            intake: Arc::clone(&processing.intake),
            stop,
            received: metrics::counter!("nilecare_messages_received_total", &labels),
        }
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
        let inbox = self.inbox(processing, stop.clone());
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
