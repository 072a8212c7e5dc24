//! The HTTP listener: what curl gets, and what it does with peers that do everything wrong. Every message names a patient
//! whose name must not reach any log at any level.

use std::io::Write as _;
use std::net::SocketAddr;

use flate2::Compression;
use flate2::write::GzEncoder;
use nilecare_message_store::Status;
use nilecare_testkit::certificates;
use nilecare_tests::{Listening, MARKER, Verdict, adt, curl, eventually, has, logs, within};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn start(settings: Value, channel: &[(&str, Value)]) -> Listening {
    Listening::start("http", settings, channel).await
}

fn message(id: &str) -> Vec<u8> {
    adt(id, MARKER, 0).to_vec()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("it is in memory")
}

#[tokio::test]
async fn curl_is_answered_by_what_became_of_its_message() {
    if !has("curl") {
        return;
    }
    let listening = start(json!({ "headers": ["X-Trace"] }), &[]).await;
    listening.hub.recorder.judge(|_, message| {
        if message.content.windows(3).any(|id| id == b"BAD") {
            Verdict::Reject
        } else {
            Verdict::Take
        }
    });
    let headers = ["--header", "X-Trace: T1", "--header", "X-Other: O1"];
    let answer = listening
        .post(&format!("/any/path?patient={MARKER}"), &headers, &message("OK1"))
        .await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("x-application/hl7-v2+er7")),
        "{answer:?}"
    );
    assert!(answer.body.contains("MSA|AA|OK1"), "{answer:?}");
    assert_eq!(answer.header("nilecare-message"), Some("1"));

    let bad = listening.post("/", &[], &message("BAD1")).await;
    assert_eq!(bad.status, 500);
    assert!(bad.body.contains("MSA|AE|BAD1"), "{bad:?}");
    let unreadable = listening.post("/", &[], b"no HL7").await;
    assert_eq!(unreadable.status, 400, "{unreadable:?}");

    let stored = listening.stored().await;
    assert_eq!(stored.len(), 3);
    let source = &stored[0].2;
    assert_eq!(source["method"], "POST");
    assert_eq!(
        (&source["path"], &source["query.patient"]),
        (&json!("/any/path"), &json!(MARKER))
    );
    assert_eq!(
        (&source["header.x-trace"], source.get("header.x-other")),
        (&json!("T1"), None)
    );
    assert_eq!(stored[2].1, Status::Error);
    listening.end().await;
}

#[tokio::test]
async fn a_channel_that_replies_nothing_or_json_is_answered_so() {
    if !has("curl") {
        return;
    }
    let never = [
        ("/source/reply", json!({ "when": "never" })),
        ("/source/data_type", json!("json")),
    ];
    let listening = start(json!({}), &never).await;
    let answer = listening.post("/", &[], b"{}").await;
    assert_eq!((answer.status, answer.body.as_str()), (202, ""));
    listening.end().await;

    let script = "if msg.refuse == \"yes\" { reply = reject(\"not wanted\"); } else { reply = \"<taken/>\"; }";
    let own = [
        ("/source/reply", json!({ "when": "postprocessor" })),
        ("/source/data_type", json!("json")),
        ("/postprocessor", json!({ "name": "answer", "script": script })),
    ];
    let options = json!({ "answer": { "status": { "accepted": 201, "failed": 502 } } });
    let listening = start(options, &own).await;
    let answer = listening.post("/", &[], b"{\"refuse\":\"no\"}").await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (201, Some("application/xml")),
        "{answer:?}"
    );
    assert_eq!(answer.body, "<taken/>");
    let refused = listening.post("/", &[], b"{\"refuse\":\"yes\"}").await;
    assert_eq!(
        (refused.status, refused.header("content-type")),
        (422, Some("application/problem+json"))
    );
    assert!(refused.body.contains("not wanted"), "{refused:?}");
    let broken = listening.post("/", &[], b"{").await;
    assert_eq!(
        (broken.status, broken.header("content-type")),
        (400, Some("application/problem+json"))
    );
    listening.end().await;
}

