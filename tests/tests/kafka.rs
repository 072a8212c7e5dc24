//! The connector `kafka` with a server that speaks its protocol, with kcat as another client, and with librdkafka's own cluster
//! of mocks for what brokers refuse.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use nilecare_connector_kafka::KafkaConnector;
use nilecare_connector_net::Outbound;
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, CancellationToken, Connector, FailureKind, Inbox, OutboundMessage,
    RawMessage, Response, SendError, Source, SourceContext, SourceError, StatusReporter, async_trait,
};
use nilecare_testkit::servers::{Noida, free_port, installed, noida};
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, MARKER, adt, eventually, logs, within};
use nilecare_types::MessageId;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::config::ClientConfig;
use rdkafka::mocking::MockCluster;
use rdkafka::types::{RDKafkaApiKey, RDKafkaRespErr};
use serde_json::{Value, json};

/// A broker and what another client does with it.
struct Peer {
    broker: Noida,
    kcat: std::path::PathBuf,
}

impl Peer {
    async fn start(topics: &[(&str, i32)]) -> Option<Self> {
        logs();
        let (broker, kcat) = (noida()?, installed("kcat")?);
        let peer = Self { broker, kcat };
        let admin: AdminClient<DefaultClientContext> = ClientConfig::new()
            .set("bootstrap.servers", peer.address())
            .create()
            .expect("it can be made");
        let new: Vec<_> = topics
            .iter()
            .map(|(name, n)| NewTopic::new(name, *n, TopicReplication::Fixed(1)))
            .collect();
        let made = within("topics", admin.create_topics(&new, &AdminOptions::new())).await;
        assert!(made.expect("it answers").iter().all(Result::is_ok));
        Some(peer)
    }

    fn address(&self) -> String {
        self.broker.server.address().to_string()
    }

    /// Writes records, each a line `KEY:VALUE` with a header, with the end of a line in the value written as `\r`.
    fn put(&self, topic: &str, records: &[(String, Bytes)]) {
        let arguments = [
            "-P",
            "-K",
            "\u{1f}",
            "-D",
            "\u{1e}",
            "-H",
            "facility=NORTHWING",
            "-X",
            "acks=all",
            "-t",
            topic,
        ];
        let mut command = self.kcat(&arguments);
        let mut child = command.stdin(Stdio::piped()).spawn().expect("kcat can be started");
        let mut input = child.stdin.take().expect("it was asked for");
        for (key, value) in records {
            input.write_all(key.as_bytes()).expect("kcat reads");
            input.write_all(b"\x1f").expect("kcat reads");
            input.write_all(value).expect("kcat reads");
            input.write_all(b"\x1e").expect("kcat reads");
        }
        drop(input);
        assert!(child.wait().expect("it is our child").success());
    }

    /// Reads all there is.
    fn all(&self, topic: &str, format: &str) -> Vec<String> {
        let output = self
            .kcat(&[
                "-C",
                "-e",
                "-q",
                "-o",
                "beginning",
                "-t",
                topic,
                "-f",
                &format!("{format}\u{1e}"),
            ])
            .output();
        let output = output.expect("kcat can be started");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.split('\u{1e}')
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
            .collect()
    }

    fn kcat(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.kcat);
        command.args(["-b", &self.address()]).args(arguments);
        command
    }

    fn settings(&self, more: Value) -> Value {
        with(json!({ "brokers": [self.address()] }), more)
    }

    fn reading(&self, id: &str, more: Value) -> ChannelFile {
        let connector = with(self.settings(json!({ "type": "kafka", "session_timeout": "6s" })), more);
        ChannelFile::new(id, connector).to(DestinationFile::recording("out"))
    }
}

fn with(mut settings: Value, more: Value) -> Value {
    for (name, value) in more.as_object().into_iter().flatten() {
        settings[name] = value.clone();
    }
    settings
}

fn hub() -> Hub {
    Hub::start(HubOptions::default()).expect("the folder is new")
}

