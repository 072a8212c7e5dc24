//! What a bus must do, on the local one.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jiff::SignedDuration;
use nilecare_bus::{
    BusError, Consumer, ConsumerOptions, Event, EventBus, Handler, HandlerError, LocalBus, Relay, Start, Subscription,
    Wake, outbox,
};
use nilecare_sql::{Db, Migrations};
use nilecare_testkit::TestStore;
use nilecare_types::{Clock, FixedClock, SystemClock, Timestamp};
use serde_json::json;
use tokio_util::sync::CancellationToken;

static SERVICE: Migrations = nilecare_sql::migrations!(
    "tests/migrations",
    "tests/migrations/mysql",
    "tests/migrations/postgres"
);

async fn db(folder: &TestStore, name: &str) -> Db {
    let url = folder.url(name);
    Db::open(&url).await.expect("the folder is ours")
}

async fn bus(folder: &TestStore) -> LocalBus {
    LocalBus::open(db(folder, "bus").await, Arc::new(SystemClock))
        .await
        .expect("it is new")
}

fn event(topic: &str, number: u32) -> Event {
    Event::new("tests", topic, "P1", Timestamp::UNIX_EPOCH, json!({ "number": number }))
}

fn topics(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Returns the numbers of the next events, each done.
async fn numbers(subscription: &mut dyn Subscription, n_events: usize) -> Vec<i64> {
    let mut numbers = Vec::new();
    for _ in 0..n_events {
        let next = tokio::time::timeout(Duration::from_secs(20), subscription.next());
        let event = next.await.expect("there is one").expect("it can be read");
        numbers.push(event.data["number"].as_i64().expect("it is a number"));
        subscription.done().await.expect("there is room");
    }
    numbers
}

/// Tells whether nothing comes for a moment.
async fn is_quiet(subscription: &mut dyn Subscription) -> bool {
    tokio::time::timeout(Duration::from_millis(50), subscription.next())
        .await
        .is_err()
}

#[tokio::test]
async fn each_group_gets_all_events_of_its_topics_in_order() {
    let folder = TestStore::new();
    let bus = bus(&folder).await;
    let published: Vec<_> = (0..300)
        .map(|n| event(if n % 3 == 0 { "c" } else { "ab" }, n))
        .collect();
    bus.publish(&published).await.expect("there is room");
    let mut all = bus
        .subscribe("all", &topics(&["ab", "c"]), Start::Oldest)
        .await
        .expect("it is free");
    let mut some = bus
        .subscribe("some", &topics(&["c"]), Start::Oldest)
        .await
        .expect("it is free");
    assert_eq!(numbers(all.as_mut(), 300).await, (0..300).collect::<Vec<_>>());
    assert_eq!(
        numbers(some.as_mut(), 100).await,
        (0..300).step_by(3).collect::<Vec<_>>()
    );
    assert!(is_quiet(some.as_mut()).await);
    // Waiting, it is woken by what comes.
    let (next, ()) = tokio::join!(numbers(some.as_mut(), 1), async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        bus.publish(&[event("c", 7)]).await.expect("there is room");
    });
    assert_eq!(next, [7]);
}

#[tokio::test]
async fn what_is_not_done_comes_again_also_after_a_restart() {
    let folder = TestStore::new();
    {
        let bus = bus(&folder).await;
        bus.publish(&[event("a", 1), event("a", 2), event("a", 3)])
            .await
            .expect("there is room");
        let mut group = bus
            .subscribe("g", &topics(&["a"]), Start::Oldest)
            .await
            .expect("it is free");
        assert_eq!(numbers(group.as_mut(), 1).await, [1]);
        assert_eq!(group.next().await.expect("it is there").data["number"], 2);
        assert_eq!(group.next().await.expect("it is the same").data["number"], 2);
    }
    let bus = bus(&folder).await;
    let mut group = bus
        .subscribe("g", &topics(&["a"]), Start::Oldest)
        .await
        .expect("it is free");
    assert_eq!(numbers(group.as_mut(), 2).await, [2, 3]);
}

