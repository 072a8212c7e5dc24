//! What is kept of messages: levels, metadata columns, pruning with archive, export and import, removal.

use std::io::Read;
use std::sync::Arc;
use std::time::Duration;

use nilecare_engine_runtime::{ExportedMessage, PruneReport, Pruner, PrunerOptions};
use nilecare_message_store::{Comparison, MessageDetail, MessageQuery, MetadataCondition, MetadataValue, TextQuery};
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, Verdict, adt};
use nilecare_types::ChannelId;
use serde_json::json;

fn hub() -> Hub {
    Hub::start(HubOptions::default()).expect("the folder is new")
}

fn changing(id: &str, storage: serde_json::Value) -> ChannelFile {
    ChannelFile::fed(id)
        .with("/storage", storage)
        .with(
            "/preprocessor",
            json!({ "name": "pre", "script": "msg.replace(\"AGATHA\", \"Agatha\");" }),
        )
        .with(
            "/source/transformer",
            json!([{ "name": "ward", "script": "msg[\"PV1-3.1\"] = \"W2\"; channel_map.mrn = msg[\"PID-3.1\"];" }]),
        )
        .to(DestinationFile::recording("lab"))
}

async fn feed(hub: &Hub, channel: &str, ids: &[&str]) {
    for id in ids {
        hub.feed
            .accept(channel, adt(id, "SMITH", 0))
            .await
            .expect("it is stored");
    }
    hub.settled(channel).await;
}

async fn only(hub: &Hub, channel: &str) -> MessageDetail {
    hub.messages(channel).await.remove(0)
}

#[tokio::test]
async fn each_level_keeps_what_it_says() {
    let hub = hub();
    for level in ["development", "production", "raw", "metadata", "disabled"] {
        hub.deploy(&changing(level, json!({ "level": level }))).await;
        feed(&hub, level, &["ONE"]).await;
        let counts = hub.counts(level).await;
        assert_eq!((counts[0].received, counts[1].sent), (1, 1), "{level}");
    }
    let development = only(&hub, "development").await;
    assert!(development.is_raw_kept && development.preprocessed.is_some());
    assert!(development.connectors[0].content.is_some() && development.connectors[1].content.is_some());
    let maps = development.connectors[0].maps.clone().expect("the channel map is kept");
    assert!(maps.contains("T-ONE"), "{maps}");
    let production = only(&hub, "production").await;
    assert!(production.is_raw_kept && production.preprocessed.is_none() && production.connectors[1].content.is_some());
    let raw = only(&hub, "raw").await;
    assert!(raw.is_raw_kept && raw.connectors.iter().all(|connector| connector.content.is_none()));
    let metadata = only(&hub, "metadata").await;
    assert!(!metadata.is_raw_kept && metadata.control_id.as_deref() == Some("ONE"));
    assert!(hub.messages("disabled").await.is_empty());
    hub.close().await.expect("it can be closed");
}

