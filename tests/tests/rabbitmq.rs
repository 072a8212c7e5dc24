//! The connector `rabbitmq` with a real broker: what is taken and acknowledged, what is published, what is refused, and what a
//! crash of the broker costs. The broker takes its time to start, so one serves all the scenes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use lapin::message::BasicGetMessage;
use lapin::options::{
    BasicAckOptions, BasicGetOptions, BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions,
    QueueDeleteOptions,
};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties};
use nilecare_connector_net::Outbound;
use nilecare_connector_rabbitmq::RabbitmqConnector;
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, CancellationToken, Connector, FailureKind, Inbox, OutboundMessage,
    RawMessage, SendError, SourceContext, StatusReporter, async_trait,
};
use nilecare_testkit::certificates;
use nilecare_testkit::servers::{Rabbitmq, free_port, rabbitmq};
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, MARKER, adt, eventually, logs, within};
use nilecare_types::MessageId;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_taken_published_and_refused_as_promised() {
    logs();
    let certificates = certificates();
    let Some(mut broker) = rabbitmq(certificates.as_ref().map(tempfile::TempDir::path)) else {
        return;
    };
    let peer = Peer::connect(&broker).await;
    a_queue_is_made_and_its_messages_are_stored_in_order(&peer).await;
    a_message_is_published_with_what_the_settings_say(&peer).await;
    failures_are_sorted_by_what_helps(&peer).await;
    a_check_acts_as_a_message_would(&peer).await;
    a_message_with_a_known_id_is_processed_once(&peer).await;
    what_cannot_be_stored_is_given_back(&peer).await;
    a_queue_that_is_removed_is_made_anew(&peer).await;
    if let (Some(folder), Some(port)) = (&certificates, broker.tls_port) {
        the_broker_is_spoken_to_over_tls(&peer, folder.path(), port).await;
    }
    nothing_is_lost_when_the_broker_is_killed(peer, &mut broker).await;
    logs().assert_absent(&[MARKER, "reader-password"]);
}

/// Another client of the broker.
struct Peer {
    address: String,
    channel: Channel,
    _connection: Connection,
}

impl Peer {
    async fn connect(broker: &Rabbitmq) -> Self {
        let address = broker.server.address().to_string();
        // The port is open before the users are there.
        let mut found = None;
        eventually("the broker lets us in", async || {
            let uri = format!("amqp://guest:guest@{address}/%2f");
            found = Connection::connect(&uri, ConnectionProperties::default()).await.ok();
            found.is_some()
        })
        .await;
        let connection = found.expect("we waited for it");
        let channel = connection.create_channel().await.expect("it is open");
        let confirmed = channel.confirm_select(ConfirmSelectOptions::default());
        confirmed.await.expect("the broker confirms");
        Self {
            address,
            channel,
            _connection: connection,
        }
    }

    /// Publishes, and waits until the broker has it.
    async fn put(&self, exchange: &str, key: &str, content: &[u8], properties: BasicProperties) {
        let options = BasicPublishOptions::default();
        let published = self
            .channel
            .basic_publish(exchange.into(), key.into(), options, content, properties);
        let confirmation = published.await.expect("it is open").await.expect("it is confirmed");
        assert!(confirmation.is_ack());
    }

    async fn get(&self, queue: &str) -> Option<BasicGetMessage> {
        let got = self.channel.basic_get(queue.into(), BasicGetOptions::default()).await;
        let got = got.expect("the queue is there");
        if let Some(message) = &got {
            message.ack(BasicAckOptions::default()).await.expect("it is open");
        }
        got
    }

    async fn take(&self, queue: &str) -> BasicGetMessage {
        let mut found = None;
        eventually("a message is in the queue", async || {
            found = self.get(queue).await;
            found.is_some()
        })
        .await;
        found.expect("we waited for it")
    }

