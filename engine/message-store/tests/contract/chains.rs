//! Destinations that wait for the one before them.

use nilecare_message_store::*;
use nilecare_types::MessageId;

use crate::harness::{Harness, RAW, numbers};

async fn chained(harness: &Harness) -> MessageId {
    let message = harness.admit(RAW).await;
    let to = [
        harness.to(harness.out(), Status::Queued),
        DestinationRecord {
            content: None,
            ..harness.to(harness.second(), Status::Received)
        },
    ];
    harness
        .record_as(message, RAW, |processed| {
            processed.source.transformed = Some("transformed".into());
            processed.source.maps = Some("{\"a\":1}".to_owned());
            processed.destinations.extend(to);
        })
        .await;
    message
}

async fn waiting(harness: &Harness) -> Vec<WaitingMessage> {
    harness
        .store
        .waiting(harness.keys.channel, MessageId(0), 10)
        .await
        .expect("it can read")
}

#[tokio::test]
async fn a_waiting_destination_is_found_with_all_that_is_needed_to_go_on() {
    let harness = Harness::new().await;
    harness.deliver(b"another").await;
    let message = chained(&harness).await;
    harness.complete(message, Status::Sent).await;
    let harness = harness.reopen().await;
    let found = waiting(&harness).await;
    assert_eq!(numbers(found.iter().map(|found| found.message)), [message.0]);
    let found = &found[0];
    assert_eq!(
        (&found.raw[..], found.transformed.as_deref()),
        (RAW, Some(&b"transformed"[..]))
    );
    assert_eq!(found.maps.as_deref(), Some("{\"a\":1}"));
    let [first, second] = &found.destinations[..] else {
        panic!("two destinations")
    };
    assert_eq!((first.status, first.attempts), (Status::Sent, 2));
    assert_eq!(first.response.as_deref(), Some(&b"MSA|AA"[..]));
    assert_eq!((second.connector, second.status), (harness.second(), Status::Received));
    let after = harness
        .store
        .waiting(harness.keys.channel, message, 10)
        .await
        .expect("it can read");
    assert!(after.is_empty());
}

#[tokio::test]
async fn advancing_queues_it_once_and_counts_it_once() {
    let harness = Harness::new().await;
    let message = chained(&harness).await;
    assert_eq!(harness.counts().await[2], Counts::default());
    let record = DestinationRecord {
        maps: Some("{\"b\":2}".to_owned()),
        order_key: Some("P1".to_owned()),
        ..harness.to(harness.second(), Status::Queued)
    };
    harness.advance(message, RAW, record.clone()).await;
    harness.advance(message, RAW, record).await;
    assert!(waiting(&harness).await.is_empty());
    let counts = harness.counts().await[2];
    assert_eq!((counts.received, counts.queued), (1, 1));
    let queued = harness
        .store
        .queued_one(harness.second(), message)
        .await
        .expect("it can read");
    let queued = queued.expect("it is queued");
    assert_eq!(
        (&queued.content[..], queued.order_key.as_deref()),
        (&b"to be sent"[..], Some("P1"))
    );
    assert_eq!(queued.maps.as_deref(), Some("{\"b\":2}"));
    harness.store.complete(Completion {
        connector: harness.second(),
        ..harness.completion(message, Status::Sent)
    });
    harness
        .advance(message, RAW, harness.to(harness.second(), Status::Error))
        .await;
    let detail = harness.detail(message).await;
    assert_eq!(
        detail.connectors[2].summary.status,
        Status::Sent,
        "only what waits is advanced"
    );
}

#[tokio::test]
async fn a_waiting_destination_may_end_in_filtered_or_error() {
    for status in [Status::Filtered, Status::Error] {
        let harness = Harness::new().await;
        let message = chained(&harness).await;
        let record = DestinationRecord {
            error: Some("the one before failed".to_owned()),
            content: None,
            ..harness.to(harness.second(), status)
        };
        harness.advance(message, RAW, record).await;
        let detail = harness.detail(message).await;
        assert_eq!(detail.connectors[2].summary.status, status);
        assert_eq!(
            detail.connectors[2].summary.error.as_deref(),
            Some("the one before failed")
        );
        let counts = harness.counts().await[2];
        assert_eq!((counts.received, counts.filtered + counts.error), (1, 1));
    }
}
