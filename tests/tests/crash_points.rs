//! A power loss at every change of the disk (reliability rule: what was acknowledged is never lost, what is repeated is
//! marked).
//!
//! The script runs once, on a disk that records every write and sync together with every answer and delivery. Then the
//! disk is laid out as a crash at each point could have left it, in several modes, and the store on it is checked against
//! what senders and receivers had seen by then.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock};

use nilecare_message_store::{SharedStore, SqliteMessageStore, SqliteOptions};
use nilecare_testkit::faultfs::{Change, CrashMode, FaultFs, Trace, crash_folder};
use nilecare_tests::{ARCHIVE, Expected, Fate, Hub, HubOptions, LAB, Script, check_store, count};
use nilecare_types::MessageId;

/// Small, so that the log is moved into the file many times within the script.
const CHECKPOINT_BYTES: u64 = 400_000;

struct Recorded {
    trace: Trace,
    numbers: BTreeMap<usize, MessageId>,
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be made")
}

/// Runs the script; it ends with a clean close, whose points are crashed too.
fn record(n_messages: usize) -> Recorded {
    let fs = Arc::new(FaultFs::register(&format!("crash-points-{n_messages}")).expect("the name is free"));
    fs.record();
    let script = Script { n_messages };
    let numbers = runtime().block_on(async {
        let hub = Hub::start(HubOptions {
            vfs: Some(fs.name().to_owned()),
            checkpoint_bytes: CHECKPOINT_BYTES,
            ..HubOptions::default()
        });
        let hub = hub.expect("the folder is new");
        for channel in Script::channel_files() {
            hub.deploy(&channel).await;
        }
        let marking = Arc::clone(&fs);
        let numbers = script
            .send(&hub.feed, &hub.recorder, move |mark| marking.mark(mark.number()))
            .await;
        for channel in Script::CHANNELS {
            hub.settled(channel).await;
        }
        hub.close().await.expect("the disk is well");
        numbers
    });
    let trace = fs.take_trace();
    assert_eq!(
        numbers.values().collect::<BTreeSet<_>>().len(),
        n_messages,
        "a number was given twice"
    );
    Recorded { trace, numbers }
}

static RECORDED: LazyLock<Recorded> = LazyLock::new(|| record(count("NILECARE_DRILL_MESSAGES", 60)));

fn open(folder: &Path, vfs: Option<&FaultFs>) -> SharedStore {
    let options = SqliteOptions {
        vfs: vfs.map(|vfs| vfs.name().to_owned()),
        ..SqliteOptions::new(folder.join("messages.db"))
    };
    Arc::new(SqliteMessageStore::open(options).expect("a crash leaves a store that opens"))
}

async fn look(folder: &Path, expected: &Expected, vfs: Option<&FaultFs>) -> Vec<String> {
    let store = open(folder, vfs);
    let findings = check_store(&store, expected).await;
    store.close().await.expect("the image is on a good disk");
    findings.unwrap_or_else(|error| vec![error.to_string()])
}

/// Checks every crash point and returns what is wrong, by point.
async fn sweep(trace: &Trace, numbers: &BTreeMap<usize, MessageId>, mode: CrashMode) -> Vec<(usize, Vec<String>)> {
    let folder = crash_folder().expect("a temporary folder");
    let mut cursor = trace.cursor(mode, folder.path()).expect("the folder is empty");
    let mut found = Vec::new();
    let mut n_marks = usize::MAX;
    while let Some(image) = cursor.advance().expect("the image can be written") {
        let is_known = !image.changed && image.marks.len() == n_marks;
        n_marks = image.marks.len();
        if is_known {
            continue;
        }
        let findings = look(folder.path(), &Expected::from_marks(image.marks, numbers), None).await;
        if !findings.is_empty() {
            found.push((image.point, findings));
        }
    }
    found
}

fn assert_every_point_holds(mode: CrashMode) {
    let Recorded { trace, numbers } = &*RECORDED;
    let found = runtime().block_on(sweep(trace, numbers, mode));
    assert!(
        found.is_empty(),
        "{mode:?}: {} of {} points: {:?}",
        found.len(),
        trace.crash_points(),
        found[0]
    );
}

#[test]
fn the_script_is_worth_crashing() {
    let Recorded { trace, numbers } = &*RECORDED;
    let n_syncs = trace
        .changes()
        .iter()
        .filter(|change| matches!(change, Change::Sync { .. }))
        .count();
    let moves_into_file = trace.changes().iter().filter(|change| match change {
        Change::Sync { file } => trace.path(*file).extension().is_some_and(|extension| extension == "db"),
        _ => false,
    });
    assert!(n_syncs > numbers.len() / 4, "{n_syncs} syncs");
    assert!(
        moves_into_file.count() > 2,
        "the log was moved into the file while messages came"
    );
    let end = Expected::from_marks(trace.marks(), numbers);
    assert_eq!(end.answered.len(), numbers.len());
    assert!(end.at_lab.len() > numbers.len() / 2 && end.at_archive.len() > numbers.len() / 2);
}

