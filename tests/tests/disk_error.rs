//! A disk that breaks its word: after a failed write or sync nothing is promised any more, and what was promised before is
//! there after the restart.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use nilecare_engine_api::AcceptErrorKind;
use nilecare_message_store::StoreErrorKind;
use nilecare_testkit::faultfs::{CrashMode, FaultFs, FaultKind, FaultRule, Operation, Times, crash_folder};
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, RawSender, adt, count, eventually, frame, within};
use nilecare_types::MessageId;

const N_LANES: usize = 4;
/// Enough for every fault to be met.
const N_EACH: usize = 400;

fn options(data: &Path, vfs: Option<&FaultFs>) -> HubOptions {
    HubOptions {
        data: Some(data.to_owned()),
        vfs: vfs.map(|vfs| vfs.name().to_owned()),
        checkpoint_bytes: 400_000,
        ..HubOptions::default()
    }
}

fn channel() -> ChannelFile {
    ChannelFile::fed("broken").to(DestinationFile::recording("lab"))
}

/// Sends until the store has failed; returns what was acknowledged before, and asserts that all was refused after.
async fn send_until_failure(hub: &Hub, round: usize) -> BTreeMap<String, MessageId> {
    let acknowledged = Arc::new(Mutex::new(BTreeMap::new()));
    let n_sent = Arc::new(AtomicUsize::new(0));
    let lanes = (0..N_LANES).map(|lane| {
        let (feed, acknowledged, n_sent) = (hub.feed.clone(), Arc::clone(&acknowledged), Arc::clone(&n_sent));
        tokio::spawn(async move {
            for number in 0..N_EACH {
                n_sent.fetch_add(1, Ordering::Relaxed);
                let id = format!("R{round}-{lane}-{number:04}");
                match feed.accept("broken", adt(&id, "BROKEN", 100)).await {
                    Ok(accepted) if accepted.is_positive => {
                        acknowledged
                            .lock()
                            .expect("no holder panics")
                            .insert(id, accepted.message);
                    }
                    // It was stored, and what became of it could not be written.
                    Ok(_) => return,
                    Err(error) => {
                        assert_eq!(error.kind, AcceptErrorKind::StoreUnavailable);
                        let reply = error.reply.expect("an HL7 sender is answered");
                        let refusal = nilecare_load::read_acknowledgment(&reply).expect("it is an acknowledgment");
                        assert_eq!((refusal.code, refusal.control_id), (&b"AE"[..], id.as_bytes()));
                        return;
                    }
                }
            }
        })
    });
    for lane in lanes.collect::<Vec<_>>() {
        within("a sender", lane).await.expect("a sender does not panic");
    }
    assert!(
        n_sent.load(Ordering::Relaxed) < N_LANES * N_EACH,
        "round {round}: the fault was never met"
    );
    let acknowledged = acknowledged.lock().expect("no holder panics");
    acknowledged.clone()
}

/// After the restart everything acknowledged is there under its number and arrives.
async fn assert_recovers(image: &Path, acknowledged: &BTreeMap<String, MessageId>, what: &str) {
    let hub = Hub::start(options(image, None)).unwrap_or_else(|error| panic!("{what}: {error}"));
    hub.deploy(&channel()).await;
    hub.settled("broken").await;
    let messages = hub.messages("broken").await;
    let numbers: BTreeMap<_, _> = messages
        .iter()
        .filter_map(|message| Some((message.control_id.clone()?, message.message)))
        .collect();
    assert_eq!(numbers.len(), messages.len(), "{what}: no message is there twice");
    for (id, number) in acknowledged {
        assert_eq!(numbers.get(id), Some(number), "{what}: {id} was acknowledged");
    }
    let sent: BTreeSet<_> = messages
        .iter()
        .filter(|message| {
            message
                .connectors
                .get(1)
                .is_some_and(|to| to.summary.status == nilecare_message_store::Status::Sent)
        })
        .map(|message| message.message)
        .collect();
    assert_eq!(sent.len(), messages.len(), "{what}: all is delivered");
    hub.close().await.expect("the disk is well");
}

