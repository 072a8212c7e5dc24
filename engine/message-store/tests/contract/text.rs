//! Finding messages by what their contents say.

use std::time::Duration;

use nilecare_message_store::*;
use nilecare_types::MessageId;

use crate::harness::{Harness, RAW, numbers, register};

async fn find(harness: &Harness, text: &str) -> Vec<i64> {
    harness
        .search(|query| query.text = Some(TextQuery::Literal(text.to_owned())))
        .await
}

async fn regex(harness: &Harness, pattern: &str) -> Vec<i64> {
    harness
        .search(|query| query.text = Some(TextQuery::Regex(pattern.to_owned())))
        .await
}

/// Waits until the texts of old messages are indexed: a search for what is nowhere needs no time then.
async fn indexed(harness: &Harness) {
    let is_indexed = async || {
        let mut query = MessageQuery::newest(harness.keys.channel, 1);
        query.text = Some(TextQuery::Literal("nowhere to be found".to_owned()));
        query.before = Some(MessageId(257));
        // A block that is read takes the search longer than this and stops it.
        query.budget = Duration::from_nanos(1);
        harness
            .store
            .search(query)
            .await
            .expect("it can read")
            .stopped_at
            .is_none()
    };
    let waiting = async {
        while !is_indexed().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let _ = tokio::time::timeout(Duration::from_secs(2), waiting).await;
}

async fn check(policy: StoragePolicy) {
    let harness = Harness::with(policy).await;
    let raw = harness.deliver(RAW).await;
    let changed = harness.admit(b"MSH|plain").await;
    let to = DestinationRecord {
        content: Some("OBX|1|TX|Hémoglobine basse".into()),
        ..harness.to(harness.out(), Status::Queued)
    };
    harness
        .record_as(changed, b"MSH|plain", |processed| processed.destinations.push(to))
        .await;
    harness.store.complete(Completion {
        sent: Some("sent as XQZ-77".into()),
        ..harness.completion(changed, Status::Sent)
    });
    harness.store.flush().await.expect("it has room");
    for round in ["recent", "indexed"] {
        assert_eq!(find(&harness, "everyman^adam").await, [raw.0], "{round}");
        assert_eq!(find(&harness, "HÉMOGLOBINE").await, [changed.0], "{round}");
        assert_eq!(find(&harness, "xqz").await, [changed.0], "{round}");
        assert_eq!(find(&harness, "EVERYWOMAN").await, [0; 0], "{round}");
        assert_eq!(regex(&harness, "PATID[0-9]{4}\\^5").await, [raw.0], "{round}");
        assert_eq!(regex(&harness, "PATID[0-9]{5}\\^5").await, [0; 0], "{round}");
        harness.push_into_indexes().await;
        indexed(&harness).await;
    }
    // What comes after the block was indexed is found all the same.
    assert!(
        harness
            .store
            .requeue(changed, harness.out())
            .await
            .expect("it has room")
    );
    harness.store.complete(Completion {
        sent: Some("sent again as LATECOMER".into()),
        ..harness.completion(changed, Status::Sent)
    });
    harness.store.flush().await.expect("it has room");
    assert_eq!(find(&harness, "latecomer").await, [changed.0]);
    let harness = harness.reopen().await;
    assert_eq!(find(&harness, "latecomer").await, [changed.0]);
    assert_eq!(find(&harness, "EVERYMAN").await, [raw.0]);
}

#[tokio::test]
async fn texts_are_found_whatever_their_case() {
    check(StoragePolicy::default()).await;
}

#[tokio::test]
async fn texts_are_found_in_encrypted_channels() {
    check(StoragePolicy {
        encrypt: true,
        ..StoragePolicy::default()
    })
    .await;
}

#[tokio::test]
async fn texts_are_found_where_they_are_not_indexed() {
    check(StoragePolicy {
        index_text: false,
        ..StoragePolicy::default()
    })
    .await;
}

#[tokio::test]
async fn a_channel_without_an_index_beside_one_with_it_is_not_missed() {
    let harness = Harness::new().await;
    let policy = StoragePolicy {
        index_text: false,
        ..StoragePolicy::default()
    };
    let other = register(&*harness.store, "other", &policy).await.expect("it has room");
    harness.admit(RAW).await;
    harness
        .admit_as(RAW, |admission| {
            admission.channel = other.channel;
            admission.source = other.source;
        })
        .await;
    harness.push_into_indexes().await;
    indexed(&harness).await;
    let query = MessageQuery {
        text: Some(TextQuery::Literal("EVERYMAN".to_owned())),
        ..MessageQuery::all(10)
    };
    let page = harness.store.search(query.clone()).await.expect("it can read");
    assert_eq!(numbers(page.messages.iter().map(|message| message.message)), [2, 1]);
    let query = MessageQuery {
        channel: Some(other.channel),
        ..query
    };
    let page = harness.store.search(query).await.expect("it can read");
    assert_eq!(numbers(page.messages.iter().map(|message| message.message)), [2]);
}

#[tokio::test]
async fn what_cannot_be_searched_for_is_said() {
    let harness = Harness::new().await;
    for text in [
        TextQuery::Literal("ab".to_owned()),
        TextQuery::Regex("[0-9]+".to_owned()),
        TextQuery::Regex("(((".to_owned()),
    ] {
        let query = MessageQuery {
            text: Some(text.clone()),
            ..MessageQuery::all(10)
        };
        let error = harness
            .store
            .search(query)
            .await
            .expect_err("it needs three characters");
        assert_eq!(error.kind, StoreErrorKind::Invalid, "{text:?}");
    }
}
