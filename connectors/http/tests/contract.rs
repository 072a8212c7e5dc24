//! What every connector promises: acknowledged only after accept, stopped without loss, failures classified, a dead peer
//! told by a check.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use nilecare_connector_http::HttpConnector;
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, CancellationToken, ConnectionState, Connector, Destination, FailureKind,
    Inbox, OutboundMessage, RawMessage, Response, SendError, Source, SourceContext, SourceError, StatusReporter,
    async_trait,
};
use nilecare_types::MessageId;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(30);

async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let done = timeout(PATIENCE, future).await;
    done.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// An engine that stores when the test lets it.
#[derive(Default)]
struct Gated {
    came: watch::Sender<usize>,
    is_open: watch::Sender<bool>,
    is_full: bool,
    contents: Mutex<Vec<Bytes>>,
}

#[async_trait]
impl Inbox for Gated {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        self.contents.lock().unwrap().push(message.content);
        self.came.send_modify(|came| *came += 1);
        if self.is_full {
            return Err(AcceptError {
                kind: AcceptErrorKind::StoreUnavailable,
                detail: "the disk is full".to_owned(),
                reply: None,
            });
        }
        let mut opened = self.is_open.subscribe();
        opened.wait_for(|is_open| *is_open).await.unwrap();
        Ok(Accepted {
            message: MessageId(5),
            reply: Some(Bytes::from_static(b"taken")),
            is_positive: true,
            problem: None,
        })
    }
}

struct Running {
    engine: Arc<Gated>,
    address: String,
    stop: CancellationToken,
    running: JoinHandle<Result<(), SourceError>>,
}

impl Running {
    async fn start(engine: Gated) -> Self {
        let config = json!({ "bind": "127.0.0.1:0", "retry_after": "3s" });
        let mut source: Box<dyn Source> = HttpConnector::default().source(&config).unwrap().unwrap();
        let status = StatusReporter::default();
        source.open(&status).await.unwrap();
        let ConnectionState::Listening { address } = status.state() else {
            panic!("it does not listen")
        };
        let (engine, stop) = (Arc::new(engine), CancellationToken::new());
        let context = SourceContext {
            inbox: Arc::clone(&engine) as Arc<dyn Inbox>,
            stop: stop.clone(),
            status,
        };
        let running = tokio::spawn(async move { source.run(context).await });
        Self {
            engine,
            address,
            stop,
            running,
        }
    }

    async fn post(&self, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        let head = format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body.as_bytes()).await.unwrap();
        stream
    }

    async fn came(&self, n: usize) {
        let mut came = self.engine.came.subscribe();
        within("a message", came.wait_for(|came| *came >= n)).await.unwrap();
    }

    async fn end(self) {
        self.stop.cancel();
        within("the end", self.running).await.unwrap().unwrap();
    }
}

async fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(within("an answer", stream.read_u8()).await.unwrap());
    }
    String::from_utf8(head).unwrap()
}

#[tokio::test]
async fn nothing_is_answered_before_the_message_is_on_disk() {
    let hub = Running::start(Gated::default()).await;
    let mut stream = hub.post("one").await;
    hub.came(1).await;
    // It was handed over, and the engine has not said anything yet.
    let early = stream.try_read(&mut [0]).unwrap_err();
    assert_eq!(early.kind(), std::io::ErrorKind::WouldBlock);
    hub.engine.is_open.send_replace(true);
    assert!(head(&mut stream).await.starts_with("HTTP/1.1 200 "));
    hub.end().await;
}

#[tokio::test]
async fn a_stop_waits_for_what_is_in_hand_and_takes_nothing_new() {
    let hub = Running::start(Gated::default()).await;
    let mut stream = hub.post("one").await;
    let mut idle = TcpStream::connect(&hub.address).await.unwrap();
    hub.came(1).await;
    hub.stop.cancel();
    let read = within("the idle connection ends", idle.read(&mut [0])).await;
    // One that was not accepted yet is reset.
    assert!(read.is_err() || read.is_ok_and(|read| read == 0));
    assert!(!hub.running.is_finished());
    hub.engine.is_open.send_replace(true);
    let head = head(&mut stream).await;
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let address = hub.address.clone();
    hub.end().await;
    assert!(TcpStream::connect(&address).await.is_err());
}

