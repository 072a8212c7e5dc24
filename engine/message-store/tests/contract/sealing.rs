//! Encrypted channels: nothing readable on disk, keys that change, keys that are missing.

use bytes::Bytes;
use nilecare_message_store::*;
use nilecare_types::MessageId;

use crate::harness::{Harness, keyring, register};

/// Occurs in everything that a person or a script can put into a message.
const MARKER: &str = "XYZZYMARK";
const RAW: &[u8] = b"MSH|^~\\&|\rPID|1||XYZZYMARK||XYZZYMARK^ADAM\r";

fn encrypted() -> StoragePolicy {
    StoragePolicy {
        level: StorageLevel::Development,
        encrypt: true,
        metadata_columns: vec![MetadataColumn {
            name: "name".to_owned(),
            kind: MetadataKind::Text,
        }],
        ..StoragePolicy::default()
    }
}

fn marked(what: &str) -> String {
    format!("{what} {MARKER}")
}

fn bytes(what: &str) -> Option<Bytes> {
    Some(Bytes::from(marked(what)))
}

/// Puts the marker wherever it can be put, and leaves the message queued at one destination.
async fn plant(harness: &Harness) -> MessageId {
    let message = harness
        .admit_as(RAW, |admission| {
            admission.control_id = Some(marked("control"));
            admission.patient_id = Some(marked("patient"));
            admission.source_map = Some(marked("source map"));
            admission.attachments.push(NewAttachment {
                mime_type: "text/plain".to_owned(),
                name: Some(marked("name")),
                content: bytes("attachment").unwrap_or_default(),
            });
        })
        .await;
    let to = |connector| DestinationRecord {
        content: bytes("content"),
        maps: Some(marked("maps")),
        order_key: Some(marked("order")),
        error: Some(marked("error")),
        ..harness.to(connector, Status::Queued)
    };
    let destinations = [to(harness.out()), to(harness.second())];
    harness
        .record_as(message, RAW, |processed| {
            processed.source.preprocessed = bytes("preprocessed");
            processed.source.transformed = bytes("transformed");
            processed.source.reply = bytes("reply");
            processed.source.maps = Some(marked("channel map"));
            processed.source.metadata = vec![("name".to_owned(), MetadataValue::Text(marked("metadata")))];
            processed.source.error = Some(marked("source error"));
            processed.destinations.extend(destinations);
        })
        .await;
    harness.store.complete(Completion {
        sent: bytes("sent"),
        response: bytes("response"),
        response_transformed: bytes("transformed response"),
        maps: Some(marked("maps after")),
        error: Some(marked("attempt")),
        ..harness.completion(message, Status::Error)
    });
    harness
        .store
        .replied(message, harness.keys.source, &bytes("late reply").unwrap_or_default());
    harness.store.postprocessed(
        message,
        harness.keys.source,
        Some(marked("post")),
        Some(marked("post maps")),
    );
    harness.store.flush().await.expect("it has room");
    message
}

/// Counts the marker in all files of the store.
fn n_in_files(harness: &Harness) -> usize {
    let files = std::fs::read_dir(harness.folder.path()).expect("the folder is ours");
    let contents = files.map(|file| std::fs::read(file.expect("it can be listed").path()).expect("it can be read"));
    contents.map(|content| count(&content)).sum()
}

fn count(content: &[u8]) -> usize {
    let marker = MARKER.as_bytes();
    let windows = content.windows(marker.len());
    windows.filter(|window| window.eq_ignore_ascii_case(marker)).count()
}