/// What fails stays whole, whatever the level, and can be processed again.
#[tokio::test]
async fn a_message_in_error_keeps_its_contents_at_every_level() {
    let hub = hub();
    hub.recorder.judge(|_, _| Verdict::Reject);
    hub.deploy(&changing("disabled", json!({ "level": "disabled" }))).await;
    feed(&hub, "disabled", &["BAD"]).await;
    let kept = only(&hub, "disabled").await;
    assert!(kept.is_raw_kept);
    hub.recorder.judge(|_, _| Verdict::Take);
    let again = kept.message;
    hub.on_engine(async move |engine| engine.reprocess(again, None).await)
        .await
        .expect("it is there");
    hub.settled("disabled").await;
    assert_eq!(hub.recorder.n_receipts("lab"), 1);
    assert!(hub.messages("disabled").await.is_empty(), "the error is resolved");
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn messages_are_found_by_metadata_and_text() {
    let hub = hub();
    let columns = json!([
        { "name": "mrn", "value": "${channel_map.mrn}" },
        { "name": "born", "type": "timestamp", "value": "${PID-7}" },
        { "name": "length", "type": "number", "value": "x" },
    ]);
    hub.deploy(&changing("meta", json!({ "metadata": columns }))).await;
    feed(&hub, "meta", &["ONE", "TWO", "THREE"]).await;
    let key = hub
        .store()
        .find_channel(&"meta".parse().expect("a name"))
        .await
        .expect("it can be read")
        .expect("it is there");
    let by = async |query: MessageQuery| {
        let page = hub.store().search(query).await.expect("it can be read");
        page.messages
            .into_iter()
            .filter_map(|message| message.control_id)
            .collect::<Vec<_>>()
    };
    let mut by_mrn = MessageQuery::newest(key, 10);
    by_mrn.metadata.push(MetadataCondition {
        column: "mrn".to_owned(),
        comparison: Comparison::Equal,
        value: MetadataValue::Text("T-TWO".to_owned()),
    });
    assert_eq!(by(by_mrn).await, ["TWO"]);
    let mut by_text = MessageQuery::newest(key, 10);
    by_text.text = Some(TextQuery::Literal("t-three^^^north".to_owned()));
    assert_eq!(by(by_text).await, ["THREE"]);
    let mut by_patient = MessageQuery::newest(key, 10);
    by_patient.patient_id = Some("T-ONE".to_owned());
    assert_eq!(by(by_patient).await, ["ONE"]);
    let values = only(&hub, "meta").await.metadata;
    assert_eq!(values.len(), 2, "what is no number is left out: {values:?}");
    hub.close().await.expect("it can be closed");
}

fn pruner(hub: &Hub, archive: &std::path::Path) -> PrunerOptions {
    let _ = hub;
    PrunerOptions {
        interval: Duration::from_secs(3600),
        archive: archive.to_owned(),
    }
}

#[tokio::test]
async fn old_messages_are_archived_removed_and_can_be_brought_back() {
    let hub = hub();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    hub.recorder.judge(|_, message| {
        let is_bad = nilecare_tests::control_id(&message.content) == "BAD";
        if is_bad { Verdict::Reject } else { Verdict::Take }
    });
    let channel = changing("old", json!({})).with("/pruning", json!({ "messages_after": "1ms", "archive": true }));
    hub.deploy(&channel).await;
    feed(&hub, "old", &["ONE", "BAD", "TWO"]).await;
    tokio::time::sleep(Duration::from_millis(20)).await;
    let options = pruner(&hub, folder.path());
    let report = hub
        .on_engine(async move |engine| Pruner::new(Arc::clone(&engine), options).prune_all().await)
        .await
        .expect("it can prune");
    let expected = PruneReport {
        messages: 2,
        archived: 2,
        contents: 0,
    };
    assert_eq!(report, expected);
    let left = hub.messages("old").await;
    assert_eq!(left.len(), 1, "the one in error stays");
    let counts = hub.counts("old").await;
    assert_eq!((counts[0].received, counts[1].sent, counts[1].error), (3, 2, 1));

    let file = std::fs::read_dir(folder.path().join("old"))
        .expect("it is there")
        .next()
        .expect("one file");
    let file = std::fs::File::open(file.expect("it can be read").path()).expect("it can be read");
    let mut text = String::new();
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .expect("it is text");
    let messages: Vec<ExportedMessage> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is one"))
        .collect();
    assert_eq!(messages.len(), 2);
    for message in messages {
        hub.on_engine(async move |engine| engine.import(message).await)
            .await
            .expect("it is taken");
    }
    let back = hub.messages("old").await;
    assert_eq!(back.len(), 3);
    let newest = &back
        .iter()
        .find(|message| message.imported_from.is_some())
        .expect("it is back");
    assert!(newest.is_raw_kept && newest.connectors[1].content.is_some());
    hub.settled("old").await;
    assert_eq!(hub.recorder.n_receipts("lab"), 2, "an import delivers nothing again");
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_removed_message_is_not_delivered() {
    let hub = hub();
    hub.recorder.judge(|_, _| Verdict::Away);
    let slow = json!({ "interval": "1h", "max_interval": "1h" });
    let channel = ChannelFile::fed("remove")
        .replying_on_receipt()
        .to(DestinationFile::recording("lab").with("/queue/retry", slow));
    hub.deploy(&channel).await;
    let mut numbers = Vec::new();
    for id in ["ONE", "TWO", "THREE"] {
        numbers.push(
            hub.feed
                .accept("remove", adt(id, "X", 0))
                .await
                .expect("it is stored")
                .message,
        );
    }
    nilecare_tests::eventually("all are queued", async || hub.counts("remove").await[1].queued == 3).await;
    let second = numbers[1];
    let n_removed = hub.on_engine(async move |engine| engine.remove(&[second]).await).await;
    assert_eq!(n_removed.expect("it can be removed"), 1);
    hub.recorder.judge(|_, _| Verdict::Take);
    let (channel, lab): (ChannelId, _) = ("remove".parse().expect("a name"), "lab".parse().expect("a name"));
    hub.on_engine(async move |engine| engine.retry_now(&channel, &lab).await)
        .await
        .expect("it is there");
    hub.settled("remove").await;
    assert_eq!(hub.recorder.control_ids("lab"), ["ONE", "THREE"]);
    hub.close().await.expect("it can be closed");
}
