//! Pushes, refills and failing reads in every order that a seed can choose.

use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use nilecare_message_store::*;
use nilecare_types::{ChannelId, StoreId, Timestamp};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::sync::watch;

use super::*;

/// A store of which only the queue is used: numbers 1 to `recorded`, read with pauses, and not always readable.
struct QueueOnly {
    recorded: AtomicI64,
    random: Mutex<StdRng>,
}

impl QueueOnly {
    fn chance(&self, percent: u32) -> bool {
        let mut random = self.random.lock().expect("no holder panics");
        random.random_ratio(percent, 100)
    }

    async fn pause(&self) {
        while self.chance(60) {
            tokio::task::yield_now().await;
        }
    }
}

fn unused<T>() -> T {
    panic!("the queue asks for nothing else")
}

#[async_trait]
impl MessageStore for QueueOnly {
    async fn queued(
        &self,
        _: ConnectorKey,
        after: MessageId,
        _: Option<MessageId>,
        limit: usize,
    ) -> Result<Vec<QueuedMessage>, StoreError> {
        self.pause().await;
        let through = self.recorded.load(Ordering::SeqCst);
        self.pause().await;
        if self.chance(10) {
            return Err(StoreError::new(StoreErrorKind::Other, "it cannot be read now"));
        }
        let page = (after.0 + 1..=through).take(limit).map(|number| QueuedMessage {
            message: MessageId(number),
            content: Bytes::new(),
            attempts: 0,
            is_possible_duplicate: false,
            order_key: None,
            maps: None,
        });
        Ok(page.collect())
    }

    fn id(&self) -> StoreId {
        unused()
    }
    fn was_closed_cleanly(&self) -> bool {
        unused()
    }
    fn failed(&self) -> watch::Receiver<bool> {
        unused()
    }
    async fn register(
        &self,
        _: &ChannelId,
        _: &ConnectorId,
        _: &[ConnectorId],
        _: &StoragePolicy,
    ) -> Result<Registration, StoreError> {
        unused()
    }
    fn admit(&self, _: Admission) {
        unused()
    }
    fn record(&self, _: Recording) {
        unused()
    }
    fn complete(&self, _: Completion) {
        unused()
    }
    fn replied(&self, _: MessageId, _: ConnectorKey, _: &Bytes) {
        unused()
    }
    async fn flush(&self) -> Result<(), StoreError> {
        unused()
    }
    async fn unprocessed(&self, _: ChannelKey, _: MessageId, _: usize) -> Result<Vec<UnprocessedMessage>, StoreError> {
        unused()
    }
    async fn search(&self, _: MessageQuery) -> Result<SearchPage, StoreError> {
        unused()
    }
    fn advance(&self, _: Advance) {
        unused()
    }
    fn postprocessed(&self, _: MessageId, _: ConnectorKey, _: Option<String>, _: Option<String>) {
        unused()
    }
    async fn waiting(&self, _: ChannelKey, _: MessageId, _: usize) -> Result<Vec<WaitingMessage>, StoreError> {
        unused()
    }
    async fn queued_entries(
        &self,
        _: ConnectorKey,
        _: MessageId,
        _: Option<MessageId>,
        _: usize,
    ) -> Result<Vec<QueueEntry>, StoreError> {
        unused()
    }
    async fn queued_one(&self, _: ConnectorKey, _: MessageId) -> Result<Option<QueuedMessage>, StoreError> {
        unused()
    }
    async fn queue_state(&self, _: ConnectorKey) -> Result<QueueState, StoreError> {
        unused()
    }
    async fn requeue(&self, _: MessageId, _: ConnectorKey) -> Result<bool, StoreError> {
        unused()
    }
    async fn find_recent(&self, _: ChannelKey, _: &str, _: Timestamp) -> Result<Option<RecentMessage>, StoreError> {
        unused()
    }
    async fn attachments(&self, _: MessageId) -> Result<Vec<AttachmentSummary>, StoreError> {
        unused()
    }
    async fn attachment(&self, _: MessageId, _: u32, _: u64) -> Result<Option<NewAttachment>, StoreError> {
        unused()
    }
    async fn statistics_since_reset(&self, _: ChannelKey) -> Result<Vec<ConnectorCounts>, StoreError> {
        unused()
    }
    async fn reset_statistics(&self, _: ChannelKey, _: Timestamp) -> Result<(), StoreError> {
        unused()
    }
    async fn prunable(&self, _: &PruneOrder) -> Result<Vec<MessageId>, StoreError> {
        unused()
    }
    async fn prune(&self, _: &PruneOrder) -> Result<Pruned, StoreError> {
        unused()
    }
    async fn remove(&self, _: &[MessageId]) -> Result<usize, StoreError> {
        unused()
    }
    async fn reclaim(&self, _: u64) -> Result<u64, StoreError> {
        unused()
    }
    async fn restore(&self, _: StoredMessage) -> Result<MessageId, StoreError> {
        unused()
    }
    async fn reencrypt(&self, _: usize) -> Result<u64, StoreError> {
        unused()
    }
    async fn message(&self, _: MessageId) -> Result<Option<MessageDetail>, StoreError> {
        unused()
    }
    async fn find_channel(&self, _: &ChannelId) -> Result<Option<ChannelKey>, StoreError> {
        unused()
    }
    async fn channel_id(&self, _: ChannelKey) -> Result<Option<ChannelId>, StoreError> {
        unused()
    }
    async fn statistics(&self, _: ChannelKey) -> Result<Vec<ConnectorCounts>, StoreError> {
        unused()
    }
    async fn close(&self) -> Result<(), StoreError> {
        unused()
    }
}