async fn assert_whole(harness: &Harness, message: MessageId) {
    let detail = harness.detail(message).await;
    assert_eq!(detail.raw, RAW);
    assert_eq!(detail.control_id, Some(marked("control")));
    assert_eq!(detail.patient_id, Some(marked("patient")));
    assert_eq!(detail.source_map, Some(marked("source map")));
    assert_eq!(detail.preprocessed, bytes("preprocessed"));
    assert_eq!(detail.postprocessor_error, Some(marked("post")));
    assert_eq!(
        detail.metadata,
        [("name".to_owned(), MetadataValue::Text(marked("metadata")))]
    );
    assert_eq!(detail.attachments[0].name, Some(marked("name")));
    let [source, out, second] = &detail.connectors[..] else {
        panic!("three connectors")
    };
    assert_eq!(
        (&source.content, &source.response),
        (&bytes("transformed"), &bytes("late reply"))
    );
    assert_eq!(
        (&source.maps, &source.summary.error),
        (&Some(marked("post maps")), &Some(marked("source error")))
    );
    assert_eq!(
        (&out.content, &out.sent, &out.response),
        (&bytes("content"), &bytes("sent"), &bytes("response"))
    );
    assert_eq!(out.response_transformed, bytes("transformed response"));
    assert_eq!(
        (&out.maps, &out.order_key),
        (&Some(marked("maps after")), &Some(marked("order")))
    );
    assert_eq!(second.summary.error, Some(marked("error")));
    let attachment = harness
        .store
        .attachment(message, 0, 100)
        .await
        .expect("it can read")
        .expect("it is there");
    assert_eq!(Some(attachment.content), bytes("attachment"));
    let entries = harness
        .store
        .queued_entries(harness.second(), MessageId(0), None, 9)
        .await
        .expect("it can read");
    assert_eq!(entries[0].order_key, Some(marked("order")));
    for change in [
        (|query| query.control_id = Some(marked("control"))) as fn(&mut MessageQuery),
        |query| query.patient_id = Some(marked("patient")),
        |query| {
            query.metadata.push(MetadataCondition {
                column: "name".to_owned(),
                comparison: Comparison::Equal,
                value: MetadataValue::Text(marked("metadata")),
            });
        },
        |query| query.text = Some(TextQuery::Literal(MARKER.to_owned())),
    ] {
        assert_eq!(harness.search(change).await, [message.0]);
    }
}

#[tokio::test]
async fn nothing_of_an_encrypted_channel_can_be_read_from_its_files() {
    let harness = Harness::with(encrypted()).await;
    let message = plant(&harness).await;
    assert_whole(&harness, message).await;
    assert_eq!(n_in_files(&harness), 0);
    harness.push_into_indexes().await;
    assert_whole(&harness, message).await;
    assert_eq!(n_in_files(&harness), 0);
    harness.store.close().await.expect("it has room");
    assert_eq!(n_in_files(&harness), 0);
}

#[tokio::test]
async fn the_same_search_finds_the_marker_where_nothing_is_encrypted() {
    let harness = Harness::with(StoragePolicy {
        encrypt: false,
        ..encrypted()
    })
    .await;
    let message = plant(&harness).await;
    assert_whole(&harness, message).await;
    assert!(n_in_files(&harness) > 5, "the test above would notice");
}

#[tokio::test]
async fn keys_are_changed_step_by_step() {
    let harness = Harness::with(encrypted()).await;
    let message = plant(&harness).await;
    for _ in 0..20 {
        harness.deliver(b"MSH|another").await;
    }
    let harness = harness.reopen_with(keyring(&["next", "first"])).await;
    let new = harness.deliver(b"MSH|another").await;
    let mut n_left = u64::MAX;
    while n_left > 0 {
        let left = harness.store.reencrypt(5).await.expect("the keys are there");
        assert!(left < n_left, "{left} of {n_left}");
        n_left = left;
    }
    assert_whole(&harness, message).await;
    // The old key is needed no more.
    let harness = harness.reopen_with(keyring(&["next"])).await;
    assert_whole(&harness, message).await;
    assert_eq!(harness.detail(new).await.raw, "MSH|another");
    assert_eq!(harness.store.reencrypt(5).await.expect("the keys are there"), 0);
}

#[tokio::test]
async fn a_missing_key_is_named() {
    let harness = Harness::with(encrypted()).await;
    let message = plant(&harness).await;
    harness.store.close().await.expect("it has room");
    let store = crate::harness::open(&harness.folder, &keyring(&["other"]));
    let error = store.message(message).await.expect_err("the key is missing");
    assert_eq!(error.kind, StoreErrorKind::MissingKey);
    assert!(error.detail.contains("\"first\""), "{error}");
    assert!(!error.detail.contains(MARKER));
    let error = store.reencrypt(5).await.expect_err("the key is missing");
    assert_eq!(error.kind, StoreErrorKind::MissingKey);
    let error = register(&*store, "demo", &encrypted())
        .await
        .expect_err("the key is missing");
    assert_eq!(error.kind, StoreErrorKind::MissingKey);
}

#[tokio::test]
async fn nothing_is_kept_in_the_clear_for_want_of_a_key() {
    let harness = Harness::with(encrypted()).await;
    harness.store.close().await.expect("it has room");
    let store = crate::harness::open(&harness.folder, &Keyring::default());
    let (admission, admitted) = harness.admission(RAW);
    store.admit(admission);
    let error = admitted
        .await
        .expect("the store calls back")
        .expect_err("the key is missing");
    assert_eq!(error.kind, StoreErrorKind::MissingKey);
}
