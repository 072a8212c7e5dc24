//! The connector against a device of the Python package `pymodbus`, and against answers of devices that are not well.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use nilecare_connector_modbus::ModbusConnector;
use nilecare_connector_net::Outbound;
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, CancellationToken, ConnectionState, Connector, Destination,
    DestinationFactory, FailureKind, Inbox, OutboundMessage, RawMessage, SourceContext, SourceError, StatusReporter,
    async_trait,
};
use nilecare_testkit::servers::python_with;
use nilecare_types::MessageId;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::TcpListener;
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
    address: String,
}

impl Device {
    async fn start(framer: &str) -> Option<Self> {
        let python = python_with("pymodbus")?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/interop/modbus_peer.py");
        let mut child = Command::new(python)
            .arg(script)
            .arg(framer)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut device = Self {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()).lines(),
            _child: child,
            address: String::new(),
        };
        let port = device.line().await;
        device.address = format!("127.0.0.1:{port}");
        Some(device)
    }

    async fn line(&mut self) -> String {
        within("the device", self.output.next_line()).await.unwrap().unwrap()
    }

    async fn ask(&mut self, line: &str) -> String {
        self.input.write_all(format!("{line}\n").as_bytes()).await.unwrap();
        self.line().await
    }

    fn config(&self, more: &Value) -> Value {
        with(json!({ "address": self.address, "unit": 7 }), more)
    }
}

fn with(mut config: Value, more: &Value) -> Value {
    config
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    config
}

/// Keeps messages; the first `n_refusals` are not stored.
#[derive(Default)]
struct Kept {
    n_refusals: Mutex<usize>,
    contents: Mutex<Vec<Value>>,
    came: watch::Sender<usize>,
}

impl Kept {
    async fn came(&self, n: usize) -> Value {
        let mut came = self.came.subscribe();
        within("messages", came.wait_for(|came| *came >= n)).await.unwrap();
        self.contents.lock().unwrap()[n - 1].clone()
    }
}