/// Takes all that waits, pausing over failed reads.
async fn pop_all(queue: &DeliveryQueue, n_messages: i64, store: &QueueOnly) -> Vec<i64> {
    let mut popped = Vec::new();
    while (popped.len() as i64) < n_messages {
        match queue.pop().await {
            Ok(waiting) => popped.push(waiting.message.0),
            Err(_) => tokio::task::yield_now().await,
        }
        store.pause().await;
    }
    popped
}

/// Records and then pushes, in groups, as the store's writer does.
async fn push_all(queue: &DeliveryQueue, n_messages: i64, store: &QueueOnly) {
    let mut next = store.recorded.load(Ordering::SeqCst) + 1;
    while next <= n_messages {
        let n_group = store.random.lock().expect("no holder panics").random_range(1..6);
        let last = (next + n_group - 1).min(n_messages);
        store.recorded.store(last, Ordering::SeqCst);
        store.pause().await;
        let group = (next..=last).map(|number| Waiting {
            message: MessageId(number),
            content: Bytes::new(),
            attempts: 0,
            is_possible_duplicate: false,
            tracker: None,
        });
        queue.push(group.collect());
        next = last + 1;
        store.pause().await;
    }
}

fn queue(seed: u64, n_recorded: i64, limit: usize) -> (Arc<QueueOnly>, DeliveryQueue) {
    let store = Arc::new(QueueOnly {
        recorded: AtomicI64::new(n_recorded),
        random: Mutex::new(StdRng::seed_from_u64(seed)),
    });
    let id = "out".parse().expect("it is a name");
    let queue = DeliveryQueue::new(id, ConnectorKey(1), Arc::clone(&store) as SharedStore, limit);
    (store, queue)
}

#[tokio::test]
async fn every_message_comes_once_and_in_order_whatever_crosses() {
    const N_MESSAGES: i64 = 60;
    for seed in 0..3_000 {
        let (store, queue) = queue(seed, (seed % 20) as i64, 1 + (seed % 9) as usize);
        let run = async {
            tokio::join!(
                pop_all(&queue, N_MESSAGES, &store),
                push_all(&queue, N_MESSAGES, &store)
            )
        };
        let (popped, ()) = tokio::time::timeout(std::time::Duration::from_secs(10), run)
            .await
            .unwrap_or_else(|_| panic!("seed {seed}: a message never came"));
        assert_eq!(popped, (1..=N_MESSAGES).collect::<Vec<_>>(), "seed {seed}");
    }
}

#[test]
fn pushes_fill_memory_to_its_bound_only() {
    let (_store, queue) = queue(0, 0, 4);
    queue.lock().is_spilled = false;
    for number in 1..=100 {
        queue.push(vec![Waiting {
            message: MessageId(number),
            content: Bytes::new(),
            attempts: 0,
            is_possible_duplicate: false,
            tracker: None,
        }]);
    }
    assert_eq!(queue.lock().waiting.len(), 4);
}
