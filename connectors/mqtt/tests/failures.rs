//! What a broker says no to, and what becomes of it.

use nilecare_connector_mqtt::{HubBroker, MqttConnector};
use nilecare_connector_net::Outbound;
use nilecare_engine_api::{ConnectionState, FailureKind};
use nilecare_testkit::certificates;
use nilecare_testkit::servers::mosquitto_with;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::rig::{Kept, Running, at, destination, factory, outbound, with};

async fn fails(connector: &MqttConnector, config: Value, content: &str) -> (FailureKind, &'static str, String) {
    let mut sender = destination(connector, config);
    let error = sender.send(&outbound(content, &[])).await.unwrap_err();
    (error.kind, error.code, error.detail)
}

#[tokio::test]
async fn refusals_are_classified_by_what_the_broker_said() {
    let settings = "allow_anonymous true\nacl_file {folder}/acl\nmessage_size_limit 1000\n";
    let Some(broker) = mosquitto_with(settings, &[("acl", "topic readwrite open/#\n")]) else {
        return;
    };
    let connector = MqttConnector::default();
    let to = |topic: &str| with(at(broker.server.address()), json!({ "topic": topic }));
    for qos in [1, 2] {
        let (kind, code, detail) = fails(&connector, with(to("closed/t"), json!({ "qos": qos })), "x").await;
        assert_eq!((kind, code), (FailureKind::Stop, "NC-MQTT-010"), "{detail}");
        let (kind, code, detail) =
            fails(&connector, with(to("open/t"), json!({ "qos": qos })), &"x".repeat(2000)).await;
        assert_eq!((kind, code), (FailureKind::Reject, "NC-MQTT-009"), "{detail}");
    }
    let mut sender = destination(&connector, to("open/t"));
    sender.send(&outbound("x", &[])).await.unwrap();

    let mut sender = destination(&connector, to("open/{patient}"));
    for value in ["", "a/b", "+", "#", "a\0"] {
        let error = sender.send(&outbound("x", &[("patient", value)])).await.unwrap_err();
        assert_eq!(
            (error.kind, error.code),
            (FailureKind::Reject, "NC-MQTT-011"),
            "{value:?}"
        );
    }
}

#[tokio::test]
async fn a_packet_limit_that_the_broker_announces_counts_before_anything_is_sent() {
    let Some(broker) = mosquitto_with("allow_anonymous true\nmax_packet_size 500\n", &[]) else {
        return;
    };
    let config = with(at(broker.server.address()), json!({ "topic": "t" }));
    let (kind, code, detail) = fails(&MqttConnector::default(), config, &"x".repeat(2000)).await;
    assert_eq!((kind, code), (FailureKind::Reject, "NC-MQTT-009"), "{detail}");
    assert!(detail.contains("500"), "{detail}");
}

#[tokio::test]
async fn a_password_is_read_at_each_connection_and_a_wrong_one_stops_the_queue() {
    let program = nilecare_testkit::servers::installed("mosquitto_passwd");
    let (Some(program), settings) = (program, "allow_anonymous false\npassword_file {folder}/users\n") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let users = folder.path().join("users");
    let made = std::process::Command::new(program)
        .arg("-c")
        .arg("-b")
        .arg(&users)
        .args(["hub", "invented"])
        .output();
    assert!(made.unwrap().status.success());
    let users = std::fs::read_to_string(&users).unwrap();
    let Some(broker) = mosquitto_with(settings, &[("users", &users)]) else {
        return;
    };
    let secret = folder.path().join("password");
    let connector = MqttConnector::default();
    let config = with(
        at(broker.server.address()),
        json!({ "topic": "t", "username": "hub", "password": format!("file:{}", secret.display()) }),
    );
    let factory = factory(&connector, config);
    let error = factory.check().await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-MQTT-007"));
    std::fs::write(&secret, "wrong").unwrap();
    let error = factory.check().await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-MQTT-003"), "{error}");
    assert!(!error.detail.contains("wrong"));
    std::fs::write(&secret, "invented").unwrap();
    assert!(factory.check().await.unwrap().contains("welcome"));
}

