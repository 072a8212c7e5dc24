//! The machine dies under load, again and again: the disk stops taking writes at some moment, what was not synced is gone,
//! and a new process goes on from what is left, between the same senders and receivers.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use nilecare_engine_runtime::ChannelState;
use nilecare_testkit::faultfs::{CrashMode, FaultFs, FaultKind, FaultRule, Operation, Times, crash_folder};
use nilecare_tests::{Hub, HubOptions, Peers, count, eventually, ledger_ids};

fn start(data: &Path, fs: Option<&FaultFs>) -> Hub {
    let options = HubOptions {
        data: Some(data.to_owned()),
        vfs: fs.map(|fs| fs.name().to_owned()),
        checkpoint_bytes: 300_000,
        ..HubOptions::default()
    };
    Hub::start(options).expect("a crash leaves a store that opens")
}

/// Deploys the channel; the port is free when the connections of the dead process are gone.
async fn deploy(hub: &Hub, peers: &Peers) {
    if hub.try_deploy(&peers.channel()).await.is_ok() {
        return;
    }
    eventually("the port is free", async || {
        let channel = Peers::CHANNEL.parse().expect("it is a name");
        let started = hub.on_engine(|engine| async move { engine.change(&channel, ChannelState::Started).await });
        started.await.is_ok()
    })
    .await;
}

/// Lets the disk die, then the process; returns what is left.
fn crash(hub: Hub, fs: &FaultFs, mode: CrashMode, into: PathBuf) -> PathBuf {
    for operation in [
        Operation::Write,
        Operation::Sync,
        Operation::Truncate,
        Operation::Delete,
    ] {
        fs.fail(FaultRule {
            operation,
            after_n: 0,
            kind: FaultKind::Eio,
            times: Times::Always,
            file_suffix: None,
        });
    }
    let trace = fs.take_trace();
    drop(hub);
    trace
        .materialize(trace.crash_points(), mode, &into)
        .expect("the folder is new");
    into
}

#[tokio::test]
async fn crashes_under_load_lose_nothing_and_every_repeat_is_marked() {
    let mut peers = Peers::start().await;
    let folder = crash_folder().expect("a temporary folder");
    let mut data = folder.path().join("data-0");
    std::fs::create_dir(&data).expect("it is new");
    let n_rounds = count("NILECARE_DRILL_ROUNDS", 20);
    for round in 0..n_rounds {
        let fs = FaultFs::register(&format!("crash-under-load-{round}")).expect("the name is free");
        fs.record();
        let hub = start(&data, Some(&fs));
        deploy(&hub, &peers).await;
        peers.flow(20 + round as u64).await;
        let mode = [
            CrashMode::DropUnsynced,
            CrashMode::KeepAll,
            CrashMode::Random(round as u64),
        ][round % 3];
        data = crash(hub, &fs, mode, folder.path().join(format!("data-{}", round + 1)));
    }
    let hub = start(&data, None);
    deploy(&hub, &peers).await;
    peers.flow(20).await;
    peers.stop(&hub).await;
    let report = peers.check();
    assert!(report.is_sound, "{report:?}");
    let n_repeats: u64 = report.receivers.iter().map(|receiver| receiver.repeats.count).sum();
    assert!(
        n_repeats > 0,
        "no crash came between a delivery and its record: the marks were not tried"
    );
    for destination in Peers::DESTINATIONS {
        assert_repeats_are_marked(&peers, &hub, destination).await;
    }
    hub.close().await.expect("the disk is well");
}

/// A message that its sender sent once and a receiver got twice was repeated by us. Returns how many there were.
async fn assert_repeats_are_marked(peers: &Peers, hub: &Hub, destination: &str) -> usize {
    let mut n_sent: HashMap<String, usize> = HashMap::new();
    for id in ledger_ids(&peers.source_ledger(), 'S') {
        *n_sent.entry(id).or_default() += 1;
    }
    let messages = hub.messages(Peers::CHANNEL).await;
    let marked: HashSet<&str> = messages
        .iter()
        .filter(|message| {
            let to = message
                .connectors
                .iter()
                .find(|to| to.summary.connector.as_str() == destination);
            to.is_some_and(|to| to.summary.is_possible_duplicate)
        })
        .filter_map(|message| message.control_id.as_deref())
        .collect();
    let (mut seen, mut n_repeats) = (HashSet::new(), 0);
    for id in ledger_ids(&peers.ledger(destination), 'R') {
        let is_repeat = !seen.insert(id.clone());
        if is_repeat && n_sent[&id] == 1 {
            n_repeats += 1;
            assert!(
                marked.contains(id.as_str()),
                "{id} came to {destination} again without a mark"
            );
        }
    }
    n_repeats
}
