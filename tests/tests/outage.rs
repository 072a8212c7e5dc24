//! Destinations that are away (R7) or slow (R10): queues fill and drain in order, nobody is stormed, others go on, and what
//! is in memory is bounded. The long forms are `cargo xtask drill outage` and `cargo xtask drill slow`.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use nilecare_engine_runtime::EngineOptions;
use nilecare_message_store::Status;
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, Verdict, adt, count, eventually};
use nilecare_types::MessageId;
use serde_json::json;

const WINDOW: usize = 32;

fn hub() -> Hub {
    let options = HubOptions {
        engine: EngineOptions {
            window: WINDOW,
            queue_memory: 16,
            ..EngineOptions::default()
        },
        ..HubOptions::default()
    };
    Hub::start(options).expect("the folder is new")
}

async fn feed(hub: &Hub, channel: &str, n_messages: usize) {
    for number in 0..n_messages {
        let message = adt(&format!("M{number:05}"), "X", 0);
        hub.feed.accept(channel, message).await.expect("it is stored");
    }
}

/// Twenty destinations are away. The pauses between attempts bound how often each is tried, however many messages wait.
#[tokio::test]
async fn twenty_destinations_that_were_away_get_everything_in_order_and_were_not_stormed() {
    const N_DESTINATIONS: usize = 20;
    let n_messages = count("NILECARE_DRILL_MESSAGES", 60);
    let hub = hub();
    let is_away = Arc::new(AtomicBool::new(true));
    let attempts = Arc::new(Mutex::new(HashMap::<String, usize>::new()));
    let (away, counted) = (Arc::clone(&is_away), Arc::clone(&attempts));
    hub.recorder.judge(move |destination, _| {
        if destination == "beside" || !away.load(Ordering::Relaxed) {
            return Verdict::Take;
        }
        let mut counted = counted.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.entry(destination.to_owned()).or_default() += 1;
        Verdict::Away
    });
    let names = (0..N_DESTINATIONS).map(|n| format!("to-{n:02}")).collect::<Vec<_>>();
    let retry = json!({ "interval": "100ms", "max_interval": "100ms" });
    let destinations = names
        .iter()
        .map(|name| DestinationFile::recording(name).with("/queue/retry", retry.clone()));
    let channel = destinations.fold(ChannelFile::fed("outage").replying_on_receipt(), ChannelFile::to);
    let start = Instant::now();
    hub.deploy(&channel).await;
    hub.deploy(&ChannelFile::fed("other").to(DestinationFile::recording("beside")))
        .await;
    feed(&hub, "outage", n_messages).await;
    // Replies after its destination: a channel that was held up by the other one would never come to its end.
    feed(&hub, "other", n_messages).await;
    assert_eq!(hub.recorder.n_receipts("beside"), n_messages);
    eventually("all wait", async || {
        hub.counts("outage").await[1..]
            .iter()
            .all(|counts| counts.queued == n_messages as i64)
    })
    .await;
    is_away.store(false, Ordering::Relaxed);
    // The shortest pause is 80 ms: a fifth less than what is set.
    let most = start.elapsed().as_millis() as usize / 80 + 2;
    let attempts = attempts.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert_eq!(attempts.len(), N_DESTINATIONS);
    assert!(
        attempts.values().all(|attempts| *attempts <= most),
        "{attempts:?}, {most} at the most"
    );
    hub.settled("outage").await;
    let expected = (0..n_messages)
        .map(|number| format!("M{number:05}"))
        .collect::<Vec<_>>();
    for name in &names {
        assert_eq!(hub.recorder.control_ids(name), expected, "{name}");
    }
    hub.close().await.expect("it can be closed");
}

/// The receiver takes nothing and says nothing; the sender goes on, and what waits is on the disk, whole and in order.
#[tokio::test]
async fn what_a_slow_destination_cannot_take_waits_on_the_disk() {
    let hub = hub();
    let hangs = Arc::new(AtomicBool::new(true));
    let is_hanging = Arc::clone(&hangs);
    hub.recorder.judge(move |_, _| {
        if is_hanging.load(Ordering::Relaxed) {
            Verdict::Hang
        } else {
            Verdict::Take
        }
    });
    let channel = ChannelFile::fed("slow")
        .replying_on_receipt()
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    feed(&hub, "slow", 200).await;
    eventually("all wait", async || hub.counts("slow").await[1].queued == 200).await;
    assert_eq!(hub.recorder.n_receipts("lab"), 1, "one message at a time");
    hangs.store(false, Ordering::Relaxed);
    hub.change("slow", nilecare_engine_runtime::ChannelState::Stopped).await;
    hub.change("slow", nilecare_engine_runtime::ChannelState::Started).await;
    hub.settled("slow").await;
    let mut expected = (0..200).map(|number| format!("M{number:05}")).collect::<Vec<_>>();
    // The one that hung was cut short by the stop and came again.
    expected.insert(0, "M00000".to_owned());
    assert_eq!(hub.recorder.control_ids("lab"), expected);
    hub.close().await.expect("it can be closed");
}

/// Many senders and a channel whose scripts take their time: so many messages are taken in as the window holds, and the
/// other senders wait.
#[tokio::test]
async fn senders_are_held_back_when_the_channel_cannot_keep_up() {
    let hub = hub();
    let slow = json!([{ "name": "slow", "script": "let n = 0; while n < 20000 { n += 1; }" }]);
    let channel = ChannelFile::fed("busy")
        .replying_on_receipt()
        .with("/source/transformer", slow)
        .to(DestinationFile::recording("lab"));
    hub.deploy(&channel).await;
    let n_answered = Arc::new(AtomicUsize::new(0));
    let senders = (0..8 * WINDOW)
        .map(|number| {
            let (feed, n_answered) = (hub.feed.clone(), Arc::clone(&n_answered));
            tokio::spawn(async move {
                let accepted = feed.accept("busy", adt(&format!("M{number:05}"), "X", 0)).await;
                assert!(accepted.expect("it is stored").is_positive);
                n_answered.fetch_add(1, Ordering::Relaxed);
            })
        })
        .collect::<Vec<_>>();
    let key = hub.store().find_channel(&"busy".parse().expect("a name")).await;
    let key = key.expect("it can be read").expect("it is registered");
    let mut most = 0;
    while n_answered.load(Ordering::Relaxed) < senders.len() {
        let unprocessed = hub.store().unprocessed(key, MessageId(0), 8 * WINDOW).await;
        most = most.max(unprocessed.expect("it can be read").len());
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    for sender in senders {
        sender.await.expect("a sender does not panic");
    }
    assert!(most > 0 && most <= WINDOW, "{most} were taken in and not processed");
    hub.settled("busy").await;
    let messages = hub.messages("busy").await;
    assert!(
        messages
            .iter()
            .all(|message| message.connectors[1].summary.status == Status::Sent)
    );
    assert_eq!(hub.recorder.n_receipts("lab"), 8 * WINDOW);
    hub.close().await.expect("it can be closed");
}
