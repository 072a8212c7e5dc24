//! Which side connects, and who may.

use crate::common::{Authority, Listener, Plain, Running, Sender, acknowledgment, message, until, within};
use nilecare_engine_api::{ConnectionState, FailureKind};
use serde_json::{Value, json};
use tokio::net::TcpListener;

#[tokio::test]
async fn a_listener_connects_to_its_sender_and_again_after_the_connection_ended() {
    let peer = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = peer.local_addr().unwrap().to_string();
    let hub = Running::start(json!({ "mode": "client", "address": address, "reconnect": "20ms" })).await;
    for id in ["A", "B"] {
        let (stream, _) = within("a connection", peer.accept()).await.unwrap();
        let mut sender = Plain::over(stream);
        hub.engine.conclude(id);
        sender.send(&[&message(id)]).await;
        assert_eq!(sender.code().await, format!("AA {id}"));
    }
    drop(peer);
    let is_away = || matches!(hub.status.state(), ConnectionState::Disconnected { .. });
    until("it is told that nobody is there", is_away).await;
    hub.stop().await;
}

fn sender_address(sender: &Sender) -> Option<String> {
    match sender.status.state() {
        ConnectionState::Listening { address } => Some(address),
        _ => None,
    }
}

async fn waiting(config: Value) -> (Sender, String) {
    let sender = Sender::with(config);
    until("it listens", || sender_address(&sender).is_some()).await;
    let address = sender_address(&sender).unwrap();
    (sender, address)
}

/// Takes a message and accepts it.
async fn accept(peer: &mut Plain, id: &str) {
    assert!(peer.read().await.unwrap().contains(&format!("|{id}|")));
    peer.send(&[&String::from_utf8_lossy(&acknowledgment("AA", id))]).await;
}

#[tokio::test]
async fn a_sender_waits_for_its_receiver_and_uses_the_newest_connection() {
    let config = json!({ "mode": "server", "bind": "127.0.0.1:0", "connect_timeout": "300ms" });
    let (mut sender, address) = waiting(config).await;
    let error = sender.send("NOBODY").await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-MLLP-002"));
    assert!(!error.is_outcome_unknown);

    let mut first = Plain::connect(&address).await;
    let (sent, ()) = tokio::join!(sender.send("A"), accept(&mut first, "A"));
    sent.unwrap();
    let (sent, ()) = tokio::join!(sender.send("B"), accept(&mut first, "B"));
    sent.unwrap();
    let mut second = Plain::connect(&address).await;
    // It has to be seen by our side first.
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    let (sent, ()) = tokio::join!(sender.send("C"), accept(&mut second, "C"));
    sent.unwrap();
    assert_eq!(first.read().await, None, "the older connection is closed");
    sender.destination.close().await;
}

#[tokio::test]
async fn the_port_is_free_when_the_sender_is_gone() {
    let (sender, address) = waiting(json!({ "mode": "server", "bind": "127.0.0.1:0" })).await;
    let again = json!({ "mode": "server", "bind": address });
    let second = Sender::with(again);
    let is_told =
        || matches!(second.status.state(), ConnectionState::Disconnected { reason } if reason.contains("NC-MLLP-001"));
    until("it is told that the port is taken", is_told).await;
    drop(sender);
    until("it listens", || sender_address(&second).is_some()).await;
}

#[tokio::test]
async fn both_reversed_modes_work_with_one_another_over_tls() {
    let ca = Authority::new("ca");
    let files = ca.issue("hub", &["localhost"]);
    let server_tls = json!({ "certificate_file": files.certificate, "private_key_file": files.key });
    let (mut sender, address) =
        waiting(json!({ "mode": "server", "bind": "127.0.0.1:0", "server_tls": server_tls })).await;
    let port = address.rsplit_once(':').unwrap().1;
    let hub = Running::start(json!({
        "mode": "client", "address": format!("localhost:{port}"), "client_tls": { "ca_file": ca.file() },
    }))
    .await;
    for id in ["A", "B"] {
        hub.engine.conclude(id);
        sender.send(id).await.unwrap();
    }
    hub.stop().await;
    sender.destination.close().await;
}

#[tokio::test]
async fn peers_beyond_the_limits_are_disconnected() {
    let start = |more: Value| async move {
        let mut config = json!({ "bind": "127.0.0.1:0" });
        config
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        Listener::start_with(config).await.unwrap()
    };
    let strict = start(json!({ "allowed_addresses": ["192.0.2.0/24"] })).await;
    assert_eq!(Plain::connect(&strict.address.to_string()).await.read().await, None);
    strict.stop().await;

    let limited = start(json!({ "max_connections_per_address": 1, "allowed_addresses": ["127.0.0.0/8"] })).await;
    let address = limited.address.to_string();
    let mut first = Plain::connect(&address).await;
    first.send(&[&message("A")]).await;
    assert_eq!(first.code().await, "AA A");
    assert_eq!(Plain::connect(&address).await.read().await, None);
    first.send(&[&message("B")]).await;
    assert_eq!(first.code().await, "AA B");
    drop(first);
    until("the first is gone", || limited.status.n_connections() == 0).await;
    let mut next = Plain::connect(&address).await;
    next.send(&[&message("C")]).await;
    assert_eq!(next.code().await, "AA C");
    limited.stop().await;

    let config = json!({ "mode": "server", "bind": "127.0.0.1:0", "allowed_addresses": ["192.0.2.0/24"] });
    let (_sender, address) = waiting(config).await;
    assert_eq!(Plain::connect(&address).await.read().await, None);
}
