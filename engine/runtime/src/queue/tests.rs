//! Pushes, fetches, failing reads, failing deliveries and news out of order, in every way that a seed can choose.

use std::collections::BTreeMap;

use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use super::*;

/// What the store has: messages that were recorded, with their keys. It is read with pauses, and not always readable.
#[derive(Clone)]
struct Pages(Arc<Mutex<PagesState>>);

struct PagesState {
    recorded: BTreeMap<MessageId, String>,
    random: StdRng,
}

impl Pages {
    fn chance(&self, percent: u32) -> bool {
        self.lock().random.random_ratio(percent, 100)
    }

    fn lock(&self) -> MutexGuard<'_, PagesState> {
        self.0.lock().expect("no holder panics")
    }

    fn waiting(&self, message: MessageId, has_content: bool) -> Option<Waiting> {
        let key = self.lock().recorded.get(&message)?.clone();
        Some(Waiting {
            message,
            content: has_content.then(|| Bytes::from(message.to_string())),
            attempts: 0,
            is_possible_duplicate: false,
            order_key: Some(key),
            maps: None,
            flow: None,
        })
    }

    async fn page(
        &self,
        after: MessageId,
        through: MessageId,
        limit: usize,
        has_content: bool,
    ) -> Result<Vec<Waiting>, StoreError> {
        while self.chance(60) {
            tokio::task::yield_now().await;
        }
        if self.chance(10) {
            let kind = nilecare_message_store::StoreErrorKind::Other;
            return Err(StoreError::new(kind, "it cannot be read now"));
        }
        let numbers = self
            .lock()
            .recorded
            .range(MessageId(after.0 + 1)..)
            .map(|(message, _)| *message)
            .take_while(|message| *message <= through)
            .take(limit)
            .collect::<Vec<_>>();
        while self.chance(60) {
            tokio::task::yield_now().await;
        }
        Ok(numbers
            .into_iter()
            .filter_map(|message| self.waiting(message, has_content))
            .collect())
    }
}

#[async_trait]
impl QueuePages for Pages {
    async fn contents(&self, after: MessageId, through: MessageId, limit: usize) -> Result<Vec<Waiting>, StoreError> {
        self.page(after, through, limit, true).await
    }

    async fn entries(&self, after: MessageId, through: MessageId, limit: usize) -> Result<Vec<Waiting>, StoreError> {
        self.page(after, through, limit, false).await
    }

    async fn one(&self, message: MessageId) -> Result<Option<Waiting>, StoreError> {
        Ok(self.waiting(message, true))
    }
}

const N_MESSAGES: i64 = 300;
/// So many of them were recorded before the queue began.
const N_BEFORE: i64 = 40;

/// Records and pushes all messages as several processing threads would: those of a key in order, keys mixed up.
async fn produce(queue: Arc<DeliveryQueue>, pages: Pages, told: Arc<Progress>, n_keys: i64, mut random: StdRng) {
    // The channel finds out some time after its start that nothing is unprocessed of what was there before.
    for _ in 0..random.random_range(0..20) {
        tokio::task::yield_now().await;
    }
    told.none_left_through(MessageId(N_BEFORE));
    queue.progressed();
    let mut next = N_BEFORE + 1;
    let mut under_way: Vec<MessageId> = Vec::new();
    while next <= N_MESSAGES || !under_way.is_empty() {
        if next <= N_MESSAGES && under_way.len() < 12 && random.random_ratio(60, 100) {
            told.set_out(MessageId(next));
            under_way.push(MessageId(next));
            next += 1;
            continue;
        }
        // The first of some key: whichever key is quickest.
        let mut keys: Vec<i64> = under_way.iter().map(|message| message.0 % n_keys).collect();
        keys.shuffle(&mut random);
        let Some(key) = keys.first().copied() else { continue };
        let Some(at) = under_way.iter().position(|message| message.0 % n_keys == key) else {
            continue;
        };
        let message = under_way.remove(at);
        pages.lock().recorded.insert(message, key.to_string());
        if random.random_ratio(50, 100) {
            tokio::task::yield_now().await;
        }
        queue.push(pages.waiting(message, true).into_iter().collect());
        told.arrive([message]);
        queue.progressed();
        while random.random_ratio(30, 100) {
            tokio::task::yield_now().await;
        }
    }
}

