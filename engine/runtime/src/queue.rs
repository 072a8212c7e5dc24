//! What waits for one destination: the beginning in memory, the rest in the store.
//!
//! Messages stand in lines. All messages of a line are delivered one after the other in the order of their numbers; lines
//! are independent. A destination that keeps the order has one line, one that keeps it by key has a line for each key, and
//! one that keeps none has a line for each message. A message that failed stands at the head of its line until it is due
//! again, and holds up nobody but its line.
//!
//! Memory is bounded. When it is full, further messages are left in the store, where they are anyway, and fetched when
//! there is room. Only messages are fetched whose news has come ([`Progress`]), so that none is taken twice.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use nilecare_channel_model::QueueSettings;
use nilecare_message_store::{ConnectorKey, QueueEntry, QueuedMessage, SharedStore, StoreError};
use nilecare_types::{ConnectorId, MessageId};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::flow::{FirstOutcome, Flow};
use crate::progress::Progress;

/// So many messages without their contents are held where the order is kept by key or not at all: a message that is held
/// up must not hide the others of the store behind it.
const ENTRY_LIMIT: usize = 100_000;

/// So many messages are fetched at once without their contents.
const ENTRY_PAGE: usize = 10_000;
/// So many contents are fetched at first.
const FIRST_PAGE: usize = 64;

/// A message that waits.
pub(crate) struct Waiting {
    pub message: MessageId,
    /// `None`: it is fetched from the store when its turn has come.
    pub content: Option<Bytes>,
    pub attempts: u32,
    pub is_possible_duplicate: bool,
    pub order_key: Option<String>,
    pub maps: Option<String>,
    /// Who wants to know the first outcome.
    pub flow: Option<Arc<Flow>>,
}

impl From<QueuedMessage> for Waiting {
    fn from(queued: QueuedMessage) -> Self {
        Self {
            message: queued.message,
            content: Some(queued.content),
            attempts: queued.attempts,
            is_possible_duplicate: queued.is_possible_duplicate,
            order_key: queued.order_key,
            maps: queued.maps,
            flow: None,
        }
    }
}

impl From<QueueEntry> for Waiting {
    fn from(entry: QueueEntry) -> Self {
        Self {
            message: entry.message,
            content: None,
            attempts: entry.attempts,
            is_possible_duplicate: false,
            order_key: entry.order_key,
            maps: None,
            flow: None,
        }
    }
}

/// Which messages wait for one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// All.
    All,
    /// Those with the same key.
    ByKey,
    /// None.
    Free,
}

impl Order {
    pub(crate) fn of(settings: &QueueSettings) -> Self {
        match settings {
            QueueSettings { order_by: Some(_), .. } => Self::ByKey,
            QueueSettings { rotate: true, .. } => Self::Free,
            QueueSettings { threads: 1, .. } => Self::All,
            _ => Self::Free,
        }
    }

    fn line_of(self, waiting: &Waiting) -> u64 {
        match self {
            Self::All => 0,
            Self::Free => waiting.message.0 as u64,
            Self::ByKey => {
                // Two keys with the same hash share a line, which costs time only.
                let mut hasher = DefaultHasher::new();
                waiting.order_key.hash(&mut hasher);
                hasher.finish()
            }
        }
    }
}

/// Bounds of a queue's memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct QueueLimits {
    /// So many messages with their contents.
    pub messages: usize,
    /// So many bytes of contents.
    pub bytes: usize,
}

/// Where a queue fetches what was left in the store.
#[async_trait]
pub(crate) trait QueuePages: Send + Sync {
    /// Fetches messages with their contents, after a number and up to another.
    async fn contents(&self, after: MessageId, through: MessageId, limit: usize) -> Result<Vec<Waiting>, StoreError>;

    /// The same without contents.
    async fn entries(&self, after: MessageId, through: MessageId, limit: usize) -> Result<Vec<Waiting>, StoreError>;

    /// Fetches one message; `None` when it does not wait any more.
    async fn one(&self, message: MessageId) -> Result<Option<Waiting>, StoreError>;
}

/// The queue of a destination in the store.
pub(crate) struct StoredQueue {
    pub store: SharedStore,
    pub connector: ConnectorKey,
}

#[async_trait]
impl QueuePages for StoredQueue {
    async fn contents(&self, after: MessageId, through: MessageId, limit: usize) -> Result<Vec<Waiting>, StoreError> {
        let page = self.store.queued(self.connector, after, Some(through), limit).await?;
        Ok(page.into_iter().map(Waiting::from).collect())
    }