#[tokio::test]
async fn an_event_that_is_known_is_not_kept_twice() {
    let folder = TestStore::new();
    let bus = bus(&folder).await;
    let same = event("a", 1);
    bus.publish(std::slice::from_ref(&same)).await.expect("there is room");
    bus.publish(&[same, event("a", 2)]).await.expect("there is room");
    let mut group = bus
        .subscribe("g", &topics(&["a"]), Start::Oldest)
        .await
        .expect("it is free");
    assert_eq!(numbers(group.as_mut(), 2).await, [1, 2]);
}

#[tokio::test]
async fn a_group_has_one_consumer_at_a_time_and_may_begin_now() {
    let folder = TestStore::new();
    let bus = bus(&folder).await;
    bus.publish(&[event("a", 1)]).await.expect("there is room");
    let mut group = bus
        .subscribe("g", &topics(&["a"]), Start::Now)
        .await
        .expect("it is free");
    let second = bus.subscribe("g", &topics(&["a"]), Start::Now).await;
    assert!(matches!(second.map(drop), Err(BusError::GroupInUse { .. })));
    bus.publish(&[event("a", 2)]).await.expect("there is room");
    assert_eq!(numbers(group.as_mut(), 1).await, [2]);
    drop(group);
    bus.publish(&[event("a", 3)]).await.expect("there is room");
    let mut again = bus
        .subscribe("g", &topics(&["a"]), Start::Now)
        .await
        .expect("it is free again");
    assert_eq!(numbers(again.as_mut(), 1).await, [3], "it goes on where it was");
}

#[tokio::test]
async fn old_events_are_forgotten_and_positions_are_not_used_again() {
    let folder = TestStore::new();
    let clock = Arc::new(FixedClock::at(Timestamp::UNIX_EPOCH));
    let shared: Arc<dyn Clock> = clock.clone();
    let bus = LocalBus::open(db(&folder, "bus").await, shared)
        .await
        .expect("it is new");
    let mut group = bus
        .subscribe("g", &topics(&["a"]), Start::Oldest)
        .await
        .expect("it is free");
    bus.publish(&[event("a", 1)]).await.expect("there is room");
    assert_eq!(numbers(group.as_mut(), 1).await, [1]);
    clock.advance(SignedDuration::from_hours(24 * 8));
    assert_eq!(
        bus.forget_older_than(SignedDuration::from_hours(24 * 7))
            .await
            .expect("it can"),
        1
    );
    bus.publish(&[event("a", 2)]).await.expect("there is room");
    assert_eq!(numbers(group.as_mut(), 1).await, [2]);
}

