//! The connector against a device of `pyserial`, over joined pseudo terminals.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use nilecare_connector_serial::SerialConnector;
use nilecare_engine_api::{
    AcceptError, Accepted, CancellationToken, ConnectionState, Connector, Defect, Destination, DestinationFactory,
    FailureKind, Inbox, OutboundMessage, RawMessage, SourceContext, SourceError, StatusReporter, async_trait,
};
use nilecare_testkit::servers::python_with;
use nilecare_types::MessageId;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let done = timeout(Duration::from_secs(60), future).await;
    done.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// Somebody else's device; it ends with this.
struct Device {
    _child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    path: String,
}

impl Device {
    async fn start(arguments: &[&str]) -> Option<Self> {
        let python = python_with("serial")?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/interop/serial_peer.py");
        let mut child = Command::new(python)
            .arg(script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut device = Self {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()).lines(),
            _child: child,
            path: String::new(),
        };
        device.path = device.line().await;
        Some(device)
    }

    async fn line(&mut self) -> String {
        within("the device", self.output.next_line()).await.unwrap().unwrap()
    }

    /// What it heard, as text.
    async fn heard(&mut self) -> String {
        let line = self.line().await;
        let byte = |at: usize| u8::from_str_radix(&line[at..at + 2], 16).unwrap();
        String::from_utf8((0..line.len()).step_by(2).map(byte).collect()).unwrap()
    }

    async fn say(&mut self, text: &str) {
        let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        self.order(&hex).await;
    }

    async fn order(&mut self, line: &str) {
        self.input.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    }

    fn config(&self, more: &Value) -> Value {
        let mut config = json!({ "path": self.path, "baud_rate": 19200, "framing": { "delimited": { "start": "02", "end": "03" } } });
        config
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        config
    }
}

/// Keeps messages and answers them.
#[derive(Default)]
struct Kept {
    messages: Mutex<Vec<(Bytes, Option<Defect>)>>,
    came: watch::Sender<usize>,
}

impl Kept {
    async fn came(&self, n: usize) {
        let mut came = self.came.subscribe();
        within("messages", came.wait_for(|came| *came >= n)).await.unwrap();
    }
}

#[async_trait]
impl Inbox for Kept {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        let reply = [b"taken ", &message.content[..]].concat();
        self.messages.lock().unwrap().push((message.content, message.defect));
        self.came.send_modify(|came| *came += 1);
        Ok(Accepted {
            message: MessageId(1),
            reply: message.defect.is_none().then(|| reply.into()),
            is_positive: true,
            problem: None,
        })
    }
}

struct Running {
    kept: Arc<Kept>,
    status: StatusReporter,
    stop: CancellationToken,
    running: JoinHandle<Result<(), SourceError>>,
}

impl Running {
    async fn start(config: &Value) -> Self {
        let mut source = SerialConnector.source(config).unwrap().unwrap();
        let (kept, stop, status) = (
            Arc::new(Kept::default()),
            CancellationToken::new(),
            StatusReporter::default(),
        );
        source.open(&status).await.unwrap();
        let context = SourceContext {
            inbox: Arc::clone(&kept) as Arc<dyn Inbox>,
            stop: stop.clone(),
            status: status.clone(),
        };
        let running = tokio::spawn(async move { source.run(context).await });
        Self {
            kept,
            status,
            stop,
            running,
        }
    }

    async fn until(&self, what: &str, is_so: impl FnMut(&ConnectionState) -> bool) {
        let mut states = self.status.watch();
        within(what, states.wait_for(is_so)).await.unwrap();
    }

    async fn opened(&self) {
        let is_open = |state: &ConnectionState| matches!(state, ConnectionState::Connected { .. });
        self.until("the line", is_open).await;
    }

    async fn end(self) -> Vec<(Bytes, Option<Defect>)> {
        self.stop.cancel();
        within("the end", self.running).await.unwrap().unwrap();
        std::mem::take(&mut *self.kept.messages.lock().unwrap())
    }
}

fn factory(config: &Value) -> Arc<dyn DestinationFactory> {
    SerialConnector.destination(config).unwrap().unwrap()
}

fn destination(config: &Value) -> Box<dyn Destination> {
    factory(config).open(StatusReporter::default())
}

