//! Messages of peers.

use nilecare_engine_api::ConnectionState;
use serde_json::json;

use crate::peer::Peer;
use crate::rig::{Kept, Running, within};

#[tokio::test]
async fn a_message_is_answered_after_it_is_on_disk_in_its_own_kind_and_order() {
    let running = Running::start(
        &json!({ "listen": { "bind": "127.0.0.1:0", "path": "/stream" } }),
        Kept::default(),
    )
    .await;
    let Some(mut peer) = Peer::start(&["connect", &running.url("/stream")]) else {
        return;
    };
    peer.hear("open").await;
    for line in ["one", "0x00ff", "quiet", "two"] {
        peer.say(line).await;
    }
    running.kept.came(1).await;
    running.kept.is_open.send_replace(true);
    assert_eq!(peer.hear("text").await, "taken one");
    assert_eq!(peer.hear("binary").await, "74616b656e2000ff");
    assert_eq!(peer.hear("text").await, "taken two");
    assert_eq!(running.kept.facts("websocket.kind"), ["text", "binary", "text", "text"]);
    assert_eq!(running.kept.facts("websocket.path")[0], "/stream");
    // What is not stored is told by the end of the connection.
    peer.say("full").await;
    assert_eq!(peer.hear("closed").await, 1013);
    running.end().await;
}

#[tokio::test]
async fn a_stop_finishes_what_is_in_hand() {
    let running = Running::start(&json!({ "listen": { "bind": "127.0.0.1:0" } }), Kept::default()).await;
    let Some(mut peer) = Peer::start(&["connect", &running.url("/")]) else {
        return;
    };
    peer.hear("open").await;
    peer.say("one").await;
    running.kept.came(1).await;
    running.stop.cancel();
    running.kept.is_open.send_replace(true);
    assert_eq!(peer.hear("text").await, "taken one");
    assert_eq!(peer.hear("closed").await, 1001);
    running.end().await;
}

#[tokio::test]
async fn a_message_that_is_too_large_ends_its_connection() {
    let config = json!({ "listen": { "bind": "127.0.0.1:0" }, "max_message_size": 10 });
    let running = Running::start(&config, Kept::open()).await;
    let Some(mut peer) = Peer::start(&["connect", &running.url("/")]) else {
        return;
    };
    peer.hear("open").await;
    peer.say("0123456789").await;
    assert_eq!(peer.hear("text").await, "taken 0123456789");
    peer.say("0123456789a").await;
    assert_eq!(peer.hear("closed").await, 1009);
    assert_eq!(running.end().await.contents(), ["0123456789"]);
}

#[tokio::test]
async fn only_whom_the_settings_name_is_let_in() {
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    std::fs::write(&token, "right").unwrap();
    let listen = json!({ "bind": "127.0.0.1:0", "path": "/stream", "tokens": [format!("file:{}", token.display())],
        "token_parameter": "token", "origins": ["https://ward.example.org"] });
    let running = Running::start(&json!({ "listen": listen, "subprotocol": "vitals.v1" }), Kept::open()).await;
    let (url, elsewhere) = (running.url("/stream"), running.url("/other"));
    let by_query = format!("{url}?token=right");
    let with = ["--subprotocol", "vitals.v1"];
    for (arguments, told) in [
        (vec![elsewhere.as_str(), "--token", "right"], 404),
        (vec![url.as_str()], 401),
        (vec![url.as_str(), "--token", "wrong"], 401),
        (vec![by_query.as_str(), "--origin", "https://evil.example.org"], 403),
    ] {
        let arguments = [vec!["connect"], arguments, with.to_vec()].concat();
        let Some(mut peer) = Peer::start(&arguments) else {
            return;
        };
        assert_eq!(peer.hear("refused").await, told, "{arguments:?}");
    }
    let mut without = Peer::start(&["connect", &url, "--token", "right"]).unwrap();
    assert_eq!(without.hear("refused").await, 400);
    let page = [
        &["connect", &by_query, "--origin", "https://ward.example.org"][..],
        &with,
    ]
    .concat();
    for arguments in [[&["connect", &url, "--token", "right"][..], &with].concat(), page] {
        let mut peer = Peer::start(&arguments).unwrap();
        assert_eq!(peer.hear("open").await, "vitals.v1");
        peer.say("x").await;
        assert_eq!(peer.hear("text").await, "taken x");
        peer.finish();
        peer.hear("closed").await;
    }
    running.end().await;
}

