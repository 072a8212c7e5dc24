//! A full disk: what is new is refused at once, what was promised is kept and written when there is room.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use nilecare_message_store::*;
use nilecare_testkit::faultfs::FaultFs;
use nilecare_types::{MessageId, Timestamp};
use tokio::sync::oneshot;

const RAW: &[u8] = b"MSH|^~\\&|ADT1\rPID|1||7||EVERYMAN^ADAM\r";

struct Line {
    store: Arc<SqliteMessageStore>,
    keys: Registration,
}

impl Line {
    async fn open(folder: &std::path::Path, fs: &FaultFs, level: StorageLevel) -> Self {
        let options = SqliteOptions {
            vfs: Some(fs.name().to_owned()),
            ..SqliteOptions::new(folder.join("messages.db"))
        };
        let store = Arc::new(SqliteMessageStore::open(options).expect("the folder is new"));
        let name = |text: &str| text.parse().expect("it is a name");
        let channel = "demo".parse().expect("it is a name");
        let policy = StoragePolicy {
            level,
            ..StoragePolicy::default()
        };
        let keys = store.register(&channel, &name("source"), &[name("out")], &policy).await;
        let keys = keys.expect("there is room");
        Self { store, keys }
    }

    fn admit(&self) -> oneshot::Receiver<Result<MessageId, StoreError>> {
        let (then, admitted) = oneshot::channel();
        self.store.admit(Admission {
            channel: self.keys.channel,
            source: self.keys.source,
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
        admitted
    }

    fn to(&self, status: Status) -> DestinationRecord {
        DestinationRecord {
            connector: self.keys.destinations[0],
            status,
            content: Some(Bytes::from_static(b"to be sent")),
            maps: None,
            order_key: None,
            error: None,
        }
    }

    fn record(&self, message: MessageId) {
        self.store.record(Recording {
            source: self.keys.source,
            processed: vec![Processed {
                message,
                raw: Bytes::from_static(RAW),
                source: SourceRecord {
                    status: Status::Transformed,
                    preprocessed: None,
                    transformed: None,
                    reply: None,
                    maps: None,
                    metadata: Vec::new(),
                    error: None,
                },
                destinations: vec![self.to(Status::Received)],
            }],
            processed_through: None,
            at: Timestamp::UNIX_EPOCH,
            urgency: Urgency::Now,
            then: Box::new(|_| ()),
        });
    }

    fn advance(&self, message: MessageId) {
        self.store.advance(Advance {
            message,
            raw: Bytes::from_static(RAW),
            record: self.to(Status::Queued),
            at: Timestamp::UNIX_EPOCH,
            urgency: Urgency::Now,
            then: Box::new(|_| ()),
        });
    }

    fn complete(&self, message: MessageId) {
        self.store.complete(Completion {
            message,
            connector: self.keys.destinations[0],
            status: Status::Sent,
            attempts: 1,
            sent: None,
            response: None,
            response_transformed: None,
            maps: None,
            error: None,
            is_possible_duplicate: false,
            at: Timestamp::UNIX_EPOCH,
            guard: None,
        });
    }
}

async fn check(name: &str, level: StorageLevel) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fs = FaultFs::register(name).expect("the name is free");
    let line = Line::open(folder.path(), &fs, level).await;
    let message = line
        .admit()
        .await
        .expect("the store calls back")
        .expect("there is room");
    fs.disk_limit(fs.disk_used());
    line.record(message);
    line.advance(message);
    line.complete(message);
    line.store
        .postprocessed(message, line.keys.source, Some("failed".to_owned()), None);
    let refused = tokio::time::timeout(Duration::from_secs(5), line.admit()).await;
    let refused = refused
        .expect("at once")
        .expect("the store calls back")
        .expect_err("the disk is full");
    assert_eq!(refused.kind, StoreErrorKind::Full);
    let refused = tokio::time::timeout(Duration::from_secs(5), line.store.remove(&[message])).await;
    assert_eq!(
        refused.expect("at once").expect_err("the disk is full").kind,
        StoreErrorKind::Full
    );
    fs.clear();
    let written = async {
        while line.store.flush().await.is_err() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), written)
        .await
        .expect("there is room again");
    let counts = line.store.statistics(line.keys.channel).await.expect("it can read");
    assert_eq!((counts[1].1.received, counts[1].1.sent, counts[1].1.queued), (1, 1, 0));
    let found = line.store.message(message).await.expect("it can read");
    assert_eq!(found.is_some(), level > StorageLevel::Disabled);
    let next = line
        .admit()
        .await
        .expect("the store calls back")
        .expect("there is room");
    assert_eq!(next.0, message.0 + 1);
    line.store.close().await.expect("there is room");
}

#[tokio::test]
async fn the_whole_way_of_a_message_is_kept_until_there_is_room() {
    check("full-production", StorageLevel::Production).await;
}

#[tokio::test]
async fn a_message_that_leaves_nothing_behind_is_removed_once() {
    check("full-disabled", StorageLevel::Disabled).await;
}
