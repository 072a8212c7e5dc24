//! Settings of a channel, each shown by what it does to messages.

use bytes::Bytes;
use nilecare_engine_runtime::ChannelState;
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, Verdict, adt, control_id, eventually};
use serde_json::{Value, json};

fn hub() -> Hub {
    Hub::start(HubOptions::default()).expect("the folder is new")
}

fn script(text: &str) -> Value {
    json!([{ "name": "step", "script": text }])
}

async fn reply(hub: &Hub, channel: &str, id: &str, name: &str) -> Option<String> {
    let accepted = hub.feed.accept(channel, adt(id, name, 0)).await.expect("it is stored");
    accepted.reply.map(|reply| String::from_utf8_lossy(&reply).into_owned())
}

#[tokio::test]
async fn the_reply_comes_when_the_channel_says() {
    let hub = hub();
    hub.recorder.judge(|_, message| {
        let is_refused = control_id(&message.content).starts_with("REFUSED");
        if is_refused { Verdict::Reject } else { Verdict::Take }
    });
    let fails = script("if msg[\"PID-5.1\"] == \"BROKEN\" { throw \"broken\"; }");
    let deploy = async |id: &str, when: Value| {
        let channel = ChannelFile::fed(id)
            .with("/source/reply", json!({ "when": when }))
            .with("/source/transformer", fails.clone())
            .to(DestinationFile::recording("lab"));
        hub.deploy(&channel).await;
    };
    deploy("never", json!("never")).await;
    assert_eq!(reply(&hub, "never", "N1", "X").await, None);
    deploy("receipt", json!("on_receipt")).await;
    assert!(
        reply(&hub, "receipt", "N2", "BROKEN")
            .await
            .is_some_and(|reply| reply.contains("MSA|AA|N2"))
    );
    deploy("transformed", json!("after_source_transformer")).await;
    assert!(
        reply(&hub, "transformed", "N3", "BROKEN")
            .await
            .is_some_and(|reply| reply.contains("MSA|AE|N3"))
    );
    assert!(
        reply(&hub, "transformed", "REFUSED1", "X")
            .await
            .is_some_and(|reply| reply.contains("MSA|AA|REFUSED1"))
    );
    deploy("destinations", json!("after_destinations")).await;
    assert!(
        reply(&hub, "destinations", "REFUSED2", "X")
            .await
            .is_some_and(|reply| reply.contains("MSA|AE|REFUSED2"))
    );
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn the_reply_of_a_named_destination_is_passed_on_under_the_senders_control_id() {
    let hub = hub();
    hub.recorder.answer(|destination, _| {
        let code = if destination == "lab" { "AE" } else { "AA" };
        Some(Bytes::from(format!(
            "MSH|^~\\&|A|B|C|D|2026||ACK|1|P|2.5\rMSA|{code}|OTHER\r"
        )))
    });
    let channel = |id: &str, wanted: &str| {
        ChannelFile::fed(id)
            .with("/source/reply", json!({ "when": { "destination": wanted } }))
            .to(DestinationFile::recording("lab"))
            .to(DestinationFile::recording("archive"))
    };
    hub.deploy(&channel("lab-decides", "lab")).await;
    assert!(
        reply(&hub, "lab-decides", "D1", "X")
            .await
            .is_some_and(|reply| reply.contains("MSA|AE|D1"))
    );
    hub.deploy(&channel("archive-decides", "archive")).await;
    assert!(
        reply(&hub, "archive-decides", "D2", "X")
            .await
            .is_some_and(|reply| reply.contains("MSA|AA|D2"))
    );
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn without_a_queue_a_failure_is_an_error_after_the_attempts_that_are_allowed() {
    let hub = hub();
    hub.recorder.judge(|_, _| Verdict::Away);
    for (id, retry, attempts) in [
        ("once", json!({ "interval": "1ms", "max_interval": "1ms" }), 1),
        (
            "thrice",
            json!({ "attempts": 3, "interval": "1ms", "max_interval": "1ms" }),
            3,
        ),
    ] {
        let queue = json!({ "mode": "never", "retry": retry });
        hub.deploy(&ChannelFile::fed(id).to(DestinationFile::recording("lab").with("/queue", queue)))
            .await;
        assert!(
            reply(&hub, id, "E1", "X")
                .await
                .is_some_and(|reply| reply.contains("MSA|AE|E1"))
        );
        eventually("it is in error", async || hub.counts(id).await[1].error == 1).await;
        let message = hub.messages(id).await.remove(0);
        assert_eq!(message.connectors[1].summary.attempts, attempts, "{id}");
    }
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_response_transformer_decides_and_its_result_is_kept() {
    let hub = hub();
    hub.recorder
        .answer(|_, message| Some(Bytes::from(format!("code={}", message.attempt))));
    let transformer = script("if response == \"code=1\" { status = \"queued\"; } else { response = \"done\"; }");
    let channel = ChannelFile::fed("response")
        .replying_on_receipt()
        .with("/storage", json!({ "level": "development" }))
        .to(DestinationFile::recording("lab").with("/response_transformer", transformer));
    hub.deploy(&channel).await;
    reply(&hub, "response", "R1", "X").await;
    hub.settled("response").await;
    let lab = hub.messages("response").await.remove(0).connectors.remove(1);
    assert_eq!(lab.summary.attempts, 2);
    assert_eq!(lab.response.as_deref(), Some(b"code=2".as_slice()));
    assert_eq!(lab.response_transformed.as_deref(), Some(b"done".as_slice()));
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn the_global_channel_map_outlives_a_deployment_unless_it_is_cleared() {
    let hub = hub();
    let count = script("global_channel_map.add(\"n\", 1); msg[\"PV1-3.1\"] = \"N\" + global_channel_map.n;");
    let channel = ChannelFile::fed("map")
        .with("/source/transformer", count)
        .with(
            "/undeploy",
            json!({ "name": "undeploy", "script": "global_channel_map.add(\"n\", 100);" }),
        )
        .to(DestinationFile::recording("lab"));
    let last_ward = || {
        let content = hub
            .recorder
            .receipts("lab")
            .last()
            .expect("one arrived")
            .content
            .clone();
        let text = String::from_utf8_lossy(&content).into_owned();
        text.split("|I|")
            .nth(1)
            .and_then(|rest| rest.split('^').next())
            .unwrap_or_default()
            .to_owned()
    };
    hub.deploy(&channel).await;
    reply(&hub, "map", "M1", "X").await;
    assert_eq!(last_ward(), "N1");
    // The undeploy script of the old one runs before the new one starts.
    hub.deploy(&channel).await;
    reply(&hub, "map", "M2", "X").await;
    assert_eq!(last_ward(), "N102");
    hub.deploy(&channel.with("/clear_global_channel_map", json!(true)))
        .await;
    reply(&hub, "map", "M3", "X").await;
    assert_eq!(last_ward(), "N1");
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_script_splits_batches_and_another_takes_attachments_out() {
    let hub = hub();
    let split = json!({ "split": { "script": { "script": "msg.split(\"---\")" } }, "reply": "last" });
    let take = "let at = msg.index_of(\"NOTE:\"); if at >= 0 { msg = msg.sub_string(0, at) + attach(msg.sub_string(at), \"text/plain\"); }";
    let channel = ChannelFile::fed("scripts")
        .with("/source/data_type", json!("raw"))
        .with("/source/batch", split)
        .with("/attachments", json!([{ "type": "script", "script": take }]))
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    let content = Bytes::from_static(b"one NOTE: first---two---three NOTE: third");
    hub.feed.accept("scripts", content).await.expect("it is stored");
    hub.settled("scripts").await;
    let arrived: Vec<_> = hub
        .recorder
        .receipts("lab")
        .into_iter()
        .map(|receipt| receipt.content)
        .collect();
    assert_eq!(arrived, ["one NOTE: first", "two", "three NOTE: third"]);
    let messages = hub.messages("scripts").await;
    let n_attachments: Vec<_> = messages.iter().map(|message| message.attachments.len()).collect();
    assert_eq!(n_attachments, [1, 0, 1]);
    assert_eq!(messages[0].raw.as_ref(), b"one ${attachment:0}");
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_channel_begins_in_the_state_that_it_says() {
    let hub = hub();
    for (state, expected) in [
        ("started", ChannelState::Started),
        ("paused", ChannelState::Paused),
        ("stopped", ChannelState::Stopped),
    ] {
        let channel = ChannelFile::fed(state)
            .with("/initial_state", json!(state))
            .to(DestinationFile::recording("lab"));
        assert_eq!(hub.deploy(&channel).await.state, expected);
    }
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn only_contents_are_pruned_where_only_they_are_old() {
    let hub = hub();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let channel = ChannelFile::fed("contents")
        .with("/pruning", json!({ "contents_after": "1ms", "messages_after": "1d" }))
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    reply(&hub, "contents", "C1", "X").await;
    hub.settled("contents").await;
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let options = nilecare_engine_runtime::PrunerOptions {
        interval: std::time::Duration::from_millis(5),
        archive: folder.path().to_owned(),
    };
    // By its schedule, while the channel runs.
    let pruner = hub
        .on_engine(async move |engine| tokio::spawn(nilecare_engine_runtime::Pruner::new(engine, options).run()))
        .await;
    eventually("the content is gone", async || {
        !hub.messages("contents").await[0].is_raw_kept
    })
    .await;
    pruner.abort();
    let left = hub.messages("contents").await.remove(0);
    assert_eq!(left.control_id.as_deref(), Some("C1"));
    assert!(left.connectors.iter().all(|connector| connector.content.is_none()));
    hub.close().await.expect("it can be closed");
}
