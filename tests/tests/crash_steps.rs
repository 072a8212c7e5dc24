//! A power loss at every change of the disk (R2), for channels with a source queue, threads, a chain and queues by patient,
//! at every level of storage. See `crash_points.rs` for how it works.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::{Arc, LazyLock};

use nilecare_message_store::{SharedStore, SqliteMessageStore, SqliteOptions, StorageLevel};
use nilecare_testkit::faultfs::{CrashMode, FaultFs, Trace, crash_folder};
use nilecare_tests::{
    Hub, HubOptions, STEP_PATIENTS, StepChannel, StepMessage, StepsExpected, check_steps_store, count, judge_steps,
    send_steps,
};
use nilecare_types::MessageId;

/// Small, so that the log is moved into the file within the script.
const CHECKPOINT_BYTES: u64 = 400_000;

struct Recorded {
    trace: Trace,
    numbers: BTreeMap<StepMessage, MessageId>,
}

static RECORDED: LazyLock<Recorded> = LazyLock::new(|| record(count("NILECARE_DRILL_MESSAGES", 36)));

fn runtime() -> tokio::runtime::Runtime {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be made")
}

fn record(n_messages: usize) -> Recorded {
    let fs = Arc::new(FaultFs::register("crash-steps").expect("the name is free"));
    fs.record();
    let n_each = n_messages.div_ceil(StepChannel::all().len() * STEP_PATIENTS);
    let numbers = runtime().block_on(async {
        let hub = Hub::start(HubOptions {
            vfs: Some(fs.name().to_owned()),
            checkpoint_bytes: CHECKPOINT_BYTES,
            ..HubOptions::default()
        });
        let hub = hub.expect("the folder is new");
        for channel in StepChannel::all() {
            hub.deploy(&channel.file()).await;
        }
        let marking = Arc::clone(&fs);
        let numbers = send_steps(n_each, &hub.feed, &hub.recorder, move |mark| marking.mark(mark.mark())).await;
        for channel in StepChannel::all() {
            hub.settled(channel.id).await;
        }
        hub.close().await.expect("the disk is well");
        numbers
    });
    let trace = fs.take_trace();
    Recorded { trace, numbers }
}

async fn look(folder: &Path, expected: &StepsExpected) -> Vec<String> {
    let options = SqliteOptions::new(folder.join("messages.db"));
    let store: SharedStore = Arc::new(SqliteMessageStore::open(options).expect("a crash leaves a store that opens"));
    let findings = check_steps_store(&store, expected).await;
    store.close().await.expect("the image is on a good disk");
    findings.unwrap_or_else(|error| vec![error.to_string()])
}

fn assert_every_point_holds(mode: CrashMode) {
    let Recorded { trace, numbers } = &*RECORDED;
    runtime().block_on(async {
        let folder = crash_folder().expect("a temporary folder");
        let mut cursor = trace.cursor(mode, folder.path()).expect("the folder is empty");
        let mut n_marks = usize::MAX;
        while let Some(image) = cursor.advance().expect("the image can be written") {
            let is_known = !image.changed && image.marks.len() == n_marks;
            n_marks = image.marks.len();
            if is_known {
                continue;
            }
            let findings = look(folder.path(), &StepsExpected::from_marks(image.marks, numbers)).await;
            assert!(findings.is_empty(), "{mode:?}, point {}: {findings:?}", image.point);
        }
    });
}

#[test]
fn the_script_with_steps_is_worth_crashing() {
    let Recorded { trace, numbers } = &*RECORDED;
    let end = StepsExpected::from_marks(trace.marks(), numbers);
    assert_eq!(end.answered.len(), numbers.len());
    for at in &end.at {
        assert_eq!(at.iter().collect::<HashSet<_>>().len(), numbers.len());
    }
    assert!(end.at[0].len() > numbers.len(), "some first answers were lost");
    assert!(trace.crash_points() > 3 * numbers.len(), "{}", trace.crash_points());
}

#[test]
fn steps_lose_nothing_acknowledged_when_unsynced_writes_are_dropped() {
    assert_every_point_holds(CrashMode::DropUnsynced);
}

#[test]
fn steps_lose_nothing_acknowledged_when_sectors_survive_at_random() {
    assert_every_point_holds(CrashMode::Random(11));
}