#[tokio::test]
async fn a_full_disk_is_told_and_the_peer_is_asked_to_come_again() {
    let hub = Running::start(Gated {
        is_full: true,
        ..Gated::default()
    })
    .await;
    let mut stream = hub.post("one").await;
    let head = head(&mut stream).await;
    assert!(
        head.starts_with("HTTP/1.1 503 ") && head.contains("retry-after: 3"),
        "{head}"
    );
    hub.came(1).await;
    hub.end().await;
}

#[tokio::test]
async fn two_requests_in_one_packet_are_two_messages_in_order() {
    let engine = Gated::default();
    engine.is_open.send_replace(true);
    let hub = Running::start(engine).await;
    let mut stream = TcpStream::connect(&hub.address).await.unwrap();
    let one = "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\n";
    let both = format!("{one}A{one}B");
    stream.write_all(both.as_bytes()).await.unwrap();
    hub.came(2).await;
    assert_eq!(*hub.engine.contents.lock().unwrap(), ["A", "B"]);
    hub.end().await;
}

fn message(content: &'static str) -> OutboundMessage {
    OutboundMessage {
        channel: "orders".parse().unwrap(),
        destination: "lab".parse().unwrap(),
        message: MessageId(1),
        content: Bytes::from_static(content.as_bytes()),
        parameters: BTreeMap::new(),
        idempotency_key: "K1".into(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}

fn config(address: &str, extra: &Value) -> Value {
    let mut config = json!({ "url": format!("http://{address}/orders"), "timeout": "30s" });
    let extra = extra.as_object().unwrap().clone();
    config.as_object_mut().unwrap().extend(extra);
    config
}

fn sender(address: &str, extra: &Value) -> Box<dyn Destination> {
    let factory = HttpConnector::default().destination(&config(address, extra));
    factory.unwrap().unwrap().open(StatusReporter::default())
}

/// Sends to a receiver that reads a request and writes these bytes.
async fn answered(bytes: &'static [u8]) -> Result<Response, SendError> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let receiver = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"MSG") {
            stream.read_buf(&mut request).await.unwrap();
        }
        stream.write_all(bytes).await.unwrap();
    });
    let mut sender = sender(&address, &json!({}));
    let message = message("MSG");
    let sent = within("the attempt", sender.send(&message)).await;
    within("the receiver", receiver).await.unwrap();
    sent
}

#[tokio::test]
async fn an_attempt_without_a_whole_answer_may_have_arrived() {
    for bytes in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\ncontent-le",
        b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf",
        b"SSH-2.0-x\r\n\r\n",
    ] {
        let error = answered(bytes).await.unwrap_err();
        assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-HTTP-004"), "{error}");
        assert!(error.is_outcome_unknown, "{bytes:?}");
    }
    let taken = answered(b"HTTP/1.1 204 No Content\r\n\r\n").await.unwrap();
    assert_eq!((taken.content, &*taken.facts["http_status"]), (None, "204"));
}

#[tokio::test]
async fn an_attempt_that_reached_nobody_leaves_no_doubt() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let error = sender(&address, &json!({})).send(&message("MSG")).await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-HTTP-004"), "{error}");
    assert!(!error.is_outcome_unknown);
    let no_secret = json!({ "authentication": { "bearer": "file:/nowhere/at/all" } });
    let error = sender(&address, &no_secret).send(&message("MSG")).await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-HTTP-009"), "{error}");
}

async fn check(address: &str, extra: Value) -> Result<String, SendError> {
    let factory = HttpConnector::default().destination(&config(address, &extra));
    within("the check", factory.unwrap().unwrap().check()).await
}

#[tokio::test]
async fn a_check_tells_each_step() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let told = check(&address, json!({})).await.unwrap();
    assert_eq!(told, format!("found 127.0.0.1 (1 addresses), connected to {address}"));
    let receiver = tokio::spawn(async move {
        // The first is that of the check above, the second connects only.
        for _ in 0..2 {
            listener.accept().await.unwrap();
        }
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            stream.read_buf(&mut request).await.unwrap();
        }
        let answer = b"HTTP/1.1 405 Not Allowed\r\ncontent-length: 0\r\n\r\n";
        stream.write_all(answer).await.unwrap();
        String::from_utf8(request).unwrap()
    });
    let told = check(&address, json!({ "check_method": "OPTIONS" })).await.unwrap();
    assert!(told.ends_with(", OPTIONS answered 405"), "{told}");
    let request = within("the receiver", receiver).await.unwrap();
    assert!(request.starts_with("OPTIONS /orders HTTP/1.1\r\n"), "{request}");
    let error = check(&address, json!({})).await.unwrap_err();
    assert_eq!(error.code, "NC-HTTP-004", "{error}");
}