#[tokio::test]
async fn what_is_not_for_the_listener_is_refused_and_not_stored() {
    if !has("curl") {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let secret = format!("file:{}", folder.path().join("secret").display());
    std::fs::write(folder.path().join("secret"), "hunter2").expect("the folder is ours");
    let settings = json!({ "paths": ["/hl7", "/wards/{ward}"], "methods": ["POST"],
        "authentication": { "basic": [{ "name": "lab", "password": secret }], "api_keys": [secret] } });
    let listening = start(settings, &[]).await;
    let user = ["--user", "lab:hunter2"];
    for (path, arguments, status) in [
        ("/other", &user[..], 404),
        ("/hl7/more", &user, 404),
        ("/hl7", &["--request", "DELETE", "--user", "lab:hunter2"], 405),
        ("/hl7", &[], 401),
        ("/hl7", &["--user", "lab:hunter3"], 401),
        ("/hl7", &["--header", "X-Api-Key: hunter"], 401),
        (
            "/hl7",
            &["--user", "lab:hunter2", "--header", "Content-Encoding: br"],
            415,
        ),
    ] {
        let answer = listening.post(path, arguments, &message("NO")).await;
        assert_eq!(answer.status, status, "{path} {arguments:?} {answer:?}");
    }
    assert_eq!(listening.stored().await, []);
    assert_eq!(listening.post("/wards/W%201", &user, &message("YES")).await.status, 200);
    let keyed = listening
        .post("/hl7", &["--header", "X-Api-Key: hunter2"], &message("KEY"))
        .await;
    assert_eq!(keyed.status, 200);
    let stored = listening.stored().await;
    assert_eq!(
        (&stored[0].2["user"], &stored[0].2["path.ward"]),
        (&json!("lab"), &json!("W 1"))
    );
    logs().assert_absent(&["hunter2", "hunter3"]);
    listening.end().await;
}

#[tokio::test]
async fn bodies_are_unpacked_and_bounded() {
    if !has("curl") {
        return;
    }
    let listening = start(json!({ "max_body_size": 2_000_000 }), &[]).await;
    let packed = ["--header", "Content-Encoding: gzip"];
    let taken = listening.post("/", &packed, &gzip(&message("PACKED"))).await;
    assert!(taken.status == 200 && taken.body.contains("MSA|AA|PACKED"), "{taken:?}");
    // A bomb is noticed by its ratio, a large body by its announced and by its real size.
    let bomb = gzip(&vec![0; 1_900_000]);
    assert_eq!(listening.post("/", &packed, &bomb).await.status, 413);
    assert_eq!(listening.post("/", &[], &vec![b'x'; 2_000_001]).await.status, 413);
    let chunked = ["--header", "Transfer-Encoding: chunked"];
    assert_eq!(listening.post("/", &chunked, &vec![b'x'; 2_000_001]).await.status, 413);
    assert_eq!(listening.post("/", &packed, b"not packed").await.status, 400);
    assert_eq!(listening.stored().await.len(), 1);
    assert_eq!(listening.post("/", &chunked, &message("AFTER")).await.status, 200);
    listening.end().await;
}

#[tokio::test]
async fn each_part_is_a_message_where_that_is_wanted() {
    if !has("curl") {
        return;
    }
    let listening = start(json!({ "split_parts": true }), &[]).await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    for id in ["P1", "P2"] {
        std::fs::write(folder.path().join(id), message(id)).expect("the folder is ours");
    }
    let form = |id: &str| {
        format!(
            "{id}=@{};type=x-application/hl7-v2+er7",
            folder.path().join(id).display()
        )
    };
    let answer = curl(
        &["--form", &form("P1"), "--form", &form("P2"), &listening.url("/")],
        None,
    )
    .await;
    assert!(answer.status == 200 && answer.body.contains("MSA|AA|P2"), "{answer:?}");
    let stored = listening.stored().await;
    let ids: Vec<_> = stored.iter().map(|(id, ..)| id.as_deref()).collect();
    assert_eq!(ids, [Some("P1"), Some("P2")]);
    assert_eq!(
        (&stored[1].2["part.name"], &stored[1].2["part.filename"]),
        (&json!("P2"), &json!("P2"))
    );
    listening.end().await;
}

/// Writes bytes and reads until the hub closes the connection.
async fn raw(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    stream.write_all(bytes).await.expect("it is connected");
    rest(&mut stream).await
}

async fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // What came before a reset counts.
    let _ = within("the connection ends", stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn peers_that_are_slow_or_break_off_are_let_go() {
    let settings = json!({ "header_timeout": "100ms", "body_timeout": "100ms" });
    let listening = start(settings, &[]).await;
    let address = listening.address;
    let slow_head = raw(address, b"POST / HTTP/1.1\r\nhost: x\r\nx-slow").await;
    assert!(slow_head.starts_with("HTTP/1.1 408 "), "{slow_head:?}");
    let slow_body = raw(
        address,
        b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nMSH|",
    )
    .await;
    assert!(slow_body.starts_with("HTTP/1.1 408 "), "{slow_body:?}");
    // One that says nothing is closed without a word.
    assert_eq!(raw(address, b"").await, "");
    for garbage in [
        &b"\x16\x03\x01\x02\x00\x01\x00"[..],
        b"GET\r\n\r\n",
        b"\x0bMSH|^~\\&|\x1c\r",
    ] {
        let answer = raw(address, garbage).await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 400 ") || answer.starts_with("HTTP/1.1 408 "),
            "{answer:?}"
        );
    }
    let large_head = [
        b"POST / HTTP/1.1\r\nhost: x\r\nx: ",
        &vec![b'a'; 300_000][..],
        b"\r\n\r\n",
    ]
    .concat();
    let answer = raw(address, &large_head).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431 "), "{answer:?}");
    // Half a body, and gone.
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    stream
        .write_all(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nMSH|")
        .await
        .expect("it is connected");
    drop(stream);
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let chunked = b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\nMSH|";
    stream.write_all(chunked).await.expect("it is connected");
    let answer = rest(&mut stream).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer:?}");
    assert_eq!(listening.stored().await, []);
    listening.end().await;
}

#[tokio::test]
async fn requests_beyond_the_bound_are_asked_to_come_again() {
    if !has("curl") {
        return;
    }
    let settings = json!({ "max_requests": 1, "retry_after": "7s", "max_connections_per_address": 2 });
    let listening = start(settings, &[]).await;
    let mut slow = TcpStream::connect(listening.address).await.expect("it listens");
    let body = message("SLOW");
    let head = format!(
        "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    slow.write_all(head.as_bytes()).await.expect("it is connected");
    let mut busy = None;
    eventually("the first request is in hand", async || {
        let answer = listening.post("/", &[], &message("BUSY")).await;
        let is_busy = answer.status == 503;
        busy = is_busy.then_some(answer);
        is_busy
    })
    .await;
    assert_eq!(busy.expect("it was busy").header("retry-after"), Some("7"));
    let other = TcpStream::connect(listening.address).await.expect("it listens");
    // The third connection is closed at once.
    assert_eq!(raw(listening.address, b"").await, "");
    drop(other);
    slow.write_all(&body).await.expect("it is connected");
    let answer = rest(&mut slow).await;
    assert!(
        answer.starts_with("HTTP/1.1 200 ") && answer.contains("MSA|AA|SLOW"),
        "{answer:?}"
    );
    listening.end().await;
}

#[tokio::test]
async fn a_stop_lets_what_is_in_hand_be_answered() {
    let listening = start(json!({}), &[]).await;
    let body = message("LAST");
    let mut stream = TcpStream::connect(listening.address).await.expect("it listens");
    let head = format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n", body.len());
    stream
        .write_all(&[head.as_bytes(), &body].concat())
        .await
        .expect("it is connected");
    eventually("it is stored", async || {
        !listening.hub.messages("listener").await.is_empty()
    })
    .await;
    listening
        .hub
        .change("listener", nilecare_engine_runtime::ChannelState::Stopped)
        .await;
    let answer = rest(&mut stream).await;
    assert!(
        answer.starts_with("HTTP/1.1 200 ") && answer.contains("MSA|AA|LAST"),
        "{answer:?}"
    );
    assert!(TcpStream::connect(listening.address).await.is_err(), "the port is free");
    listening.end().await;
}

#[tokio::test]
async fn curl_shows_a_certificate() {
    let Some(folder) = certificates().filter(|_| has("curl")) else {
        return;
    };
    let file = |name: &str| folder.path().join(name).display().to_string();
    let tls = json!({ "certificate_file": file("hub.pem"), "private_key_file": file("hub.key"),
        "client_certificates": "required", "client_ca_file": file("ca.pem"), "min_version": "1.3" });
    let listening = start(json!({ "tls": tls }), &[]).await;
    let url = format!("https://localhost:{}/", listening.address.port());
    let (ca, certificate, key) = (file("ca.pem"), file("peer.pem"), file("peer.key"));
    let trusting = ["--cacert", &ca, &url];
    let shown = [&["--cert", &certificate, "--key", &key][..], &trusting].concat();
    let answer = curl(&shown, Some(&message("TLS"))).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(curl(&trusting, Some(&message("NONE"))).await.status, 0);
    let stored = listening.stored().await;
    assert_eq!((stored.len(), &stored[0].2["tls_version"]), (1, &json!("1.3")));
    assert!(stored[0].2["client_certificate_subject"].is_string());
    listening.end().await;
}