fn outbound(content: &'static str) -> OutboundMessage {
    OutboundMessage {
        channel: "results".parse().unwrap(),
        destination: "analyser".parse().unwrap(),
        message: MessageId(7),
        content: Bytes::from_static(content.as_bytes()),
        parameters: BTreeMap::new(),
        idempotency_key: "results.7.analyser".into(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}

#[tokio::test]
async fn messages_of_a_device_are_taken_and_answered() {
    let Some(mut device) = Device::start(&[]).await else {
        return;
    };
    let running = Running::start(&device.config(&json!({ "max_message_size": 20, "frame_timeout": "300ms" }))).await;
    running.opened().await;
    device.say("noise\x02one\x03\x02two\x03").await;
    assert_eq!(device.heard().await, "\x02taken one\x03");
    assert_eq!(device.heard().await, "\x02taken two\x03");
    device.say("\x02this is longer than it may be\x03").await;
    running.kept.came(3).await;
    // The rest of this one never comes, and the next is read.
    device.say("\x02half").await;
    running.kept.came(4).await;
    device.say("\x02last\x03").await;
    assert_eq!(device.heard().await, "\x02taken last\x03");
    let messages = running.end().await;
    let defects: Vec<_> = messages.iter().map(|(_, defect)| *defect).collect();
    let large = Some(Defect::TooLarge { limit: 20 });
    assert_eq!(defects, [None, None, large, Some(Defect::Incomplete), None]);
    assert_eq!((&messages[3].0[..], &messages[4].0[..]), (&b"half"[..], &b"last"[..]));
}

#[tokio::test]
async fn a_device_that_is_unplugged_is_told_and_waited_for() {
    let Some(mut device) = Device::start(&[]).await else {
        return;
    };
    let running = Running::start(&device.config(&json!({ "reopen": "50ms" }))).await;
    running.opened().await;
    device.order("hang up").await;
    let is_away = |state: &ConnectionState| matches!(state, ConnectionState::Disconnected { reason } if reason.starts_with("NC-SERIAL-001"));
    running.until("its absence", is_away).await;
    running.end().await;

    let nowhere = json!({ "path": "/dev/nowhere-at-all", "framing": { "delimited": { "end": "0A" } } });
    let running = Running::start(&nowhere).await;
    running.until("its absence", is_away).await;
    running.end().await;
    let error = factory(&nowhere).check().await.unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Retry, "NC-SERIAL-001"),
        "{error}"
    );
}

#[tokio::test]
async fn messages_are_sent_and_replies_waited_for() {
    let Some(mut device) = Device::start(&["answer"]).await else {
        return;
    };
    let told = factory(&device.config(&json!({}))).check().await.unwrap();
    assert!(told.ends_with("with 19200 baud"), "{told}");
    let mut sender = destination(&device.config(&json!({ "reply": { "timeout": "500ms", "max_size": 10 } })));
    for text in ["one", "two"] {
        let answer = sender.send(&outbound(text)).await.unwrap();
        assert_eq!(answer.content.unwrap(), text.to_uppercase());
        assert_eq!(device.heard().await, format!("\x02{text}\x03"));
    }
    // Nobody else can have the line.
    let error = factory(&device.config(&json!({}))).check().await.unwrap_err();
    assert_eq!(error.code, "NC-SERIAL-001", "{error}");
    for (text, kind, code) in [
        ("silent", FailureKind::Retry, "NC-SERIAL-002"),
        ("a reply that is too long", FailureKind::Reject, "NC-SERIAL-003"),
        ("a\x03b", FailureKind::Reject, "NC-SERIAL-004"),
    ] {
        let error = sender.send(&outbound(text)).await.unwrap_err();
        assert_eq!((error.kind, error.code), (kind, code), "{error}");
        assert_eq!(error.is_outcome_unknown, code != "NC-SERIAL-004");
    }
    // What came of the failed ones is not the reply to the next.
    let answer = sender.send(&outbound("three")).await.unwrap();
    assert_eq!(answer.content.unwrap(), "THREE");
    sender.close().await;

    let mut plain = destination(&device.config(&json!({})));
    assert_eq!(plain.send(&outbound("four")).await.unwrap().content, None);
}