fn records(ids: std::ops::Range<usize>) -> Vec<(String, Bytes)> {
    let record = |id: usize| (format!("k{}", id % 5), adt(&format!("M{id}"), MARKER, 0));
    ids.map(record).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn records_are_stored_in_the_order_of_their_partition_and_committed() {
    const N: usize = 500;
    let Some(peer) = Peer::start(&[("adt", 3)]).await else {
        return;
    };
    peer.put("adt", &records(0..N));
    let hub = hub();
    let channel = peer.reading("adt", json!({ "topics": ["adt"], "group": "hub", "max_size": 50_000 }));
    hub.deploy(&channel).await;
    eventually("all are delivered", async || hub.recorder.n_receipts("out") == N).await;
    // A key is always in one partition.
    let ids = hub.recorder.control_ids("out");
    for key in 0..5 {
        let numbers = ids.iter().map(|id| id[1..].parse::<usize>().expect("a number"));
        let of_key: Vec<_> = numbers.filter(|number| number % 5 == key).collect();
        assert!(of_key.is_sorted(), "{of_key:?}");
        assert_eq!(of_key.len(), N / 5);
    }
    peer.put("adt", &[("k1".to_owned(), adt("LARGE", MARKER, 200_000))]);
    eventually("it is kept", async || hub.counts("adt").await[0].error == 1).await;
    let messages = hub.messages("adt").await;
    let facts: Value = serde_json::from_str(messages[0].source_map.as_deref().expect("there are some")).expect("JSON");
    assert_eq!(facts["kafka.topic"], "adt");
    assert_eq!(facts["kafka.header.facility"], "NORTHWING");
    assert!(facts["kafka.key"].as_str().is_some_and(|key| key.starts_with('k')));
    assert!(
        facts["kafka.offset"].is_string()
            && facts["kafka.partition"].is_string()
            && facts["kafka.timestamp"].is_string()
    );
    hub.close().await.expect("it stops");

    // Another hub of the group goes on where this one was.
    peer.put("adt", &records(N..N + 3));
    let other = self::hub();
    other.deploy(&channel).await;
    eventually("the new ones are delivered", async || {
        other.recorder.n_receipts("out") >= 3
    })
    .await;
    let ids: BTreeSet<_> = other.recorder.control_ids("out").into_iter().collect();
    let expected: BTreeSet<_> = (N..N + 3).map(|id| format!("M{id}")).collect();
    assert_eq!(ids, expected);
    other.close().await.expect("it stops");
    logs().assert_absent(&[MARKER]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_is_written_with_what_the_settings_say() {
    let Some(peer) = Peer::start(&[("orders-NORTHWING", 1)]).await else {
        return;
    };
    for compression in ["none", "gzip", "snappy", "lz4"] {
        let hub = hub();
        let connector = peer.settings(
            json!({ "type": "kafka", "topic": "orders-{facility}", "key": "{patient}",
            "headers": { "event": "x-{patient}" }, "compression": compression }),
        );
        let producer = DestinationFile::new("out", connector).with(
            "/parameters",
            json!({ "facility": "${MSH-4}", "patient": "${PID-3.1}" }),
        );
        hub.deploy(&ChannelFile::fed("produce").to(producer)).await;
        for id in [format!("{compression}1"), format!("{compression}2")] {
            hub.feed
                .accept("produce", adt(&id, MARKER, 0))
                .await
                .expect("it is stored");
        }
        hub.settled("produce").await;
        assert_eq!(hub.counts("produce").await[1].sent, 2, "{compression}");
        hub.close().await.expect("it stops");
    }
    let written = peer.all("orders-NORTHWING", "%k|%h|%s");
    assert_eq!(written.len(), 8, "{written:?}");
    let expected = String::from_utf8(adt("lz42", MARKER, 0).to_vec()).expect("it is text");
    let mut parts = written[7].splitn(3, '|');
    assert_eq!(parts.next(), Some("T-lz42"));
    let headers = parts.next().unwrap_or_default();
    assert!(
        headers.contains("event=x-T-lz42") && headers.contains("idempotency-key="),
        "{headers}"
    );
    assert!(written[7].ends_with(&expected));
    logs().assert_absent(&[MARKER]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_the_broker_is_killed() {
    const N: usize = 200;
    let Some(mut peer) = Peer::start(&[("in", 2), ("copies", 1)]).await else {
        return;
    };
    let hub = hub();
    let from = peer.settings(json!({ "type": "kafka", "topics": ["in"], "group": "relay", "session_timeout": "6s" }));
    let to = peer.settings(json!({ "type": "kafka", "topic": "copies", "timeout": "5s", "connect_timeout": "2s" }));
    hub.deploy(&ChannelFile::new("relay", from).to(DestinationFile::new("out", to)))
        .await;
    peer.put("in", &records(0..N));
    eventually("some went through", async || hub.counts("relay").await[1].sent > 10).await;
    hub.settled("relay").await;
    // It writes to disk within half a second.
    tokio::time::sleep(Duration::from_secs(1)).await;
    peer.broker.server.kill();
    hub.change("relay", nilecare_engine_runtime::ChannelState::Paused).await;
    hub.change("relay", nilecare_engine_runtime::ChannelState::Started)
        .await;
    let launch = peer.broker.launch.clone();
    peer.broker.server.start_again(&launch);
    peer.put("in", &records(N..N + 20));
    let mut seen = BTreeSet::new();
    eventually("all came through", async || {
        for copy in peer.all("copies", "%s") {
            seen.insert(nilecare_tests::control_id(copy.as_bytes()));
        }
        seen.len() == N + 20
    })
    .await;
    hub.close().await.expect("it stops");
    logs().assert_absent(&[MARKER]);
}

/// An engine that notes what it is given, or has a full disk.
#[derive(Default)]
struct Noting {
    is_full: bool,
    came: Mutex<Vec<(String, bool)>>,
}

impl Noting {
    fn ids(&self) -> BTreeSet<String> {
        let came = self.came.lock().expect("no test panicked");
        came.iter().map(|(id, _)| id.clone()).collect()
    }
}

#[async_trait]
impl Inbox for Noting {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        let id = nilecare_tests::control_id(&message.content);
        self.came.lock().expect("no test panicked").push((id, self.is_full));
        if self.is_full {
            return Err(AcceptError {
                kind: AcceptErrorKind::StoreUnavailable,
                detail: "the disk is full".to_owned(),
                reply: None,
            });
        }
        Ok(Accepted {
            message: MessageId(1),
            reply: None,
            is_positive: true,
            problem: None,
        })
    }
}

struct Running {
    engine: Arc<Noting>,
    stop: CancellationToken,
    running: tokio::task::JoinHandle<Result<(), SourceError>>,
}

impl Running {
    fn start(settings: &Value, is_full: bool) -> Self {
        let connector = KafkaConnector::default();
        let mut source: Box<dyn Source> = connector
            .source(settings)
            .expect("there is one")
            .expect("they are valid");
        let engine = Arc::new(Noting {
            is_full,
            ..Noting::default()
        });
        let stop = CancellationToken::new();
        let context = SourceContext {
            inbox: Arc::clone(&engine) as Arc<dyn Inbox>,
            stop: stop.clone(),
            status: StatusReporter::default(),
        };
        let running = tokio::spawn(async move { source.run(context).await });
        Self { engine, stop, running }
    }

    async fn end(self) {
        self.stop.cancel();
        within("the end", self.running)
            .await
            .expect("it does not panic")
            .expect("it ends well");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_stored_is_not_committed_and_a_group_shares_its_partitions() {
    const N: usize = 100;
    let Some(peer) = Peer::start(&[("shared", 4)]).await else {
        return;
    };
    peer.put("shared", &records(0..N));
    let settings = peer.settings(
        json!({ "topics": ["shared"], "group": "shared", "session_timeout": "6s",
        "hold": "300ms", "max_reconnect_pause": "100ms" }),
    );
    let full = Running::start(&settings, true);
    // Three or four attempts are made before it lets go.
    eventually("it holds some, lets go and comes again", async || {
        full.engine.came.lock().expect("no test panicked").len() > 8
    })
    .await;
    full.end().await;
    // The next member of the group gets all of them, a second one shares what comes then.
    let first = Running::start(&settings, false);
    eventually("all came", async || first.engine.ids().len() == N).await;
    let second = Running::start(&settings, false);
    let mut next = N;
    eventually("the second one gets some", async || {
        peer.put("shared", &records(next..next + 20));
        next += 20;
        second.engine.ids().len() > 5
    })
    .await;
    eventually("none is left out", async || {
        let seen: BTreeSet<_> = first.engine.ids().union(&second.engine.ids()).cloned().collect();
        seen.len() == next
    })
    .await;
    first.end().await;
    second.end().await;
}

fn outbound(content: Bytes) -> OutboundMessage {
    OutboundMessage {
        channel: "produce".parse().expect("a name"),
        destination: "out".parse().expect("a name"),
        message: MessageId(1),
        content,
        parameters: BTreeMap::new(),
        idempotency_key: "produce-1-out".into(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}

async fn sent(connector: &KafkaConnector, settings: &Value, content: Bytes) -> Result<Response, SendError> {
    let factory = connector
        .destination(settings)
        .expect("there is one")
        .expect("they are valid");
    let mut destination = factory.open(StatusReporter::default());
    let result = within("an outcome", destination.send(&outbound(content))).await;
    destination.close().await;
    result
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failures_are_sorted_by_what_helps() {
    logs();
    let cluster = MockCluster::new(1).expect("it can be made");
    cluster.create_topic("orders", 1, 1).expect("it can be made");
    let connector = KafkaConnector::default();
    let settings = json!({ "brokers": [cluster.bootstrap_servers()], "topic": "orders", "timeout": "3s",
        "connect_timeout": "2s" });
    let taken = sent(&connector, &settings, adt("M1", MARKER, 0))
        .await
        .expect("it is taken");
    assert_eq!(taken.facts["kafka_offset"], "0");

    use RDKafkaRespErr as Err;
    for (answers, kind, code, is_unknown) in [
        (
            Err::RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE,
            FailureKind::Reject,
            "NC-KAFKA-004",
            false,
        ),
        (
            Err::RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
            FailureKind::Stop,
            "NC-KAFKA-007",
            false,
        ),
        (
            Err::RD_KAFKA_RESP_ERR_POLICY_VIOLATION,
            FailureKind::Reject,
            "NC-KAFKA-004",
            false,
        ),
    ] {
        cluster.clear_request_errors(RDKafkaApiKey::Produce);
        cluster.request_errors(RDKafkaApiKey::Produce, &[answers; 8]);
        let failed = sent(&connector, &settings, adt("M1", MARKER, 0))
            .await
            .expect_err("it is refused");
        assert_eq!(
            (failed.kind, failed.code, failed.is_outcome_unknown),
            (kind, code, is_unknown),
            "{failed}"
        );
    }
    cluster.clear_request_errors(RDKafkaApiKey::Produce);
    // A broker that does not answer in time may have it.
    cluster
        .broker_round_trip_time(1, Duration::from_secs(20))
        .expect("it is one of them");
    let slow = connector
        .destination(&settings)
        .expect("there is one")
        .expect("they are valid");
    cluster
        .broker_round_trip_time(1, Duration::ZERO)
        .expect("it is one of them");
    let mut slow = slow.open(StatusReporter::default());
    within("an outcome", slow.send(&outbound(adt("M1", MARKER, 0))))
        .await
        .expect("it is taken");
    cluster
        .broker_round_trip_time(1, Duration::from_secs(20))
        .expect("it is one of them");
    let late = within("an outcome", slow.send(&outbound(adt("M2", MARKER, 0)))).await;
    let late = late.expect_err("no report comes");
    assert_eq!(
        (late.kind, late.is_outcome_unknown),
        (FailureKind::Retry, true),
        "{late}"
    );
    slow.close().await;
    cluster
        .broker_round_trip_time(1, Duration::ZERO)
        .expect("it is one of them");

    let nobody = format!("127.0.0.1:{}", free_port());
    for (more, kind, code) in [
        (json!({ "topic": "nowhere" }), FailureKind::Stop, "NC-KAFKA-005"),
        (json!({ "brokers": [nobody] }), FailureKind::Retry, "NC-KAFKA-002"),
        (
            json!({ "sasl": { "username": "hub", "password": "env:NILECARE_NOT_SET" } }),
            FailureKind::Stop,
            "NC-KAFKA-009",
        ),
        (json!({ "max_size": 1_000 }), FailureKind::Reject, "NC-KAFKA-004"),
    ] {
        let settings = with(settings.clone(), more);
        let failed = sent(&connector, &settings, adt("M1", MARKER, 2_000))
            .await
            .expect_err("it is not taken");
        assert_eq!((failed.kind, failed.code), (kind, code), "{settings}: {failed}");
        assert!(!failed.is_outcome_unknown, "{settings}");
    }
    let limited = KafkaConnector::limited(Outbound::only(Vec::new()));
    let refused = sent(&limited, &settings, adt("M1", MARKER, 0))
        .await
        .expect_err("the hub may not");
    assert_eq!((refused.kind, refused.code), (FailureKind::Stop, "NC-KAFKA-010"));
    logs().assert_absent(&[MARKER]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_acts_as_a_message_would() {
    let cluster = MockCluster::new(1).expect("it can be made");
    cluster.create_topic("orders", 3, 1).expect("it can be made");
    let nobody = format!("127.0.0.1:{}", free_port());
    let connector = KafkaConnector::default();
    let good = json!({ "brokers": [cluster.bootstrap_servers()], "topic": "orders", "connect_timeout": "2s" });
    for (more, expected) in [
        (json!({}), Ok("the topic orders has 3 partitions")),
        (
            json!({ "topic": "x-{y}" }),
            Ok("which topic is known with each message"),
        ),
        (json!({ "brokers": [nobody] }), Err("NC-KAFKA-002")),
    ] {
        let settings = with(good.clone(), more);
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
