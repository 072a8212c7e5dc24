//! Two replies to a message (HL7 v2.5.1 §2.9.3), on the listener's side and on the sender's.

use crate::common::{Plain, Running, Sender, acknowledgment, enhanced, message, until, within};
use nilecare_engine_api::FailureKind;
use nilecare_testkit::LogCapture;
use serde_json::{Value, json};
use tokio::net::TcpListener;

async fn listener(settings: Value) -> (Running, Plain) {
    let mut config = json!({ "bind": "127.0.0.1:0" });
    config
        .as_object_mut()
        .unwrap()
        .extend(settings.as_object().unwrap().clone());
    let running = Running::start(config).await;
    let client = Plain::connect(&running.address()).await;
    (running, client)
}

#[tokio::test]
async fn a_commit_comes_before_the_application_reply_and_each_in_order() {
    let (hub, mut client) = listener(json!({})).await;
    client.send(&[&enhanced("A"), &enhanced("B"), &message("C")]).await;
    // The commit of B comes although nothing is known of A yet.
    assert_eq!(client.code().await, "CA A");
    assert_eq!(client.code().await, "CA B");
    until("C is stored", || hub.engine.stored.lock().unwrap().len() == 3).await;
    // The last is ready first, and still comes last.
    for id in ["C", "B", "A"] {
        hub.engine.conclude(id);
    }
    for expected in ["AA A", "AA B", "AA C"] {
        assert_eq!(client.code().await, expected);
    }
    assert_eq!(*hub.engine.stored.lock().unwrap(), ["A", "B", "C"]);
    hub.stop().await;
}

#[tokio::test]
async fn a_commit_and_a_reply_that_are_ready_together_come_in_order() {
    let (hub, mut client) = listener(json!({})).await;
    for n in 0..50 {
        let id = format!("M{n}");
        hub.engine.conclude(&id);
        client.send(&[&enhanced(&id)]).await;
        assert_eq!(client.code().await, format!("CA {id}"));
        assert_eq!(client.code().await, format!("AA {id}"));
    }
    hub.stop().await;
}

#[tokio::test]
async fn a_connection_has_a_bound_on_messages_without_their_last_reply() {
    let (hub, mut client) = listener(json!({ "max_in_flight": 2 })).await;
    client.send(&[&enhanced("A"), &enhanced("B"), &enhanced("C")]).await;
    assert_eq!(client.code().await, "CA A");
    assert_eq!(client.code().await, "CA B");
    hub.engine.conclude("B");
    // C waits as long as A does, for B's reply cannot be sent before.
    assert_eq!(*hub.engine.stored.lock().unwrap(), ["A", "B"]);
    hub.engine.conclude("A");
    assert_eq!(client.code().await, "AA A");
    hub.engine.conclude("C");
    let rest = [client.code().await, client.code().await, client.code().await];
    assert!(rest.contains(&"CA C".to_owned()) && rest[2] == "AA C", "{rest:?}");
    hub.stop().await;
}

#[tokio::test]
async fn a_refusal_before_storing_is_the_only_reply() {
    let (hub, mut client) = listener(json!({})).await;
    client.send(&[&enhanced("FULL1"), &enhanced("A")]).await;
    assert_eq!(client.code().await, "AE FULL1");
    assert_eq!(client.code().await, "CA A");
    hub.engine.conclude("A");
    assert_eq!(client.code().await, "AA A");
    hub.stop().await;
}

