//! Queues: their order, their bounds, and putting messages back.

use nilecare_message_store::*;
use nilecare_types::MessageId;
use proptest::prelude::*;

use crate::harness::{Harness, RAW, numbers, second};

async fn queue(harness: &Harness, order_key: &str) -> MessageId {
    let message = harness.admit(RAW).await;
    let to = DestinationRecord {
        order_key: Some(order_key.to_owned()),
        ..harness.to(harness.out(), Status::Queued)
    };
    harness
        .record_as(message, RAW, |processed| {
            processed.source.maps = Some("{\"of\":\"source\"}".to_owned());
            processed.destinations.push(to);
        })
        .await;
    message
}

#[tokio::test]
async fn a_queue_is_read_in_parts_with_and_without_contents() {
    let harness = Harness::new().await;
    for n in 1..=5 {
        queue(&harness, &format!("K{n}")).await;
    }
    let out = harness.out();
    for round in ["recent", "indexed"] {
        let part = harness
            .store
            .queued(out, MessageId(1), Some(MessageId(4)), 2)
            .await
            .expect("it can read");
        assert_eq!(numbers(part.iter().map(|queued| queued.message)), [2, 3], "{round}");
        assert_eq!(part[0].order_key.as_deref(), Some("K2"));
        assert_eq!(part[0].maps.as_deref(), Some("{\"of\":\"source\"}"));
        let entries = harness
            .store
            .queued_entries(out, MessageId(2), None, 100)
            .await
            .expect("it can read");
        let expected = (3..=5).map(|n| QueueEntry {
            message: MessageId(n),
            order_key: Some(format!("K{n}")),
            attempts: 0,
        });
        assert_eq!(entries, expected.collect::<Vec<_>>(), "{round}");
        let one = harness.store.queued_one(out, MessageId(4)).await.expect("it can read");
        assert_eq!(one.expect("it is queued").content, "to be sent");
        assert!(
            harness
                .store
                .queued_one(out, MessageId(9))
                .await
                .expect("it can read")
                .is_none()
        );
        harness.push_into_indexes().await;
    }
}

#[tokio::test]
async fn the_state_of_a_queue_is_its_depth_and_its_first_message() {
    let harness = Harness::new().await;
    let state = harness.store.queue_state(harness.out()).await.expect("it can read");
    assert_eq!(state, QueueState { depth: 0, oldest: None });
    for n in 1..=3 {
        let message = harness
            .admit_as(RAW, |admission| admission.received_at = second(n))
            .await;
        harness.record(message, RAW, Status::Queued).await;
    }
    harness.complete(MessageId(1), Status::Sent).await;
    for _ in 0..2 {
        let state = harness.store.queue_state(harness.out()).await.expect("it can read");
        assert_eq!((state.depth, state.oldest), (2, Some((MessageId(2), second(2)))));
        harness.push_into_indexes().await;
    }
}

#[tokio::test]
async fn a_finished_message_is_queued_again_when_its_content_is_there() {
    let harness = Harness::new().await;
    let sent = harness.deliver(b"sent").await;
    assert!(harness.store.requeue(sent, harness.out()).await.expect("it has room"));
    assert!(
        !harness.store.requeue(sent, harness.out()).await.expect("it has room"),
        "it is queued"
    );
    let queued = harness
        .store
        .queued_one(harness.out(), sent)
        .await
        .expect("it can read");
    let queued = queued.expect("it is queued");
    assert_eq!((queued.attempts, queued.is_possible_duplicate), (0, true));
    let counts = harness.counts().await[1];
    assert_eq!((counts.received, counts.queued, counts.sent), (1, 1, 0));
    harness.complete(sent, Status::Sent).await;

    let message = harness.admit(b"error").await;
    harness.record(message, b"error", Status::Error).await;
    assert!(
        harness
            .store
            .requeue(message, harness.out())
            .await
            .expect("it has room")
    );
    let queued = harness
        .store
        .queued_one(harness.out(), message)
        .await
        .expect("it can read");
    assert!(!queued.expect("it is queued").is_possible_duplicate);

    let message = harness.admit(b"filtered").await;
    let to = DestinationRecord {
        content: None,
        ..harness.to(harness.out(), Status::Filtered)
    };
    harness
        .record_as(message, b"filtered", |processed| processed.destinations.push(to))
        .await;
    assert!(
        !harness
            .store
            .requeue(message, harness.out())
            .await
            .expect("it has room"),
        "nothing to send"
    );
    assert!(
        !harness
            .store
            .requeue(message, harness.keys.source)
            .await
            .expect("it has room")
    );
    let counts = harness.counts().await[1];
    assert_eq!(
        (counts.queued, counts.error, counts.filtered, counts.sent),
        (1, 0, 1, 1)
    );
}

/// What may happen to a message.
#[derive(Debug, Clone, Copy)]
enum Event {
    Admit,
    Attempt(usize, Status),
    Requeue(usize),
    Fill,
}

fn event() -> impl Strategy<Value = Event> {
    let outcome = prop_oneof![Just(Status::Sent), Just(Status::Error), Just(Status::Queued)];
    prop_oneof![
        8 => Just(Event::Admit),
        8 => (0..20_usize, outcome).prop_map(|(at, status)| Event::Attempt(at, status)),
        4 => (0..20_usize).prop_map(Event::Requeue),
        1 => Just(Event::Fill),
    ]
}

async fn run(events: Vec<Event>) {
    let mut harness = Harness::new().await;
    let mut expected: Vec<(MessageId, Status)> = Vec::new();
    for event in events {
        match event {
            Event::Admit => {
                let message = queue(&harness, "K").await;
                expected.push((message, Status::Queued));
            }
            Event::Attempt(at, status) if at < expected.len() => {
                harness.complete(expected[at].0, status).await;
                if expected[at].1 == Status::Queued {
                    expected[at].1 = status;
                }
            }
            Event::Requeue(at) if at < expected.len() => {
                let did = harness
                    .store
                    .requeue(expected[at].0, harness.out())
                    .await
                    .expect("it has room");
                assert_eq!(did, expected[at].1 != Status::Queued);
                expected[at].1 = Status::Queued;
            }
            Event::Fill => {
                harness.push_into_indexes().await;
                harness = harness.reopen().await;
            }
            Event::Attempt(..) | Event::Requeue(_) => {}
        }
    }
    let of = |wanted: Status| expected.iter().filter(move |(_, status)| *status == wanted);
    assert_eq!(
        harness.queued().await,
        numbers(of(Status::Queued).map(|(message, _)| *message))
    );
    let counts = harness.counts().await[1];
    let counted = [Status::Queued, Status::Sent, Status::Error].map(|status| of(status).count() as i64);
    assert_eq!([counts.queued, counts.sent, counts.error], counted);
    let state = harness.store.queue_state(harness.out()).await.expect("it can read");
    assert_eq!(state.depth as i64, counts.queued);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn queue_and_counts_follow_whatever_happens(events in prop::collection::vec(event(), 1..30)) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
        runtime.block_on(run(events));
    }
}
