//! How messages are processed: source queue, several threads, chains, postprocessor, repeats, batches.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use nilecare_engine_runtime::{ChannelState, EngineOptions};
use nilecare_message_store::Status;
use nilecare_tests::{ChannelFile, DestinationFile, Feed, Hub, HubOptions, Recorder, Verdict, adt, eventually, within};
use serde_json::{Value, json};

fn options() -> HubOptions {
    HubOptions {
        engine: EngineOptions {
            window: 32,
            queue_memory: 8,
            ..EngineOptions::default()
        },
        ..HubOptions::default()
    }
}

fn hub() -> Hub {
    Hub::start(options()).expect("the folder is new")
}

fn script(text: &str) -> Value {
    json!([{ "name": "step", "script": text }])
}

/// An admission of one of a few patients: the key is PID-3.1.
fn of_patient(patient: usize, number: usize) -> Bytes {
    let id = format!("P{patient:02}-{number:05}");
    let text = String::from_utf8(adt(&id, "KEYED", 0).to_vec()).expect("it is ASCII");
    Bytes::from(text.replace(&format!("T-{id}"), &format!("PAT{patient}")))
}

#[track_caller]
fn assert_in_order_by_patient(arrived: &[String], n_patients: usize, n_each: usize) {
    for patient in 0..n_patients {
        let prefix = format!("P{patient:02}-");
        let of_patient: Vec<_> = arrived.iter().filter(|id| id.starts_with(&prefix)).collect();
        let expected: Vec<_> = (0..n_each).map(|number| format!("{prefix}{number:05}")).collect();
        assert_eq!(of_patient, expected.iter().collect::<Vec<_>>(), "patient {patient}");
    }
}

/// A channel whose script takes longer than its messages need to come.
fn slow_with_queue() -> ChannelFile {
    ChannelFile::fed("sq")
        .replying_on_receipt()
        .with("/source/queue", json!({ "enabled": true }))
        .with("/source/transformer", script("let n = 0; while n < 3000 { n += 1; }"))
        .to(DestinationFile::recording("lab"))
}

/// A slow script holds the channel up; the sender is not.
#[tokio::test]
async fn a_source_queue_takes_messages_as_fast_as_they_come_and_keeps_the_order() {
    let hub = hub();
    hub.deploy(&slow_with_queue()).await;
    for number in 0..400 {
        let accepted = hub.feed.accept("sq", adt(&format!("S{number:05}"), "X", 0)).await;
        assert!(accepted.expect("it is stored").is_positive);
    }
    assert!(
        hub.recorder.n_receipts("lab") < 400,
        "the sender waited for the scripts"
    );
    hub.settled("sq").await;
    let expected: Vec<_> = (0..400).map(|number| format!("S{number:05}")).collect();
    assert_eq!(hub.recorder.control_ids("lab"), expected);
    hub.close().await.expect("it can be closed");
}

