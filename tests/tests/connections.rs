//! Scripts that ask other systems.

use std::collections::BTreeMap;

use bytes::Bytes;
use nilecare_engine_runtime::ConnectionSettings;
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, Verdict, adt};
use serde_json::json;

fn recording(channels: &[&str]) -> ConnectionSettings {
    ConnectionSettings {
        connector: "recorder".to_owned(),
        config: json!({ "destination": "call" }),
        channels: channels.iter().map(|channel| (*channel).to_owned()).collect(),
    }
}

async fn reply(hub: &Hub, channel: &str, id: &str) -> String {
    let accepted = hub
        .feed
        .accept(channel, adt(id, "EVERYMAN", 0))
        .await
        .expect("it is kept");
    String::from_utf8_lossy(&accepted.reply.unwrap_or_default()).into_owned()
}

#[tokio::test]
async fn a_script_asks_whom_its_channel_may_and_is_told_why_not_otherwise() {
    let hub = Hub::start(HubOptions::default()).expect("the folder is new");
    hub.connect(&BTreeMap::from([
        ("registry".to_owned(), recording(&["asking"])),
        ("other".to_owned(), recording(&["somebody-else"])),
        ("anybody".to_owned(), recording(&["*"])),
    ]));
    hub.recorder.answer(|destination, message| {
        let asked = String::from_utf8_lossy(&message.content).into_owned();
        (destination == "call").then(|| Bytes::from(format!("ward of {asked}")))
    });
    let ask = |script: &str| {
        ChannelFile::fed("asking")
            .with("/source/transformer", json!([{ "name": "ask", "script": script }]))
            .to(DestinationFile::recording("lab"))
    };
    hub.deploy(&ask(
        "msg[\"PV1-3\"] = ask(\"registry\", msg[\"MSH-10\"]) + ask(\"anybody\", \", two\");",
    ))
    .await;
    assert!(reply(&hub, "asking", "ONE").await.contains("MSA|AA|ONE"));
    hub.settled("asking").await;
    let sent = hub.recorder.receipts("lab");
    let sent = String::from_utf8_lossy(&sent[0].content).into_owned();
    assert!(sent.contains("ward of ONEward of , two"), "{sent}");
    for script in ["ask(\"other\", \"x\")", "ask(\"nobody\", \"x\")"] {
        hub.deploy(&ask(script)).await;
        assert!(reply(&hub, "asking", "TWO").await.contains("MSA|AE|TWO"), "{script}");
    }
    assert_eq!(hub.recorder.n_receipts("lab"), 1);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn whoever_does_not_answer_keeps_no_script_beyond_its_deadline() {
    let hub = Hub::start(HubOptions::default()).expect("the folder is new");
    hub.connect(&BTreeMap::from([("silent".to_owned(), recording(&["*"]))]));
    hub.recorder.judge(|destination, _| match destination {
        "call" => Verdict::Hang,
        _ => Verdict::Take,
    });
    let channel = ChannelFile::fed("asking")
        .with(
            "/source/transformer",
            json!([{ "name": "ask", "script": "ask(\"silent\", \"x\")" }]),
        )
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    assert!(reply(&hub, "asking", "LATE").await.contains("MSA|AE|LATE"));
    hub.close().await.expect("it can be closed");
}
