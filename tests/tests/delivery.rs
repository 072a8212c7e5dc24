//! Queues, retries and the verbs of a channel: whatever happens, each destination gets everything once and in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use nilecare_engine_api::AcceptErrorKind;
use nilecare_engine_runtime::{ChannelState, EngineOptions};
use nilecare_load::CheckReport;
use nilecare_message_store::Status;
use nilecare_tests::{
    Act, ChannelFile, DestinationFile, Feed, FixedReplies, Hub, HubOptions, Peers, RawSender, Verdict, adt, control_id,
    count, eventually, frame, free_port, within,
};
use serde_json::json;

fn options() -> HubOptions {
    HubOptions {
        engine: EngineOptions {
            window: 64,
            queue_memory: 8,
            stop_grace: Duration::from_secs(5),
            ..EngineOptions::default()
        },
        ..HubOptions::default()
    }
}

fn hub() -> Hub {
    Hub::start(options()).expect("the folder is new")
}

fn id(lane: usize, number: usize) -> String {
    format!("L{lane:03}-{number:06}")
}

/// Sends messages one after the other, each again until it is stored, as a sender does that was told to try later.
async fn feed_lane(feed: Feed, channel: &'static str, lane: usize, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let content = adt(&id(lane, number), "LANE", 0);
        loop {
            match feed.accept(channel, content.clone()).await {
                Ok(_) => break,
                Err(error) => assert_eq!(error.kind, AcceptErrorKind::Stopping, "{error}"),
            }
        }
    }
}

/// Sends from several lanes at once; each lane keeps its order.
async fn feed_lanes(hub: &Hub, channel: &'static str, n_lanes: usize, numbers: std::ops::Range<usize>) {
    let lanes = (0..n_lanes).map(|lane| tokio::spawn(feed_lane(hub.feed.clone(), channel, lane, numbers.clone())));
    for lane in lanes.collect::<Vec<_>>() {
        within("a sender", lane).await.expect("a sender does not panic");
    }
}

/// Asserts that a destination got each message of each lane once and in order.
#[track_caller]
fn assert_once_and_in_order(arrived: &[String], n_lanes: usize, n_each: usize) {
    for lane in 0..n_lanes {
        let prefix = format!("L{lane:03}-");
        let of_lane: Vec<_> = arrived.iter().filter(|id| id.starts_with(&prefix)).cloned().collect();
        let expected: Vec<_> = (0..n_each).map(|number| id(lane, number)).collect();
        assert_eq!(of_lane, expected, "lane {lane}");
    }
    assert_eq!(arrived.len(), n_lanes * n_each);
}

fn two_recorders(id: &str) -> ChannelFile {
    ChannelFile::fed(id)
        .replying_on_receipt()
        .to(DestinationFile::recording("lab"))
        .to(DestinationFile::recording("archive"))
}

#[tokio::test]
async fn a_queue_waits_for_its_destination_and_holds_up_no_other() {
    let hub = hub();
    let is_away = Arc::new(AtomicBool::new(true));
    let away = Arc::clone(&is_away);
    hub.recorder.judge(move |destination, _| {
        if destination == "lab" && away.load(Ordering::Relaxed) {
            Verdict::Away
        } else {
            Verdict::Take
        }
    });
    hub.deploy(&two_recorders("queue")).await;
    feed_lanes(&hub, "queue", 3, 0..60).await;
    eventually("the other destination has all", async || {
        hub.recorder.n_receipts("archive") == 180
    })
    .await;
    assert_eq!(hub.recorder.n_receipts("lab"), 0);
    eventually("all wait", async || hub.counts("queue").await[1].queued == 180).await;
    is_away.store(false, Ordering::Relaxed);
    hub.settled("queue").await;
    assert_once_and_in_order(&hub.recorder.control_ids("lab"), 3, 60);
    assert_once_and_in_order(&hub.recorder.control_ids("archive"), 3, 60);
    let counts = hub.counts("queue").await;
    assert_eq!((counts[1].sent, counts[1].error, counts[0].received), (180, 0, 180));
    hub.close().await.expect("it can be closed");
}

