//! The store from outside.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bytes::Bytes;
use nilecare_types::{ChannelId, ConnectorId, MessageId, StoreId, Timestamp};
use tokio::sync::{oneshot, watch};

use super::indexer::{self, Indexer, IndexerThread};
use super::pack::{self, CONTROL_ID, Packer};
use super::policies::Policies;
use super::read::{QueuePart, Readers, Reading};
use super::recent::Recent;
use super::writer::{self, Names, Op, Pruning, Start, Step, TaskOf};
use super::{SqliteOptions, checkpoint, connect, open};
use crate::seal::{Kind, Place, Vault};
use crate::{
    Admission, Advance, AttachmentSummary, ChannelKey, Completion, ConnectorCounts, ConnectorKey, MessageDetail,
    MessageQuery, MessageStore, NewAttachment, PruneOrder, Pruned, QueueEntry, QueueState, QueuedMessage,
    RecentMessage, Recording, Registration, SearchPage, StoragePolicy, StoreError, StoreErrorKind, StoredMessage,
    UnprocessedMessage, WaitingMessage,
};

/// So many messages of one call are pruned in one step at the most.
const PRUNE_STEP: usize = 256;

/// After a step of a long change, the writer has the same time for everyone else, at the most this.
const GIVE_WAY: Duration = Duration::from_millis(20);

async fn give_way(since: Instant) {
    tokio::time::sleep(since.elapsed().min(GIVE_WAY)).await;
}

/// A message store in one SQLite file, in WAL mode with `synchronous=FULL`.
pub struct SqliteMessageStore {
    id: StoreId,
    was_closed_cleanly: bool,
    doubtful_through: MessageId,
    writer: mpsc::Sender<Op>,
    failed: watch::Receiver<bool>,
    readers: Arc<Readers>,
    policies: Arc<Policies>,
    vault: Arc<Vault>,
    recent: Arc<Recent>,
    indexer: Mutex<Option<IndexerThread>>,
}

impl SqliteMessageStore {
    /// Opens the file, makes it when it is not there, and starts the threads.
    ///
    /// # Errors
    /// When the file cannot be opened, is not ours or is from a newer version.
    pub fn open(options: SqliteOptions) -> Result<Self, StoreError> {
        let mut connection = connect(&options)?;
        let opened = open::open(&mut connection, &options)?;
        let progress = opened.progress;
        let loaded = |source: rusqlite::Error| super::classify(&source);
        let policies = Arc::new(Policies::load(&connection).map_err(loaded)?);
        let recent = Arc::new(Recent::load(&connection, &progress).map_err(loaded)?);
        let vault = Arc::new(opened.vault);
        let (failed_sender, failed) = watch::channel(false);
        let writer = writer::start(Start {
            connection,
            progress,
            checkpointer: checkpoint::start(connect(&options)?)?,
            options: options.clone(),
            failed: failed_sender,
            vault: Arc::clone(&vault),
            recent: Arc::clone(&recent),
        })?;
        let store = Self {
            id: opened.id,
            was_closed_cleanly: opened.was_closed_cleanly,
            doubtful_through: MessageId(opened.doubtful_through),
            writer,
            failed,
            readers: Arc::new(Readers::new(options)),
            policies,
            vault,
            recent,
            indexer: Mutex::new(None),
        };
        store.start_indexer(progress.text_through)?;
        Ok(store)
    }

    fn start_indexer(&self, next: i64) -> Result<(), StoreError> {
        let indexer = Indexer {
            writer: self.writer.clone(),
            readers: Arc::clone(&self.readers),
            policies: Arc::clone(&self.policies),
            vault: Arc::clone(&self.vault),
            recent: Arc::clone(&self.recent),
        };
        let started = indexer::start(indexer, next)?;
        *self.indexer.lock().unwrap_or_else(PoisonError::into_inner) = Some(started);
        Ok(())
    }

    fn hand_over(&self, op: Op) {
        if let Err(mpsc::SendError(op)) = self.writer.send(op) {
            op.refuse(&StoreError::closed());
        }
    }

