//! What the bus over Kafka must do, with a broker of its own. Not run where noida-db is not installed.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use nilecare_bus::EventLog;
use nilecare_bus::{BusError, Event, EventBus, LocalBus, Start, Subscription};
use nilecare_bus_kafka::{Follower, KafkaBus, KafkaOptions};
use nilecare_sql::Db;
use nilecare_testkit::servers::{Noida, noida};
use nilecare_types::{SystemClock, Timestamp};
use serde_json::json;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

const LIMIT: Duration = Duration::from_secs(60);

struct Broker {
    noida: Noida,
    folder: TempDir,
}

impl Broker {
    fn start() -> Option<Self> {
        Some(Self {
            noida: noida()?,
            folder: tempfile::tempdir().expect("a temporary folder"),
        })
    }

    async fn local(&self, name: &str) -> LocalBus {
        let url = format!("sqlite:{}", self.folder.path().join(name).display());
        let db = Db::open(&url).await.expect("the folder is ours");
        LocalBus::open(db, Arc::new(SystemClock)).await.expect("it is new")
    }

    /// As another process would.
    async fn bus(&self, local: &str) -> KafkaBus {
        let url = format!("kafka://{}?partitions=3&replication=1", self.noida.server.address());
        let options = KafkaOptions::from_url(&url, BTreeMap::new()).expect("it is one");
        KafkaBus::open(options, self.local(local).await)
            .await
            .expect("it answers")
    }
}

fn event(topic: &str, key: &str, number: u32) -> Event {
    Event::new("tests", topic, key, Timestamp::UNIX_EPOCH, json!({ "number": number }))
}