#[test]
fn nothing_acknowledged_is_lost_when_unsynced_writes_are_dropped() {
    assert_every_point_holds(CrashMode::DropUnsynced);
}

#[test]
fn nothing_acknowledged_is_lost_when_a_process_is_killed() {
    assert_every_point_holds(CrashMode::KeepAll);
}

#[test]
fn nothing_acknowledged_is_lost_when_the_last_write_is_torn() {
    assert_every_point_holds(CrashMode::TornLast { bytes: 512 });
}

#[test]
fn nothing_acknowledged_is_lost_when_sectors_survive_at_random() {
    assert_every_point_holds(CrashMode::Random(7));
}

/// A few points all over the trace.
fn sample(n_points: usize, n_samples: usize) -> impl Iterator<Item = usize> {
    (1..=n_samples).map(move |n| n_points * n / n_samples)
}

#[test]
fn recovery_may_crash_at_each_of_its_own_points() {
    let Recorded { trace, numbers } = &*RECORDED;
    let fs = FaultFs::register("crash-in-recovery").expect("the name is free");
    runtime().block_on(async {
        for point in sample(trace.crash_points(), 12) {
            let folder = crash_folder().expect("a temporary folder");
            let image = folder.path().join("image");
            trace
                .materialize(point, CrashMode::Random(point as u64), &image)
                .expect("the folder is empty");
            let expected = Expected::from_marks(trace.marks_before(point), numbers);
            fs.record();
            assert_eq!(look(&image, &expected, Some(&fs)).await, [""; 0], "point {point}");
            let recovery = fs.take_trace();
            for mode in [CrashMode::DropUnsynced, CrashMode::Random(point as u64)] {
                let again = crash_folder().expect("a temporary folder");
                let mut cursor = recovery.cursor(mode, again.path()).expect("the folder is empty");
                while let Some(crashed) = cursor.advance().expect("the image can be written") {
                    let findings = look(again.path(), &expected, None).await;
                    assert_eq!(
                        findings, [""; 0],
                        "point {point}, {mode:?} at {} of its recovery",
                        crashed.point
                    );
                }
            }
        }
    });
}

/// Runs an engine on the image until nothing is left to do, and says what is wrong with what receivers have then.
async fn go_on(image: &Path, expected: &Expected) -> (Vec<String>, usize) {
    let hub = Hub::start(HubOptions {
        data: Some(image.to_owned()),
        ..HubOptions::default()
    });
    let hub = hub.expect("a crash leaves a store that opens");
    hub.recorder.judge(Script::judge);
    for channel in Script::channel_files() {
        hub.deploy(&channel).await;
    }
    let (mut findings, mut n_repeats) = (Vec::new(), 0);
    for channel in Script::CHANNELS {
        hub.settled(channel).await;
        let messages = hub.messages(channel).await;
        for destination in [LAB, ARCHIVE] {
            let receipts = hub.recorder.receipts(destination);
            let here = |index: &usize| Script::channel(*index) == channel;
            let before: Vec<usize> = expected.at(destination).iter().copied().filter(here).collect();
            let indexed = receipts
                .iter()
                .map(|receipt| (Script::index_of(&receipt.content), receipt));
            let after: Vec<_> = indexed.filter(|(index, _)| here(index)).collect();
            for index in expected.answered.keys().filter(|index| here(index)) {
                let is_wanted = match Script::fate(*index) {
                    Fate::Delivered | Fate::Repeated | Fate::Delayed => true,
                    Fate::Refused => destination == ARCHIVE,
                    Fate::Filtered | Fate::Broken | Fate::Unreadable => false,
                };
                let is_there = before.contains(index) || after.iter().any(|(after, _)| after == index);
                if is_wanted != is_there {
                    findings.push(format!(
                        "message {index} at {destination}: wanted {is_wanted}, there {is_there}"
                    ));
                }
            }
            if !after.is_sorted_by_key(|(_, receipt)| receipt.message) {
                findings.push(format!("{destination} got messages out of order"));
            }
            for (index, receipt) in after.iter().filter(|(index, _)| before.contains(index)) {
                n_repeats += 1;
                let detail = messages.iter().find(|message| message.message == receipt.message);
                let to = detail.and_then(|detail| {
                    detail
                        .connectors
                        .iter()
                        .find(|to| to.summary.connector.as_str() == destination)
                });
                let is_marked = to.is_some_and(|to| to.summary.is_possible_duplicate) && receipt.is_possible_duplicate;
                if !is_marked {
                    findings.push(format!("message {index} came to {destination} again without a mark"));
                }
            }
        }
    }
    hub.close().await.expect("the image is on a good disk");
    (findings, n_repeats)
}

