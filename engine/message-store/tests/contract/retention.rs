//! Pruning, removing, and giving room back.

use bytes::Bytes;
use nilecare_message_store::*;
use nilecare_types::MessageId;

use crate::harness::{Harness, RAW, numbers, second};

fn order(harness: &Harness, what: PruneWhat) -> PruneOrder {
    PruneOrder {
        channel: harness.keys.channel,
        before: second(100),
        what,
        include_errors: false,
        after: MessageId(0),
        limit: 1_000,
    }
}

/// Sent, in Error, queued, not processed, waiting, filtered; and a sent one that is too new.
async fn seven(harness: &Harness) {
    for n in 1..=7 {
        harness
            .admit_as(RAW, |admission| {
                admission.received_at = second(if n == 7 { 100 } else { n });
                admission.control_id = Some(format!("K{n}"));
                admission.patient_id = Some("P1".to_owned());
            })
            .await;
    }
    for (n, status) in [
        (1, Status::Queued),
        (2, Status::Error),
        (3, Status::Queued),
        (5, Status::Received),
        (6, Status::Filtered),
        (7, Status::Queued),
    ] {
        harness.record(MessageId(n), RAW, status).await;
    }
    harness.complete(MessageId(1), Status::Sent).await;
    harness.complete(MessageId(7), Status::Sent).await;
}

#[tokio::test]
async fn only_finished_messages_are_pruned_and_the_counts_stay() {
    for is_indexed in [false, true] {
        let harness = Harness::new().await;
        seven(&harness).await;
        if is_indexed {
            harness.push_into_indexes().await;
        }
        let mut order = order(&harness, PruneWhat::Messages);
        order.before = second(50);
        let filling = harness.search(|query| query.from = Some(MessageId(8))).await.len();
        let before = harness.counts().await;
        let listed = harness
            .store
            .prunable(&PruneOrder {
                limit: 2,
                ..order.clone()
            })
            .await
            .expect("it can read");
        assert_eq!(numbers(listed.into_iter()), [1, 6]);
        // The filling was received in 1970 too.
        order.limit = 10_000;
        let pruned = harness.store.prune(&order).await.expect("it has room");
        assert_eq!(pruned.n, 2 + if filling > 0 { 2_800 } else { 0 });
        assert_eq!(pruned.last, None, "nothing is left");
        assert_eq!(harness.search(|_| ()).await, [7, 5, 4, 3, 2], "{is_indexed}");
        order.include_errors = true;
        assert_eq!(harness.store.prune(&order).await.expect("it has room").n, 1);
        assert_eq!(harness.search(|_| ()).await, [7, 5, 4, 3], "{is_indexed}");
        assert_eq!(
            (harness.queued().await, harness.unprocessed().await),
            (vec![3], vec![4])
        );
        assert_eq!(harness.counts().await, before);
        assert_eq!(
            harness.search(|query| query.control_id = Some("K1".to_owned())).await,
            [0; 0]
        );
        assert_eq!(
            harness.search(|query| query.patient_id = Some("P1".to_owned())).await,
            [7, 5, 4, 3]
        );
    }
}

#[tokio::test]
async fn contents_are_pruned_once_and_the_rest_stays() {
    let harness = Harness::new().await;
    seven(&harness).await;
    let order = order(&harness, PruneWhat::Contents);
    assert_eq!(harness.store.prune(&order).await.expect("it has room").n, 2);
    assert_eq!(harness.store.prune(&order).await.expect("it has room").n, 0);
    let detail = harness.detail(MessageId(1)).await;
    assert_eq!((detail.is_raw_kept, detail.raw.len()), (false, 0));
    assert_eq!(detail.connectors[1].content, None);
    assert_eq!(detail.connectors[1].summary.status, Status::Sent);
    assert!(
        !harness
            .store
            .requeue(MessageId(1), harness.out())
            .await
            .expect("it has room"),
        "nothing to send"
    );
    assert_eq!(
        harness.search(|query| query.control_id = Some("K1".to_owned())).await,
        [1]
    );
    assert!(harness.detail(MessageId(3)).await.is_raw_kept);
}

#[tokio::test]
async fn pruning_goes_on_page_by_page() {
    let harness = Harness::new().await;
    harness.push_into_indexes().await;
    let mut order = order(&harness, PruneWhat::Messages);
    let mut n_pruned = 0;
    while let Some(last) = {
        let pruned = harness.store.prune(&order).await.expect("it has room");
        n_pruned += pruned.n;
        pruned.last
    } {
        order.after = last;
    }
    assert_eq!(n_pruned, 2_800);
    assert_eq!(harness.search(|_| ()).await, [0; 0]);
    assert_eq!(harness.counts().await[0].filtered, 2_800);
}

#[tokio::test]
async fn numbers_of_removed_messages_are_not_given_again_after_a_crash() {
    let harness = Harness::new().await;
    let message = harness.deliver(RAW).await;
    let order = order(&harness, PruneWhat::Messages);
    assert_eq!(harness.store.prune(&order).await.expect("it has room").n, 1);
    let harness = harness.reopen().await;
    assert!(harness.admit(RAW).await > message);
}

#[tokio::test]
async fn messages_are_removed_whatever_they_wait_for_but_not_before_they_are_processed() {
    let harness = Harness::new().await;
    seven(&harness).await;
    let all: Vec<MessageId> = (1..=9).map(MessageId).collect();
    assert_eq!(harness.store.remove(&all).await.expect("it has room"), 6);
    assert_eq!(harness.search(|_| ()).await, [4]);
    assert_eq!(harness.queued().await, [0; 0]);
    let counts = harness.counts().await[1];
    assert_eq!(
        (counts.queued, counts.sent, counts.error),
        (0, 2, 1),
        "what waited waits no more"
    );
    // Outcomes of removed messages change nothing.
    harness.complete(MessageId(3), Status::Sent).await;
    harness
        .advance(MessageId(5), RAW, harness.to(harness.out(), Status::Queued))
        .await;
    assert_eq!(harness.counts().await[1], counts);
}

#[tokio::test]
async fn room_is_given_back_to_the_file_system() {
    let harness = Harness::new().await;
    let size = |harness: &Harness| {
        let file = harness.folder.path().join("messages.db");
        std::fs::metadata(file).expect("it is there").len()
    };
    // Not to be compressed.
    let mut state = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(100_000)
    .collect();
    for _ in 0..100 {
        let message = harness
            .admit_as(b"x", |admission| admission.raw = Bytes::from(noise.clone()))
            .await;
        harness.record(message, b"x", Status::Filtered).await;
    }
    harness.store.close().await.expect("it has room");
    let harness = harness.reopen().await;
    let before = size(&harness);
    assert!(before > 8_000_000, "{before}");
    let order = order(&harness, PruneWhat::Messages);
    assert_eq!(harness.store.prune(&order).await.expect("it has room").n, 100);
    let left = harness.store.reclaim(1_000_000).await.expect("it has room");
    assert!(left > 1_000_000, "{left}: only so many bytes at once");
    assert_eq!(harness.store.reclaim(u64::MAX).await.expect("it has room"), 0);
    harness.store.close().await.expect("it has room");
    assert!(size(&harness) < before / 10, "{}", size(&harness));
}