#[tokio::test]
async fn an_event_comes_out_of_the_outbox_only_with_its_change() {
    let folder = TestStore::new();
    let service = db(&folder, "service").await;
    service.migrate(&SERVICE).await.expect("it is new");
    let bus = Arc::new(bus(&folder).await);
    for (number, is_kept) in [(1, true), (2, false), (3, true)] {
        let mut tx = service.begin_write().await.expect("it is free");
        outbox::put(&mut tx, &event("a", number)).await.expect("there is room");
        if is_kept {
            tx.commit().await.expect("there is room");
        }
    }
    let stop = CancellationToken::new();
    let wake = Wake::default();
    let relay = Relay::new(service.clone(), bus.clone(), wake.clone());
    let running = tokio::spawn(relay.run(stop.clone()));
    let mut group = bus
        .subscribe("g", &topics(&["a"]), Start::Oldest)
        .await
        .expect("it is free");
    assert_eq!(numbers(group.as_mut(), 2).await, [1, 3]);
    let mut tx = service.begin_write().await.expect("it is free");
    outbox::put(&mut tx, &event("a", 4)).await.expect("there is room");
    tx.commit().await.expect("there is room");
    wake.wake();
    assert_eq!(numbers(group.as_mut(), 1).await, [4]);
    stop.cancel();
    running.await.expect("it ends");
    let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM outbox_events")
        .fetch_one(service.readers())
        .await
        .expect("it is there");
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_relay_that_died_before_it_forgot_publishes_again_and_nothing_comes_twice() {
    let folder = TestStore::new();
    let service = db(&folder, "service").await;
    service.migrate(&SERVICE).await.expect("it is new");
    let bus = Arc::new(bus(&folder).await);
    let once = event("a", 1);
    let mut tx = service.begin_write().await.expect("it is free");
    outbox::put(&mut tx, &once).await.expect("there is room");
    tx.commit().await.expect("there is room");
    bus.publish(&[once]).await.expect("there is room");
    let relay = Relay::new(service, bus.clone(), Wake::default());
    assert!(relay.step().await.expect("it can"));
    assert!(!relay.step().await.expect("it can"));
    let mut group = bus
        .subscribe("g", &topics(&["a"]), Start::Oldest)
        .await
        .expect("it is free");
    assert_eq!(numbers(group.as_mut(), 1).await, [1]);
    assert!(is_quiet(group.as_mut()).await);
}

/// Fails each event as often as it says.
#[derive(Default)]
struct Failing {
    attempts: AtomicU32,
    done: Mutex<Vec<i64>>,
}

#[async_trait]
impl Handler for Failing {
    async fn handle(&self, event: &Event) -> Result<(), HandlerError> {
        let attempt = self.attempts.fetch_add(1, Ordering::SeqCst) + 1;
        match event.data["number"].as_i64().expect("it is a number") {
            1 if attempt < 3 => Err(HandlerError::Retry("not yet".to_owned())),
            2 => Err(HandlerError::Dead("never".to_owned())),
            number => {
                self.attempts.store(0, Ordering::SeqCst);
                self.done.lock().expect("nobody panics").push(number);
                Ok(())
            }
        }
    }
}

#[tokio::test]
async fn a_consumer_tries_again_and_lays_aside_what_never_works() {
    let folder = TestStore::new();
    let bus = Arc::new(bus(&folder).await);
    bus.publish(&[event("a", 1), event("a", 2), event("a", 3)])
        .await
        .expect("there is room");
    let handler = Arc::new(Failing::default());
    let options = ConsumerOptions {
        n_attempts: 5,
        first_pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(4),
    };
    let stop = CancellationToken::new();
    let consumer = Consumer::new(bus.clone(), "g", &["a"], handler.clone()).with(options);
    let running = tokio::spawn(consumer.run(stop.clone()));
    let begin = std::time::Instant::now();
    while handler.done.lock().expect("nobody panics").len() < 2 {
        assert!(begin.elapsed() < Duration::from_secs(20), "it does not go on");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    stop.cancel();
    running.await.expect("it ends");
    assert_eq!(*handler.done.lock().expect("nobody panics"), [1, 3]);
    let letters = bus.dead_letters(0, 10).await.expect("they can be read");
    assert_eq!(
        letters.iter().map(|letter| letter.problem.as_str()).collect::<Vec<_>>(),
        ["never"]
    );
    let taken = bus.take_dead_letter(letters[0].letter).await.expect("it is there");
    let event: Event = serde_json::from_str(&taken.body).expect("it is an event");
    assert_eq!(event.data["number"], 2);
    assert!(matches!(
        bus.take_dead_letter(taken.letter).await,
        Err(BusError::NoSuchLetter { .. })
    ));
    assert_eq!(bus.dead_letters(0, 10).await.expect("they can be read"), []);
}

#[tokio::test]
async fn a_log_is_read_from_any_place_and_forgets_with_the_bus() {
    use nilecare_bus::EventLog;
    let folder = TestStore::new();
    let bus = bus(&folder).await;
    assert_eq!(bus.newest().await.expect("it can be read"), None);
    let mut changes = bus.changes();
    let events = [event("a", 1), event("b", 2), event("a", 3), event("a", 4)];
    bus.publish(&events).await.expect("there is room");
    assert!(changes.has_changed().expect("the bus is there"));
    changes.mark_unchanged();
    let (newest, id) = bus.newest().await.expect("it can be read").expect("there is one");
    assert_eq!(id, events[3].event_id);
    let first = bus.place_of(events[0].event_id).await.expect("it can be read");
    let first = first.expect("it is kept");
    let wanted = topics(&["a"]);
    let read = bus.after(first, &wanted, 10).await.expect("it can be read");
    let ids: Vec<_> = read.iter().map(|(_, event)| event.event_id).collect();
    assert_eq!(ids, [events[2].event_id, events[3].event_id]);
    assert_eq!(read[1].0, newest);
    let one = bus.after(first, &wanted, 1).await.expect("it can be read");
    assert_eq!(one.len(), 1);
    bus.forget_older_than(jiff::SignedDuration::from_secs(-3600))
        .await
        .expect("it can");
    assert_eq!(bus.place_of(events[0].event_id).await.expect("it can be read"), None);
}