#[test]
fn after_a_crash_everything_acknowledged_is_delivered_in_order_and_repeats_are_marked() {
    let Recorded { trace, numbers } = &*RECORDED;
    let n_engines = count("NILECARE_DRILL_ENGINES", 60);
    let mut n_repeats = 0;
    runtime().block_on(async {
        for point in sample(trace.crash_points(), n_engines) {
            let folder = crash_folder().expect("a temporary folder");
            let image = folder.path().join("image");
            let mode = [CrashMode::DropUnsynced, CrashMode::KeepAll, CrashMode::Random(3)][point % 3];
            trace.materialize(point, mode, &image).expect("the folder is empty");
            let expected = Expected::from_marks(trace.marks_before(point), numbers);
            let (findings, n_repeats_here) = go_on(&image, &expected).await;
            assert!(findings.is_empty(), "point {point}, {mode:?}: {findings:?}");
            n_repeats += n_repeats_here;
        }
    });
    assert!(
        n_repeats > n_engines / 2,
        "only {n_repeats} crashes came after a delivery"
    );
}

/// The check is worth nothing if it cannot fail: each kind of loss, done to a whole store on purpose, is reported.
#[test]
fn every_kind_of_loss_is_reported() {
    let Recorded { trace, numbers } = &*RECORDED;
    let expected = Expected::from_marks(trace.marks(), numbers);
    let some = |fate: Fate| {
        numbers
            .iter()
            .find(|(index, _)| Script::fate(**index) == fate)
            .expect("all fates occur")
    };
    let number = some(Fate::Delivered).1;
    let cases = [
        (
            format!("DELETE FROM message WHERE id = {number}; DELETE FROM connector_message WHERE message = {number}"),
            "is lost",
        ),
        (
            format!("DELETE FROM connector_message WHERE message = {number}"),
            "nobody would find it",
        ),
        (
            format!("DELETE FROM connector_message WHERE message = {number} AND connector > 1 AND connector <> 4"),
            "is at",
        ),
        (
            format!(
                "UPDATE connector_message SET status = 4 WHERE message = {}",
                some(Fate::Refused).1
            ),
            "never took it",
        ),
        ("UPDATE statistic SET sent = sent - 1".to_owned(), "the counts are"),
        (
            format!("UPDATE message SET id = 1000000 WHERE id = {number}"),
            "its sender's was",
        ),
        (
            format!(
                "INSERT INTO message (id, channel, received_at, control_id, message_type, source_map, raw) SELECT 1000000, \
                 channel, received_at, control_id, message_type, source_map, raw FROM message WHERE id = {number}"
            ),
            "is there twice",
        ),
        (
            format!("UPDATE message SET raw = substr(raw, 1, 20) WHERE id = {number}"),
            "damaged",
        ),
    ];
    runtime().block_on(async {
        for (damage, report) in &cases {
            let folder = crash_folder().expect("a temporary folder");
            let image = folder.path().join("image");
            trace
                .materialize(trace.crash_points(), CrashMode::DropUnsynced, &image)
                .expect("the folder is empty");
            assert_eq!(look(&image, &expected, None).await, [""; 0], "before the damage");
            let connection = rusqlite::Connection::open(image.join("messages.db")).expect("it is a database");
            connection.execute_batch(damage).expect("it is well-formed");
            drop(connection);
            let store = open(&image, None);
            let findings = match check_store(&store, &expected).await {
                Ok(findings) => findings,
                Err(error) => vec![error.to_string()],
            };
            assert!(
                findings.iter().any(|finding| finding.contains(report)),
                "{damage}: {findings:?}"
            );
        }
    });
}

/// A store that acknowledged before its sync would look as if each answer had come a little earlier.
#[test]
fn an_acknowledgment_before_the_sync_is_reported() {
    let Recorded { trace, numbers } = &*RECORDED;
    runtime().block_on(async {
        let mut n_reported = 0;
        for point in sample(trace.crash_points() - 200, 30) {
            let folder = crash_folder().expect("a temporary folder");
            let image = folder.path().join("image");
            trace
                .materialize(point, CrashMode::DropUnsynced, &image)
                .expect("the folder is empty");
            let too_early = Expected::from_marks(trace.marks_before(point + 200), numbers);
            let findings = look(&image, &too_early, None).await;
            n_reported += usize::from(findings.iter().any(|finding| finding.contains("is lost")));
        }
        assert!(n_reported > 5, "only {n_reported} of 30 were seen");
    });
}
