//! A power loss at every change of the disk while messages of all storage levels go their ways, are pruned and removed:
//! nothing that a level does not keep is left behind, nothing that is needed is gone, and the counts are those of what
//! happened.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_message_store::*;
use nilecare_testkit::faultfs::{CrashMode, FaultFs, Trace, crash_folder};
use nilecare_types::{ConnectorId, MessageId, Timestamp};
use rusqlite::Connection;
use tokio::sync::oneshot;

const LEVELS: [StorageLevel; 4] = [
    StorageLevel::Production,
    StorageLevel::Raw,
    StorageLevel::Metadata,
    StorageLevel::Disabled,
];
const N_ROUNDS: usize = 6;
const RAW: &[u8] =
    b"MSH|^~\\&|ADT1|HOSPITAL|LAB|EAST|198808181126||ADT^A01|MSG00001|P|2.5.1\rPID|1||7||EVERYMAN^ADAM\r";

fn name(level: StorageLevel) -> String {
    format!("{level:?}").to_lowercase()
}

async fn register(store: &dyn MessageStore, level: StorageLevel) -> Registration {
    let policy = StoragePolicy {
        level,
        metadata_columns: vec![MetadataColumn {
            name: "ward".to_owned(),
            kind: MetadataKind::Text,
        }],
        ..StoragePolicy::default()
    };
    let connector = |name: &str| -> ConnectorId { name.parse().expect("it is a name") };
    let channel = name(level).parse().expect("it is a name");
    let destinations = [connector("first"), connector("second")];
    let registered = store
        .register(&channel, &connector("source"), &destinations, &policy)
        .await;
    registered.expect("there is room")
}

/// One channel under way.
struct Line {
    store: Arc<SqliteMessageStore>,
    keys: Registration,
}

impl Line {
    async fn admit(&self, n: usize) -> MessageId {
        let (then, admitted) = oneshot::channel();
        self.store.admit(Admission {
            channel: self.keys.channel,
            source: self.keys.source,
            received_at: Timestamp::from_second(n as i64).expect("it is near 1970"),
            raw: Bytes::from_static(RAW),
            control_id: Some(format!("K{n}")),
            patient_id: Some("P".to_owned()),
            message_type: Some("ADT^A01".to_owned()),
            source_map: Some("{}".to_owned()),
            origin: None,
            attachments: vec![NewAttachment {
                mime_type: "text/plain".to_owned(),
                name: None,
                content: Bytes::from_static(b"attached"),
            }],
            defect: None,
            then: Box::new(move |result| drop(then.send(result))),
        });
        admitted.await.expect("the store calls back").expect("there is room")
    }

    fn to(&self, at: usize, status: Status) -> DestinationRecord {
        DestinationRecord {
            connector: self.keys.destinations[at],
            status,
            content: Some(Bytes::from_static(b"to be sent")),
            maps: Some("{\"a\":1}".to_owned()),
            order_key: None,
            error: None,
        }
    }

    async fn record(&self, message: MessageId) {
        let (then, recorded) = oneshot::channel();
        self.store.record(Recording {
            source: self.keys.source,
            processed: vec![Processed {
                message,
                raw: Bytes::from_static(RAW),
                source: SourceRecord {
                    status: Status::Transformed,
                    preprocessed: None,
                    transformed: Some(Bytes::from_static(b"transformed")),
                    reply: None,
                    maps: Some("{}".to_owned()),
                    metadata: vec![("ward".to_owned(), MetadataValue::Text("A".to_owned()))],
                    error: None,
                },
                destinations: vec![self.to(0, Status::Queued), self.to(1, Status::Received)],
            }],
            processed_through: None,
            at: Timestamp::UNIX_EPOCH,
            urgency: Urgency::Now,
            then: Box::new(move |result| drop(then.send(result))),
        });
        recorded.await.expect("the store calls back").expect("there is room");
    }

    async fn advance(&self, message: MessageId) {
        let (then, advanced) = oneshot::channel();
        self.store.advance(Advance {
            message,
            raw: Bytes::from_static(RAW),
            record: self.to(1, Status::Queued),
            at: Timestamp::UNIX_EPOCH,
            urgency: Urgency::Now,
            then: Box::new(move |result| drop(then.send(result))),
        });
        advanced.await.expect("the store calls back").expect("there is room");
    }