#[async_trait]
impl Inbox for Kept {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        {
            let mut left = self.n_refusals.lock().unwrap();
            if *left > 0 {
                *left -= 1;
                return Err(AcceptError {
                    kind: AcceptErrorKind::StoreUnavailable,
                    detail: "the disk is full".to_owned(),
                    reply: None,
                });
            }
        }
        self.contents
            .lock()
            .unwrap()
            .push(serde_json::from_slice(&message.content).unwrap());
        self.came.send_modify(|came| *came += 1);
        Ok(Accepted {
            message: MessageId(1),
            reply: None,
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
    async fn start(config: &Value, kept: Kept) -> Self {
        let mut source = ModbusConnector::default().source(config).unwrap().unwrap();
        let (kept, stop, status) = (Arc::new(kept), CancellationToken::new(), StatusReporter::default());
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

    async fn told(&self, beginning: &str) {
        let mut states = self.status.watch();
        let is_told = |state: &ConnectionState| matches!(state, ConnectionState::Disconnected { reason } if reason.starts_with(beginning));
        within(beginning, states.wait_for(is_told)).await.unwrap();
    }

    async fn end(self) -> Arc<Kept> {
        self.stop.cancel();
        within("the end", self.running).await.unwrap().unwrap();
        self.kept
    }
}

fn factory(config: &Value) -> Arc<dyn DestinationFactory> {
    ModbusConnector::default().destination(config).unwrap().unwrap()
}

fn destination(config: &Value) -> Box<dyn Destination> {
    factory(config).open(StatusReporter::default())
}

fn outbound(content: &Value) -> OutboundMessage {
    OutboundMessage {
        channel: "plant".parse().unwrap(),
        destination: "device".parse().unwrap(),
        message: MessageId(7),
        content: content.to_string().into(),
        parameters: BTreeMap::new(),
        idempotency_key: "plant.7.device".into(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}

fn point(name: &str, table: &str, address: u16, kind: &str, more: &Value) -> Value {
    with(
        json!({ "name": name, "table": table, "address": address, "type": kind }),
        more,
    )
}

#[tokio::test]
async fn all_tables_and_types_are_read_over_both_framings() {
    for (framer, framing) in [("socket", "tcp"), ("rtu", "rtu")] {
        let Some(mut device) = Device::start(framer).await else {
            return;
        };
        for line in [
            "set ir 0 65283 16",
            "set hr 10 59769 17142",
            "set co 3 1",
            "set di 4 1",
            "set hr 100 1 2",
        ] {
            assert_eq!(device.ask(line).await, "done");
        }
        let values = json!([
            point("temperature", "input_register", 0, "i16", &json!({ "scale": 0.1 })),
            point("alarm", "input_register", 1, "bit", &json!({ "bit": 4 })),
            point(
                "flow",
                "holding_register",
                10,
                "f32",
                &json!({ "word_order": "little" })
            ),
            point("count", "holding_register", 100, "u32", &json!({})),
            point("fan", "coil", 3, "bit", &json!({})),
            point("door", "discrete_input", 4, "bit", &json!({})),
        ]);
        let config = device.config(&json!({ "framing": framing, "values": values, "interval": "50ms" }));
        let kept = Kept::default();
        *kept.n_refusals.lock().unwrap() = 2;
        let running = Running::start(&config, kept).await;
        let message = running.kept.came(2).await;
        let expected =
            json!({ "temperature": -25.3, "alarm": true, "flow": 123.456, "count": 65538, "fan": true, "door": true });
        assert_eq!(message["values"], expected);
        assert!(message["read_at"].is_string() && message.get("changed").is_none());
        running.end().await;
    }
}

#[tokio::test]
async fn only_changes_beyond_the_deadband_are_messages() {
    let Some(mut device) = Device::start("socket").await else {
        return;
    };
    let values = json!([
        point("level", "holding_register", 0, "u16", &json!({ "deadband": 5 })),
        point("pump", "coil", 0, "bit", &json!({})),
    ]);
    let config = device.config(&json!({ "values": values, "interval": "20ms", "only_changes": true }));
    let running = Running::start(&config, Kept::default()).await;
    assert_eq!(running.kept.came(1).await["changed"], json!(["level", "pump"]));
    device.ask("set hr 0 5").await;
    device.ask("set co 0 1").await;
    let second = running.kept.came(2).await;
    assert_eq!(second["changed"], json!(["pump"]), "{second}");
    device.ask("set hr 0 11").await;
    let third = running.kept.came(3).await;
    assert_eq!(
        (&third["changed"], &third["values"]["level"]),
        (&json!(["level"]), &json!(11))
    );
    assert_eq!(running.end().await.contents.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn values_are_written_and_read_back() {
    let Some(mut device) = Device::start("socket").await else {
        return;
    };
    device.ask("set hr 20 65535").await;
    let values = json!([
        point(
            "setpoint",
            "holding_register",
            0,
            "u16",
            &json!({ "scale": 0.1, "min": 2, "max": 8 })
        ),
        point("flow", "holding_register", 2, "f32", &json!({ "word_order": "little" })),
        point("fan", "coil", 0, "bit", &json!({})),
        point("mode", "holding_register", 20, "bit", &json!({ "bit": 3 })),
        point("limited", "holding_register", 50, "u16", &json!({})),
    ]);
    let config = device.config(&json!({ "values": values }));
    let told = factory(&config).check().await.unwrap();
    assert!(told.ends_with("read 5 values"), "{told}");
    let mut writer = destination(&config);
    writer
        .send(&outbound(
            &json!({ "fan": true, "setpoint": 4.5, "flow": 123.456, "mode": false }),
        ))
        .await
        .unwrap();
    assert_eq!(device.ask("get hr 0 4").await, "[45, 0, 59769, 17142]");
    assert_eq!(device.ask("get co 0 1").await, "[1]");
    // The other bits of the register stay.
    assert_eq!(device.ask("get hr 20 1").await, "[65527]");

    for wrong in [
        json!({ "setpoint": 9 }),
        json!({ "fan": true, "door": 1 }),
        json!({}),
        json!([1]),
        json!({ "flow": "x" }),
    ] {
        let error = writer.send(&outbound(&wrong)).await.unwrap_err();
        assert_eq!(
            (error.kind, error.code),
            (FailureKind::Reject, "NC-MODBUS-005"),
            "{wrong}: {error}"
        );
    }
    let error = writer
        .send(&outbound(&json!({ "setpoint": 5, "limited": 200 })))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Reject, "NC-MODBUS-006"),
        "{error}"
    );
    assert!(
        error.detail.contains("1 of 2 values were written") && !error.detail.contains("200"),
        "{error}"
    );
}

#[tokio::test]
async fn a_register_that_is_not_there_is_told_by_its_place() {
    let Some(device) = Device::start("socket").await else {
        return;
    };
    let values = json!([point("x", "holding_register", 5000, "u16", &json!({}))]);
    let config = device.config(&json!({ "values": values, "interval": "50ms" }));
    let error = factory(&device.config(&json!({ "values": values })))
        .check()
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Stop, "NC-MODBUS-003"),
        "{error}"
    );
    assert!(error.detail.contains("holding_register 5000"), "{error}");
    let running = Running::start(&config, Kept::default()).await;
    running.told("NC-MODBUS-003: the device answered exception 2").await;
    assert!(running.end().await.contents.lock().unwrap().is_empty());
}

/// Answers one request on each connection with an exception, or with nothing.
async fn unwell(exceptions: Vec<Option<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let mut silent = Vec::new();
        for exception in exceptions {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 12];
            stream.read_exact(&mut request).await.unwrap();
            if let Some(code) = exception {
                let answer = [request[0], request[1], 0, 0, 0, 3, request[6], request[7] | 0x80, code];
                stream.write_all(&answer).await.unwrap();
            }
            silent.push(stream);
        }
        std::future::pending::<()>().await;
    });
    address
}