/// What waits for processing when the channel stops is processed when it starts, in order, with what comes then.
#[tokio::test]
async fn a_source_queue_goes_on_after_a_stop() {
    let hub = hub();
    hub.deploy(&slow_with_queue()).await;
    let mut next = 0;
    for _ in 0..5 {
        for _ in 0..80 {
            let sent = hub.feed.accept("sq", adt(&format!("S{next:05}"), "X", 0)).await;
            sent.expect("it is stored");
            next += 1;
        }
        hub.change("sq", ChannelState::Stopped).await;
        hub.change("sq", ChannelState::Started).await;
    }
    hub.settled("sq").await;
    let expected: Vec<_> = (0..next).map(|number| format!("S{number:05}")).collect();
    assert_eq!(hub.recorder.control_ids("lab"), expected);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn several_threads_never_reorder_one_patient() {
    for is_queued in [false, true] {
        let hub = hub();
        let uneven =
            script("let n = 0; let m = parse_int(msg[\"MSH-10\"].sub_string(7)) % 7 * 300; while n < m { n += 1; }");
        let channel = ChannelFile::fed("threads")
            .replying_on_receipt()
            .with("/source/queue", json!({ "enabled": is_queued }))
            .with("/source/processing", json!({ "threads": 4, "order_by": "${PID-3.1}" }))
            .with("/source/transformer", uneven)
            .to(DestinationFile::recording("lab"));
        hub.deploy(&channel).await;
        for number in 0..60 {
            for patient in 0..7 {
                let sent = hub.feed.accept("threads", of_patient(patient, number)).await;
                sent.expect("it is stored");
            }
            if number % 20 == 19 {
                hub.change("threads", ChannelState::Stopped).await;
                hub.change("threads", ChannelState::Started).await;
            }
        }
        hub.settled("threads").await;
        let arrived = hub.recorder.control_ids("lab");
        assert_in_order_by_patient(&arrived, 7, 60);
        assert_eq!(arrived.len(), 420);
        hub.close().await.expect("it can be closed");
    }
}

fn chain() -> ChannelFile {
    let see = "msg[\"PV1-3.1\"] = response_map.first.status + \"/\" + response_map.first.response[\"MSA-3\"];";
    ChannelFile::fed("chain")
        .to(DestinationFile::recording("first"))
        .to(DestinationFile::recording("second")
            .with("/wait_for_previous", json!(true))
            .with("/transformer", script(see)))
        .to(DestinationFile::recording("beside"))
}

fn chain_by_status() -> ChannelFile {
    let see = script("msg[\"PV1-3.1\"] = response_map.first.status;");
    chain().replying_on_receipt().with("/destinations/1/transformer", see)
}

fn acknowledged(hub: &Hub) {
    hub.recorder.answer(|destination, message| {
        let id = nilecare_tests::control_id(&message.content);
        let reply = format!("MSH|^~\\&|A|B|C|D|2026||ACK|R{id}|P|2.5\rMSA|AA|{id}|from {destination}\r");
        Some(Bytes::from(reply))
    });
}

#[tokio::test]
async fn a_chain_waits_for_the_one_before_and_sees_its_response() {
    let hub = hub();
    acknowledged(&hub);
    hub.deploy(&chain()).await;
    for number in 0..30 {
        let accepted = hub.feed.accept("chain", adt(&format!("C{number:05}"), "X", 0)).await;
        assert!(accepted.expect("it is stored").is_positive);
    }
    // The reply came after all three.
    for destination in ["first", "second", "beside"] {
        assert_eq!(hub.recorder.n_receipts(destination), 30, "{destination}");
    }
    for receipt in hub.recorder.receipts("second") {
        let text = String::from_utf8_lossy(&receipt.content).into_owned();
        assert!(text.contains("|sent/from first^101"), "{text}");
    }
    hub.settled("chain").await;
    let counts = hub.counts("chain").await;
    assert!(
        counts[1..].iter().all(|of| (of.received, of.sent) == (30, 30)),
        "{counts:?}"
    );
    hub.close().await.expect("it can be closed");
}

async fn pause(hub: &Hub, destination: &str, is_paused: bool) {
    let channel = "chain".parse().expect("a name");
    let destination = destination.parse().expect("a name");
    let changed = hub.on_engine(async move |engine| engine.pause_destination(&channel, &destination, is_paused).await);
    changed.await.expect("it is started");
}

/// More messages than its queue has room for are left in the store, and are fetched although the chain beside it is held up.
#[tokio::test]
async fn a_chain_that_is_held_up_holds_up_no_destination_beside_it() {
    let hub = hub();
    acknowledged(&hub);
    hub.deploy(&chain_by_status()).await;
    pause(&hub, "first", true).await;
    pause(&hub, "beside", true).await;
    for number in 0..30 {
        let accepted = hub.feed.accept("chain", adt(&format!("C{number:05}"), "X", 0)).await;
        accepted.expect("it is stored");
    }
    pause(&hub, "beside", false).await;
    eventually("all is delivered beside", async || {
        hub.recorder.n_receipts("beside") == 30
    })
    .await;
    assert_eq!(hub.recorder.n_receipts("first"), 0);
    pause(&hub, "first", false).await;
    hub.settled("chain").await;
    let expected: Vec<_> = (0..30).map(|number| format!("C{number:05}")).collect();
    for destination in ["first", "beside"] {
        assert_eq!(hub.recorder.control_ids(destination), expected, "{destination}");
    }
    // What the first left in the store counts as queued, so the chain went on with it before the rest.
    let mut second = hub.recorder.control_ids("second");
    second.sort_unstable();
    assert_eq!(second, expected);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_chain_goes_on_when_the_one_before_is_queued_or_refused() {
    // With room for all: what is left in the store counts as queued.
    let hub = Hub::start(HubOptions::default()).expect("the folder is new");
    hub.recorder
        .judge(|destination, message| match (destination, message.attempt) {
            ("first", 1) if nilecare_tests::control_id(&message.content).ends_with('1') => Verdict::Away,
            ("first", _) if nilecare_tests::control_id(&message.content).ends_with('2') => Verdict::Reject,
            _ => Verdict::Take,
        });
    let see = script("msg[\"PV1-3.1\"] = response_map.first.status;");
    let channel = ChannelFile::fed("chain")
        .replying_on_receipt()
        .to(DestinationFile::recording("first"))
        .to(DestinationFile::recording("second")
            .with("/wait_for_previous", json!(true))
            .with("/transformer", see));
    hub.deploy(&channel).await;
    for number in 0..30 {
        hub.feed
            .accept("chain", adt(&format!("C{number:05}"), "X", 0))
            .await
            .expect("it is stored");
    }
    hub.settled("chain").await;
    let seen: Vec<_> = hub
        .recorder
        .receipts("second")
        .iter()
        .map(|receipt| {
            let text = String::from_utf8_lossy(&receipt.content).into_owned();
            let id = nilecare_tests::control_id(&receipt.content);
            let status = ["sent", "queued", "error"].iter().find(|word| text.contains(*word));
            (id, status.map(ToString::to_string))
        })
        .collect();
    assert_eq!(seen.len(), 30);
    for (id, status) in seen {
        let expected = match id.chars().last() {
            Some('1') => "queued",
            Some('2') => "error",
            _ => "sent",
        };
        assert_eq!(status.as_deref(), Some(expected), "{id}");
    }
    hub.close().await.expect("it can be closed");
}

/// The first destination hangs; the hub is left for dead; after its start the second one gets everything, and sees that the
/// first one is queued.
#[tokio::test]
async fn a_chain_goes_on_after_a_crash() {
    let (feed, recorder) = (Feed::default(), Recorder::default());
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let options = || HubOptions {
        data: Some(folder.path().to_owned()),
        ..options()
    };
    let hub = Hub::start_with(options(), feed.clone(), recorder.clone()).expect("the folder is new");
    let is_hanging = Arc::new(AtomicBool::new(true));
    let hangs = Arc::clone(&is_hanging);
    recorder.judge(move |destination, message| {
        let is_late = nilecare_tests::control_id(&message.content).as_str() >= "C00005";
        if destination == "first" && is_late && hangs.load(Ordering::Relaxed) {
            Verdict::Hang
        } else {
            Verdict::Take
        }
    });
    acknowledged(&hub);
    hub.deploy(&chain_by_status()).await;
    for number in 0..12 {
        feed.accept("chain", adt(&format!("C{number:05}"), "X", 0))
            .await
            .expect("it is stored");
    }
    eventually("those before the hanging one are through", async || {
        recorder.n_receipts("second") == 5
    })
    .await;
    drop(hub);
    is_hanging.store(false, Ordering::Relaxed);
    let hub = Hub::start_with(options(), feed, recorder.clone()).expect("the store recovers");
    hub.deploy(&chain_by_status()).await;
    hub.settled("chain").await;
    let mut ids = recorder.control_ids("second");
    ids.sort();
    ids.dedup();
    assert_eq!(ids, (0..12).map(|number| format!("C{number:05}")).collect::<Vec<_>>());
    let counts = hub.counts("chain").await;
    assert_eq!((counts[2].received, counts[2].sent, counts[2].queued), (12, 12, 0));
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_postprocessor_sees_the_outcomes_and_gives_the_reply() {
    let hub = hub();
    acknowledged(&hub);
    let text = "if msg[\"PID-5.1\"] == \"BAD\" { reply = error(\"not this one\", \"207\"); } \
                else if msg[\"PID-5.1\"] == \"NEVER\" { reply = reject(\"never\"); } \
                else { reply = \"got \" + response_map.lab.response[\"MSA-3\"]; }";
    let channel = ChannelFile::fed("post")
        .with("/source/reply", json!({ "when": "postprocessor" }))
        .with("/postprocessor", json!({ "name": "post", "script": text }))
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    let good = hub
        .feed
        .accept("post", adt("G1", "GOOD", 0))
        .await
        .expect("it is stored");
    assert_eq!(good.reply.as_deref(), Some(b"got from lab".as_slice()));
    let bad = hub
        .feed
        .accept("post", adt("B1", "BAD", 0))
        .await
        .expect("it is stored");
    let reply = String::from_utf8(bad.reply.expect("there is one").to_vec()).expect("it is text");
    assert!(
        !bad.is_positive && reply.contains("MSA|AE|B1") && reply.contains("not this one"),
        "{reply}"
    );
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_repeat_is_answered_as_the_first_one_was_and_not_delivered_again() {
    let hub = hub();
    let channel = ChannelFile::fed("repeats")
        .with("/source/repeats", json!({ "within": "1h" }))
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    let first = hub
        .feed
        .accept("repeats", adt("R1", "X", 0))
        .await
        .expect("it is stored");
    let again = hub
        .feed
        .accept("repeats", adt("R1", "X", 0))
        .await
        .expect("it is stored");
    hub.feed
        .accept("repeats", adt("R2", "X", 0))
        .await
        .expect("it is stored");
    assert_eq!(again.reply, first.reply);
    assert!(again.is_positive && again.message != first.message);
    hub.settled("repeats").await;
    assert_eq!(hub.recorder.control_ids("lab"), ["R1", "R2"]);
    let counts = hub.counts("repeats").await;
    assert_eq!((counts[0].received, counts[0].filtered), (3, 1));
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_deploy_script_that_fails_leaves_the_channel_as_it_was() {
    let hub = hub();
    let channel = ChannelFile::fed("deploy")
        .replying_on_receipt()
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    let bad = channel.with("/deploy", json!({ "name": "deploy", "script": "throw \"no licence\"" }));
    let error = hub.try_deploy(&bad).await.expect_err("it fails").to_string();
    assert!(error.contains("no licence"), "{error}");
    within("the old one", hub.feed.accept("deploy", adt("D1", "X", 0)))
        .await
        .expect("it runs on");
    hub.settled("deploy").await;
    assert_eq!(hub.recorder.control_ids("lab"), ["D1"]);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_deploy_script_sets_what_messages_see() {
    let hub = hub();
    let set = "global_channel_map.site = \"NORTH\";";
    let channel = ChannelFile::fed("deploy")
        .with("/deploy", json!({ "name": "deploy", "script": set }))
        .with(
            "/source/transformer",
            script("msg[\"PV1-3.1\"] = global_channel_map.site;"),
        )
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    hub.feed
        .accept("deploy", adt("D1", "X", 0))
        .await
        .expect("it is stored");
    let content = hub.recorder.receipts("lab")[0].content.clone();
    assert!(String::from_utf8_lossy(&content).contains("|NORTH^101"));
    let first = hub.messages("deploy").await.remove(0);
    assert_eq!(first.connectors[0].summary.status, Status::Transformed);
    tokio::time::sleep(Duration::from_millis(1)).await;
    hub.close().await.expect("it can be closed");
}

fn batch_of(ids: &[&str]) -> Bytes {
    let mut text = "FHS|^~\\&|A|B\rBHS|^~\\&|A|B|C|D|2026||||BATCH1\r".to_owned();
    for id in ids {
        text.push_str(&String::from_utf8_lossy(&adt(id, "X", 0)));
    }
    text.push_str(&format!("BTS|{}\rFTS|1\r", ids.len()));
    Bytes::from(text)
}

#[tokio::test]
async fn each_message_of_a_batch_is_processed_and_answered() {
    let hub = hub();
    let filter = json!([{ "name": "not bad", "script": "if msg[\"MSH-10\"] == \"BAD\" { throw \"bad\"; } true" }]);
    let channel = ChannelFile::fed("batch")
        .with("/source/batch", json!({ "split": "hl7v2" }))
        .with("/source/filter", filter)
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    let accepted = hub
        .feed
        .accept("batch", batch_of(&["ONE", "BAD", "TWO"]))
        .await
        .expect("it is stored");
    assert!(!accepted.is_positive);
    let reply = String::from_utf8(accepted.reply.expect("there is one").to_vec()).expect("it is text");
    for part in ["BHS|", "MSA|AA|ONE", "MSA|AE|BAD", "MSA|AA|TWO", "BTS|3"] {
        assert!(reply.contains(part), "{part}: {reply}");
    }
    assert_eq!(hub.recorder.control_ids("lab"), ["ONE", "TWO"]);
    // The same message twice in one batch, where repeats are looked for, waits for nobody for ever.
    let careful = ChannelFile::fed("careful")
        .with("/source/batch", json!({ "split": "hl7v2" }))
        .with("/source/repeats", json!({ "within": "1h" }))
        .to(DestinationFile::recording("careful"));
    hub.deploy(&careful).await;
    let twice = within("a batch", hub.feed.accept("careful", batch_of(&["SAME", "SAME"]))).await;
    assert!(twice.expect("it is stored").is_positive);
    assert_eq!(hub.recorder.n_receipts("careful"), 1);
    let miscounted = Bytes::from(String::from_utf8_lossy(&batch_of(&["X"])).replace("BTS|1", "BTS|2"));
    let refused = hub.feed.accept("batch", miscounted).await.expect("it is kept in error");
    assert!(!refused.is_positive);
    // One message without a frame is taken as it is.
    let one = hub
        .feed
        .accept("batch", adt("SINGLE", "X", 0))
        .await
        .expect("it is stored");
    assert!(one.reply.is_some_and(|reply| reply.starts_with(b"MSH|")));
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_batch_has_one_reply_when_that_is_wanted() {
    let hub = hub();
    let channel = ChannelFile::fed("batch")
        .with("/source/batch", json!({ "split": "hl7v2", "reply": "whole" }))
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    let accepted = hub
        .feed
        .accept("batch", batch_of(&["ONE", "TWO"]))
        .await
        .expect("it is stored");
    let reply = String::from_utf8(accepted.reply.expect("there is one").to_vec()).expect("it is text");
    assert!(accepted.is_positive && reply.contains("MSA|AA|BATCH1"), "{reply}");
    assert_eq!(hub.recorder.n_receipts("lab"), 2);
    hub.close().await.expect("it can be closed");
}

/// A large field is kept once, is not in the message that the scripts see, and goes out as it came.
#[tokio::test]
async fn attachments_are_kept_beside_the_message_and_put_back() {
    let hub = hub();
    let channel = ChannelFile::fed("attach")
        .with(
            "/attachments",
            json!([{ "type": "fields", "paths": ["NTE-3"], "min_size": 1000, "mime_type": "text/plain" }]),
        )
        .with(
            "/source/transformer",
            script("channel_map.seen = msg[\"NTE-3\"]; msg[\"PV1-3.1\"] = \"W9\";"),
        )
        .with("/storage", json!({ "level": "development" }))
        .to(DestinationFile::recording("lab"))
        .to(DestinationFile::recording("plain").with("/transformer", script("msg = channel_map.seen;")));
    hub.deploy(&channel).await;
    let large = adt("A1", "X", 50_000);
    hub.feed.accept("attach", large.clone()).await.expect("it is stored");
    hub.settled("attach").await;
    let expected = String::from_utf8_lossy(&large).replace("|W1^101", "|W9^101");
    assert_eq!(hub.recorder.receipts("lab")[0].content, expected.as_bytes());
    let message = hub.messages("attach").await.remove(0);
    assert!(message.raw.len() < 1000, "{}", message.raw.len());
    assert_eq!(message.attachments.len(), 1);
    assert_eq!(message.attachments[0].mime_type, "text/plain");
    let seen = hub.recorder.receipts("plain")[0].content.clone();
    assert_eq!(seen.len(), 50_000, "the token alone is put back too");
    let again = message.message;
    hub.on_engine(async move |engine| engine.reprocess(again, None).await)
        .await
        .expect("it is there");
    hub.settled("attach").await;
    assert_eq!(hub.recorder.receipts("lab")[1].content, expected.as_bytes());
    hub.close().await.expect("it can be closed");
}
