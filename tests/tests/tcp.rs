//! Messages of any kind over TCP: Python's sockets at both ends, and senders that break off.

use std::process::Stdio;
use std::time::Duration;

use nilecare_message_store::Status;
use nilecare_tests::{
    ChannelFile, DestinationFile, Hub, HubOptions, Listening, MARKER, eventually, free_port, has, logs,
};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::Command;

/// Tells its port, and answers each message, which follows its length in 4 bytes, in capital letters.
const RECEIVER: &str = r#"
import socketserver, struct
class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        while head := self.rfile.read(4):
            text = self.rfile.read(struct.unpack(">I", head)[0]).upper()
            self.wfile.write(struct.pack(">I", len(text)) + text)
with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
    print(server.server_address[1], flush=True)
    server.serve_forever()
"#;

/// Sends two messages between STX and ETX in pieces, and prints the replies.
const SENDER: &str = r#"
import socket, sys, time
peer = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10)
for text in (b"one", b"two\x02"):
    for byte in b"\x02" + text + b"\x03":
        peer.sendall(bytes([byte]))
    reply = b""
    while not reply.endswith(b"\x03"):
        reply += peer.recv(100)
    print(reply.hex())
"#;

fn stx() -> Value {
    json!({ "delimited": { "start": "02", "end": "03" } })
}

async fn listening(settings: Value) -> Listening {
    let reply = json!({ "when": "on_receipt" });
    Listening::start(
        "tcp",
        settings,
        &[("/source/data_type", json!("raw")), ("/source/reply", reply)],
    )
    .await
}

async fn n_stored(listening: &Listening) -> usize {
    listening.hub.messages("listener").await.len()
}

