//! Deployments under load (R15): nothing is lost or repeated, order is kept. The long form is `cargo xtask drill redeploy`.

use nilecare_engine_api::AcceptErrorKind;
use nilecare_engine_runtime::{ChannelState, EngineOptions};
use nilecare_tests::{
    ChannelFile, DestinationFile, Feed, Hub, HubOptions, Peers, adt, assert_all_in_order, count, eventually,
    of_patient, within,
};
use serde_json::json;

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

/// Takes the channel away, puts another revision in its place, stops and starts it, while real senders send.
#[tokio::test]
async fn a_channel_taken_away_and_put_back_under_load_loses_and_repeats_nothing() {
    let peers = Peers::start().await;
    let hub = hub();
    for round in 0..count("NILECARE_DRILL_ROUNDS", 50) {
        let script = format!("msg[\"PV1-3.2\"] = \"{round}\";");
        let changed = peers
            .channel()
            .with("/source/transformer", json!([{ "name": "room", "script": script }]));
        hub.deploy(&changed).await;
        hub.change(Peers::CHANNEL, ChannelState::Started).await;
        peers.flow(5).await;
        match round % 3 {
            0 => {
                let id = Peers::CHANNEL.parse().expect("it is a name");
                hub.on_engine(async move |engine| engine.undeploy(&id).await)
                    .await
                    .expect("it is deployed");
            }
            1 => drop(hub.change(Peers::CHANNEL, ChannelState::Stopped).await),
            _ => {}
        }
    }
    hub.deploy(&peers.channel()).await;
    hub.change(Peers::CHANNEL, ChannelState::Started).await;
    peers.flow(5).await;
    let report = peers.end(hub).await;
    assert!(report.is_sound, "{report:?}");
    for receiver in &report.receivers {
        assert_eq!(receiver.repeats.count, 0, "{receiver:?}");
    }
}

fn steps(revision: usize) -> ChannelFile {
    let script = format!("msg[\"PV1-3.2\"] = \"{revision}\";");
    ChannelFile::fed("steps")
        .replying_on_receipt()
        // Odd revisions have no source queue and other numbers of threads: what waits must survive the change.
        .with("/source/queue", json!({ "enabled": revision.is_multiple_of(2) }))
        .with(
            "/source/processing",
            json!({ "threads": 1 + revision % 4, "order_by": "${PID-3.1}" }),
        )
        .with("/source/transformer", json!([{ "name": "room", "script": script }]))
        .to(DestinationFile::recording("keyed").with(
            "/queue",
            json!({ "threads": 1 + revision % 4, "order_by": "${PID-3.1}" }),
        ))
        .to(DestinationFile::recording("chained").with("/wait_for_previous", json!(true)))
}

async fn feed_patient(feed: Feed, patient: usize, n_each: usize) {
    for number in 0..n_each {
        // A sender that is told to come again does so.
        loop {
            match within("an answer", feed.accept("steps", of_patient(patient, number))).await {
                Ok(_) => break,
                Err(error) if error.kind == AcceptErrorKind::Stopping => {}
                Err(error) => panic!("the disk has room: {error}"),
            }
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn threads_chains_and_queues_may_change_under_load_and_keep_each_patients_order() {
    const N_PATIENTS: usize = 4;
    let n_rounds = count("NILECARE_DRILL_ROUNDS", 50);
    let n_each = n_rounds * 6;
    let hub = hub();
    hub.deploy(&steps(0)).await;
    let feeding = (0..N_PATIENTS)
        .map(|patient| tokio::spawn(feed_patient(hub.feed.clone(), patient, n_each)))
        .collect::<Vec<_>>();
    for revision in 1..=n_rounds {
        let before = hub.recorder.n_receipts("chained");
        let is_fed = || feeding.iter().all(tokio::task::JoinHandle::is_finished);
        eventually("messages flow", async || {
            is_fed() || hub.recorder.n_receipts("chained") > before
        })
        .await;
        hub.deploy(&steps(revision)).await;
    }
    for patient in feeding {
        within("a sender", patient).await.expect("a sender does not panic");
    }
    hub.settled("steps").await;
    for destination in ["keyed", "chained"] {
        let arrived = hub.recorder.control_ids(destination);
        assert_all_in_order(&arrived, N_PATIENTS, n_each);
        assert_eq!(arrived.len(), N_PATIENTS * n_each, "{destination} got a repeat");
    }
    let counts = hub.counts("steps").await;
    let all = (N_PATIENTS * n_each) as i64;
    assert_eq!((counts[0].received, counts[1].sent, counts[2].sent), (all, all, all));
    hub.close().await.expect("it can be closed");
}

/// A revision that is not valid must leave the one that runs as it is, under load too.
#[tokio::test]
async fn a_revision_that_is_not_valid_disturbs_nobody() {
    let hub = hub();
    let good = ChannelFile::fed("steps").to(DestinationFile::recording("lab"));
    hub.deploy(&good).await;
    let broken = good
        .clone()
        .with("/source/transformer", json!([{ "name": "bad", "script": "let = ;" }]));
    for number in 0..20 {
        let (accepted, refused) = tokio::join!(
            hub.feed.accept("steps", adt(&format!("M{number:05}"), "X", 0)),
            hub.try_deploy(&broken),
        );
        assert!(accepted.expect("it is stored").is_positive);
        assert!(refused.is_err());
    }
    assert_eq!(hub.recorder.n_receipts("lab"), 20);
    hub.close().await.expect("it can be closed");
}