#[tokio::test]
async fn what_is_in_hand_is_answered_when_the_sender_or_the_channel_ends() {
    let (hub, mut client) = listener(json!({ "idle_timeout": "50ms" })).await;
    client.send(&[&enhanced("A"), &enhanced("B")]).await;
    client.finish().await;
    assert_eq!(client.code().await, "CA A");
    assert_eq!(client.code().await, "CA B");
    hub.engine.conclude("A");
    hub.engine.conclude("B");
    assert_eq!(client.code().await, "AA A");
    assert_eq!(client.code().await, "AA B");
    assert_eq!(client.read().await, None);

    let mut client = Plain::connect(&hub.address()).await;
    client.send(&[&enhanced("C")]).await;
    assert_eq!(client.code().await, "CA C");
    // Longer than the idle time-out: a connection with a reply to come is not idle.
    tokio::time::sleep(std::time::Duration::from_millis(120)).await;
    let engine = std::sync::Arc::clone(&hub.engine);
    let stopping = tokio::spawn(hub.stop());
    engine.conclude("C");
    assert_eq!(client.code().await, "AA C");
    within("stopping", stopping).await.unwrap();
}

/// A receiver that answers each message with what stands for its control id, all over one connection.
async fn receiver(answers: Vec<Vec<String>>) -> (String, tokio::task::JoinHandle<Plain>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let serving = tokio::spawn(async move {
        let mut peer = Plain::over(listener.accept().await.unwrap().0);
        for answers in answers {
            peer.read().await.expect("a message comes over the same connection");
            let answers: Vec<_> = answers.iter().map(String::as_str).collect();
            peer.send(&answers).await;
        }
        peer
    });
    (address, serving)
}

fn answer(code: &str, id: &str) -> String {
    String::from_utf8(acknowledgment(code, id).to_vec()).unwrap()
}

#[tokio::test]
async fn a_late_application_reply_is_taken_and_the_connection_kept() {
    let logs = LogCapture::for_this_process().expect("nothing else in this process takes the log");
    let late = answer("AE", "A").replace("AE|A", "AE|A|EVERYMAN is unknown");
    let (address, serving) = receiver(vec![
        vec![answer("CA", "A")],
        vec![late, answer("CA", "B")],
        vec![answer("AA", "B"), answer("CA", "C")],
    ])
    .await;
    let mut sender = Sender::with(json!({ "address": address, "reply_timeout": "5s" }));
    for id in ["A", "B", "C"] {
        let reply = sender.send_content(enhanced(id)).await.unwrap().content.unwrap();
        assert!(String::from_utf8_lossy(&reply).contains(&format!("MSA|CA|{id}")));
    }
    let mut peer = within("all over one connection", serving).await.unwrap();
    // Between two messages, too.
    peer.send(&[&answer("AA", "C")]).await;
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    let sending = tokio::spawn(async move { sender.send_content(enhanced("D")).await });
    assert!(peer.read().await.expect("the connection is the same").contains("|D|"));
    peer.send(&[&answer("CA", "D")]).await;
    within("sending", sending).await.unwrap().unwrap();
    assert!(logs.contains("reports later that it failed there"));
    assert!(!logs.contains("EVERYMAN"));
}

#[tokio::test]
async fn the_application_reply_is_waited_for_when_it_shall_decide() {
    let (address, _serving) = receiver(vec![
        vec![answer("CA", "A"), answer("AA", "A")],
        vec![answer("CA", "B"), answer("AE", "B")],
        vec![answer("CA", "C")],
    ])
    .await;
    let config = json!({ "address": address, "reply_timeout": "300ms", "enhanced": "application" });
    let mut sender = Sender::with(config);
    let reply = sender.send_content(enhanced("A")).await.unwrap().content.unwrap();
    assert!(String::from_utf8_lossy(&reply).contains("MSA|AA|A"));
    let error = sender.send_content(enhanced("B")).await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Reject, "NC-MLLP-004"));
    let error = sender.send_content(enhanced("C")).await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-MLLP-003"));
    assert!(error.is_outcome_unknown && error.detail.contains("has the message (CA)"));
}

#[tokio::test]
async fn a_commit_decides_when_no_application_reply_is_asked_for_on_success() {
    let (address, _serving) = receiver(vec![vec![answer("CA", "A")]]).await;
    let mut sender = Sender::with(json!({ "address": address, "enhanced": "application" }));
    let content = enhanced("A").replace("AL|AL", "AL|ER");
    assert!(sender.send_content(content).await.is_ok());
}