    /// Makes a queue of one node, with these arguments.
    async fn declare(&self, queue: &str, arguments: &[(&str, AMQPValue)]) {
        let mut table = FieldTable::default();
        for (name, value) in arguments {
            table.insert((*name).into(), value.clone());
        }
        let options = QueueDeclareOptions {
            durable: true,
            ..QueueDeclareOptions::default()
        };
        let declared = self.channel.queue_declare(queue.into(), options, table).await;
        declared.expect("it can be made");
    }

    fn settings(&self, more: Value) -> Value {
        let mut settings = json!({ "address": self.address });
        for (name, value) in more.as_object().into_iter().flatten() {
            settings[name] = value.clone();
        }
        settings
    }

    fn reading(&self, id: &str, more: Value) -> ChannelFile {
        let mut connector = self.settings(more);
        connector["type"] = json!("rabbitmq");
        ChannelFile::new(id, connector).to(DestinationFile::recording("out"))
    }
}

fn hub() -> Hub {
    Hub::start(HubOptions::default()).expect("the folder is new")
}

fn plain() -> BasicProperties {
    BasicProperties::default().with_delivery_mode(2)
}

async fn a_queue_is_made_and_its_messages_are_stored_in_order(peer: &Peer) {
    const N: usize = 300;
    let hub = hub();
    let settings = json!({ "queue": "adt", "max_size": 100_000,
        "declare": { "dead_letter_exchange": "hospital", "bindings": [{ "exchange": "hospital", "routing_key": "adt.#" }] } });
    hub.deploy(&peer.reading("adt", settings)).await;
    for number in 0..N {
        let mut headers = FieldTable::default();
        headers.insert("facility".into(), AMQPValue::LongString("NORTHWING".into()));
        let properties = plain().with_headers(headers).with_correlation_id("c1".into());
        peer.put(
            "hospital",
            "adt.a01",
            &adt(&format!("M{number}"), MARKER, 0),
            properties,
        )
        .await;
    }
    eventually("all are delivered", async || hub.recorder.n_receipts("out") == N).await;
    let expected: Vec<_> = (0..N).map(|number| format!("M{number}")).collect();
    assert_eq!(hub.recorder.control_ids("out"), expected);
    peer.put("", "adt", &adt("LARGE", MARKER, 200_000), plain()).await;
    eventually("it is kept", async || hub.counts("adt").await[0].error == 1).await;

    let messages = hub.messages("adt").await;
    let facts: Value = serde_json::from_str(messages[0].source_map.as_deref().expect("there are some")).expect("JSON");
    let told = [
        "exchange",
        "routing_key",
        "queue",
        "redelivered",
        "header.facility",
        "correlation_id",
    ];
    let told = told.map(|name| {
        facts[format!("rabbitmq.{name}")]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    });
    assert_eq!(told, ["hospital", "adt.a01", "adt", "false", "NORTHWING", "c1"]);
    assert_eq!(messages[N].raw.len(), 65_536);
    hub.close().await.expect("it stops");
    assert!(peer.get("adt").await.is_none(), "all were acknowledged");
}

async fn a_message_is_published_with_what_the_settings_say(peer: &Peer) {
    peer.declare("orders", &[]).await;
    let hub = hub();
    let connector = peer.settings(
        json!({ "type": "rabbitmq", "routing_key": "{queue}", "headers": { "facility": "F-{facility}" },
        "content_type": "application/hl7-v2", "priority": 3, "expiration": "1h" }),
    );
    let publisher = DestinationFile::new("out", connector)
        .with("/parameters", json!({ "queue": "orders", "facility": "${MSH-4}" }));
    hub.deploy(&ChannelFile::fed("publish").to(publisher)).await;
    let content = adt("M1", MARKER, 0);
    hub.feed.accept("publish", content.clone()).await.expect("it is stored");
    let got = peer.take("orders").await;
    assert_eq!(got.data, content);
    let properties = &got.properties;
    assert_eq!(properties.delivery_mode(), &Some(2));
    assert_eq!(properties.priority(), &Some(3));
    assert_eq!(
        properties.expiration().as_ref().map(|text| text.as_str()),
        Some("3600000")
    );
    assert_eq!(
        properties.content_type().as_ref().map(|text| text.as_str()),
        Some("application/hl7-v2")
    );
    let id = properties.message_id().as_ref().map(|id| id.as_str().to_owned());
    assert!(id.is_some_and(|id| !id.is_empty()), "it is the idempotency key");
    let headers = properties.headers().clone().unwrap_or_default();
    let facility = AMQPValue::LongString("F-NORTHWING".into());
    assert_eq!(headers.inner().get("facility"), Some(&facility));
    hub.settled("publish").await;
    assert_eq!(hub.counts("publish").await[1].sent, 1);
    hub.close().await.expect("it stops");
}