/// The destination stutters, so that the queue spills to the store and is filled again while more is pushed.
#[tokio::test]
async fn spilling_and_refilling_lose_nothing_repeat_nothing_and_keep_the_order() {
    let n_rounds = count("NILECARE_DRILL_ROUNDS", 20);
    let hub = hub();
    let n_attempts = Arc::new(AtomicUsize::new(0));
    hub.recorder.judge(move |_, _| {
        let number = n_attempts.fetch_add(1, Ordering::Relaxed);
        if number.is_multiple_of(37) {
            Verdict::Away
        } else {
            Verdict::Take
        }
    });
    let quick = |name| {
        DestinationFile::recording(name).with("/queue/retry", json!({ "interval": "2ms", "max_interval": "2ms" }))
    };
    let channel = ChannelFile::fed("spill")
        .replying_on_receipt()
        .to(quick("lab"))
        .to(quick("archive"));
    hub.deploy(&channel).await;
    for round in 0..n_rounds {
        feed_lanes(&hub, "spill", 6, round * 25..(round + 1) * 25).await;
        if round % 3 == 0 {
            hub.settled("spill").await;
        }
    }
    hub.settled("spill").await;
    for destination in ["lab", "archive"] {
        assert_once_and_in_order(&hub.recorder.control_ids(destination), 6, 25 * n_rounds);
        assert!(
            hub.recorder
                .receipts(destination)
                .is_sorted_by_key(|receipt| receipt.message)
        );
    }
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_refused_message_is_in_error_and_does_not_hold_up_the_next() {
    let receiver = FixedReplies::start(vec![
        vec![Act::Answer("AA")],
        vec![Act::Answer("AE")],
        vec![Act::Answer("AR")],
    ])
    .await;
    let hub = hub();
    hub.deploy(&ChannelFile::fed("refuse").to(DestinationFile::sending("lab", receiver.address())))
        .await;
    let mut codes = Vec::new();
    for number in 0..4 {
        let accepted = hub
            .feed
            .accept("refuse", adt(&id(0, number), "LANE", 0))
            .await
            .expect("it is stored");
        let reply = accepted.reply.expect("the channel replies");
        let code = nilecare_load::read_acknowledgment(&reply)
            .expect("it is an acknowledgment")
            .code
            .to_vec();
        codes.push((String::from_utf8(code).expect("it is ASCII"), accepted.is_positive));
    }
    let code = |code: &str, is_positive| (code.to_owned(), is_positive);
    assert_eq!(
        codes,
        [code("AA", true), code("AE", false), code("AE", false), code("AA", true)]
    );
    hub.settled("refuse").await;
    let statuses = hub
        .messages("refuse")
        .await
        .into_iter()
        .map(|message| message.connectors[1].summary.status);
    assert_eq!(
        statuses.collect::<Vec<_>>(),
        [Status::Sent, Status::Error, Status::Error, Status::Sent]
    );
    assert_eq!(
        receiver.arrived(),
        (0..4).map(|number| id(0, number)).collect::<Vec<_>>()
    );
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn attempts_are_counted_and_given_up_at_the_limit() {
    let hub = hub();
    hub.recorder.judge(|_, message| {
        if control_id(&message.content) == id(0, 0) {
            Verdict::Away
        } else {
            Verdict::Take
        }
    });
    let limited = DestinationFile::recording("lab").with("/queue/retry/attempts", json!(3));
    hub.deploy(&ChannelFile::fed("limit").replying_on_receipt().to(limited))
        .await;
    feed_lanes(&hub, "limit", 1, 0..3).await;
    hub.settled("limit").await;
    let messages = hub.messages("limit").await;
    let summaries = messages.iter().map(|message| &message.connectors[1].summary);
    let found: Vec<_> = summaries.map(|summary| (summary.status, summary.attempts)).collect();
    assert_eq!(found, [(Status::Error, 3), (Status::Sent, 1), (Status::Sent, 1)]);
    let why = messages[0].connectors[1].summary.error.clone().unwrap_or_default();
    assert!(why.contains("NC-DRILL-001"), "{why}");
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn an_attempt_cut_short_by_a_stop_is_made_again_with_a_mark() {
    let hub = Hub::start(options().with_grace(Duration::from_millis(50))).expect("the folder is new");
    hub.recorder.judge(|_, message| {
        if message.attempt == 1 {
            Verdict::Hang
        } else {
            Verdict::Take
        }
    });
    hub.deploy(
        &ChannelFile::fed("halt")
            .replying_on_receipt()
            .to(DestinationFile::recording("lab")),
    )
    .await;
    feed_lanes(&hub, "halt", 1, 0..1).await;
    eventually("the attempt is under way", async || hub.recorder.n_receipts("lab") == 1).await;
    hub.change("halt", ChannelState::Stopped).await;
    let halted = &hub.messages("halt").await[0].connectors[1].summary;
    assert_eq!(
        (halted.status, halted.attempts, halted.is_possible_duplicate),
        (Status::Queued, 1, true)
    );
    hub.change("halt", ChannelState::Started).await;
    hub.settled("halt").await;
    let receipts = hub.recorder.receipts("lab");
    let marks: Vec<_> = receipts
        .iter()
        .map(|receipt| (receipt.attempt, receipt.is_possible_duplicate))
        .collect();
    assert_eq!(marks, [(1, false), (2, true)]);
    assert_eq!(receipts[0].idempotency_key, receipts[1].idempotency_key);
    assert!(
        hub.messages("halt").await[0].connectors[1]
            .summary
            .is_possible_duplicate
    );
    hub.close().await.expect("it can be closed");
}

/// A sender waits for a destination that does not answer; the listener has to be cut short, and can start again.
#[tokio::test]
async fn a_source_that_did_not_stop_in_time_starts_again() {
    let hub = Hub::start(options().with_grace(Duration::from_millis(50))).expect("the folder is new");
    hub.recorder.judge(|_, message| {
        if control_id(&message.content) == "FIRST" && message.attempt == 1 {
            Verdict::Hang
        } else {
            Verdict::Take
        }
    });
    let port = free_port();
    let address = hub
        .listen(&ChannelFile::listening("cut", port).to(DestinationFile::recording("lab")))
        .await;
    let mut sender = RawSender::connect(address).await.expect("it listens");
    sender
        .write(&frame(&adt("FIRST", "CUT", 0)))
        .await
        .expect("it is connected");
    eventually("the attempt is under way", async || hub.recorder.n_receipts("lab") == 1).await;
    hub.change("cut", ChannelState::Stopped).await;
    // It is on disk and queued, which is what AA says here; or the connection was cut before anybody could say so.
    if let Some(reply) = sender.reply().await {
        let answer = nilecare_load::read_acknowledgment(&reply).expect("it is an acknowledgment");
        assert!(answer.is_positive() && answer.control_id == b"FIRST");
    }
    hub.change("cut", ChannelState::Started).await;
    let mut sender = RawSender::connect(address).await.expect("it listens again");
    assert_eq!(sender.ask(&frame(&adt("SECOND", "CUT", 0))).await.0, "AA");
    hub.settled("cut").await;
    assert_eq!(hub.recorder.control_ids("lab"), ["FIRST", "FIRST", "SECOND"]);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn pausing_stopping_and_starting_under_load_keep_everything() {
    let hub = hub();
    hub.deploy(&two_recorders("verbs")).await;
    let lanes: Vec<_> = (0..4)
        .map(|lane| tokio::spawn(feed_lane(hub.feed.clone(), "verbs", lane, 0..150)))
        .collect();
    for state in [
        ChannelState::Paused,
        ChannelState::Stopped,
        ChannelState::Paused,
        ChannelState::Stopped,
    ]
    .repeat(3)
    {
        let before = hub.recorder.n_receipts("lab");
        hub.change("verbs", ChannelState::Started).await;
        let is_fed = || lanes.iter().all(tokio::task::JoinHandle::is_finished);
        eventually("messages flow", async || {
            is_fed() || hub.recorder.n_receipts("lab") > before + 20
        })
        .await;
        assert_eq!(hub.change("verbs", state).await.state, state);
    }
    hub.change("verbs", ChannelState::Started).await;
    for lane in lanes {
        within("a sender", lane).await.expect("a sender does not panic");
    }
    hub.settled("verbs").await;
    for destination in ["lab", "archive"] {
        assert_once_and_in_order(&hub.recorder.control_ids(destination), 4, 150);
    }
    hub.close().await.expect("it can be closed");
}

/// The one who asked for a change may hang up before it is made; a web server then drops the request.
#[tokio::test]
async fn a_change_whose_asker_went_away_is_made_all_the_same() {
    let hub = hub();
    hub.deploy(&two_recorders("asker")).await;
    let lanes: Vec<_> = (0..4)
        .map(|lane| tokio::spawn(feed_lane(hub.feed.clone(), "asker", lane, 0..120)))
        .collect();
    for n_polls in 1..25 {
        let before = hub.recorder.n_receipts("lab");
        let is_fed = || lanes.iter().all(tokio::task::JoinHandle::is_finished);
        eventually("messages flow", async || {
            is_fed() || hub.recorder.n_receipts("lab") > before + 3
        })
        .await;
        hub.on_engine(move |engine| async move {
            let channel = "asker".parse().expect("it is a name");
            let mut change = Box::pin(engine.change(&channel, ChannelState::Stopped));
            for _ in 0..n_polls {
                if futures_poll(change.as_mut()).await {
                    break;
                }
                tokio::task::yield_now().await;
            }
        })
        .await;
        hub.change("asker", ChannelState::Started).await;
    }
    for lane in lanes {
        within("a sender", lane).await.expect("a sender does not panic");
    }
    hub.settled("asker").await;
    for destination in ["lab", "archive"] {
        assert_once_and_in_order(&hub.recorder.control_ids(destination), 4, 120);
    }
    hub.close().await.expect("it can be closed");
}

/// Polls once; tells whether it is done.
async fn futures_poll<F: Future + Unpin>(mut future: F) -> bool {
    std::future::poll_fn(|context| std::task::Poll::Ready(std::pin::Pin::new(&mut future).poll(context).is_ready()))
        .await
}

/// Scripts that take long must not make a stop take longer than its grace; what they did not come to is done later.
#[tokio::test]
async fn a_stop_does_not_wait_for_the_scripts_of_all_that_came() {
    let hub = Hub::start(options().with_grace(Duration::from_millis(100))).expect("the folder is new");
    let slow =
        json!([{ "name": "slow", "script": "let n = 0; while n < 12000 { n += 1; } msg[\"PV1-3.1\"] = \"LATE\";" }]);
    let channel = two_recorders("slow").with("/source/transformer", slow);
    hub.deploy(&channel).await;
    feed_lanes(&hub, "slow", 8, 0..8).await;
    hub.change("slow", ChannelState::Stopped).await;
    let n_left = hub
        .messages("slow")
        .await
        .iter()
        .filter(|message| message.connectors.is_empty())
        .count();
    assert!(n_left > 0, "the stop waited for all");
    hub.change("slow", ChannelState::Started).await;
    hub.settled("slow").await;
    for destination in ["lab", "archive"] {
        assert_once_and_in_order(&hub.recorder.control_ids(destination), 8, 8);
    }
    hub.close().await.expect("it can be closed");
}

#[track_caller]
fn assert_no_repeats(report: &CheckReport) {
    assert!(report.is_sound, "{report:?}");
    assert!(report.acknowledged > 100, "{report:?}");
    for receiver in &report.receivers {
        assert_eq!(receiver.repeats.count, 0, "{receiver:?}");
    }
}

#[tokio::test]
async fn a_channel_changed_under_load_loses_and_repeats_nothing() {
    let peers = Peers::start().await;
    let hub = hub();
    for round in 0..count("NILECARE_DRILL_ROUNDS", 20) {
        let script = format!("msg[\"PV1-3.2\"] = \"{round}\";");
        let changed = peers
            .channel()
            .with("/source/transformer", json!([{ "name": "room", "script": script }]));
        hub.deploy(&changed).await;
        peers.flow(30).await;
    }
    let report = peers.end(hub).await;
    assert_no_repeats(&report);
}

#[tokio::test]
async fn closing_under_load_again_and_again_repeats_nothing_at_all() {
    let peers = Peers::start().await;
    let data = tempfile::tempdir().expect("a temporary folder");
    let start = || {
        Hub::start(HubOptions {
            data: Some(data.path().to_owned()),
            ..options()
        })
        .expect("it was closed")
    };
    for _ in 0..count("NILECARE_DRILL_ROUNDS", 20) {
        let hub = start();
        hub.deploy(&peers.channel()).await;
        peers.flow(30).await;
        let begun = std::time::Instant::now();
        hub.close().await.expect("it can be closed");
        assert!(
            begun.elapsed() < Duration::from_secs(10),
            "a stop takes 10 s at the most"
        );
    }
    let hub = start();
    hub.deploy(&peers.channel()).await;
    let report = peers.end(hub).await;
    assert_no_repeats(&report);
}

#[tokio::test]
async fn a_message_that_comes_back_from_the_store_is_byte_for_byte_the_same() {
    let hub = hub();
    hub.deploy(&two_recorders("bytes").with("/source/data_type", json!("raw")))
        .await;
    let contents: Vec<Bytes> = (0..64_usize)
        .map(|n| (0..n * n * 7).map(|at| (at * 31 % 251) as u8).collect())
        .collect();
    for content in &contents {
        hub.feed.accept("bytes", content.clone()).await.expect("it is stored");
    }
    hub.settled("bytes").await;
    let arrived: Vec<Bytes> = hub
        .recorder
        .receipts("lab")
        .into_iter()
        .map(|receipt| receipt.content)
        .collect();
    assert_eq!(arrived, contents);
    let stored: Vec<Bytes> = hub
        .messages("bytes")
        .await
        .into_iter()
        .map(|message| message.raw)
        .collect();
    assert_eq!(stored, contents);
    hub.close().await.expect("it can be closed");
}