    async fn ask<T>(&self, op: impl FnOnce(oneshot::Sender<Result<T, StoreError>>) -> Op) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.hand_over(op(answer));
        answered.await.unwrap_or_else(|_| Err(StoreError::closed()))
    }

    /// Runs a change on the writer's thread and waits until it is on disk.
    async fn change<T: Send + 'static>(
        &self,
        run: impl FnMut(&mut Step<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.ask(|then| Op::Task(Box::new(TaskOf::new(then, run)))).await
    }

    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(Reading<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let readers = Arc::clone(&self.readers);
        let vault = Arc::clone(&self.vault);
        let task = tokio::task::spawn_blocking(move || {
            readers.with(|connection| {
                query(Reading {
                    connection,
                    vault: &vault,
                })
            })
        });
        task.await
            .unwrap_or_else(|_| Err(StoreError::new(StoreErrorKind::Other, "a read was cut short")))
    }
}

#[async_trait]
impl MessageStore for SqliteMessageStore {
    fn id(&self) -> StoreId {
        self.id
    }

    fn was_closed_cleanly(&self) -> bool {
        self.was_closed_cleanly
    }

    fn doubtful_through(&self) -> MessageId {
        self.doubtful_through
    }

    fn failed(&self) -> watch::Receiver<bool> {
        self.failed.clone()
    }

    async fn register(
        &self,
        channel: &ChannelId,
        source: &ConnectorId,
        destinations: &[ConnectorId],
        policy: &StoragePolicy,
    ) -> Result<Registration, StoreError> {
        if policy.encrypt && !self.vault.is_ready() {
            return Err(pack::no_key());
        }
        let names = Names {
            channel: channel.clone(),
            source: source.clone(),
            destinations: destinations.to_vec(),
            policy: policy.clone(),
        };
        let (registration, policy) = self.change(move |step| writer::register(step, &names)).await?;
        self.policies.registered(&registration, policy);
        Ok(registration)
    }

    fn admit(&self, admission: Admission) {
        match pack::admission(&self.policies, &self.vault, admission) {
            Ok(packed) => self.hand_over(Op::Admit(Box::new(packed))),
            Err((then, error)) => then(Err(error)),
        }
    }

    fn record(&self, recording: Recording) {
        match pack::recording(&self.policies, &self.vault, recording) {
            Ok(packed) => self.hand_over(Op::Record(packed)),
            Err((then, error)) => then(Err(error)),
        }
    }

    fn advance(&self, advance: Advance) {
        match pack::advance(&self.policies, &self.vault, advance) {
            Ok(packed) => self.hand_over(Op::Advance(Box::new(packed))),
            Err((then, error)) => then(Err(error)),
        }
    }

    fn complete(&self, completion: Completion) {
        match pack::completion(&self.policies, &self.vault, completion) {
            Ok(packed) => self.hand_over(Op::Complete(Box::new(packed))),
            // The message stays queued and is sent again, marked, after the next start.
            Err(error) => tracing::error!(%error, "the outcome of a delivery cannot be kept"),
        }
    }

    fn replied(&self, message: MessageId, source: ConnectorKey, reply: &Bytes) {
        let policy = self.policies.of_connector(source);
        let packer = Packer {
            policy: &policy,
            vault: &self.vault,
        };
        match packer.alone(Place::new(message.0, source.0, Kind::Response), reply) {
            Ok(reply) => self.hand_over(Op::Replied {
                message,
                source,
                reply,
                level: policy.level,
            }),
            Err(error) => tracing::error!(%error, "a reply cannot be kept"),
        }
    }

    fn postprocessed(&self, message: MessageId, source: ConnectorKey, error: Option<String>, maps: Option<String>) {
        let policy = self.policies.of_connector(source);
        let packer = Packer {
            policy: &policy,
            vault: &self.vault,
        };
        let place = |kind| Place::new(message.0, source.0, kind);
        let mut extras = Vec::new();
        let texts = [(Kind::PostprocessorError, &error), (Kind::Maps, &maps)];
        let packed = texts.into_iter().try_for_each(|(kind, text)| {
            packer.extra(&mut extras, place(kind), text.as_deref().map(str::as_bytes), b"")
        });
        match packed {
            Ok(()) => self.hand_over(Op::Postprocessed {
                message,
                extras,
                level: policy.level,
            }),
            Err(error) => tracing::error!(%error, "what a postprocessor left cannot be kept"),
        }
    }

    async fn flush(&self) -> Result<(), StoreError> {
        self.ask(Op::Flush).await
    }

