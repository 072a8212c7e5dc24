//! The hub's own broker, within the process.

use std::net::SocketAddr;
use std::sync::Arc;

use nilecare_connector_mqtt::{HubBroker, MqttConnection, MqttConnector};
use nilecare_connector_net::Outbound;
use nilecare_mqtt_broker::{Broker, BrokerLimits, BrokerOptions};
use nilecare_testkit::servers::mosquitto;
use serde_json::json;

use crate::rig::{Kept, Running, destination, factory, outbound, with};

async fn hub() -> (Arc<Broker>, MqttConnector) {
    let broker = Broker::open(BrokerOptions {
        bind: SocketAddr::from(([127, 0, 0, 1], 0)),
        users: std::collections::BTreeMap::new(),
        allow_anonymous: false,
        tls: None,
        limits: BrokerLimits::default(),
    });
    let broker = broker.await.unwrap();
    broker.serve();
    let hub = HubBroker::Embedded(Arc::clone(&broker) as _);
    (broker, MqttConnector::limited(Outbound::default(), hub))
}

#[tokio::test]
async fn a_channel_that_names_no_broker_uses_the_hubs_own() {
    let (broker, connector) = hub().await;
    for (protocol, qos) in [("mqtt5", 1), ("mqtt5", 2), ("mqtt311", 1), ("mqtt311", 2)] {
        let name = format!("{protocol}-{qos}");
        let both = json!({ "protocol": protocol, "qos": qos, "broker": "hub" });
        let source = with(
            both.clone(),
            json!({ "topics": [format!("{name}/+")], "client_id": name }),
        );
        let running = Running::start(&connector, source, Kept::open())
            .await
            .subscribed()
            .await;
        let mut sender = destination(&connector, with(both, json!({ "topic": format!("{name}/x") })));
        for number in 0..50 {
            sender.send(&outbound(&number.to_string(), &[])).await.unwrap();
        }
        // They were acknowledged, so the channel has them.
        assert_eq!(
            running.kept.contents(),
            (0..50).map(|number| number.to_string()).collect::<Vec<_>>()
        );
        running.end().await;
    }
    assert!(
        factory(&connector, json!({ "topic": "t" }))
            .check()
            .await
            .unwrap()
            .contains("hub's broker")
    );
    broker.close().await;
}

#[tokio::test]
async fn a_publisher_is_not_told_before_the_channel_has_stored_its_message() {
    let (broker, connector) = hub().await;
    let kept = Kept::open();
    *kept.n_refusals.lock().unwrap() = 2;
    let source = json!({ "topics": ["t"], "client_id": "slow", "reconnect": "10ms" });
    let running = Running::start(&connector, source, kept).await.subscribed().await;
    let mut sender = destination(
        &connector,
        json!({ "url": format!("mqtt://{}", broker.address()), "topic": "t" }),
    );
    sender.send(&outbound("a", &[])).await.unwrap();
    assert_eq!(running.kept.contents(), ["a", "a", "a"]);
    running.end().await;
    broker.close().await;
}

#[tokio::test]
async fn the_hubs_broker_may_be_one_of_others() {
    let Some(other) = mosquitto() else {
        return;
    };
    let hub = HubBroker::External(Box::new(MqttConnection {
        url: Some(format!("mqtt://{}", other.server.address())),
        ..MqttConnection::default()
    }));
    let connector = MqttConnector::limited(Outbound::default(), hub);
    let source = json!({ "topics": ["t"], "client_id": "channel" });
    let running = Running::start(&connector, source, Kept::open())
        .await
        .subscribed()
        .await;
    let mut sender = destination(&connector, json!({ "topic": "t" }));
    sender.send(&outbound("a", &[])).await.unwrap();
    running.kept.came(1).await;
    running.end().await;
}
