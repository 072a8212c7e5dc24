//! What waits for one destination: the beginning in memory, the rest in the store.
//!
//! Memory is bounded. When it is full, further messages are left in the store, where they are anyway, and fetched when
//! the ones before are gone; the order is that of the message numbers throughout.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use nilecare_message_store::{ConnectorKey, QueuedMessage, SharedStore, StoreError};
use nilecare_types::{ConnectorId, MessageId};
use tokio::sync::Notify;

use crate::reply::{FirstOutcome, ReplyTracker};

/// A message that waits.
pub(crate) struct Waiting {
    pub message: MessageId,
    pub content: Bytes,
    pub attempts: u32,
    pub is_possible_duplicate: bool,
    pub tracker: Option<Arc<ReplyTracker>>,
}

impl From<QueuedMessage> for Waiting {
    fn from(queued: QueuedMessage) -> Self {
        Self {
            message: queued.message,
            content: queued.content,
            attempts: queued.attempts,
            is_possible_duplicate: queued.is_possible_duplicate,
            tracker: None,
        }
    }
}

impl Memory {
    /// Lets the message that waits here, fetched from the store, tell its outcome; gives the tracker back when the
    /// message was taken already.
    fn adopt_tracker(&mut self, pushed: Waiting) -> Option<Arc<ReplyTracker>> {
        let at = self
            .waiting
            .iter()
            .rposition(|waiting| waiting.message == pushed.message);
        match at {
            Some(at) => {
                self.waiting[at].tracker = pushed.tracker;
                None
            }
            None => pushed.tracker,
        }
    }
}

/// The queue of one destination. The store's callbacks push, the delivery pops.
pub(crate) struct DeliveryQueue {
    id: ConnectorId,
    connector: ConnectorKey,
    store: SharedStore,
    limit: usize,
    memory: Mutex<Memory>,
    pushed: Notify,
}

struct Memory {
    waiting: VecDeque<Waiting>,
    /// The store has messages behind those in memory.
    is_spilled: bool,
    /// All up to this number were taken or are in memory.
    known_through: MessageId,
}

impl DeliveryQueue {
    /// Begins with what the store has.
    pub(crate) fn new(id: ConnectorId, connector: ConnectorKey, store: SharedStore, limit: usize) -> Self {
        let memory = Memory {
            waiting: VecDeque::new(),
            is_spilled: true,
            known_through: MessageId(0),
        };
        Self {
            id,
            connector,
            store,
            limit,
            memory: Mutex::new(memory),
            pushed: Notify::new(),
        }
    }

    /// Appends messages that were just recorded.
    pub(crate) fn push(&self, messages: Vec<Waiting>) {
        let mut left_in_store = Vec::new();
        let mut memory = self.lock();
        for message in messages {
            // Between its commit and this call a message can be seen in the store and fetched from there.
            let is_known = message.message <= memory.known_through;
            if is_known {
                left_in_store.extend(memory.adopt_tracker(message));
            } else if memory.is_spilled || memory.waiting.len() >= self.limit {
                memory.is_spilled = true;
                left_in_store.extend(message.tracker);
            } else {
                memory.known_through = message.message;
                memory.waiting.push_back(message);
            }
        }
        drop(memory);
        self.pushed.notify_one();
        self.report_queued(left_in_store);
    }

    /// Waits for the next message.
    pub(crate) async fn pop(&self) -> Result<Waiting, StoreError> {
        loop {
            if let Some(message) = self.lock().waiting.pop_front() {
                return Ok(message);
            }
            if self.lock().is_spilled {
                self.refill().await?;
            } else {
                self.pushed.notified().await;
            }
        }
    }

    /// Fetches a page. While `is_spilled` is set nobody pushes, so the store's order is kept; when the page is the last
    /// one, pushing is opened first and the store asked once more for what was recorded between.
    async fn refill(&self) -> Result<(), StoreError> {
        let after = self.lock().known_through;
        let page = self.store.queued(self.connector, after, None, self.limit).await?;
        let has_more = page.len() >= self.limit;
        self.append(page, has_more);
        if has_more {
            return Ok(());
        }
        let after = {
            let mut memory = self.lock();
            memory.is_spilled = false;
            memory.known_through
        };
        let page = self.store.queued(self.connector, after, None, self.limit).await;
        let page = page.inspect_err(|_| self.forget_after(after))?;
        let has_more = page.len() >= self.limit;
        self.append(page, has_more);
        Ok(())
    }

    /// Leaves to the store what was pushed after a number: what was recorded before it could not be fetched.
    fn forget_after(&self, after: MessageId) {
        let mut memory = self.lock();
        memory.is_spilled = true;
        memory.known_through = after;
        let at = memory.waiting.partition_point(|waiting| waiting.message <= after);
        let left_in_store = memory.waiting.split_off(at);
        drop(memory);
        self.report_queued(left_in_store.into_iter().filter_map(|waiting| waiting.tracker));
    }

    /// Tells those who wait for a first outcome that theirs is to wait in the store.
    fn report_queued(&self, trackers: impl IntoIterator<Item = Arc<ReplyTracker>>) {
        for tracker in trackers {
            tracker.report(&self.id, FirstOutcome::Queued);
        }
    }

    /// Puts messages from the store in order among those that were pushed meanwhile. When the store has more behind the
    /// page, what was pushed comes after that and is left in the store too.
    fn append(&self, page: Vec<QueuedMessage>, has_more: bool) {
        let mut left_in_store = Vec::new();
        let mut memory = self.lock();
        let last = page.last().map(|queued| queued.message);
        for queued in page {
            if memory.waiting.iter().any(|waiting| waiting.message == queued.message) {
                continue;
            }
            let waiting = Waiting::from(queued);
            let at = memory.waiting.partition_point(|other| other.message < waiting.message);
            memory.waiting.insert(at, waiting);
        }
        let last = last.unwrap_or(memory.known_through);
        if has_more {
            let at = memory.waiting.partition_point(|waiting| waiting.message <= last);
            left_in_store.extend(
                memory
                    .waiting
                    .split_off(at)
                    .into_iter()
                    .filter_map(|waiting| waiting.tracker),
            );
            memory.known_through = last;
            memory.is_spilled = true;
        } else {
            memory.known_through = memory.known_through.max(last);
        }
        drop(memory);
        self.report_queued(left_in_store);
    }

    fn lock(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