    async fn unprocessed(
        &self,
        channel: ChannelKey,
        after: MessageId,
        limit: usize,
    ) -> Result<Vec<UnprocessedMessage>, StoreError> {
        self.read(move |reading| reading.unprocessed(channel, after, limit))
            .await
    }

    async fn waiting(
        &self,
        channel: ChannelKey,
        after: MessageId,
        limit: usize,
    ) -> Result<Vec<WaitingMessage>, StoreError> {
        self.read(move |reading| reading.waiting(channel, after, limit)).await
    }

    async fn queued(
        &self,
        connector: ConnectorKey,
        after: MessageId,
        through: Option<MessageId>,
        limit: usize,
    ) -> Result<Vec<QueuedMessage>, StoreError> {
        let part = QueuePart {
            connector,
            after,
            through,
            limit,
        };
        self.read(move |reading| reading.queued(part)).await
    }

    async fn queued_entries(
        &self,
        connector: ConnectorKey,
        after: MessageId,
        through: Option<MessageId>,
        limit: usize,
    ) -> Result<Vec<QueueEntry>, StoreError> {
        let part = QueuePart {
            connector,
            after,
            through,
            limit,
        };
        self.read(move |reading| reading.queued_entries(part)).await
    }

    async fn queued_one(
        &self,
        connector: ConnectorKey,
        message: MessageId,
    ) -> Result<Option<QueuedMessage>, StoreError> {
        self.read(move |reading| reading.queued_one(connector, message)).await
    }

    async fn queue_state(&self, connector: ConnectorKey) -> Result<QueueState, StoreError> {
        self.read(move |reading| reading.queue_state(connector)).await
    }

    async fn requeue(&self, message: MessageId, connector: ConnectorKey) -> Result<bool, StoreError> {
        self.change(move |step| writer::requeue(step, message, connector)).await
    }

    async fn search(&self, query: MessageQuery) -> Result<SearchPage, StoreError> {
        self.read(move |reading| reading.search(&query)).await
    }

    async fn find_recent(
        &self,
        channel: ChannelKey,
        control_id: &str,
        since: Timestamp,
    ) -> Result<Option<RecentMessage>, StoreError> {
        let policy = self.policies.of_channel(channel);
        let packer = Packer {
            policy: &policy,
            vault: &self.vault,
        };
        let key = packer.key(CONTROL_ID, control_id).ok_or_else(pack::no_key)?;
        // These first: what leaves them is in the index by then.
        let candidates = self.recent.candidates(channel, &key);
        self.read(move |reading| reading.find_recent(channel, &key, since, &candidates))
            .await
    }

    async fn message(&self, message: MessageId) -> Result<Option<MessageDetail>, StoreError> {
        self.read(move |reading| reading.message(message)).await
    }

    async fn attachments(&self, message: MessageId) -> Result<Vec<AttachmentSummary>, StoreError> {
        self.read(move |reading| reading.attachments(message)).await
    }

    async fn attachment(
        &self,
        message: MessageId,
        number: u32,
        max_bytes: u64,
    ) -> Result<Option<NewAttachment>, StoreError> {
        self.read(move |reading| reading.attachment(message, number, max_bytes))
            .await
    }

    async fn find_channel(&self, channel: &ChannelId) -> Result<Option<ChannelKey>, StoreError> {
        let channel = channel.clone();
        self.read(move |reading| reading.find_channel(&channel)).await
    }

    async fn channel_id(&self, channel: ChannelKey) -> Result<Option<ChannelId>, StoreError> {
        self.read(move |reading| reading.channel_id(channel)).await
    }

    async fn statistics(&self, channel: ChannelKey) -> Result<Vec<ConnectorCounts>, StoreError> {
        self.read(move |reading| reading.statistics(channel, false)).await
    }

    async fn statistics_since_reset(&self, channel: ChannelKey) -> Result<Vec<ConnectorCounts>, StoreError> {
        self.read(move |reading| reading.statistics(channel, true)).await
    }

    async fn reset_statistics(&self, channel: ChannelKey, at: Timestamp) -> Result<(), StoreError> {
        self.change(move |step| writer::reset_statistics(step, channel, at.as_millisecond()))
            .await
    }