    async fn entries(&self, after: MessageId, through: MessageId, limit: usize) -> Result<Vec<Waiting>, StoreError> {
        let page = self
            .store
            .queued_entries(self.connector, after, Some(through), limit)
            .await?;
        Ok(page.into_iter().map(Waiting::from).collect())
    }

    async fn one(&self, message: MessageId) -> Result<Option<Waiting>, StoreError> {
        let found = self.store.queued_one(self.connector, message).await?;
        Ok(found.map(Waiting::from))
    }
}

/// The queue of one destination. The store's callbacks push, deliveries take.
pub(crate) struct DeliveryQueue {
    id: ConnectorId,
    pages: Box<dyn QueuePages>,
    limits: QueueLimits,
    order: Order,
    doubtful_through: Option<MessageId>,
    /// Of the news of recorded messages to the queues.
    told: Arc<Progress>,
    /// Of messages whose destination before this one in a chain has to report first.
    pub following: Arc<Progress>,
    memory: Mutex<Memory>,
    /// One fetches at a time.
    fetching: tokio::sync::Mutex<()>,
    changed: Notify,
}

#[derive(Default)]
struct Memory {
    lines: HashMap<u64, Line>,
    /// Lines whose head may be delivered, by number.
    ready: BTreeSet<(MessageId, u64)>,
    /// Lines whose head must wait until some time.
    delayed: BTreeSet<(Instant, u64)>,
    n_waiting: usize,
    n_bytes: usize,
    /// The store has messages behind those in memory.
    is_spilled: bool,
    /// All up to this number were taken or are in memory.
    known_through: MessageId,
    /// The highest number that was left in the store.
    left_through: MessageId,
    is_paused: bool,
    /// So many contents are fetched at once: fewer where messages are large.
    page: usize,
}

struct Line {
    waiting: VecDeque<Waiting>,
    /// Its head is being delivered, or waits for its time.
    is_held: bool,
}

impl Memory {
    fn insert(&mut self, line_key: u64, waiting: Waiting) {
        self.n_waiting += 1;
        self.n_bytes += waiting.content.as_ref().map_or(0, Bytes::len);
        let line = self.lines.entry(line_key).or_insert_with(|| Line {
            waiting: VecDeque::new(),
            is_held: false,
        });
        let at = line.waiting.partition_point(|other| other.message < waiting.message);
        let message = waiting.message;
        line.waiting.insert(at, waiting);
        if at == 0 && !line.is_held {
            if let Some(next) = line.waiting.get(1) {
                self.ready.remove(&(next.message, line_key));
            }
            self.ready.insert((message, line_key));
        }
    }

    /// Lets the next of a line come forward.
    fn release(&mut self, line_key: u64) {
        let Some(line) = self.lines.get_mut(&line_key) else {
            return;
        };
        line.is_held = false;
        match line.waiting.front() {
            Some(head) => drop(self.ready.insert((head.message, line_key))),
            None => drop(self.lines.remove(&line_key)),
        }
    }

    fn wake_delayed(&mut self, now: Instant) {
        while let Some(&(due, line_key)) = self.delayed.first()
            && due <= now
        {
            self.delayed.remove(&(due, line_key));
            self.release(line_key);
        }
    }

    fn take(&mut self) -> Option<(u64, Waiting)> {
        let (_, line_key) = self.ready.pop_first()?;
        let line = self.lines.get_mut(&line_key)?;
        line.is_held = true;
        let waiting = line.waiting.pop_front()?;
        self.n_waiting -= 1;
        self.n_bytes -= waiting.content.as_ref().map_or(0, Bytes::len);
        Some((line_key, waiting))
    }
}

/// A message in the hands of a delivery; its line is held until it is given back.
pub(crate) struct Taken {
    pub waiting: Waiting,
    line: u64,
}

