//! MLLP release 2: commit blocks, on both sides.

use crate::common::{ACK, NAK, Plain, Running, Sender, enhanced, message, within};
use nilecare_engine_api::FailureKind;
use serde_json::json;
use tokio::net::TcpListener;

#[tokio::test]
async fn a_message_is_committed_when_it_is_on_disk_and_before_any_reply() {
    let hub = Running::start(json!({ "bind": "127.0.0.1:0", "release": 2 })).await;
    let mut client = Plain::connect(&hub.address()).await;
    client.send(&[&message("A")]).await;
    // Nothing is known of its processing yet.
    assert_eq!(client.read().await.unwrap(), ACK);
    hub.engine.conclude("A");
    assert_eq!(client.code().await, "AA A");
    // What the sender says of the reply is no message.
    client.send(&[ACK, &enhanced("B")]).await;
    assert_eq!(client.read().await.unwrap(), ACK);
    assert_eq!(client.code().await, "CA B");
    hub.engine.conclude("B");
    assert_eq!(client.code().await, "AA B");
    assert_eq!(*hub.engine.stored.lock().unwrap(), ["A", "B"]);
    hub.stop().await;
}

#[tokio::test]
async fn a_message_that_is_not_stored_whole_is_refused_and_the_connection_goes_on() {
    let config = json!({ "bind": "127.0.0.1:0", "release": 2, "max_message_size": 1024 });
    let hub = Running::start(config).await;
    let mut client = Plain::connect(&hub.address()).await;
    let large = message("LARGE").replace("42", &"4".repeat(2000));
    hub.engine.conclude("LARGE");
    client.send(&[&message("FULL1"), &large, &message("A")]).await;
    assert_eq!(client.read().await.unwrap(), NAK);
    assert_eq!(client.read().await.unwrap(), NAK);
    assert_eq!(client.read().await.unwrap(), ACK);
    hub.engine.conclude("A");
    assert_eq!(client.code().await, "AA A");
    hub.stop().await;
}

#[tokio::test]
async fn our_sender_and_our_listener_understand_one_another() {
    let hub = Running::start(json!({ "bind": "127.0.0.1:0", "release": 2 })).await;
    let mut sender = Sender::with(json!({ "address": hub.address(), "release": 2, "reply_timeout": "5s" }));
    for id in ["A", "B", "C"] {
        hub.engine.conclude(id);
        let reply = sender.send(id).await.unwrap().content.unwrap();
        assert!(String::from_utf8_lossy(&reply).contains(&format!("MSA|AA|{id}")));
    }
    let error = sender.send("FULL1").await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-MLLP-008"));
    assert!(!error.is_outcome_unknown);
    hub.engine.conclude("D");
    assert!(sender.send("D").await.is_ok());
    assert_eq!(*hub.engine.stored.lock().unwrap(), ["A", "B", "C", "D"]);
    sender.destination.close().await;
    hub.stop().await;
}

#[tokio::test]
async fn a_sender_waits_for_the_commit_block_and_commits_the_reply() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let serving = tokio::spawn(async move {
        let mut peer = Plain::over(listener.accept().await.unwrap().0);
        peer.read().await.unwrap();
        peer.send(&[ACK, &String::from_utf8_lossy(&crate::common::acknowledgment("AA", "A"))])
            .await;
        assert_eq!(peer.read().await.unwrap(), ACK);
        // No commit block for the second one.
        assert!(peer.read().await.unwrap().contains("|B|"));
        assert_eq!(peer.read().await, None);
        // A message that asks for no HL7 reply is sent when it is committed.
        let mut peer = Plain::over(listener.accept().await.unwrap().0);
        peer.read().await.unwrap();
        peer.send(&[ACK]).await;
        peer
    });
    let mut sender = Sender::with(json!({ "address": address, "release": 2, "reply_timeout": "300ms" }));
    sender.send("A").await.unwrap();
    let error = sender.send("B").await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-MLLP-003"));
    assert!(error.is_outcome_unknown);
    let silent = enhanced("C").replace("AL|AL", "NE|NE");
    assert_eq!(sender.send_content(silent).await.unwrap().content, None);
    within("the peer", serving).await.unwrap();
}
