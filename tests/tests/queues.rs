//! Queues of destinations: several threads, order by key, rotation, rate limit, circuit breaker, validation, verbs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use nilecare_engine_runtime::EngineOptions;
use nilecare_message_store::Status;
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, Verdict, adt, control_id, eventually};
use nilecare_types::{ChannelId, ConnectorId};
use serde_json::{Value, json};

fn hub() -> Hub {
    let options = HubOptions {
        engine: EngineOptions {
            window: 64,
            queue_memory: 16,
            ..EngineOptions::default()
        },
        ..HubOptions::default()
    };
    Hub::start(options).expect("the folder is new")
}

fn retry() -> Value {
    json!({ "interval": "20ms", "max_interval": "40ms" })
}

fn keyed(threads: usize) -> ChannelFile {
    let queue = json!({ "threads": threads, "order_by": "${PID-3.1}", "retry": retry() });
    ChannelFile::fed("keyed")
        .replying_on_receipt()
        .to(DestinationFile::recording("lab").with("/queue", queue))
}

fn of_patient(patient: usize, number: usize) -> Bytes {
    let id = format!("P{patient:02}-{number:05}");
    let text = String::from_utf8(adt(&id, "KEYED", 0).to_vec()).expect("it is ASCII");
    Bytes::from(text.replace(&format!("T-{id}"), &format!("PAT{patient}")))
}

async fn feed(hub: &Hub, channel: &str, n_patients: usize, n_each: usize) {
    for number in 0..n_each {
        for patient in 0..n_patients {
            hub.feed
                .accept(channel, of_patient(patient, number))
                .await
                .expect("it is stored");
        }
    }
}

#[track_caller]
fn assert_in_order_by_patient(arrived: &[String], n_patients: usize, n_each: usize) {
    for patient in 0..n_patients {
        let prefix = format!("P{patient:02}-");
        let of_patient: Vec<_> = arrived.iter().filter(|id| id.starts_with(&prefix)).cloned().collect();
        let expected: Vec<_> = (0..n_each).map(|number| format!("{prefix}{number:05}")).collect();
        assert_eq!(of_patient, expected, "patient {patient}");
    }
    assert_eq!(arrived.len(), n_patients * n_each);
}

/// One patient's messages fail for a while; the others' pass, and in the end each patient's order is kept.
#[tokio::test]
async fn a_failing_message_holds_up_nobody_but_its_key() {
    for threads in [1, 4] {
        let hub = hub();
        let is_bad = Arc::new(AtomicBool::new(true));
        let bad = Arc::clone(&is_bad);
        hub.recorder.judge(move |_, message| {
            let is_of_bad_patient = control_id(&message.content).starts_with("P03");
            if is_of_bad_patient && bad.load(Ordering::Relaxed) {
                Verdict::Away
            } else {
                Verdict::Take
            }
        });
        hub.deploy(&keyed(threads)).await;
        feed(&hub, "keyed", 8, 40).await;
        eventually("all others are through", async || {
            hub.recorder.n_receipts("lab") == 7 * 40
        })
        .await;
        eventually("only theirs wait", async || hub.counts("keyed").await[1].queued == 40).await;
        is_bad.store(false, Ordering::Relaxed);
        hub.settled("keyed").await;
        assert_in_order_by_patient(&hub.recorder.control_ids("lab"), 8, 40);
        hub.close().await.expect("it can be closed");
    }
}