fn outbound(content: Bytes) -> OutboundMessage {
    OutboundMessage {
        channel: "publish".parse().expect("a name"),
        destination: "out".parse().expect("a name"),
        message: MessageId(1),
        content,
        parameters: BTreeMap::new(),
        idempotency_key: "publish-1-out".into(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}

async fn sent(connector: &RabbitmqConnector, settings: &Value, content: Bytes) -> Result<(), SendError> {
    let factory = connector
        .destination(settings)
        .expect("there is one")
        .expect("they are valid");
    let mut destination = factory.open(StatusReporter::default());
    let result = within("an outcome", destination.send(&outbound(content))).await;
    destination.close().await;
    result.map(drop)
}

async fn failures_are_sorted_by_what_helps(peer: &Peer) {
    let full = [
        ("x-max-length", AMQPValue::LongInt(0)),
        ("x-overflow", AMQPValue::LongString("reject-publish".into())),
    ];
    peer.declare("full", &full).await;
    peer.declare("small", &[]).await;
    let secrets = tempfile::tempdir().expect("a folder");
    let secret = |name: &str, text: &str| {
        let path = secrets.path().join(name);
        std::fs::write(&path, text).expect("it is ours");
        format!("file:{}", path.display())
    };
    let (wrong, reader) = (secret("wrong", "wrong"), secret("reader", "reader-password"));
    let nobody = format!("127.0.0.1:{}", free_port());
    let cases = [
        (json!({ "routing_key": "small" }), None),
        (
            json!({ "routing_key": "x", "username": "guest", "password": wrong }),
            Some((FailureKind::Stop, "NC-RABBITMQ-007")),
        ),
        (
            json!({ "routing_key": "x", "virtual_host": "nowhere" }),
            Some((FailureKind::Stop, "NC-RABBITMQ-007")),
        ),
        (
            json!({ "routing_key": "x", "exchange": "hospital", "username": "reader", "password": reader }),
            Some((FailureKind::Stop, "NC-RABBITMQ-007")),
        ),
        (
            json!({ "routing_key": "x", "exchange": "nowhere" }),
            Some((FailureKind::Stop, "NC-RABBITMQ-008")),
        ),
        (
            json!({ "routing_key": "nowhere" }),
            Some((FailureKind::Reject, "NC-RABBITMQ-005")),
        ),
        (
            json!({ "routing_key": "nowhere", "unroutable": "retry" }),
            Some((FailureKind::Retry, "NC-RABBITMQ-005")),
        ),
        (json!({ "routing_key": "nowhere", "unroutable": "drop" }), None),
        (
            json!({ "routing_key": "full" }),
            Some((FailureKind::Retry, "NC-RABBITMQ-006")),
        ),
        (
            json!({ "routing_key": "x", "username": "guest", "password": "env:NILECARE_NOT_SET" }),
            Some((FailureKind::Stop, "NC-RABBITMQ-009")),
        ),
        (
            json!({ "routing_key": "x", "address": nobody }),
            Some((FailureKind::Retry, "NC-RABBITMQ-002")),
        ),
    ];
    let connector = RabbitmqConnector::default();
    for (settings, expected) in cases {
        let settings = peer.settings(settings);
        let result = sent(&connector, &settings, adt("M1", MARKER, 0)).await;
        let found = result.as_ref().err().map(|error| (error.kind, error.code));
        assert_eq!(found, expected, "{settings}: {result:?}");
        let is_unknown = result.is_err_and(|error| error.is_outcome_unknown);
        assert!(!is_unknown, "{settings}: the broker told");
    }
    let small = peer.settings(json!({ "routing_key": "small" }));
    let large = sent(&connector, &small, adt("M1", MARKER, 1 << 20)).await;
    let large = large.expect_err("the broker refuses it");
    assert_eq!(
        (large.kind, large.code),
        (FailureKind::Reject, "NC-RABBITMQ-004"),
        "{large}"
    );
    let limited = RabbitmqConnector::limited(Outbound::only(Vec::new()));
    let refused = sent(&limited, &small, adt("M1", MARKER, 0))
        .await
        .expect_err("the hub may not");
    assert_eq!((refused.kind, refused.code), (FailureKind::Stop, "NC-RABBITMQ-010"));
}

async fn a_check_acts_as_a_message_would(peer: &Peer) {
    let nobody = format!("127.0.0.1:{}", free_port());
    let connector = RabbitmqConnector::default();
    for (settings, expected) in [
        (json!({ "routing_key": "small" }), Ok("the queue small is there")),
        (
            json!({ "exchange": "hospital", "routing_key": "{x}" }),
            Ok("the exchange hospital is there"),
        ),
        (json!({ "routing_key": "nowhere" }), Err("NC-RABBITMQ-008")),
        (json!({ "routing_key": "x", "address": nobody }), Err("NC-RABBITMQ-002")),
    ] {
        let settings = peer.settings(settings);
        let factory = connector
            .destination(&settings)
            .expect("there is one")
            .expect("they are valid");
        match (within("a check", factory.check()).await, expected) {
            (Ok(told), Ok(expected)) => assert!(told.contains(expected), "{told}"),
            (Err(error), Err(expected)) => assert_eq!(error.code, expected),
            (found, _) => panic!("{settings}: {found:?}"),
        }
    }
}

async fn a_message_with_a_known_id_is_processed_once(peer: &Peer) {
    peer.declare("known", &[]).await;
    let hub = hub();
    hub.deploy(&peer.reading("known", json!({ "queue": "known", "remember_ids": "1h" })))
        .await;
    for (id, control_id) in [("1", "M1"), ("1", "M1"), ("2", "M2")] {
        peer.put(
            "",
            "known",
            &adt(control_id, MARKER, 0),
            plain().with_message_id(id.into()),
        )
        .await;
    }
    eventually("both are delivered", async || hub.recorder.n_receipts("out") == 2).await;
    assert_eq!(hub.recorder.control_ids("out"), ["M1", "M2"]);
    assert_eq!(hub.counts("known").await[0].filtered, 1);
    hub.close().await.expect("it stops");
}

/// An engine with a full disk.
#[derive(Default)]
struct Full(Mutex<Vec<bool>>);

#[async_trait]
impl Inbox for Full {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        let is_again = message.source["rabbitmq.redelivered"] == "true";
        self.0.lock().expect("no test panicked").push(is_again);
        Err(AcceptError {
            kind: AcceptErrorKind::StoreUnavailable,
            detail: "the disk is full".to_owned(),
            reply: None,
        })
    }
}

async fn what_cannot_be_stored_is_given_back(peer: &Peer) {
    peer.declare("held", &[]).await;
    for id in ["M1", "M2", "M3"] {
        peer.put("", "held", &adt(id, MARKER, 0), plain()).await;
    }
    let settings = peer.settings(json!({ "queue": "held", "hold": "50ms", "max_reconnect_pause": "20ms" }));
    let connector = RabbitmqConnector::default();
    let mut source = connector
        .source(&settings)
        .expect("there is one")
        .expect("they are valid");
    let (engine, stop) = (Arc::new(Full::default()), CancellationToken::new());
    let context = SourceContext {
        inbox: Arc::clone(&engine) as Arc<dyn Inbox>,
        stop: stop.clone(),
        status: StatusReporter::default(),
    };
    let running = tokio::spawn(async move { source.run(context).await });
    eventually("they come again", async || {
        engine.0.lock().expect("no test panicked").contains(&true)
    })
    .await;
    stop.cancel();
    within("the end", running)
        .await
        .expect("it does not panic")
        .expect("it ends well");
    for id in ["M1", "M2", "M3"] {
        let got = peer.take("held").await;
        assert_eq!(nilecare_tests::control_id(&got.data), id);
    }
}

async fn a_queue_that_is_removed_is_made_anew(peer: &Peer) {
    let hub = hub();
    let settings = json!({ "queue": "fleeting", "declare": { "kind": "classic" } });
    hub.deploy(&peer.reading("fleeting", settings)).await;
    peer.put("", "fleeting", &adt("M1", MARKER, 0), plain()).await;
    eventually("it is delivered", async || hub.recorder.n_receipts("out") == 1).await;
    let deleted = peer
        .channel
        .queue_delete("fleeting".into(), QueueDeleteOptions::default());
    deleted.await.expect("it is there");
    eventually("it goes on", async || {
        peer.put("", "fleeting", &adt("M2", MARKER, 0), plain()).await;
        hub.recorder.n_receipts("out") > 1
    })
    .await;
    hub.close().await.expect("it stops");
}

async fn the_broker_is_spoken_to_over_tls(peer: &Peer, certificates: &Path, port: u16) {
    let address = format!("localhost:{port}");
    let tls = json!({ "ca_file": certificates.join("ca.pem") });
    let connector = RabbitmqConnector::default();
    let settings = json!({ "address": address, "routing_key": "small", "tls": tls });
    sent(&connector, &settings, adt("TLS", MARKER, 0))
        .await
        .expect("it is sent");
    let mut last = String::new();
    while let Some(got) = peer.get("small").await {
        last = nilecare_tests::control_id(&got.data);
    }
    assert_eq!(last, "TLS");
    // Another authority, or none.
    for (settings, code) in [
        (
            json!({ "address": address, "routing_key": "small", "tls": {} }),
            "NC-RABBITMQ-011",
        ),
        (
            json!({ "address": peer.address, "routing_key": "small", "tls": tls }),
            "NC-RABBITMQ-011",
        ),
        (json!({ "address": address, "routing_key": "small" }), "NC-RABBITMQ-002"),
    ] {
        let failed = sent(&connector, &settings, adt("M1", MARKER, 0)).await;
        assert_eq!(failed.expect_err("it is not trusted").code, code, "{settings}");
    }
}

async fn nothing_is_lost_when_the_broker_is_killed(peer: Peer, broker: &mut Rabbitmq) {
    const N: usize = 200;
    peer.declare("copies", &[]).await;
    let hub = hub();
    let from = peer.settings(json!({ "type": "rabbitmq", "queue": "adt", "max_reconnect_pause": "500ms" }));
    let to = peer.settings(json!({ "type": "rabbitmq", "routing_key": "copies" }));
    // While it is away the messages wait in the hub.
    let channel = ChannelFile::new("relay", from).to(DestinationFile::new("out", to));
    hub.deploy(&channel).await;
    for number in 0..N {
        peer.put("", "adt", &adt(&format!("M{number}"), MARKER, 0), plain())
            .await;
    }
    broker.server.kill();
    let launch = broker.launch.clone();
    broker.server.start_again(&launch);
    let peer = Peer::connect(broker).await;
    peer.put("", "adt", &adt(&format!("M{N}"), MARKER, 0), plain()).await;
    let mut seen = std::collections::BTreeSet::new();
    let start = std::time::Instant::now();
    while seen.len() < N + 1 {
        match peer.get("copies").await {
            Some(got) => drop(seen.insert(nilecare_tests::control_id(&got.data))),
            None => tokio::time::sleep(Duration::from_millis(20)).await,
        }
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "only {} came through",
            seen.len()
        );
    }
    hub.settled("relay").await;
    hub.close().await.expect("it stops");
}
