//! Counts since the beginning, and since they were reset.

use nilecare_message_store::*;
use nilecare_types::Timestamp;

use crate::harness::{Harness, second};

async fn since_reset(harness: &Harness) -> Counts {
    let counts = harness
        .store
        .statistics_since_reset(harness.keys.channel)
        .await
        .expect("it can read");
    counts[1].1
}

#[tokio::test]
async fn a_reset_begins_one_count_anew_and_leaves_the_other() {
    let harness = Harness::new().await;
    harness.deliver(b"one").await;
    let waiting = harness.admit(b"two").await;
    harness.record(waiting, b"two", Status::Queued).await;
    let failed = harness.admit(b"three").await;
    harness.record(failed, b"three", Status::Error).await;
    harness
        .store
        .reset_statistics(harness.keys.channel, second(10))
        .await
        .expect("it has room");
    let waits = Counts {
        queued: 1,
        ..Counts::default()
    };
    assert_eq!(since_reset(&harness).await, waits, "what waits now is told");
    harness.complete(waiting, Status::Sent).await;
    // An error from before the reset that is put right is no error less since then.
    assert!(harness.store.requeue(failed, harness.out()).await.expect("it has room"));
    harness.complete(failed, Status::Sent).await;
    let harness = harness.reopen().await;
    let sent = Counts {
        sent: 2,
        ..Counts::default()
    };
    assert_eq!(since_reset(&harness).await, sent);
    let lifetime = Counts {
        received: 3,
        sent: 3,
        ..Counts::default()
    };
    assert_eq!(harness.counts().await[1], lifetime);
}

#[tokio::test]
async fn what_was_handed_over_before_a_reset_is_not_counted_since() {
    let harness = Harness::new().await;
    for _ in 0..50 {
        harness.store.admit(harness.admission(b"x").0);
    }
    let reset = harness
        .store
        .reset_statistics(harness.keys.channel, Timestamp::UNIX_EPOCH);
    reset.await.expect("it has room");
    let counts = harness
        .store
        .statistics_since_reset(harness.keys.channel)
        .await
        .expect("it can read");
    assert_eq!(counts[0].1.received, 0);
    assert_eq!(harness.counts().await[0].received, 50);
}