#[tokio::test]
async fn python_at_both_ends_of_a_channel() {
    if !has("python3") {
        return;
    }
    logs();
    let mut receiver = Command::new("python3");
    receiver
        .args(["-c", RECEIVER])
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    let mut receiver = receiver.spawn().expect("python3 is installed");
    let mut lines = BufReader::new(receiver.stdout.take().expect("it was asked for")).lines();
    let port = lines.next_line().await.expect("it is read").expect("it tells its port");
    let hub = Hub::start(HubOptions::default()).expect("the folder is new");
    let source = json!({ "type": "tcp", "bind": "127.0.0.1:0", "framing": stx() });
    let analyser = json!({ "type": "tcp", "address": format!("127.0.0.1:{port}"), "framing": { "length": { "bytes": 4 } },
        "reply": { "timeout": "10s" } });
    let channel = ChannelFile::new("both", source)
        .with("/source/data_type", json!("raw"))
        .with("/source/reply", json!({ "when": { "destination": "analyser" } }))
        .to(DestinationFile::new("analyser", analyser));
    let address = hub.listen(&channel).await;
    let sender = Command::new("python3")
        .args(["-c", SENDER, &address.port().to_string()])
        .output();
    let told = sender.await.expect("python3 is installed");
    let expected = format!("02{}03\n02{}03\n", "4f4e45", "54574f02");
    assert_eq!(
        String::from_utf8_lossy(&told.stdout),
        expected,
        "{}",
        String::from_utf8_lossy(&told.stderr)
    );
    hub.settled("both").await;
    let statuses: Vec<_> = hub
        .messages("both")
        .await
        .iter()
        .map(|message| message.connectors[1].summary.status)
        .collect();
    assert_eq!(statuses, [Status::Sent, Status::Sent]);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn what_is_cut_off_or_too_large_is_kept_in_error_and_the_next_one_is_taken() {
    let listening = listening(json!({ "framing": stx(), "max_message_size": 100 })).await;
    let mut sender = TcpStream::connect(listening.address).await.expect("it listens");
    let large = format!("noise\x02{MARKER}{}\x03\x02fine\x03\x02{MARKER}", "x".repeat(200));
    sender.write_all(large.as_bytes()).await.expect("it reads");
    sender.shutdown().await.expect("it is open");
    let mut rest = Vec::new();
    sender.read_to_end(&mut rest).await.expect("it closes");
    eventually("three messages", async || n_stored(&listening).await == 3).await;
    listening.hub.settled("listener").await;
    let statuses: Vec<_> = listening
        .stored()
        .await
        .into_iter()
        .map(|(_, status, _)| status)
        .collect();
    assert_eq!(statuses, [Status::Error, Status::Transformed, Status::Error]);
    assert_eq!(listening.hub.recorder.n_receipts("lab"), 1);
    listening.end().await;
}

#[tokio::test]
async fn a_sender_that_drips_is_disconnected_and_what_it_sent_is_kept() {
    let listening = listening(json!({ "framing": stx(), "frame_timeout": "200ms" })).await;
    let mut sender = TcpStream::connect(listening.address).await.expect("it listens");
    sender.write_all(b"\x02half").await.expect("it reads");
    let mut rest = Vec::new();
    sender.read_to_end(&mut rest).await.expect("it is closed");
    eventually("the message", async || n_stored(&listening).await == 1).await;
    listening.hub.settled("listener").await;
    assert_eq!(listening.statuses().await[0].1, Status::Error);
    listening.end().await;
}

#[tokio::test]
async fn an_http_client_is_told_apart_from_a_length() {
    let listening = listening(json!({ "framing": { "length": { "bytes": 4, "form": "digits" } } })).await;
    let mut sender = TcpStream::connect(listening.address).await.expect("it listens");
    sender
        .write_all(b"GET / HTTP/1.1\r\n\r\n0003one")
        .await
        .expect("it reads");
    let mut rest = Vec::new();
    let _ = sender.read_to_end(&mut rest).await;
    eventually("what came is kept", async || n_stored(&listening).await == 1).await;
    listening.hub.settled("listener").await;
    assert_eq!(listening.statuses().await[0].1, Status::Error);
    listening.end().await;
}

#[tokio::test]
async fn a_message_that_its_receiver_would_misread_is_refused_and_one_for_a_dead_receiver_waits() {
    logs();
    let hub = Hub::start(HubOptions::default()).expect("the folder is new");
    let port = free_port();
    let printer = json!({ "type": "tcp", "address": format!("127.0.0.1:{port}"), "framing": stx() });
    let retry = json!({ "mode": "always", "retry": { "interval": "50ms", "max_interval": "50ms" } });
    let channel = ChannelFile::fed("sender")
        .with("/source/data_type", json!("raw"))
        .to(DestinationFile::new("lab", printer).with("/queue", retry));
    hub.deploy(&channel).await;
    for text in [format!("{MARKER}\x03"), MARKER.to_owned()] {
        hub.feed.accept("sender", text.into()).await.expect("it is stored");
    }
    let statuses = async || {
        hub.store().flush().await.expect("there is room");
        let messages = hub.messages("sender").await;
        messages
            .iter()
            .map(|message| message.connectors[1].summary.status)
            .collect::<Vec<_>>()
    };
    eventually("the first is refused", async || {
        statuses().await.first() == Some(&Status::Error)
    })
    .await;
    let messages = hub.messages("sender").await;
    let problem = messages[0].connectors[1].summary.error.clone().unwrap_or_default();
    assert!(problem.contains("NC-TCP-006"), "{problem}");
    assert_eq!(statuses().await[1], Status::Queued);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port))
        .await
        .expect("it is free");
    let (mut stream, _) = tokio::time::timeout(Duration::from_secs(20), listener.accept())
        .await
        .expect("it is tried")
        .expect("it connects");
    let mut content = vec![0; MARKER.len() + 2];
    stream.read_exact(&mut content).await.expect("it is sent");
    assert_eq!(content, format!("\x02{MARKER}\x03").into_bytes());
    hub.settled("sender").await;
    hub.close().await.expect("it can be closed");
    logs().assert_absent(&[MARKER]);
}