impl DeliveryQueue {
    /// Begins with what the store has; `newest` is the newest message of the channel there, and messages up to
    /// `doubtful_through` may have been delivered before an unclean end, if they were not delivered in order.
    pub(crate) fn new(
        id: ConnectorId,
        pages: Box<dyn QueuePages>,
        settings: &QueueSettings,
        limits: QueueLimits,
        told: Arc<Progress>,
        newest: MessageId,
        doubtful_through: MessageId,
    ) -> Self {
        let order = Order::of(settings);
        let memory = Memory {
            is_spilled: true,
            left_through: newest,
            page: FIRST_PAGE,
            ..Memory::default()
        };
        Self {
            id,
            pages,
            limits,
            order,
            // In order, the store has marked all that can have been under way.
            doubtful_through: (order != Order::All).then_some(doubtful_through),
            told,
            following: Arc::default(),
            memory: Mutex::new(memory),
            fetching: tokio::sync::Mutex::default(),
            changed: Notify::new(),
        }
    }

    /// Looks into the store before the first message comes, which would otherwise be left there behind nothing, and whose
    /// sender would be told that it is queued.
    ///
    /// # Errors
    /// When the store cannot be read; the deliveries look again.
    pub(crate) async fn prepare(&self) -> Result<(), StoreError> {
        self.fetch().await.map(drop)
    }

    /// Takes messages that were just recorded as queued.
    pub(crate) fn push(&self, messages: Vec<Waiting>) {
        let mut left_in_store = Vec::new();
        let mut memory = self.lock();
        for mut message in messages {
            // With several threads before it, a lower number can come after a higher one; it is not fetched any more then.
            let is_late = message.message <= memory.known_through;
            if !is_late && (memory.is_spilled || memory.n_waiting >= self.entry_limit()) {
                memory.is_spilled = true;
                memory.left_through = memory.left_through.max(message.message);
                left_in_store.extend(message.flow);
                continue;
            }
            memory.known_through = memory.known_through.max(message.message);
            if !self.has_room_for(&memory, &message) {
                message.content = None;
            }
            memory.insert(self.order.line_of(&message), message);
        }
        drop(memory);
        self.changed.notify_waiters();
        for flow in left_in_store {
            flow.report(&self.id, FirstOutcome::Queued);
        }
    }

    /// More news has come: what was left in the store may be fetched.
    pub(crate) fn progressed(&self) {
        if self.lock().is_spilled {
            self.changed.notify_waiters();
        }
    }

    fn entry_limit(&self) -> usize {
        match self.order {
            Order::All => self.limits.messages,
            Order::ByKey | Order::Free => ENTRY_LIMIT.max(self.limits.messages),
        }
    }

    fn has_room_for(&self, memory: &Memory, message: &Waiting) -> bool {
        let size = message.content.as_ref().map_or(0, Bytes::len);
        memory.n_waiting < self.limits.messages && memory.n_bytes + size <= self.limits.bytes
    }

    /// Stops or goes on giving messages out.
    pub(crate) fn set_paused(&self, is_paused: bool) {
        self.lock().is_paused = is_paused;
        self.changed.notify_waiters();
    }

    /// Tells whether it is paused.
    pub(crate) fn is_paused(&self) -> bool {
        self.lock().is_paused
    }

    /// Leaves messages out that were removed.
    pub(crate) fn forget(&self, messages: &[MessageId]) {
        let mut memory = self.lock();
        let Memory {
            lines,
            ready,
            n_waiting,
            n_bytes,
            ..
        } = &mut *memory;
        for (key, line) in lines.iter_mut() {
            let head = line.waiting.front().map(|waiting| waiting.message);
            line.waiting.retain(|waiting| {
                let is_kept = !messages.contains(&waiting.message);
                if !is_kept {
                    *n_waiting -= 1;
                    *n_bytes -= waiting.content.as_ref().map_or(0, Bytes::len);
                }
                is_kept
            });
            let now = line.waiting.front().map(|waiting| waiting.message);
            if !line.is_held && head != now {
                ready.extend(now.map(|now| (now, *key)));
                if let Some(head) = head {
                    ready.remove(&(head, *key));
                }
            }
        }
        lines.retain(|_, line| line.is_held || !line.waiting.is_empty());
        drop(memory);
        self.changed.notify_waiters();
    }

    /// Makes every message that waits for its next attempt due now.
    pub(crate) fn hurry(&self) {
        let mut memory = self.lock();
        let lines = std::mem::take(&mut memory.delayed);
        for (_, line) in lines {
            memory.release(line);
        }
        drop(memory);
        self.changed.notify_waiters();
    }

