//! When the source acknowledges, and what it does without a broker.

use nilecare_connector_mqtt::MqttConnector;
use nilecare_engine_api::ConnectionState;
use nilecare_testkit::servers::mosquitto;
use serde_json::json;

use crate::rig::{Kept, Running, at, destination, outbound, with, within};

#[tokio::test]
async fn what_was_not_stored_comes_again() {
    let Some(broker) = mosquitto() else {
        return;
    };
    let connector = MqttConnector::default();
    for qos in [1, 2] {
        let address = with(at(broker.server.address()), json!({ "qos": qos }));
        let kept = Kept::open();
        *kept.n_refusals.lock().unwrap() = 1;
        let source = json!({ "topics": [format!("t{qos}")], "client_id": format!("again-{qos}"), "reconnect": "10ms" });
        let running = Running::start(&connector, with(address.clone(), source), kept)
            .await
            .subscribed()
            .await;
        let mut sender = destination(&connector, with(address, json!({ "topic": format!("t{qos}") })));
        for text in ["a", "b"] {
            sender.send(&outbound(text, &[])).await.unwrap();
        }
        running.kept.came(3).await;
        within("both again", async {
            while running.kept.contents().last().map(String::as_str) != Some("b") {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        })
        .await;
        let contents = running.kept.contents();
        assert_eq!(
            (
                contents[0].as_str(),
                contents.iter().filter(|text| *text == "a").count()
            ),
            ("a", 2)
        );
        running.end().await;
    }
}

#[tokio::test]
async fn what_is_in_hand_is_finished_when_the_channel_stops() {
    let Some(broker) = mosquitto() else {
        return;
    };
    let connector = MqttConnector::default();
    let address = at(broker.server.address());
    let source = with(
        address.clone(),
        json!({ "topics": ["t"], "client_id": "stopping", "max_in_flight": 2 }),
    );
    let running = Running::start(&connector, source.clone(), Kept::default())
        .await
        .subscribed()
        .await;
    let mut sender = destination(&connector, with(address, json!({ "topic": "t" })));
    for text in ["a", "b", "c"] {
        sender.send(&outbound(text, &[])).await.unwrap();
    }
    running.kept.came(2).await;
    let kept = std::sync::Arc::clone(&running.kept);
    let ending = tokio::spawn(running.end());
    kept.is_open.send_replace(true);
    within("the end", ending).await.unwrap();
    assert_eq!(kept.contents(), ["a", "b"]);
    // Only the third was not acknowledged, and waits at the broker.
    let running = Running::start(&connector, source, Kept::open()).await;
    running.kept.came(1).await;
    assert_eq!(running.kept.contents(), ["c"]);
    running.end().await;
}

#[tokio::test]
async fn a_broker_that_was_killed_is_found_again() {
    let Some(mut broker) = mosquitto() else {
        return;
    };
    let connector = MqttConnector::default();
    let address = at(broker.server.address());
    let source = with(
        address.clone(),
        json!({ "topics": ["t"], "client_id": "steady", "reconnect": "10ms" }),
    );
    let running = Running::start(&connector, source, Kept::open())
        .await
        .subscribed()
        .await;
    let mut sender = destination(&connector, with(address, json!({ "topic": "t" })));
    sender.send(&outbound("before", &[])).await.unwrap();
    running.kept.came(1).await;
    broker.server.kill();
    let is_away = |state: &ConnectionState| match state {
        ConnectionState::Disconnected { reason } => reason.starts_with("NC-MQTT-002"),
        _ => false,
    };
    running.until_state("it to be told", is_away).await;
    let error = sender.send(&outbound("during", &[])).await.unwrap_err();
    assert_eq!(error.kind, nilecare_engine_api::FailureKind::Retry, "{error}");
    broker.server.start_again(&broker.launch);
    let running = running.subscribed().await;
    sender.send(&outbound("after", &[])).await.unwrap();
    running.kept.came(2).await;
    assert_eq!(running.kept.contents(), ["before", "after"]);
    running.end().await;
}

#[tokio::test]
async fn a_group_shares_the_messages() {
    let Some(broker) = mosquitto() else {
        return;
    };
    let connector = MqttConnector::default();
    let address = at(broker.server.address());
    let member = |name: &str| {
        with(
            address.clone(),
            json!({ "topics": ["$share/hubs/t"], "client_id": name }),
        )
    };
    let first = Running::start(&connector, member("one"), Kept::open())
        .await
        .subscribed()
        .await;
    let second = Running::start(&connector, member("two"), Kept::open())
        .await
        .subscribed()
        .await;
    let mut sender = destination(&connector, with(address.clone(), json!({ "topic": "t" })));
    for number in 0..10 {
        sender.send(&outbound(&number.to_string(), &[])).await.unwrap();
    }
    within("all of them", async {
        while first.kept.contents().len() + second.kept.contents().len() < 10 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    })
    .await;
    let mut all: Vec<_> = first
        .kept
        .contents()
        .into_iter()
        .chain(second.kept.contents())
        .collect();
    all.sort();
    assert_eq!(all, (0..10).map(|number| number.to_string()).collect::<Vec<_>>());
    first.end().await;
    second.end().await;
}