#[tokio::test]
async fn a_dead_peer_is_told_by_a_check() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let config = with(at(address), json!({ "topic": "t", "connect_timeout": "100ms" }));
    let connector = MqttConnector::default();
    // Somebody who takes the connection and says nothing.
    let error = factory(&connector, config.clone()).check().await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-MQTT-002"), "{error}");
    drop(listener);
    let error = factory(&connector, config.clone()).check().await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-MQTT-002"), "{error}");
    let limited = MqttConnector::limited(Outbound::only(vec!["10.0.0.0/8".parse().unwrap()]), HubBroker::Off);
    let error = factory(&limited, config).check().await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-MQTT-005"), "{error}");
    let error = factory(&connector, json!({ "topic": "t" })).check().await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-MQTT-013"), "{error}");
}

#[tokio::test]
async fn certificates_are_checked_on_both_sides() {
    let Some(folder) = certificates() else {
        return;
    };
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let (ca, certificate, key) = (read("ca.pem"), read("hub.pem"), read("hub.key"));
    let settings = "allow_anonymous true\ncafile {folder}/ca.pem\ncertfile {folder}/hub.pem\nkeyfile {folder}/hub.key\n\
                    require_certificate true\n";
    let files = [("ca.pem", ca.as_str()), ("hub.pem", &certificate), ("hub.key", &key)];
    let Some(broker) = mosquitto_with(settings, &files) else {
        return;
    };
    let path = |name: &str| folder.path().join(name).display().to_string();
    let url = format!("mqtts://localhost:{}", broker.server.address().port());
    let connector = MqttConnector::default();
    let with_tls = |tls: Value| factory(&connector, json!({ "url": url, "topic": "t", "tls": tls }));
    let good = json!({ "ca_file": path("ca.pem"), "certificate_file": path("peer.pem"), "private_key_file": path("peer.key") });
    let told = with_tls(good).check().await.unwrap();
    assert!(told.contains("TLS"), "{told}");
    // Without our certificate, and without trust in theirs.
    let error = with_tls(json!({ "ca_file": path("ca.pem") }))
        .check()
        .await
        .unwrap_err();
    assert!(["NC-MQTT-006", "NC-MQTT-002"].contains(&error.code), "{error}");
    let error = with_tls(json!({ "ca_file": path("peer.pem") }))
        .check()
        .await
        .unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-MQTT-006"), "{error}");
}

#[tokio::test]
async fn a_subscription_that_the_broker_refuses_is_told() {
    // Mosquitto answers 0x80 to filters that are no filters only, so a broker of three packets stands in.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let source = with(
        at(listener.local_addr().unwrap()),
        json!({ "topics": ["secret/#"], "clean_session": true }),
    );
    let running = Running::start(&MqttConnector::default(), source, Kept::open()).await;
    let (stream, _) = listener.accept().await.unwrap();
    let mut wire = nilecare_mqtt::Wire::new(stream, nilecare_mqtt::Version::V5, 4096);
    wire.read_connect().await.unwrap();
    let welcome = nilecare_mqtt::ConnAck::new(nilecare_mqtt::Reason::SUCCESS);
    wire.send(&nilecare_mqtt::Packet::ConnAck(Box::new(welcome)))
        .await
        .unwrap();
    wire.read().await.unwrap();
    let answer = nilecare_mqtt::SubAck {
        id: 1,
        reasons: vec![nilecare_mqtt::Reason::NOT_AUTHORIZED],
    };
    wire.send(&nilecare_mqtt::Packet::SubAck(answer)).await.unwrap();
    let is_told = |state: &ConnectionState| match state {
        ConnectionState::Disconnected { reason } => reason.starts_with("NC-MQTT-012"),
        _ => false,
    };
    running.until_state("it to be told", is_told).await;
    running.end().await;
}

#[tokio::test]
async fn a_broker_that_takes_a_message_and_says_nothing_may_have_it() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let config = with(
        at(listener.local_addr().unwrap()),
        json!({ "topic": "t", "timeout": "100ms" }),
    );
    let silent = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut wire = nilecare_mqtt::Wire::new(stream, nilecare_mqtt::Version::V5, 4096);
        wire.read_connect().await.unwrap();
        let welcome = nilecare_mqtt::ConnAck::new(nilecare_mqtt::Reason::SUCCESS);
        wire.send(&nilecare_mqtt::Packet::ConnAck(Box::new(welcome)))
            .await
            .unwrap();
        while wire.read().await.is_ok() {}
    });
    let mut sender = destination(&MqttConnector::default(), config);
    let error = sender.send(&outbound("x", &[])).await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-MQTT-008"));
    assert!(error.is_outcome_unknown);
    silent.await.unwrap();
}
