//! What each storage level leaves of a message, and when.

use bytes::Bytes;
use nilecare_message_store::*;
use nilecare_types::MessageId;

use crate::harness::{Harness, RAW};

const TRANSFORMED: &[u8] = b"MSH|transformed";

/// Admits and records a message with everything that can be given, waiting for one destination.
async fn rich(harness: &Harness) -> MessageId {
    let message = harness
        .admit_as(RAW, |admission| {
            admission.source_map = Some("{\"peer\":\"10.0.0.1\"}".to_owned());
            admission.attachments.push(NewAttachment {
                mime_type: "application/pdf".to_owned(),
                name: None,
                content: Bytes::from_static(b"%PDF"),
            });
        })
        .await;
    let to = DestinationRecord {
        maps: Some("{\"to\":1}".to_owned()),
        ..harness.to(harness.out(), Status::Queued)
    };
    harness
        .record_as(message, RAW, |processed| {
            processed.source.preprocessed = Some(Bytes::from_static(b"preprocessed"));
            processed.source.transformed = Some(Bytes::from_static(TRANSFORMED));
            processed.source.reply = Some(Bytes::from_static(b"MSA|AA|reply"));
            processed.source.maps = Some("{\"channel\":1}".to_owned());
            processed.destinations.push(to);
        })
        .await;
    message
}

async fn deliver(harness: &Harness, message: MessageId) {
    harness.store.complete(Completion {
        sent: Some(Bytes::from_static(b"was sent")),
        response_transformed: Some(Bytes::from_static(b"transformed response")),
        maps: Some("{\"to\":2}".to_owned()),
        ..harness.completion(message, Status::Sent)
    });
    let error = Some("postprocessor failed".to_owned());
    harness
        .store
        .postprocessed(message, harness.keys.source, error, Some("{\"channel\":2}".to_owned()));
    harness.store.flush().await.expect("it has room");
}

/// Tells what is kept, in short.
fn kept(detail: &MessageDetail) -> Vec<&'static str> {
    let [source, to] = &detail.connectors[..] else {
        panic!("two connectors")
    };
    let facts = [
        (detail.is_raw_kept, "raw"),
        (detail.preprocessed.is_some(), "preprocessed"),
        (source.content.is_some(), "transformed"),
        (source.response.is_some(), "reply"),
        (source.maps.is_some(), "maps"),
        (detail.source_map.is_some(), "source map"),
        (to.content.is_some(), "content"),
        (to.sent.is_some(), "sent"),
        (to.response.is_some(), "response"),
        (to.response_transformed.is_some(), "transformed response"),
        (to.maps.is_some(), "destination maps"),
        (!detail.attachments.is_empty(), "attachment"),
        (detail.postprocessor_error.is_some(), "postprocessor error"),
    ];
    facts
        .into_iter()
        .filter(|(is_kept, _)| *is_kept)
        .map(|(_, name)| name)
        .collect()
}

const PRODUCTION: [&str; 11] = [
    "raw",
    "transformed",
    "reply",
    "maps",
    "source map",
    "content",
    "sent",
    "response",
    "destination maps",
    "attachment",
    "postprocessor error",
];

#[tokio::test]
async fn development_keeps_everything() {
    let harness = Harness::at_level(StorageLevel::Development).await;
    let message = rich(&harness).await;
    deliver(&harness, message).await;
    let detail = harness.detail(message).await;
    assert_eq!(kept(&detail).len(), 13, "{:?}", kept(&detail));
    let [source, to] = &detail.connectors[..] else {
        panic!("two connectors")
    };
    assert_eq!(detail.preprocessed.as_deref(), Some(&b"preprocessed"[..]));
    assert_eq!(source.content.as_deref(), Some(TRANSFORMED));
    assert_eq!(source.maps.as_deref(), Some("{\"channel\":2}"), "the postprocessor's");
    assert_eq!(to.sent.as_deref(), Some(&b"was sent"[..]));
    assert_eq!(to.maps.as_deref(), Some("{\"to\":2}"), "the response transformer's");
    assert_eq!(to.response_transformed.as_deref(), Some(&b"transformed response"[..]));
    assert_eq!(detail.postprocessor_error.as_deref(), Some("postprocessor failed"));
}

#[tokio::test]
async fn production_leaves_out_what_only_writing_a_channel_needs() {
    let harness = Harness::at_level(StorageLevel::Production).await;
    let message = rich(&harness).await;
    deliver(&harness, message).await;
    assert_eq!(kept(&harness.detail(message).await), PRODUCTION);
}

