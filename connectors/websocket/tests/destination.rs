//! Messages to peers.

use nilecare_engine_api::{Connector, FailureKind, StatusReporter};
use serde_json::json;

use crate::peer::Peer;
use crate::rig::{destination, factory, listening, outbound, within};

#[tokio::test]
async fn a_message_is_sent_when_the_peer_has_read_it_or_replied() {
    let Some((mut peer, url)) = Peer::serve(&[]).await else {
        return;
    };
    let told = factory(&json!({ "connect": { "url": url } })).check().await.unwrap();
    assert!(told.ends_with("a WebSocket began"), "{told}");
    peer.hear("open").await;
    let mut sender = destination(&json!({ "connect": { "url": url } }));
    // Its answers are nobody's, and the connection stays.
    for text in ["one", "silent", "two"] {
        assert_eq!(sender.send(&outbound(text)).await.unwrap().content, None);
    }
    peer.hear("open").await;
    for text in ["one", "silent", "two"] {
        assert_eq!(peer.hear("text").await, text);
    }
    sender.close().await;
    let mut asking = destination(&json!({ "connect": { "url": url }, "reply": true, "kind": "binary" }));
    let answer = asking.send(&outbound("abc")).await.unwrap();
    assert_eq!(answer.content.unwrap(), "ABC");
    peer.hear("open").await;
    assert_eq!(peer.hear("binary").await, "616263");
}

#[tokio::test]
async fn failures_are_classified_by_the_peers_goodbye() {
    let Some((_peer, url)) = Peer::serve(&[]).await else {
        return;
    };
    let mut sender = destination(&json!({ "connect": { "url": url }, "reply": true, "timeout": "300ms" }));
    for (text, kind, code, is_unknown) in [
        ("close 1009", FailureKind::Reject, "NC-WS-004", false),
        ("close 1003", FailureKind::Reject, "NC-WS-004", false),
        ("close 1008", FailureKind::Stop, "NC-WS-005", false),
        ("close 1013", FailureKind::Retry, "NC-WS-002", false),
        ("close 1011", FailureKind::Retry, "NC-WS-002", true),
        ("silent", FailureKind::Retry, "NC-WS-003", true),
    ] {
        let error = sender.send(&outbound(text)).await.unwrap_err();
        assert_eq!(
            (error.kind, error.code, error.is_outcome_unknown),
            (kind, code, is_unknown),
            "{text}: {error}"
        );
    }
    // A late answer is not taken for that to the next message: the connection was let go of.
    let late = sender.send(&outbound("late")).await.unwrap_err();
    assert_eq!(late.code, "NC-WS-003");
    assert_eq!(sender.send(&outbound("now")).await.unwrap().content.unwrap(), "NOW");
    let error = sender.send(&outbound(&b"\xff"[..])).await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Reject, "NC-WS-004"), "{error}");
}

#[tokio::test]
async fn a_server_that_is_none_or_does_not_let_us_in_is_told() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let config = json!({ "connect": { "url": format!("ws://{address}/"), "connect_timeout": "5s" } });
    let answers = ["401 Unauthorized", "404 Not Found", "503 Service Unavailable"];
    tokio::spawn(async move {
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                tokio::io::AsyncReadExt::read_buf(&mut stream, &mut request)
                    .await
                    .unwrap();
            }
            let answer = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n");
            tokio::io::AsyncWriteExt::write_all(&mut stream, answer.as_bytes())
                .await
                .unwrap();
        }
    });
    for (kind, code) in [
        (FailureKind::Stop, "NC-WS-005"),
        (FailureKind::Stop, "NC-WS-005"),
        (FailureKind::Retry, "NC-WS-002"),
        (FailureKind::Retry, "NC-WS-002"),
    ] {
        let error = within("the check", factory(&config).check()).await.unwrap_err();
        assert_eq!((error.kind, error.code), (kind, code), "{error}");
        assert!(!error.is_outcome_unknown);
    }
    let only = nilecare_connector_net::Outbound::only(vec!["10.0.0.0/8".parse().unwrap()]);
    let limited = nilecare_connector_websocket::WebsocketConnector::limited(only);
    let error = limited
        .destination(&config)
        .unwrap()
        .unwrap()
        .check()
        .await
        .unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-WS-007"), "{error}");
    let no_secret = json!({ "connect": { "url": format!("ws://{address}/"), "token": "file:/nowhere/at/all" } });
    let error = factory(&no_secret).check().await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-WS-006"), "{error}");
}

#[tokio::test]
async fn everybody_who_is_connected_is_told_and_without_anybody_messages_wait() {
    let config = json!({ "listen": { "bind": "127.0.0.1:0", "path": "/alarms" }, "timeout": "500ms" });
    let (factory, status) = (factory(&config), StatusReporter::default());
    let told = factory.check().await.unwrap();
    assert!(told.contains("when the channel is started"), "{told}");
    let mut sender = factory.open(status.clone());
    let mut states = status.watch();
    let listens = |state: &nilecare_engine_api::ConnectionState| {
        matches!(state, nilecare_engine_api::ConnectionState::Listening { .. })
    };
    within("the port", states.wait_for(listens)).await.unwrap();
    let error = sender.send(&outbound("nobody")).await.unwrap_err();
    assert_eq!(
        (error.kind, error.code, error.is_outcome_unknown),
        (FailureKind::Retry, "NC-WS-008", false),
        "{error}"
    );

    let url = format!("ws://{}/alarms", listening(&status));
    let Some(mut first) = Peer::start(&["connect", &url]) else {
        return;
    };
    let mut second = Peer::start(&["connect", &url]).unwrap();
    first.hear("open").await;
    second.hear("open").await;
    let both = async {
        while !factory.check().await.is_ok_and(|told| told.starts_with("2 peers")) {
            tokio::task::yield_now().await;
        }
    };
    within("both peers", both).await;
    let sent = sender.send(&outbound("alarm")).await.unwrap();
    assert_eq!(
        (&*sent.facts["websocket_peers"], &*sent.facts["websocket_told"]),
        ("2", "2")
    );
    assert_eq!(first.hear("text").await, "alarm");
    assert_eq!(second.hear("text").await, "alarm");

    // One that begins and never answers is let go of, and the others are told.
    let mut dead = tokio::net::TcpStream::connect(listening(&status)).await.unwrap();
    let hello = "GET /alarms HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    tokio::io::AsyncWriteExt::write_all(&mut dead, hello.as_bytes())
        .await
        .unwrap();
    let three = async {
        while !factory.check().await.is_ok_and(|told| told.starts_with("3 peers")) {
            tokio::task::yield_now().await;
        }
    };
    within("the third", three).await;
    let sent = sender.send(&outbound("again")).await.unwrap();
    assert_eq!(
        (&*sent.facts["websocket_peers"], &*sent.facts["websocket_told"]),
        ("3", "2")
    );
    assert_eq!(first.hear("text").await, "again");
    assert!(factory.check().await.unwrap().starts_with("2 peers"));
    sender.close().await;
    assert_eq!(first.hear("closed").await, 1000);
    // The port is free again.
    assert!(factory.check().await.unwrap().contains("when the channel is started"));
}