async fn fail_at(fs: &FaultFs, round: usize, operation: Operation, after_n: u64, file_suffix: Option<&str>) {
    let what = format!("round {round}, {operation:?} {after_n} of {file_suffix:?}");
    let folder = crash_folder().expect("a temporary folder");
    let data = folder.path().join("data");
    std::fs::create_dir(&data).expect("it is new");
    fs.record();
    let hub = Hub::start(options(&data, Some(fs))).expect("the disk is well at first");
    hub.deploy(&channel()).await;
    fs.fail(FaultRule {
        operation,
        after_n,
        kind: FaultKind::Eio,
        times: Times::Once,
        file_suffix: file_suffix.map(str::to_owned),
    });
    let acknowledged = send_until_failure(&hub, round).await;
    let mut failed = hub.store().failed();
    within("the store to say so", failed.wait_for(|failed| *failed))
        .await
        .expect("the store is open");
    let late = hub.feed.accept("broken", adt("LATE", "BROKEN", 0)).await;
    assert_eq!(
        late.expect_err("all is refused").kind,
        AcceptErrorKind::StoreUnavailable,
        "{what}"
    );
    let flushed = hub.store().flush().await.expect_err("nothing is promised any more");
    assert_eq!(flushed.kind, StoreErrorKind::Fatal, "{what}");
    // The machine goes down: what was not synced is gone, and so is what a failed sync should have covered.
    let trace = fs.take_trace();
    drop(hub);
    fs.clear();
    for mode in [CrashMode::DropUnsynced, CrashMode::KeepAll] {
        let image = folder.path().join(format!("{mode:?}"));
        trace
            .materialize(trace.crash_points(), mode, &image)
            .expect("the folder is empty");
        assert_recovers(&image, &acknowledged, &format!("{what}, {mode:?}")).await;
    }
}

async fn sweep(name: &str, operation: Operation, suffix: Option<&str>, step: u64) {
    for round in 0..count("NILECARE_DRILL_FAULTS", 12) {
        // A recording begins when no file is open, so each round has a disk of its own.
        let fs = FaultFs::register(&format!("{name}-{round}")).expect("the name is free");
        fail_at(&fs, round, operation, round as u64 * step, suffix).await;
    }
}

#[tokio::test]
async fn after_a_failed_write_nothing_is_promised_and_nothing_promised_is_lost() {
    sweep("disk-error-write", Operation::Write, Some("-wal"), 23).await;
}

#[tokio::test]
async fn after_a_failed_sync_nothing_is_promised_and_nothing_promised_is_lost() {
    sweep("disk-error-sync", Operation::Sync, Some("-wal"), 3).await;
}

/// The log is moved into the file beside the writer; a disk that fails there must stop the writer too.
#[tokio::test]
async fn a_disk_that_fails_while_the_log_is_moved_stops_the_store() {
    sweep("disk-error-file-write", Operation::Write, Some(".db"), 2).await;
    sweep("disk-error-file-sync", Operation::Sync, Some(".db"), 1).await;
}

#[tokio::test]
async fn a_real_sender_is_refused_and_sees_no_acknowledgment_after_the_failure() {
    let fs = FaultFs::register("disk-error-mllp").expect("the name is free");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let hub = Hub::start(options(folder.path(), Some(&fs))).expect("the disk is well at first");
    let address = hub
        .listen(&ChannelFile::listening("broken", 0).to(DestinationFile::recording("lab")))
        .await;
    let mut sender = RawSender::connect(address).await.expect("it listens");
    assert_eq!(sender.ask(&frame(&adt("GOOD", "BROKEN", 0))).await.0, "AA");
    eventually("all is written", async || hub.store().flush().await.is_ok()).await;
    fs.fail(FaultRule {
        operation: Operation::Sync,
        after_n: 0,
        kind: FaultKind::Eio,
        times: Times::Once,
        file_suffix: None,
    });
    for number in 0..20 {
        let id = format!("BAD{number}");
        assert_eq!(sender.ask(&frame(&adt(&id, "BROKEN", 0))).await, ("AE".to_owned(), id));
    }
    let mut another = RawSender::connect(address).await.expect("it listens all the same");
    assert_eq!(another.ask(&frame(&adt("BAD", "BROKEN", 0))).await.0, "AE");
}