    async fn complete(&self, message: MessageId, at: usize, status: Status) {
        self.store.complete(Completion {
            message,
            connector: self.keys.destinations[at],
            status,
            attempts: 1,
            sent: Some(Bytes::from_static(b"was sent")),
            response: Some(Bytes::from_static(b"MSA|AA")),
            response_transformed: None,
            maps: None,
            error: None,
            is_possible_duplicate: false,
            at: Timestamp::UNIX_EPOCH,
            guard: None,
        });
        self.store.flush().await.expect("there is room");
    }

    /// Takes a message its whole way; every third ends in Error, and is queued again in the next round.
    async fn run(&self, n: usize) -> MessageId {
        let message = self.admit(n).await;
        self.record(message).await;
        let is_error = n % 3 == 2;
        let end = if is_error { Status::Error } else { Status::Sent };
        self.complete(message, 0, end).await;
        self.advance(message).await;
        self.complete(message, 1, Status::Sent).await;
        if is_error && n.is_multiple_of(2) {
            let did = self.store.requeue(message, self.keys.destinations[0]).await;
            assert!(did.expect("there is room"));
            self.complete(message, 0, Status::Sent).await;
        }
        message
    }
}

/// What was known from outside at a mark: the highest number that was told.
fn highest(marks: &[u64]) -> i64 {
    marks.iter().max().map_or(0, |mark| *mark as i64)
}

async fn script(fs: &FaultFs) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = SqliteOptions {
        vfs: Some(fs.name().to_owned()),
        checkpoint_bytes: 200_000,
        ..SqliteOptions::new(folder.path().join("messages.db"))
    };
    let store = Arc::new(SqliteMessageStore::open(options).expect("the folder is new"));
    for round in 0..N_ROUNDS {
        for (at, level) in LEVELS.into_iter().enumerate() {
            let line = Line {
                store: Arc::clone(&store),
                keys: register(&*store, level).await,
            };
            let message = line.run(round * LEVELS.len() + at).await;
            fs.mark(message.0 as u64);
        }
        let keys = register(&*store, StorageLevel::Production).await;
        let order = PruneOrder {
            channel: keys.channel,
            before: Timestamp::from_second(12).expect("it is near 1970"),
            what: if round % 2 == 0 {
                PruneWhat::Contents
            } else {
                PruneWhat::Messages
            },
            include_errors: round > 3,
            after: MessageId(0),
            limit: 100,
        };
        store.prune(&order).await.expect("there is room");
    }
    store.reclaim(u64::MAX).await.expect("there is room");
    store.close().await.expect("the disk is well");
}

/// Rows that belong to no message.
fn orphans(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).expect("a crash leaves a database");
    let tables: i64 = connection
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'search_key'",
            [],
            |row| row.get(0),
        )
        .expect("it can be read");
    if tables == 0 {
        return Vec::new();
    }
    let tables = ["connector_message", "content", "attachment", "metadata", "search_key"];
    let found = tables.into_iter().filter_map(|table| {
        let sql = format!("SELECT count(*) FROM {table} WHERE message NOT IN (SELECT id FROM message)");
        let n: i64 = connection
            .query_row(&sql, [], |row| row.get(0))
            .expect("it can be read");
        (n > 0).then(|| format!("{n} rows of {table} belong to no message"))
    });
    found.collect()
}

/// Says what is wrong with a message of a level.
fn check_message(level: StorageLevel, detail: &MessageDetail) -> Option<String> {
    let id = detail.message;
    let Some((_, destinations)) = detail.connectors.split_first() else {
        let is_whole = detail.is_raw_kept && detail.attachments.len() == 1 && detail.source_map.is_some();
        return (!is_whole).then(|| format!("{id} is not processed and not whole"));
    };
    let is = |status: Status| destinations.iter().any(|to| to.summary.status == status);
    let is_complete = !is(Status::Queued) && !is(Status::Received) && !is(Status::Error);
    let n_contents = detail
        .connectors
        .iter()
        .filter(|part| part.content.is_some() || part.response.is_some())
        .count();
    let has_maps = detail.connectors.iter().any(|part| part.maps.is_some());
    if is_complete {
        let is_right = match level {
            StorageLevel::Disabled => false,
            StorageLevel::Metadata => !detail.is_raw_kept && n_contents == 0 && !has_maps,
            StorageLevel::Raw => detail.is_raw_kept && n_contents == 0 && !has_maps && detail.attachments.len() == 1,
            // Contents of some were pruned, then all of each.
            _ => detail.is_raw_kept == (n_contents == 3) && has_maps == detail.is_raw_kept,
        };
        return (!is_right).then(|| format!("{id} is complete, and {level:?} keeps something else of it"));
    }
    let is_pruned = level == StorageLevel::Production && !detail.is_raw_kept && !is(Status::Queued);
    let is_whole = detail.is_raw_kept && n_contents == 3 && has_maps;
    (!is_whole && !is_pruned).then(|| format!("{id} of {level:?} is not complete and not whole"))
}

