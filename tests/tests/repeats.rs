//! The same message again and again (R20): with `source.repeats` it is delivered once and each repeat is answered as the
//! first one was, or each is delivered and marked; from several senders and across restarts. The long form is
//! `cargo xtask drill repeats`.

use std::path::Path;

use bytes::Bytes;
use nilecare_message_store::Status;
use nilecare_tests::{ChannelFile, DestinationFile, Feed, Hub, HubOptions, Recorder, Verdict, adt, control_id, count};
use serde_json::{Value, json};

fn start(data: &Path, feed: &Feed, recorder: &Recorder) -> Hub {
    let options = HubOptions {
        data: Some(data.to_owned()),
        ..HubOptions::default()
    };
    Hub::start_with(options, feed.clone(), recorder.clone()).expect("the store opens")
}

fn channel(id: &str, repeats: Value) -> ChannelFile {
    ChannelFile::fed(id)
        .with("/source/repeats", repeats)
        .to(DestinationFile::recording(id))
}

/// Sends the same message `n` times; returns the answers.
async fn send(feed: Feed, channel: &'static str, id: String, n: usize) -> Vec<Bytes> {
    let mut answers = Vec::new();
    for _ in 0..n {
        let accepted = feed.accept(channel, adt(&id, "SAME", 0)).await.expect("it is stored");
        answers.push(accepted.reply.expect("the channel replies"));
    }
    answers
}

#[tokio::test]
async fn one_message_from_two_senders_across_restarts_is_delivered_once_and_answered_the_same() {
    const ROUNDS: usize = 5;
    let n_each = count("NILECARE_DRILL_MESSAGES", 60) / 2;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let recorder = Recorder::default();
    let mut answers = Vec::new();
    for round in 0..ROUNDS {
        // Nobody may find the way to a hub that was left for dead.
        let feed = Feed::default();
        let hub = start(folder.path(), &feed, &recorder);
        hub.deploy(&channel("answered", json!({ "within": "1h" }))).await;
        hub.deploy(&channel("marked", json!({ "within": "1h", "action": "mark" })))
            .await;
        if round == 0 {
            answers.extend(send(feed.clone(), "answered", "SAME".to_owned(), 1).await);
            send(feed.clone(), "marked", "SAME".to_owned(), 1).await;
        }
        let (one, other, ..) = tokio::join!(
            send(feed.clone(), "answered", "SAME".to_owned(), n_each),
            send(feed.clone(), "answered", "SAME".to_owned(), n_each),
            send(feed.clone(), "marked", "SAME".to_owned(), n_each),
            send(feed.clone(), "marked", "SAME".to_owned(), n_each),
        );
        answers.extend(one.into_iter().chain(other));
        hub.settled("answered").await;
        hub.settled("marked").await;
        if round % 2 == 0 {
            hub.close().await.expect("it can be closed");
        } else {
            drop(hub);
        }
    }
    let n_sent = 1 + ROUNDS * 2 * n_each;
    assert!(
        answers.iter().all(|answer| *answer == answers[0]),
        "a repeat was answered otherwise"
    );
    assert_eq!(answers.len(), n_sent);
    assert_eq!(recorder.n_receipts("answered"), 1);
    assert_eq!(recorder.n_receipts("marked"), n_sent);
    let hub = start(folder.path(), &Feed::default(), &recorder);
    for (id, is_answered) in [("answered", true), ("marked", false)] {
        let messages = hub.messages(id).await;
        assert_eq!(messages.len(), n_sent);
        for repeat in &messages[1..] {
            let source = repeat.source_map.as_deref().expect("it says what it repeats");
            let source: Value = serde_json::from_str(source).expect("it is JSON");
            assert!(source["repeat_of"].is_string(), "{source}");
            let is_filtered = repeat.connectors[0].summary.status == Status::Filtered;
            assert_eq!(is_filtered, is_answered);
        }
    }
    hub.close().await.expect("it can be closed");
}

/// The first one is refused by the receiver: its repeats get that refusal, and not an acceptance.
#[tokio::test]
async fn a_repeat_of_a_refused_message_is_refused_the_same_way() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (feed, recorder) = (Feed::default(), Recorder::default());
    recorder.judge(|_, message| {
        if control_id(&message.content) == "BAD" {
            Verdict::Reject
        } else {
            Verdict::Take
        }
    });
    let hub = start(folder.path(), &feed, &recorder);
    hub.deploy(&channel("answered", json!({ "within": "1h" }))).await;
    let bad = send(feed.clone(), "answered", "BAD".to_owned(), 3).await;
    let good = send(feed.clone(), "answered", "GOOD".to_owned(), 3).await;
    let code = |answer: &Bytes| {
        nilecare_load::read_acknowledgment(answer)
            .expect("it is one")
            .code
            .to_vec()
    };
    assert!(bad.iter().all(|answer| answer == &bad[0] && code(answer) == b"AE"));
    assert!(good.iter().all(|answer| answer == &good[0] && code(answer) == b"AA"));
    assert_eq!(recorder.control_ids("answered"), ["GOOD"]);
    hub.close().await.expect("it can be closed");
}

/// Two messages with the same id at the same moment are one and its repeat.
#[tokio::test]
async fn of_two_at_the_same_moment_one_is_the_repeat() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (feed, recorder) = (Feed::default(), Recorder::default());
    let hub = start(folder.path(), &feed, &recorder);
    hub.deploy(&channel("answered", json!({ "within": "1h" }))).await;
    for number in 0..20 {
        let id = format!("TWIN{number:03}");
        tokio::join!(
            send(feed.clone(), "answered", id.clone(), 1),
            send(feed.clone(), "answered", id.clone(), 1),
        );
    }
    hub.settled("answered").await;
    let expected = (0..20).map(|number| format!("TWIN{number:03}")).collect::<Vec<_>>();
    assert_eq!(recorder.control_ids("answered"), expected);
    hub.close().await.expect("it can be closed");
}
