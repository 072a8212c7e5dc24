//! What is kept beside a message.

use bytes::Bytes;
use nilecare_message_store::*;
use nilecare_types::MessageId;

use crate::harness::Harness;

fn attachment(name: Option<&str>, content: &[u8]) -> NewAttachment {
    NewAttachment {
        mime_type: "application/pdf".to_owned(),
        name: name.map(str::to_owned),
        content: Bytes::copy_from_slice(content),
    }
}

#[tokio::test]
async fn attachments_are_there_when_their_message_is() {
    let harness = Harness::new().await;
    let large = vec![7; 300_000];
    let message = harness
        .admit_as(b"raw", |admission| {
            admission.attachments = vec![attachment(Some("report.pdf"), b"%PDF"), attachment(None, &large)];
        })
        .await;
    harness.admit(b"without").await;
    let harness = harness.reopen().await;
    let listed = harness.store.attachments(message).await.expect("it can read");
    let listed: Vec<_> = listed
        .iter()
        .map(|one| (one.number, one.name.as_deref(), one.n_bytes))
        .collect();
    assert_eq!(listed, [(0, Some("report.pdf"), 4), (1, None, 300_000)]);
    let one = async |number, max_bytes| harness.store.attachment(message, number, max_bytes).await;
    let found = one(0, 4).await.expect("it can read").expect("it is there");
    assert_eq!(
        (found.mime_type.as_str(), &found.content[..]),
        ("application/pdf", &b"%PDF"[..])
    );
    assert_eq!(
        one(1, 300_000)
            .await
            .expect("it can read")
            .expect("it is there")
            .content,
        large
    );
    assert_eq!(
        one(1, 299_999).await.expect_err("it is larger").kind,
        StoreErrorKind::Invalid
    );
    assert!(one(2, 10).await.expect("it can read").is_none());
    assert_eq!(
        harness.search(|query| query.has_attachment = Some(true)).await,
        [message.0]
    );
    assert_eq!(
        harness.search(|query| query.has_attachment = Some(false)).await,
        [message.0 + 1]
    );
    let page = harness.store.search(MessageQuery::all(10)).await.expect("it can read");
    assert_eq!(
        page.messages
            .iter()
            .map(|found| found.has_attachments)
            .collect::<Vec<_>>(),
        [false, true]
    );
}

#[tokio::test]
async fn they_go_with_the_contents() {
    let harness = Harness::new().await;
    let message = harness
        .admit_as(b"raw", |admission| {
            admission.attachments.push(attachment(None, b"%PDF"))
        })
        .await;
    harness.record(message, b"raw", Status::Filtered).await;
    let order = PruneOrder {
        channel: harness.keys.channel,
        before: crate::harness::second(1),
        what: PruneWhat::Contents,
        include_errors: false,
        after: MessageId(0),
        limit: 10,
    };
    assert_eq!(harness.store.prune(&order).await.expect("it has room").n, 1);
    assert!(
        harness
            .store
            .attachments(message)
            .await
            .expect("it can read")
            .is_empty()
    );
}