#[tokio::test]
async fn failures_are_classified_by_what_the_device_said() {
    use FailureKind::{Reject, Retry, Stop};
    let cases = [
        (Some(1), Stop, "NC-MODBUS-003"),
        (Some(2), Stop, "NC-MODBUS-003"),
        (Some(3), Reject, "NC-MODBUS-005"),
        (Some(4), Retry, "NC-MODBUS-004"),
        (Some(6), Retry, "NC-MODBUS-004"),
        (Some(11), Retry, "NC-MODBUS-004"),
        (None, Retry, "NC-MODBUS-002"),
    ];
    let address = unwell(cases.iter().map(|(exception, ..)| *exception).collect()).await;
    let values = json!([point("x", "holding_register", 0, "u16", &json!({}))]);
    let config = json!({ "address": address, "values": values, "timeout": "300ms" });
    let mut writer = destination(&config);
    for (exception, kind, code) in cases {
        let error = writer.send(&outbound(&json!({ "x": 1 }))).await.unwrap_err();
        assert_eq!((error.kind, error.code), (kind, code), "{exception:?}: {error}");
        assert_eq!(error.is_outcome_unknown, exception.is_none(), "{exception:?}");
    }
}

#[tokio::test]
async fn a_device_that_answers_too_little_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 12];
        stream.read_exact(&mut request).await.unwrap();
        // One register where two were asked for.
        let answer = [request[0], request[1], 0, 0, 0, 5, request[6], request[7], 2, 0, 1];
        stream.write_all(&answer).await.unwrap();
        std::future::pending::<()>().await;
    });
    let config = json!({ "address": address, "values": [point("x", "holding_register", 0, "u32", &json!({}))] });
    let error = factory(&config).check().await.unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Retry, "NC-MODBUS-004"),
        "{error}"
    );
}

#[tokio::test]
async fn a_device_that_is_away_or_not_allowed_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let config = json!({ "address": address, "values": [point("x", "coil", 0, "bit", &json!({}))] });
    let error = factory(&config).check().await.unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Retry, "NC-MODBUS-001"),
        "{error}"
    );
    let only = Outbound::only(vec!["10.0.0.0/8".parse().unwrap()]);
    let limited = ModbusConnector::limited(only).destination(&config).unwrap().unwrap();
    let error = limited.check().await.unwrap_err();
    assert_eq!(
        (error.kind, error.code),
        (FailureKind::Stop, "NC-MODBUS-007"),
        "{error}"
    );
    let running = Running::start(&config, Kept::default()).await;
    running.told("NC-MODBUS-001").await;
    running.end().await;
}
