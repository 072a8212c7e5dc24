//! MQTT through the whole engine: devices at the hub's own broker and at Mosquitto, into a channel and out of it.

use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;

use nilecare_connector_mqtt::HubBroker;
use nilecare_message_store::Status;
use nilecare_mqtt_broker::{Broker, BrokerLimits, BrokerOptions};
use nilecare_testkit::servers::{installed, mosquitto};
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, MARKER, eventually, logs, within};
use serde_json::{Value, json};
use tokio::process::Command;

async fn broker() -> Arc<Broker> {
    logs();
    let broker = Broker::open(BrokerOptions {
        bind: SocketAddr::from(([127, 0, 0, 1], 0)),
        users: std::collections::BTreeMap::new(),
        allow_anonymous: false,
        tls: None,
        limits: BrokerLimits::default(),
    });
    let broker = broker.await.expect("a port is free");
    broker.serve();
    broker
}

fn hub(broker: &Arc<Broker>) -> Hub {
    let mqtt = HubBroker::Embedded(Arc::clone(broker) as _);
    Hub::start(HubOptions {
        mqtt,
        ..HubOptions::default()
    })
    .expect("the folder is new")
}

fn vitals(destination: Value) -> ChannelFile {
    let source = json!({ "type": "mqtt", "topics": ["devices/+/vitals"], "client_id": "vitals" });
    ChannelFile::new("vitals", source)
        .with("/source/data_type", json!("json"))
        .replying_on_receipt()
        .to(DestinationFile::new("ward", destination).with(
            "/parameters",
            json!({ "ward": "${/ward}", "device": "${source.mqtt.level.1}" }),
        ))
}

async fn publish(port: u16, topic: &str, content: &str) -> bool {
    let mut command = Command::new("mosquitto_pub");
    command.args([
        "-h",
        "127.0.0.1",
        "-p",
        &port.to_string(),
        "-V",
        "mqttv5",
        "-q",
        "1",
        "-t",
        topic,
        "-m",
        content,
    ]);
    let output = within("mosquitto_pub", command.stdin(Stdio::null()).output()).await;
    output.expect("it is installed").status.success()
}

#[tokio::test]
async fn a_device_at_the_hubs_broker_reaches_a_channel_and_a_broker_of_others() {
    if installed("mosquitto_pub").is_none() {
        return;
    }
    let Some(other) = mosquitto() else {
        return;
    };
    let broker = broker().await;
    let hub = hub(&broker);
    let address = other.server.address();
    hub.deploy(&vitals(
        json!({ "type": "mqtt", "url": format!("mqtt://{address}"), "topic": "wards/{ward}/{device}",
        "retain": true }),
    ))
    .await;
    eventually("the channel has subscribed", async || broker.status().n_sessions == 1).await;
    let content = json!({ "ward": "7", "name": MARKER, "hr": 72.10 }).to_string();
    assert!(publish(broker.address().port(), "devices/MONITOR1/vitals", &content).await);
    // It was acknowledged, so it is on disk.
    assert_eq!(hub.messages("vitals").await.len(), 1);
    hub.settled("vitals").await;
    hub.store().flush().await.expect("there is room");
    let messages = hub.messages("vitals").await;
    let ward = &messages[0].connectors[1];
    assert_eq!(
        (ward.summary.status, ward.summary.error.as_deref()),
        (Status::Sent, None)
    );
    let mut command = Command::new("mosquitto_sub");
    command.args([
        "-h",
        "127.0.0.1",
        "-p",
        &address.port().to_string(),
        "-t",
        "wards/7/MONITOR1",
        "-C",
        "1",
    ]);
    let output = within("mosquitto_sub", command.stdin(Stdio::null()).output())
        .await
        .expect("it is installed");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), content);
    hub.close().await.expect("it can be closed");
    broker.close().await;
    logs().assert_absent(&[MARKER, "MONITOR1"]);
}

#[tokio::test]
async fn what_came_while_the_channel_was_stopped_waits_and_nothing_is_acknowledged_before_it_is_stored() {
    if installed("mosquitto_pub").is_none() {
        return;
    }
    let broker = broker().await;
    let hub = hub(&broker);
    hub.deploy(
        &vitals(json!({ "type": "recorder", "destination": "ward" })).with("/destinations/0/parameters", json!({})),
    )
    .await;
    eventually("the channel has subscribed", async || broker.status().n_sessions == 1).await;
    hub.change("vitals", nilecare_engine_runtime::ChannelState::Stopped)
        .await;
    let port = broker.address().port();
    let content = json!({ "name": MARKER }).to_string();
    let waiting = tokio::spawn(async move { publish(port, "devices/MONITOR2/vitals", &content).await });
    eventually("it waits at the broker", async || broker.status().n_bytes > 0).await;
    assert!(!waiting.is_finished());
    hub.change("vitals", nilecare_engine_runtime::ChannelState::Started)
        .await;
    assert!(within("the acknowledgment", waiting).await.expect("it does not panic"));
    assert_eq!(hub.messages("vitals").await.len(), 1);
    hub.settled("vitals").await;
    hub.close().await.expect("it can be closed");
    broker.close().await;
    logs().assert_absent(&[MARKER, "MONITOR2"]);
}