#[tokio::test]
async fn a_peer_that_is_silent_is_disconnected_and_one_that_lives_is_not() {
    let config = json!({ "listen": { "bind": "127.0.0.1:0" }, "ping_interval": "100ms", "pong_timeout": "200ms" });
    let running = Running::start(&config, Kept::open()).await;
    let Some(mut alive) = Peer::start(&["connect", &running.url("/")]) else {
        running.end().await;
        return;
    };
    alive.hear("open").await;
    // Somebody who begins and then never reads.
    let mut dead = tokio::net::TcpStream::connect(running.url("").trim_start_matches("ws://"))
        .await
        .unwrap();
    let hello = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    tokio::io::AsyncWriteExt::write_all(&mut dead, hello.as_bytes())
        .await
        .unwrap();
    let mut heard = Vec::new();
    within("its end", tokio::io::AsyncReadExt::read_to_end(&mut dead, &mut heard))
        .await
        .unwrap();
    assert!(heard.starts_with(b"HTTP/1.1 101 "));
    alive.say("x").await;
    assert_eq!(alive.hear("text").await, "taken x");
    running.end().await;
}

#[tokio::test]
async fn a_server_is_connected_to_and_again_when_it_ends_the_connection() {
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    std::fs::write(&token, "right").unwrap();
    let Some((mut peer, url)) = Peer::serve(&["--subprotocol", "vitals.v1"]).await else {
        return;
    };
    let connect = json!({ "url": url, "token": format!("file:{}", token.display()), "reconnect": "1s" });
    let running = Running::start(&json!({ "connect": connect, "subprotocol": "vitals.v1" }), Kept::open()).await;
    assert_eq!(peer.hear("open").await, "Bearer right");
    let mut states = running.status.watch();
    let is_connected = |state: &ConnectionState| matches!(state, ConnectionState::Connected { .. });
    within("the connection", states.wait_for(is_connected)).await.unwrap();
    running.end().await;
    drop(peer);

    // Nobody is there: it is told, and tried again.
    let connect = json!({ "url": url, "connect_timeout": "1s" });
    let running = Running::start(&json!({ "connect": connect }), Kept::open()).await;
    let mut states = running.status.watch();
    let is_away = |state: &ConnectionState| matches!(state, ConnectionState::Disconnected { reason } if reason.starts_with("NC-WS-002"));
    within("the failure", states.wait_for(is_away)).await.unwrap();
    running.end().await;
}

#[tokio::test]
async fn the_two_ends_of_the_connector_understand_one_another() {
    let folder = nilecare_testkit::certificates();
    let Some(folder) = folder else {
        return;
    };
    let path = |name: &str| folder.path().join(name).display().to_string();
    let tls = json!({ "certificate_file": path("hub.pem"), "private_key_file": path("hub.key") });
    let running = Running::start(
        &json!({ "listen": { "bind": "127.0.0.1:0", "tls": tls } }),
        Kept::open(),
    )
    .await;
    let port = crate::rig::listening(&running.status)
        .rsplit(':')
        .next()
        .unwrap()
        .to_owned();
    let connect = json!({ "url": format!("wss://localhost:{port}/"), "tls": { "ca_file": path("ca.pem") } });
    let config = json!({ "connect": connect, "reply": true });
    let told = crate::rig::factory(&config).check().await.unwrap();
    assert!(told.contains("over TLS"), "{told}");
    let mut sender = crate::rig::destination(&config);
    for number in 0..20 {
        let answer = sender.send(&crate::rig::outbound(number.to_string())).await.unwrap();
        assert_eq!(answer.content.unwrap(), format!("taken {number}"));
    }
    sender.close().await;
    let untrusted =
        json!({ "connect": { "url": format!("wss://localhost:{port}/"), "tls": { "ca_file": path("peer.pem") } } });
    let error = crate::rig::factory(&untrusted).check().await.unwrap_err();
    assert_eq!(error.code, "NC-WS-006", "{error}");
    assert!(running.end().await.facts("tls_version")[0].starts_with("1."));
}