async fn consume(queue: Arc<DeliveryQueue>, pages: Pages, delivered: Arc<Mutex<Vec<MessageId>>>, mut random: StdRng) {
    loop {
        let Ok(mut taken) = queue.take().await else { continue };
        let content = queue.content(&mut taken.waiting).await.expect("one can be read");
        assert_eq!(content, Some(Bytes::from(taken.waiting.message.to_string())));
        while random.random_ratio(40, 100) {
            tokio::task::yield_now().await;
        }
        if random.random_ratio(20, 100) {
            queue.retry(taken, Duration::from_millis(random.random_range(0..5)));
            continue;
        }
        delivered.lock().expect("no holder panics").push(taken.waiting.message);
        pages.lock().recorded.remove(&taken.waiting.message);
        queue.finish(taken);
    }
}

async fn run(seed: u64, settings: QueueSettings) -> Vec<MessageId> {
    let random = |stream: u64| StdRng::seed_from_u64(seed * 100 + stream);
    let n_keys = if settings.order_by.is_some() { 7 } else { 1 };
    let before = (1..=N_BEFORE).map(|number| (MessageId(number), (number % n_keys).to_string()));
    let pages = Pages(Arc::new(Mutex::new(PagesState {
        recorded: before.collect(),
        random: random(0),
    })));
    let told = Arc::new(Progress::default());
    let limits = QueueLimits { messages: 4, bytes: 10 };
    let queue = Arc::new(DeliveryQueue::new(
        "lab".parse().expect("it is a name"),
        Box::new(pages.clone()),
        &settings,
        limits,
        Arc::clone(&told),
        MessageId(N_BEFORE),
        MessageId(0),
    ));
    let delivered = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = tokio::task::JoinSet::new();
    for stream in 0..settings.threads {
        let consumer = consume(
            Arc::clone(&queue),
            pages.clone(),
            Arc::clone(&delivered),
            random(stream.into()),
        );
        tasks.spawn(consumer);
    }
    produce(queue, pages, told, n_keys, random(99)).await;
    let is_done = || delivered.lock().expect("no holder panics").len() >= N_MESSAGES as usize;
    let waiting = async {
        while !is_done() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    let in_time = tokio::time::timeout(Duration::from_secs(60), waiting).await;
    let delivered = delivered.lock().expect("no holder panics").clone();
    assert!(in_time.is_ok(), "seed {seed}: only {} were delivered", delivered.len());
    delivered
}

fn assert_each_once(seed: u64, delivered: &[MessageId]) {
    let mut sorted = delivered.to_vec();
    sorted.sort_unstable();
    let all: Vec<_> = (1..=N_MESSAGES).map(MessageId).collect();
    assert_eq!(sorted, all, "seed {seed}");
}

#[tokio::test(start_paused = true)]
async fn one_thread_delivers_each_once_and_in_order() {
    for seed in 0..60 {
        let delivered = run(seed, QueueSettings::default()).await;
        assert_each_once(seed, &delivered);
        assert!(delivered.is_sorted(), "seed {seed}: {delivered:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn several_threads_deliver_each_once_and_in_order_by_key() {
    for seed in 0..60 {
        let settings = QueueSettings {
            threads: 3,
            order_by: Some(nilecare_channel_model::TemplateText("${key}".to_owned())),
            ..QueueSettings::default()
        };
        let delivered = run(seed, settings).await;
        assert_each_once(seed, &delivered);
        for key in 0..7 {
            let of_key: Vec<_> = delivered.iter().filter(|message| message.0 % 7 == key).collect();
            assert!(of_key.is_sorted(), "seed {seed}, key {key}: {of_key:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn without_an_order_each_is_delivered_once() {
    for seed in 0..60 {
        let settings = QueueSettings {
            threads: 3,
            ..QueueSettings::default()
        };
        assert_each_once(seed, &run(seed, settings).await);
    }
}