    async fn prunable(&self, order: &PruneOrder) -> Result<Vec<MessageId>, StoreError> {
        let order = order.clone();
        self.read(move |reading| reading.prunable(&order)).await
    }

    async fn prune(&self, order: &PruneOrder) -> Result<Pruned, StoreError> {
        let messages = self.prunable(order).await?;
        let pruning = Pruning {
            what: order.what,
            include_errors: order.include_errors,
        };
        let mut n = 0;
        let mut rest = &messages[..];
        while !rest.is_empty() {
            let step = rest[..rest.len().min(PRUNE_STEP)].to_vec();
            let start = Instant::now();
            let (n_looked_at, n_pruned) = self.change(move |s| writer::prune(s, &step, pruning)).await?;
            n += n_pruned;
            rest = &rest[n_looked_at..];
            give_way(start).await;
        }
        let is_page_full = messages.len() >= order.limit;
        Ok(Pruned {
            n,
            last: messages.last().copied().filter(|_| is_page_full),
        })
    }

    async fn remove(&self, messages: &[MessageId]) -> Result<usize, StoreError> {
        let mut n = 0;
        let mut rest = messages;
        while !rest.is_empty() {
            let step = rest[..rest.len().min(PRUNE_STEP)].to_vec();
            let start = Instant::now();
            let (n_looked_at, n_removed) = self.change(move |s| writer::remove(s, &step)).await?;
            n += n_removed;
            rest = &rest[n_looked_at..];
            if !rest.is_empty() {
                give_way(start).await;
            }
        }
        Ok(n)
    }

    async fn reclaim(&self, limit_bytes: u64) -> Result<u64, StoreError> {
        let mut left = limit_bytes;
        loop {
            let start = Instant::now();
            let (n_given, n_free) = self.change(move |step| writer::reclaim(step, left)).await?;
            left -= n_given.min(left);
            if n_given == 0 || n_free == 0 || left == 0 {
                return Ok(n_free);
            }
            give_way(start).await;
        }
    }

    async fn restore(&self, message: StoredMessage) -> Result<MessageId, StoreError> {
        let is_foreign =
            |connector: &crate::StoredConnector| self.policies.channel_of(connector.connector) != Some(message.channel);
        if message.connectors.iter().any(is_foreign) {
            return Err(StoreError::invalid(
                "a message to be restored has a connector of another channel",
            ));
        }
        let mut connectors: Vec<_> = message.connectors.iter().map(|part| part.connector.0).collect();
        connectors.sort_unstable();
        if connectors.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(StoreError::invalid("a message to be restored has a connector twice"));
        }
        let attached = message.attachments.iter().map(|part| part.content.len());
        pack::check_sizes(attached.chain(message.raw.iter().map(Bytes::len)))?;
        let policy = self.policies.of_channel(message.channel);
        if policy.is_sealed && !self.vault.is_ready() {
            return Err(pack::no_key());
        }
        let packer = Packer {
            policy: &policy,
            vault: &self.vault,
        };
        let packed = writer::pack_message(&packer, message);
        let vault = Arc::clone(&self.vault);
        self.change(move |step| writer::restore(step, &packed, &policy, &vault))
            .await
    }

    async fn reencrypt(&self, limit: usize) -> Result<u64, StoreError> {
        let mut rest = limit;
        loop {
            let step_limit = rest.min(PRUNE_STEP);
            let start = Instant::now();
            let (n_looked_at, n_left) = self.change(move |step| writer::reseal(step, step_limit)).await??;
            rest -= n_looked_at.min(rest);
            if n_looked_at == 0 || n_left == 0 || rest == 0 {
                return Ok(n_left);
            }
            give_way(start).await;
        }
    }

    async fn close(&self) -> Result<(), StoreError> {
        let indexer = self.indexer.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The writer's connection must be the last one: its closing moves the log into the file and removes it.
        let readers = Arc::clone(&self.readers);
        let closing = tokio::task::spawn_blocking(move || {
            if let Some(indexer) = indexer {
                indexer.stop();
            }
            readers.close();
        });
        let _ = closing.await;
        let closed = self.ask(Op::Close).await;
        if closed.is_err() {
            self.readers.reopen();
            if let Ok(next) = self.read(|reading| reading.text_through()).await {
                self.start_indexer(next)?;
            }
        }
        closed
    }
}