    /// Waits for the next message.
    pub(crate) async fn take(&self) -> Result<Taken, StoreError> {
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            changed.as_mut().enable();
            let (due, is_fetching_due) = {
                let mut memory = self.lock();
                memory.wake_delayed(Instant::now());
                if !memory.is_paused
                    && let Some((line, waiting)) = memory.take()
                {
                    return Ok(Taken { waiting, line });
                }
                let due = memory.delayed.first().map(|(due, _)| *due);
                (due, !memory.is_paused && self.may_fetch(&memory))
            };
            if is_fetching_due && self.fetch().await? {
                continue;
            }
            match due {
                Some(due) => drop(tokio::time::timeout_at(due, changed).await),
                None => changed.await,
            }
        }
    }

    /// Returns the number up to which everything that will be queued here has been pushed.
    fn news_through(&self) -> MessageId {
        // In this order: a message follows before its other news counts as told.
        let told = self.told.arrived_through();
        let followed = self.following.clear_through();
        followed.map_or(told, |followed| followed.min(told))
    }

    fn may_fetch(&self, memory: &Memory) -> bool {
        memory.is_spilled && memory.ready.is_empty() && memory.n_waiting < self.entry_limit()
    }

    /// Fetches a page of the store; returns whether anything changed.
    async fn fetch(&self) -> Result<bool, StoreError> {
        let _one_at_a_time = self.fetching.lock().await;
        let (after, limit) = {
            let memory = self.lock();
            if !self.may_fetch(&memory) {
                // Somebody else has fetched meanwhile.
                return Ok(true);
            }
            let room = self.entry_limit() - memory.n_waiting;
            let page = match self.order {
                Order::All => memory.page,
                Order::ByKey | Order::Free => ENTRY_PAGE,
            };
            (memory.known_through, room.min(page))
        };
        let through = self.news_through();
        let page = match self.order {
            Order::All => self.pages.contents(after, through, limit).await?,
            Order::ByKey | Order::Free => self.pages.entries(after, through, limit).await?,
        };
        let has_more = page.len() >= limit;
        let is_empty = page.is_empty();
        let n_bytes: usize = page
            .iter()
            .filter_map(|waiting| waiting.content.as_ref())
            .map(Bytes::len)
            .sum();
        let mut memory = self.lock();
        memory.page = if n_bytes > self.limits.bytes / 2 {
            (memory.page / 2).max(1)
        } else {
            (memory.page * 2).min(self.limits.messages.max(1))
        };
        let last = page.last().map_or(after, |waiting| waiting.message);
        for mut waiting in page {
            waiting.is_possible_duplicate |= self.doubtful_through.is_some_and(|through| waiting.message <= through);
            if !self.has_room_for(&memory, &waiting) {
                waiting.content = None;
            }
            memory.insert(self.order.line_of(&waiting), waiting);
        }
        let known_through = if has_more { last } else { through.max(last) };
        let advances = known_through > memory.known_through;
        memory.known_through = memory.known_through.max(known_through);
        // Whatever was left in the store and is not fetched now is behind a message whose news has not come yet.
        if !has_more && memory.left_through <= through {
            memory.is_spilled = false;
        }
        let changed = !is_empty || !memory.is_spilled || (advances && has_more);
        drop(memory);
        if changed {
            self.changed.notify_waiters();
        }
        Ok(changed)
    }

    /// The message is sent or given up, or left to the store.
    pub(crate) fn finish(&self, taken: Taken) {
        self.lock().release(taken.line);
        self.changed.notify_waiters();
    }

    /// The message is tried again after some time.
    pub(crate) fn retry(&self, taken: Taken, delay: Duration) {
        let Taken { mut waiting, line } = taken;
        let due = Instant::now() + delay;
        let mut memory = self.lock();
        if !self.has_room_for(&memory, &waiting) {
            waiting.content = None;
        }
        memory.n_waiting += 1;
        memory.n_bytes += waiting.content.as_ref().map_or(0, Bytes::len);
        if let Some(held) = memory.lines.get_mut(&line) {
            held.waiting.push_front(waiting);
        }
        memory.delayed.insert((due, line));
        drop(memory);
        self.changed.notify_waiters();
    }

    /// Fetches the content of a message that was held without it; `None` when the message does not wait any more.
    pub(crate) async fn content(&self, waiting: &mut Waiting) -> Result<Option<Bytes>, StoreError> {
        if waiting.content.is_none()
            && let Some(found) = self.pages.one(waiting.message).await?
        {
            waiting.content = found.content;
            waiting.maps = found.maps;
            waiting.is_possible_duplicate |= found.is_possible_duplicate;
        }
        Ok(waiting.content.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