/// What waits by key survives a stop, and the key with it.
#[tokio::test]
async fn the_order_by_key_survives_a_stop() {
    let hub = hub();
    let n_attempts = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&n_attempts);
    hub.recorder.judge(move |_, _| {
        if counted.fetch_add(1, Ordering::Relaxed).is_multiple_of(3) {
            Verdict::Away
        } else {
            Verdict::Take
        }
    });
    hub.deploy(&keyed(4)).await;
    for round in 0..4 {
        for number in 0..10 {
            for patient in 0..5 {
                let message = of_patient(patient, round * 10 + number);
                hub.feed.accept("keyed", message).await.expect("it is stored");
            }
        }
        hub.change("keyed", nilecare_engine_runtime::ChannelState::Stopped)
            .await;
        hub.change("keyed", nilecare_engine_runtime::ChannelState::Started)
            .await;
    }
    hub.settled("keyed").await;
    assert_in_order_by_patient(&hub.recorder.control_ids("lab"), 5, 40);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_rotating_queue_goes_round_a_message_that_fails() {
    let hub = hub();
    hub.recorder.judge(|_, message| {
        let is_stubborn = control_id(&message.content) == "M00000" && message.attempt < 4;
        if is_stubborn { Verdict::Away } else { Verdict::Take }
    });
    let queue = json!({ "rotate": true, "retry": retry() });
    let channel = ChannelFile::fed("rotate")
        .replying_on_receipt()
        .to(DestinationFile::recording("lab").with("/queue", queue));
    hub.deploy(&channel).await;
    for number in 0..20 {
        hub.feed
            .accept("rotate", adt(&format!("M{number:05}"), "X", 0))
            .await
            .expect("it is stored");
    }
    hub.settled("rotate").await;
    let arrived = hub.recorder.control_ids("lab");
    assert_eq!(arrived.len(), 20);
    assert_ne!(arrived[0], "M00000");
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn several_threads_deliver_at_the_same_time() {
    let hub = hub();
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (is_in, highest) = (Arc::clone(&now), Arc::clone(&most));
    hub.recorder.on_receipt(move |_, _| {
        highest.fetch_max(is_in.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(2));
        is_in.fetch_sub(1, Ordering::SeqCst);
    });
    let channel = ChannelFile::fed("threads")
        .replying_on_receipt()
        .to(DestinationFile::recording("lab").with("/queue", json!({ "threads": 2 })));
    hub.deploy(&channel).await;
    for number in 0..200 {
        hub.feed
            .accept("threads", adt(&format!("M{number:05}"), "X", 0))
            .await
            .expect("it is stored");
    }
    hub.settled("threads").await;
    assert_eq!(hub.recorder.n_receipts("lab"), 200);
    assert_eq!(most.load(Ordering::SeqCst), 2);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_rate_limit_is_kept() {
    let hub = hub();
    let channel = ChannelFile::fed("rate")
        .replying_on_receipt()
        .to(DestinationFile::recording("lab")
            .with("/queue", json!({ "rate_limit": { "messages": 5, "per": "250ms" } })));
    hub.deploy(&channel).await;
    let start = Instant::now();
    for number in 0..15 {
        hub.feed
            .accept("rate", adt(&format!("M{number:05}"), "X", 0))
            .await
            .expect("it is stored");
    }
    hub.settled("rate").await;
    // Five at once, then one each 50 ms; only the lower bound is certain.
    assert!(start.elapsed() >= Duration::from_millis(480), "{:?}", start.elapsed());
    assert_eq!(hub.recorder.n_receipts("lab"), 15);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn an_open_circuit_leaves_the_receiver_in_peace() {
    let hub = hub();
    let n_attempts = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&n_attempts);
    hub.recorder.judge(move |_, _| {
        counted.fetch_add(1, Ordering::SeqCst);
        Verdict::Away
    });
    let queue = json!({
        "threads": 4, "retry": { "interval": "1ms", "max_interval": "1ms" },
        "circuit_breaker": { "failures": 5, "pause": "1h" },
    });
    let channel = ChannelFile::fed("circuit")
        .replying_on_receipt()
        .to(DestinationFile::recording("lab").with("/queue", queue));
    hub.deploy(&channel).await;
    for number in 0..100 {
        hub.feed
            .accept("circuit", adt(&format!("M{number:05}"), "X", 0))
            .await
            .expect("it is stored");
    }
    eventually("the circuit opens", async || n_attempts.load(Ordering::SeqCst) >= 5).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    // Attempts that were under way when it opened may have ended after.
    assert!(n_attempts.load(Ordering::SeqCst) <= 5 + 3);
    assert_eq!(hub.counts("circuit").await[1].queued, 100);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_response_is_validated() {
    let hub = hub();
    hub.recorder.answer(|_, message| {
        let id = control_id(&message.content);
        let (code, id) = match (id.as_str(), message.attempt) {
            ("REFUSED", _) => ("AR", id),
            ("BUSY", 1) => ("AE", id),
            ("MIXED", 1) => ("AA", "OTHER".to_owned()),
            _ => ("AA", id),
        };
        Some(Bytes::from(format!(
            "MSH|^~\\&|A|B|C|D|2026||ACK|1|P|2.5\rMSA|{code}|{id}\r"
        )))
    });
    let destination = DestinationFile::recording("lab").with("/response_validation", json!({ "retry": ["AE"] }));
    hub.deploy(&ChannelFile::fed("valid").replying_on_receipt().to(destination))
        .await;
    for id in ["GOOD", "REFUSED", "BUSY", "MIXED"] {
        hub.feed.accept("valid", adt(id, "X", 0)).await.expect("it is stored");
    }
    hub.settled("valid").await;
    let counts = hub.counts("valid").await;
    assert_eq!((counts[1].sent, counts[1].error), (3, 1));
    let attempts: Vec<_> = hub
        .recorder
        .receipts("lab")
        .iter()
        .map(|receipt| receipt.attempt)
        .collect();
    assert_eq!(attempts, [1, 1, 1, 2, 1, 2]);
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn content_comes_from_a_template() {
    let hub = hub();
    let destination = DestinationFile::recording("lab").with(
        "/content",
        json!(
            "MSH|^~\\&|T||||||ACK|${MSH-10}|P|2.5\rZZZ|${PID-5.1|lower}|${channel_map.ward}|${message.connector_id}\r"
        ),
    );
    let channel = ChannelFile::fed("template")
        .with(
            "/source/transformer",
            json!([{ "type": "map", "to": "channel_map.ward", "value": "${PV1-3.1}" }]),
        )
        .to(destination);
    hub.deploy(&channel).await;
    hub.feed
        .accept("template", adt("T1", "Smith", 0))
        .await
        .expect("it is stored");
    let content = hub.recorder.receipts("lab")[0].content.clone();
    assert!(
        String::from_utf8_lossy(&content).ends_with("ZZZ|smith|W1|lab\r"),
        "{content:?}"
    );
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_message_is_sent_again_and_processed_again() {
    let hub = hub();
    hub.deploy(
        &ChannelFile::fed("again")
            .to(DestinationFile::recording("lab"))
            .to(DestinationFile::recording("archive")),
    )
    .await;
    let first = hub
        .feed
        .accept("again", adt("A1", "X", 0))
        .await
        .expect("it is stored")
        .message;
    hub.settled("again").await;
    let channel: ChannelId = "again".parse().expect("it is a name");
    let lab: ConnectorId = "lab".parse().expect("it is a name");
    let to = lab.clone();
    let is_queued = hub
        .on_engine(async move |engine| engine.resend(&channel, first, &to).await)
        .await;
    assert!(is_queued.expect("it is there"));
    hub.settled("again").await;
    let receipts = hub.recorder.receipts("lab");
    assert_eq!(receipts.len(), 2);
    assert!(receipts[1].is_possible_duplicate && receipts[1].idempotency_key == receipts[0].idempotency_key);
    let second = hub
        .on_engine(async move |engine| engine.reprocess(first, Some(&[lab])).await)
        .await
        .expect("it is there");
    assert_ne!(second, first);
    hub.settled("again").await;
    assert_eq!(
        (hub.recorder.n_receipts("lab"), hub.recorder.n_receipts("archive")),
        (3, 1)
    );
    let messages = hub.messages("again").await;
    let second = messages
        .iter()
        .find(|message| message.message == second)
        .expect("it is listed");
    assert_eq!(second.origin, Some(first));
    hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn a_destination_is_paused_by_itself() {
    let hub = hub();
    hub.deploy(
        &ChannelFile::fed("pause")
            .replying_on_receipt()
            .to(DestinationFile::recording("lab"))
            .to(DestinationFile::recording("archive")),
    )
    .await;
    let pause = async |is_paused| {
        let (channel, lab): (ChannelId, ConnectorId) =
            ("pause".parse().expect("a name"), "lab".parse().expect("a name"));
        let changed = hub.on_engine(async move |engine| engine.pause_destination(&channel, &lab, is_paused).await);
        changed.await.expect("it is there");
    };
    pause(true).await;
    for number in 0..10 {
        hub.feed
            .accept("pause", adt(&format!("M{number}"), "X", 0))
            .await
            .expect("it is stored");
    }
    eventually("the other has all", async || hub.recorder.n_receipts("archive") == 10).await;
    assert_eq!(hub.recorder.n_receipts("lab"), 0);
    pause(false).await;
    hub.settled("pause").await;
    assert_eq!(hub.recorder.n_receipts("lab"), 10);
    let statuses = hub
        .messages("pause")
        .await
        .into_iter()
        .flat_map(|message| message.connectors);
    assert!(
        statuses
            .filter(|connector| connector.summary.connector.as_str() == "lab")
            .all(|lab| lab.summary.status == Status::Sent)
    );
    hub.close().await.expect("it can be closed");
}