#[tokio::test]
async fn raw_and_metadata_lose_contents_when_the_message_is_complete_and_not_before() {
    for (level, left) in [
        (StorageLevel::Raw, &["raw", "attachment", "postprocessor error"][..]),
        (StorageLevel::Metadata, &["postprocessor error"]),
    ] {
        let harness = Harness::at_level(level).await;
        let message = rich(&harness).await;
        harness.complete(message, Status::Queued).await;
        for needed in ["raw", "content", "destination maps", "attachment"] {
            assert!(
                kept(&harness.detail(message).await).contains(&needed),
                "{level:?}: {needed}"
            );
        }
        assert_eq!(harness.queued().await, [message.0]);
        deliver(&harness, message).await;
        let detail = harness.detail(message).await;
        assert_eq!(kept(&detail), left, "{level:?}");
        assert_eq!(detail.connectors[1].summary.status, Status::Sent);
        // A reply that is known late is not kept either.
        harness
            .store
            .replied(message, harness.keys.source, &Bytes::from_static(b"MSA|AA"));
        harness.store.flush().await.expect("it has room");
        assert_eq!(kept(&harness.detail(message).await), left, "{level:?}");
    }
}

#[tokio::test]
async fn disabled_removes_complete_messages_and_counts_them() {
    let harness = Harness::at_level(StorageLevel::Disabled).await;
    let message = rich(&harness).await;
    assert_eq!(harness.queued().await, [message.0]);
    deliver(&harness, message).await;
    assert!(harness.find(message).await.is_none());
    assert_eq!(harness.search(|_| ()).await, [0; 0]);
    let filtered = harness.admit(b"filtered").await;
    harness
        .record_as(filtered, b"filtered", |processed| {
            processed.source.status = Status::Filtered
        })
        .await;
    assert!(harness.find(filtered).await.is_none());
    let harness = harness.reopen().await;
    let counts = harness.counts().await;
    assert_eq!(
        (counts[0].received, counts[0].filtered, counts[1].sent, counts[1].queued),
        (2, 1, 1, 0)
    );
    let next = harness.admit(b"next").await;
    assert_eq!(
        next.0,
        filtered.0 + 1,
        "numbers of removed messages are not given again"
    );
}

#[tokio::test]
async fn an_error_keeps_the_contents_until_it_is_resolved() {
    let harness = Harness::at_level(StorageLevel::Metadata).await;
    let message = rich(&harness).await;
    harness.complete(message, Status::Error).await;
    assert!(kept(&harness.detail(message).await).contains(&"content"));
    assert!(
        harness
            .store
            .requeue(message, harness.out())
            .await
            .expect("it has room")
    );
    deliver(&harness, message).await;
    assert_eq!(kept(&harness.detail(message).await), ["postprocessor error"]);

    let message = rich(&harness).await;
    harness.complete(message, Status::Error).await;
    let again = harness
        .admit_as(RAW, |admission| admission.origin = Some(message))
        .await;
    assert_eq!(kept(&harness.detail(message).await), [""; 0], "it was processed again");
    assert_eq!(harness.detail(again).await.origin, Some(message));
}

#[tokio::test]
async fn a_message_for_several_destinations_is_complete_when_the_last_is() {
    let harness = Harness::at_level(StorageLevel::Disabled).await;
    let message = harness.admit(RAW).await;
    let to = [
        harness.to(harness.out(), Status::Queued),
        harness.to(harness.second(), Status::Received),
    ];
    harness
        .record_as(message, RAW, |processed| processed.destinations.extend(to))
        .await;
    harness.complete(message, Status::Sent).await;
    assert!(harness.find(message).await.is_some());
    harness
        .advance(message, RAW, harness.to(harness.second(), Status::Filtered))
        .await;
    assert!(harness.find(message).await.is_none());
}

#[tokio::test]
async fn a_policy_is_remembered_and_can_be_changed() {
    let harness = Harness::at_level(StorageLevel::Disabled).await;
    let message = rich(&harness).await;
    let harness = harness.reopen().await;
    deliver(&harness, message).await;
    assert!(harness.find(message).await.is_none());
    let policy = StoragePolicy::default();
    crate::harness::register(&*harness.store, "demo", &policy)
        .await
        .expect("it has room");
    let message = rich(&harness).await;
    deliver(&harness, message).await;
    assert_eq!(kept(&harness.detail(message).await), PRODUCTION);
}