async fn look(folder: &Path, told: i64) -> Vec<String> {
    let path = folder.join("messages.db");
    let mut findings = orphans(&path);
    let store = SqliteMessageStore::open(SqliteOptions::new(&path)).expect("a crash leaves a store that opens");
    for level in LEVELS {
        let keys = register(&store, level).await;
        let page = store
            .search(MessageQuery::newest(keys.channel, 1_000))
            .await
            .expect("it can read");
        let mut queued = [BTreeSet::new(), BTreeSet::new()];
        for summary in &page.messages {
            let detail = store
                .message(summary.message)
                .await
                .expect("it can read")
                .expect("it is there");
            findings.extend(check_message(level, &detail));
            for (at, to) in detail.connectors.iter().skip(1).enumerate() {
                if to.summary.status == Status::Queued {
                    queued[at].insert(summary.message);
                }
            }
        }
        let counts = store.statistics(keys.channel).await.expect("it can read");
        for (at, known) in queued.iter().enumerate() {
            let listed = store
                .queued_entries(keys.destinations[at], MessageId(0), None, 1_000)
                .await;
            let listed: BTreeSet<MessageId> = listed.expect("it can read").iter().map(|entry| entry.message).collect();
            let counts = counts[at + 1].1;
            if listed != *known || counts.queued != known.len() as i64 {
                findings.push(format!(
                    "{level:?}: queue {listed:?}, messages {known:?}, {} counted",
                    counts.queued
                ));
            }
            if counts.received != counts.filtered + counts.queued + counts.sent + counts.error {
                findings.push(format!("{level:?}: the counts do not add up: {counts:?}"));
            }
        }
    }
    let (then, admitted) = oneshot::channel();
    let keys = register(&store, StorageLevel::Production).await;
    store.admit(Admission {
        channel: keys.channel,
        source: keys.source,
        received_at: Timestamp::UNIX_EPOCH,
        raw: Bytes::from_static(RAW),
        control_id: None,
        patient_id: None,
        message_type: None,
        source_map: None,
        origin: None,
        attachments: Vec::new(),
        defect: None,
        then: Box::new(move |result| drop(then.send(result))),
    });
    let next = admitted.await.expect("the store calls back").expect("there is room");
    if next.0 <= told {
        findings.push(format!("number {next} was told before"));
    }
    store.close().await.expect("the image is on a good disk");
    findings
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().expect("a runtime can be made")
}

fn record(name: &str) -> Trace {
    let fs = FaultFs::register(name).expect("the name is free");
    fs.record();
    runtime().block_on(script(&fs));
    fs.take_trace()
}

fn assert_every_point_holds(name: &str, mode: CrashMode) {
    let trace = record(name);
    assert!(trace.crash_points() > 300, "{}", trace.crash_points());
    let folder = crash_folder().expect("a temporary folder");
    let mut cursor = trace.cursor(mode, folder.path()).expect("the folder is empty");
    let mut n_marks = usize::MAX;
    runtime().block_on(async {
        while let Some(image) = cursor.advance().expect("the image can be written") {
            let is_known = !image.changed && image.marks.len() == n_marks;
            n_marks = image.marks.len();
            if !is_known {
                let findings = look(folder.path(), highest(image.marks)).await;
                assert_eq!(findings, [""; 0], "point {}", image.point);
            }
        }
    });
}

#[test]
fn levels_hold_when_unsynced_writes_are_dropped() {
    assert_every_point_holds("levels-drop", CrashMode::DropUnsynced);
}

#[test]
fn levels_hold_when_a_process_is_killed() {
    assert_every_point_holds("levels-keep", CrashMode::KeepAll);
}

#[test]
fn levels_hold_when_sectors_survive_at_random() {
    assert_every_point_holds("levels-random", CrashMode::Random(11));
}
