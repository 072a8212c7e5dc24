//! Messages that came before with the same control id.

use nilecare_message_store::*;

use crate::harness::{Harness, register, second};

async fn recent(harness: &Harness, control_id: &str, since: i64) -> Option<RecentMessage> {
    let found = harness
        .store
        .find_recent(harness.keys.channel, control_id, second(since));
    found.await.expect("it can read")
}

async fn check(policy: StoragePolicy) {
    let harness = Harness::with(policy).await;
    let admit = async |control_id: &str, at: i64| {
        let change = |admission: &mut Admission| {
            admission.control_id = Some(control_id.to_owned());
            admission.received_at = second(at);
        };
        harness.admit_as(b"raw", change).await
    };
    let first = admit("A", 10).await;
    let again = admit("A", 20).await;
    admit("B", 30).await;
    harness
        .record_as(again, b"raw", |processed| {
            processed.source.reply = Some("MSA|AA|A".into())
        })
        .await;
    for round in ["recent", "indexed"] {
        let found = recent(&harness, "A", 0).await.expect("it came before");
        assert_eq!(
            (found.message, found.reply.as_deref()),
            (again, Some(&b"MSA|AA|A"[..])),
            "{round}"
        );
        assert!(recent(&harness, "A", 21).await.is_none(), "{round}: only since a time");
        assert!(recent(&harness, "C", 0).await.is_none(), "{round}");
        harness.push_into_indexes().await;
    }
    let other = register(&*harness.store, "other", &harness.policy)
        .await
        .expect("it has room");
    let found = harness
        .store
        .find_recent(other.channel, "A", second(0))
        .await
        .expect("it can read");
    assert_eq!(found, None, "only in the same channel");
    let harness = harness.reopen().await;
    assert_eq!(recent(&harness, "A", 0).await.map(|found| found.message), Some(again));
    assert!(harness.store.remove(&[again]).await.expect("it has room") == 1);
    assert_eq!(
        recent(&harness, "A", 0).await,
        Some(RecentMessage {
            message: first,
            reply: None
        })
    );
}

#[tokio::test]
async fn a_message_with_the_same_control_id_is_found_with_its_reply() {
    check(StoragePolicy::default()).await;
}

#[tokio::test]
async fn it_is_found_in_encrypted_channels_too() {
    check(StoragePolicy {
        encrypt: true,
        ..StoragePolicy::default()
    })
    .await;
}
