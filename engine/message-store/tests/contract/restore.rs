//! Messages from an export.

use bytes::Bytes;
use nilecare_message_store::*;

use crate::harness::{Harness, RAW, register, second};

fn stored(harness: &Harness) -> StoredMessage {
    let connector = |connector, status| StoredConnector {
        connector,
        status,
        attempts: 3,
        is_possible_duplicate: true,
        updated_at: Some(second(40)),
        content: Some(Bytes::from_static(b"content")),
        sent: Some(Bytes::from_static(b"sent")),
        response: Some(Bytes::from_static(b"response")),
        response_transformed: None,
        maps: Some("{}".to_owned()),
        order_key: Some("P1".to_owned()),
        error: Some("refused once".to_owned()),
    };
    StoredMessage {
        channel: harness.keys.channel,
        imported_from: Some("01STORE.77".to_owned()),
        received_at: second(30),
        control_id: Some("K77".to_owned()),
        patient_id: Some("P1".to_owned()),
        message_type: Some("ADT^A01".to_owned()),
        origin: None,
        source_map: Some("{\"peer\":1}".to_owned()),
        raw: Some(Bytes::from_static(RAW)),
        preprocessed: Some(Bytes::from_static(b"preprocessed")),
        postprocessor_error: Some("failed".to_owned()),
        metadata: vec![("ward".to_owned(), MetadataValue::Text("A".to_owned()))],
        connectors: vec![
            connector(harness.keys.source, Status::Transformed),
            connector(harness.out(), Status::Sent),
            connector(harness.second(), Status::Queued),
        ],
        attachments: vec![NewAttachment {
            mime_type: "text/plain".to_owned(),
            name: Some("note".to_owned()),
            content: Bytes::from_static(b"attached"),
        }],
    }
}

async fn check(encrypt: bool) {
    let harness = Harness::with(StoragePolicy {
        encrypt,
        metadata_columns: vec![MetadataColumn {
            name: "ward".to_owned(),
            kind: MetadataKind::Text,
        }],
        ..StoragePolicy::default()
    })
    .await;
    let before = harness.admit(b"before").await;
    let restored = harness.store.restore(stored(&harness)).await.expect("it has room");
    assert_eq!(restored.0, before.0 + 1);
    assert_eq!(harness.admit(b"after").await.0, restored.0 + 1);
    let detail = harness.detail(restored).await;
    assert_eq!(detail.imported_from.as_deref(), Some("01STORE.77"));
    assert_eq!(
        (detail.control_id.as_deref(), detail.patient_id.as_deref()),
        (Some("K77"), Some("P1"))
    );
    assert_eq!((&detail.raw[..], detail.received_at), (RAW, second(30)));
    assert_eq!(detail.preprocessed.as_deref(), Some(&b"preprocessed"[..]));
    assert_eq!(detail.postprocessor_error.as_deref(), Some("failed"));
    assert_eq!(
        detail.metadata,
        [("ward".to_owned(), MetadataValue::Text("A".to_owned()))]
    );
    let sent = &detail.connectors[1];
    assert_eq!((sent.summary.status, sent.summary.attempts), (Status::Sent, 3));
    assert_eq!(sent.summary.error.as_deref(), Some("refused once"));
    assert_eq!(
        (sent.content.as_deref(), sent.sent.as_deref()),
        (Some(&b"content"[..]), Some(&b"sent"[..]))
    );
    assert_eq!(
        (sent.maps.as_deref(), sent.order_key.as_deref()),
        (Some("{}"), Some("P1"))
    );
    let attachment = harness.store.attachment(restored, 0, 100).await.expect("it can read");
    assert_eq!(attachment.expect("it is there").content, "attached");
    let counts = harness.counts().await;
    assert_eq!(
        (counts[0].received, counts[1].sent, counts[2].queued),
        (2, 0, 1),
        "only what waits is counted"
    );
    assert_eq!(
        harness.search(|query| query.control_id = Some("K77".to_owned())).await,
        [restored.0]
    );
    let queued = harness
        .store
        .queued_one(harness.second(), restored)
        .await
        .expect("it can read");
    assert_eq!(queued.expect("it waits").content, "content");
    assert!(!harness.unprocessed().await.contains(&restored.0));
}

#[tokio::test]
async fn a_restored_message_is_whole_under_a_new_number() {
    check(false).await;
}

#[tokio::test]
async fn it_is_whole_in_an_encrypted_channel() {
    check(true).await;
}

#[tokio::test]
async fn one_that_was_never_processed_is_found_to_be_processed() {
    let harness = Harness::new().await;
    let message = StoredMessage {
        connectors: Vec::new(),
        ..stored(&harness)
    };
    let restored = harness.store.restore(message).await.expect("it has room");
    assert_eq!(harness.unprocessed().await, [restored.0]);
}

#[tokio::test]
async fn a_connector_of_another_channel_is_refused() {
    let harness = Harness::new().await;
    let other = register(&*harness.store, "other", &StoragePolicy::default())
        .await
        .expect("it has room");
    let mut message = stored(&harness);
    message.connectors[1].connector = other.destinations[0];
    let error = harness
        .store
        .restore(message)
        .await
        .expect_err("it is of another channel");
    assert_eq!(error.kind, StoreErrorKind::Invalid);
    let mut message = stored(&harness);
    message.connectors[2].connector = harness.out();
    let error = harness.store.restore(message).await.expect_err("it comes twice");
    assert_eq!(error.kind, StoreErrorKind::Invalid);
    harness.admit(b"the store goes on").await;
}