/// Runs an engine on the image until nothing is left to do. Returns how many came again.
async fn go_on(image: &Path, expected: &StepsExpected, what: &str) -> usize {
    let hub = Hub::start(HubOptions {
        data: Some(image.to_owned()),
        ..HubOptions::default()
    });
    let hub = hub.expect("a crash leaves a store that opens");
    hub.recorder.judge(judge_steps);
    for channel in StepChannel::all() {
        hub.deploy(&channel.file()).await;
    }
    let mut n_repeats = 0;
    for channel in StepChannel::all() {
        hub.settled(channel.id).await;
        for (at, name) in channel.destinations().iter().enumerate() {
            let here = |message: &&StepMessage| message.channel == channel.index;
            let before = expected.at[at].iter().filter(here).copied().collect::<Vec<_>>();
            let receipts = hub.recorder.receipts(name);
            let after = receipts
                .iter()
                .map(|receipt| StepMessage::received(channel.index, &receipt.content));
            let after = after.collect::<Vec<_>>();
            let all = before.iter().chain(&after).copied().collect::<Vec<_>>();
            for message in expected.answered.keys().filter(here) {
                assert!(all.contains(message), "{what}: {message:?} did not come to {name}");
            }
            assert_in_order(&all, &format!("{what}: {name}"));
            for (message, receipt) in after
                .iter()
                .zip(&receipts)
                .filter(|(message, _)| before.contains(message))
            {
                n_repeats += 1;
                assert!(
                    receipt.is_possible_duplicate,
                    "{what}: {message:?} came to {name} again without a mark"
                );
            }
        }
        if channel.level != StorageLevel::Disabled {
            let counts = hub.counts(channel.id).await;
            let n_messages = hub.messages(channel.id).await.len() as i64;
            assert!(
                counts[1..].iter().all(|counts| counts.sent == n_messages),
                "{what}: {counts:?}"
            );
        } else {
            assert!(
                hub.messages(channel.id).await.is_empty(),
                "{what}: a channel that keeps nothing has messages"
            );
        }
    }
    hub.close().await.expect("the image is on a good disk");
    n_repeats
}

/// Asserts that the first receipts of each patient's messages are in order.
fn assert_in_order(all: &[StepMessage], what: &str) {
    let mut seen = HashSet::new();
    let mut newest = BTreeMap::new();
    for message in all.iter().filter(|message| seen.insert(**message)) {
        let newest = newest.entry(message.patient).or_insert(0);
        assert!(
            message.number >= *newest,
            "{what}: {message:?} came after number {newest}"
        );
        *newest = message.number;
    }
}

#[test]
fn steps_go_on_after_a_crash_in_each_patients_order_and_repeats_are_marked() {
    let Recorded { trace, numbers } = &*RECORDED;
    let n_engines = count("NILECARE_DRILL_ENGINES", 24);
    let mut n_repeats = 0;
    runtime().block_on(async {
        for n in 1..=n_engines {
            let point = trace.crash_points() * n / n_engines;
            let folder = crash_folder().expect("a temporary folder");
            let image = folder.path().join("image");
            let mode = [CrashMode::DropUnsynced, CrashMode::KeepAll, CrashMode::Random(5)][n % 3];
            trace.materialize(point, mode, &image).expect("the folder is empty");
            let expected = StepsExpected::from_marks(trace.marks_before(point), numbers);
            n_repeats += go_on(&image, &expected, &format!("point {point}, {mode:?}")).await;
        }
    });
    assert!(
        n_repeats > 0,
        "no crash came between a delivery and its record: the marks were not tried"
    );
}

/// The check is worth nothing if it cannot fail.
#[test]
fn losses_of_steps_are_reported() {
    let Recorded { trace, numbers } = &*RECORDED;
    let expected = StepsExpected::from_marks(trace.marks(), numbers);
    let number = numbers
        .iter()
        .find(|(message, _)| message.channel == 0)
        .expect("it was sent")
        .1;
    let cases = [
        (format!("DELETE FROM message WHERE id = {number}"), "is lost"),
        (
            format!("UPDATE message SET raw = substr(raw, 1, 20) WHERE id = {number}"),
            "damaged",
        ),
        (
            format!("UPDATE connector_message SET status = 5 WHERE message = {number}"),
            "nobody has it",
        ),
        ("UPDATE statistic SET sent = sent + 1".to_owned(), "the counts are"),
    ];
    runtime().block_on(async {
        for (damage, report) in &cases {
            let folder = crash_folder().expect("a temporary folder");
            let image = folder.path().join("image");
            let end = trace.crash_points();
            trace
                .materialize(end, CrashMode::DropUnsynced, &image)
                .expect("the folder is empty");
            assert_eq!(look(&image, &expected).await, [""; 0], "before the damage");
            let connection = rusqlite::Connection::open(image.join("messages.db")).expect("it is a database");
            connection.execute_batch(damage).expect("it is well-formed");
            drop(connection);
            let findings = look(&image, &expected).await;
            assert!(
                findings.iter().any(|finding| finding.contains(report)),
                "{damage}: {findings:?}"
            );
        }
    });
}