fn topics(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

async fn next(subscription: &mut dyn Subscription) -> Event {
    let next = tokio::time::timeout(LIMIT, subscription.next()).await;
    next.expect("there is one").expect("it can be read")
}

/// Reads so many events, each done, and returns their keys and numbers.
async fn read(subscription: &mut dyn Subscription, n_events: usize) -> Vec<(String, i64)> {
    let mut all = Vec::new();
    for _ in 0..n_events {
        let event = next(subscription).await;
        all.push((
            event.key.clone(),
            event.data["number"].as_i64().expect("it is a number"),
        ));
        subscription.done().await.expect("it is noted");
    }
    all
}

/// Leaves the group, with what was done committed.
async fn leave(subscription: Box<dyn Subscription>) {
    drop(subscription);
    tokio::time::sleep(Duration::from_secs(2)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_group_gets_every_event_and_those_of_a_key_in_order() {
    let Some(broker) = Broker::start() else { return };
    let bus = broker.bus("a.db").await;
    let events: Vec<_> = (0..120)
        .map(|n| {
            event(
                if n % 2 == 0 { "patient.created" } else { "lab.resulted" },
                &format!("P{}", n % 7),
                n,
            )
        })
        .collect();
    bus.publish(&events).await.expect("it is confirmed");
    for group in ["billing", "channel adt"] {
        let both = topics(&["patient.created", "lab.resulted"]);
        let mut subscription = bus.subscribe(group, &both, Start::Oldest).await.expect("it is there");
        let got = read(subscription.as_mut(), 120).await;
        for key in 0..7 {
            for parity in 0..2 {
                let of_key = got.iter().filter(|(k, n)| *k == format!("P{key}") && n % 2 == parity);
                let numbers: Vec<_> = of_key.map(|(_, n)| *n).collect();
                assert!(numbers.is_sorted(), "{group} {key}: {numbers:?}");
            }
        }
        let mut all: Vec<_> = got.into_iter().map(|(_, n)| n).collect();
        all.sort_unstable();
        assert_eq!(all, (0..120).collect::<Vec<_>>());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_done_comes_again_and_what_is_done_does_not() {
    let Some(broker) = Broker::start() else { return };
    let bus = broker.bus("a.db").await;
    let one = topics(&["order.placed"]);
    let events: Vec<_> = (0..4).map(|n| event("order.placed", "P1", n)).collect();
    bus.publish(&events).await.expect("it is confirmed");
    let mut subscription = bus
        .subscribe("pharmacy", &one, Start::Oldest)
        .await
        .expect("it is there");
    read(subscription.as_mut(), 2).await;
    let third = next(subscription.as_mut()).await;
    assert_eq!(next(subscription.as_mut()).await, third, "the same until it is done");
    leave(subscription).await;
    let mut again = broker
        .bus("b.db")
        .await
        .subscribe("pharmacy", &one, Start::Oldest)
        .await
        .expect("it is there");
    assert_eq!(
        read(again.as_mut(), 2).await,
        [("P1".to_owned(), 2), ("P1".to_owned(), 3)]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_dealt_with_or_read_is_laid_aside() {
    let Some(broker) = Broker::start() else { return };
    let bus = broker.bus("a.db").await;
    let one = topics(&["order.placed"]);
    bus.publish(&[event("order.placed", "P1", 1), event("order.placed", "P1", 2)])
        .await
        .expect("it is confirmed");
    let mut subscription = bus
        .subscribe("pharmacy", &one, Start::Oldest)
        .await
        .expect("it is there");
    let first = next(subscription.as_mut()).await;
    subscription
        .dead("the pharmacy does not know the drug")
        .await
        .expect("there is room");
    assert_eq!(read(subscription.as_mut(), 1).await, [("P1".to_owned(), 2)]);
    let letters = broker
        .local("a.db")
        .await
        .dead_letters(0, 10)
        .await
        .expect("it can be read");
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].group.as_str(), letters[0].event_id.clone()),
        ("pharmacy", first.event_id.to_string())
    );
    assert_eq!(letters[0].body, first.write());

    // From another program, and no event.
    let producer: rdkafka::producer::FutureProducer = rdkafka::ClientConfig::new()
        .set("bootstrap.servers", broker.noida.server.address().to_string())
        .create()
        .expect("it can be made");
    let record = rdkafka::producer::FutureRecord::<str, str>::to("order.placed")
        .key("P1")
        .payload("hello");
    producer.send(record, LIMIT).await.expect("it is confirmed");
    let unreadable = tokio::time::timeout(LIMIT, subscription.next())
        .await
        .expect("it comes");
    assert!(matches!(unreadable, Err(BusError::Unreadable { .. })), "{unreadable:?}");
    subscription.dead("it cannot be read").await.expect("there is room");
    bus.publish(&[event("order.placed", "P1", 3)])
        .await
        .expect("it is confirmed");
    assert_eq!(read(subscription.as_mut(), 1).await, [("P1".to_owned(), 3)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_copies_each_event_once_and_goes_on_where_it_was() {
    let Some(broker) = Broker::start() else { return };
    let bus = broker.bus("a.db").await;
    let into = broker.local("browsers.db").await;
    let follow = |bus: &KafkaBus, into: &LocalBus, stop: &CancellationToken| {
        let follower = Follower::new(bus.clone(), "hub-1", &["vitals.critical"], into.clone());
        tokio::spawn(follower.run(stop.clone()))
    };
    let copied = async |n_events: usize| {
        let mut changes = into.changes();
        let all = topics(&["vitals.critical"]);
        let wanted = async {
            loop {
                let events = into.after(0, &all, 100).await.expect("it can be read");
                if events.len() >= n_events {
                    return events;
                }
                let _ = changes.changed().await;
            }
        };
        let events = tokio::time::timeout(LIMIT, wanted).await.expect("they come");
        events
            .into_iter()
            .map(|(_, event)| event.data["number"].as_i64().unwrap_or(-1))
            .collect::<Vec<_>>()
    };
    let stop = CancellationToken::new();
    let running = follow(&bus, &into, &stop);
    // A follower begins with what comes from now on: until it is there, events are sent again and again.
    let mut n_sent = 0;
    while into.newest().await.expect("it can be read").is_none() {
        n_sent += 1;
        assert!(n_sent < 60, "the follower never began");
        bus.publish(&[event("vitals.critical", "P1", n_sent)])
            .await
            .expect("it is confirmed");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    stop.cancel();
    running.await.expect("it ends");
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = into
        .after(0, &topics(&["vitals.critical"]), 100)
        .await
        .expect("it can be read")
        .len();
    bus.publish(&[
        event("vitals.critical", "P1", 1001),
        event("vitals.critical", "P1", 1002),
    ])
    .await
    .expect("it is confirmed");
    let running = follow(&bus, &into, &CancellationToken::new());
    let all = copied(before + 2).await;
    assert_eq!(
        all[all.len() - 2..],
        [1001, 1002],
        "what was told meanwhile is not missed, and nothing came twice"
    );
    running.abort();
}

#[tokio::test]
async fn without_a_broker_the_bus_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("bus.db").display());
    let db = Db::open(&url).await.expect("the folder is ours");
    let local = LocalBus::open(db, Arc::new(SystemClock)).await.expect("it is new");
    let port = nilecare_testkit::servers::free_port();
    let options = KafkaOptions::from_url(&format!("kafka://127.0.0.1:{port}"), BTreeMap::new()).expect("it is one");
    let error = KafkaBus::open(options, local).await.expect_err("nobody listens");
    assert!(matches!(error, BusError::Away { .. }), "{error}");
}
