//! From the destination over Mosquitto to the source.

use nilecare_connector_mqtt::MqttConnector;
use nilecare_testkit::servers::mosquitto;
use serde_json::json;

use crate::rig::{Kept, Running, at, destination, outbound, with};

#[tokio::test]
async fn messages_of_each_version_and_qos_arrive_in_order_with_their_facts() {
    let Some(broker) = mosquitto() else {
        return;
    };
    let connector = MqttConnector::default();
    for protocol in ["mqtt5", "mqtt311"] {
        for qos in 0..=2 {
            let address = with(at(broker.server.address()), json!({ "protocol": protocol, "qos": qos }));
            let topics = json!({ "topics": [format!("{protocol}/{qos}/+")], "client_id": format!("{protocol}-{qos}") });
            let running = Running::start(&connector, with(address.clone(), topics), Kept::open()).await;
            let running = running.subscribed().await;
            let mut settings = json!({ "topic": format!("{protocol}/{qos}/{{patient}}") });
            if protocol == "mqtt5" {
                let more = json!({ "content_type": "application/json", "message_expiry": "1m",
                    "user_properties": { "ward": "W {ward}" } });
                settings = with(settings, more);
            }
            let mut sender = destination(&connector, with(address, settings));
            for number in 0..20 {
                let message = outbound(&number.to_string(), &[("patient", "P1"), ("ward", "7")]);
                let response = sender.send(&message).await.unwrap();
                assert_eq!(response.facts.contains_key("mqtt_reason"), qos > 0);
            }
            running.kept.came(20).await;
            let wanted: Vec<_> = (0..20).map(|number| number.to_string()).collect();
            assert_eq!(running.kept.contents(), wanted, "{protocol} {qos}");
            let facts = running.kept.messages.lock().unwrap()[0].source.clone();
            assert_eq!(facts["mqtt.topic"], format!("{protocol}/{qos}/P1"));
            assert_eq!(
                (&*facts["mqtt.level.2"], &*facts["mqtt.qos"]),
                ("P1", &*qos.to_string())
            );
            if protocol == "mqtt5" {
                assert_eq!(facts["mqtt.content_type"], "application/json");
                assert_eq!(facts["mqtt.property.ward"], "W 7");
                assert_eq!(facts["mqtt.property.idempotency-key"], "vitals.7.broker");
            }
            sender.close().await;
            running.end().await;
        }
    }
}

#[tokio::test]
async fn a_message_that_is_too_large_is_kept_by_its_beginning_and_holds_up_nobody() {
    let Some(broker) = mosquitto() else {
        return;
    };
    let connector = MqttConnector::default();
    for protocol in ["mqtt5", "mqtt311"] {
        let address = with(at(broker.server.address()), json!({ "protocol": protocol }));
        let source = json!({ "topics": ["large"], "client_id": protocol, "max_message_size": 1024 });
        let running = Running::start(&connector, with(address.clone(), source), Kept::open()).await;
        let running = running.subscribed().await;
        let mut sender = destination(&connector, with(address, json!({ "topic": "large" })));
        sender.send(&outbound(&"x".repeat(3 << 20), &[])).await.unwrap();
        sender.send(&outbound("small", &[])).await.unwrap();
        running.kept.came(2).await;
        {
            let messages = running.kept.messages.lock().unwrap();
            let large = &messages[0];
            assert!(
                large.defect.is_some() && large.content.len() == 64 << 10,
                "{}",
                large.content.len()
            );
            assert_eq!((messages[1].defect, &messages[1].content[..]), (None, &b"small"[..]));
        }
        sender.close().await;
        running.end().await;
    }
}
