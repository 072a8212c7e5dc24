//! What every message store must do, run on each of them.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use nilecare_message_store::*;
use nilecare_types::{ConnectorId, MessageId, Timestamp};
use tokio::sync::oneshot;

struct Harness {
    folder: tempfile::TempDir,
    store: Arc<dyn MessageStore>,
    keys: Registration,
}

impl Harness {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let store = open(&folder);
        let keys = register(&*store).await;
        Self { folder, store, keys }
    }

    async fn reopen(self) -> Self {
        drop(self.store);
        let store = open(&self.folder);
        let keys = register(&*store).await;
        Self {
            folder: self.folder,
            store,
            keys,
        }
    }

    async fn admit(&self, raw: &'static [u8]) -> MessageId {
        let (then, admitted) = oneshot::channel();
        self.store
            .admit(self.admission(raw, Box::new(move |result| drop(then.send(result)))));
        admitted.await.expect("the store calls back").expect("it has room")
    }

    fn admission(&self, raw: &'static [u8], then: OnAdmitted) -> Admission {
        Admission {
            channel: self.keys.channel,
            source: self.keys.source,
            received_at: Timestamp::UNIX_EPOCH,
            raw: Bytes::from_static(raw),
            control_id: Some(format!("C{}", raw.len())),
            message_type: Some("ADT^A01".to_owned()),
            source_map: None,
            patient_id: None,
            origin: None,
            attachments: Vec::new(),
            defect: None,
            then,
        }
    }

    async fn record(&self, message: MessageId, raw: &'static [u8], status: Status) {
        let (then, recorded) = oneshot::channel();
        let record = |connector| DestinationRecord {
            connector,
            status,
            content: Some(Bytes::from_static(b"to be sent")),
            maps: None,
            order_key: None,
            error: None,
        };
        self.store.record(Recording {
            source: self.keys.source,
            processed: vec![Processed {
                message,
                raw: Bytes::from_static(raw),
                source: SourceRecord {
                    status: Status::Transformed,
                    preprocessed: None,
                    transformed: None,
                    reply: None,
                    maps: None,
                    metadata: Vec::new(),
                    error: None,
                },
                destinations: vec![record(self.keys.destinations[0])],
            }],
            processed_through: Some(message),
            at: Timestamp::UNIX_EPOCH,
            urgency: Urgency::Now,
            then: Box::new(move |result| drop(then.send(result))),
        });
        recorded.await.expect("the store calls back").expect("it has room");
    }

    async fn complete(&self, message: MessageId, status: Status) {
        self.store.complete(Completion {
            message,
            connector: self.keys.destinations[0],
            status,
            attempts: 2,
            sent: None,
            response_transformed: None,
            maps: None,
            response: Some(Bytes::from_static(b"MSA|AA")),
            error: None,
            is_possible_duplicate: true,
            at: Timestamp::UNIX_EPOCH,
            guard: None,
        });
        self.store.flush().await.expect("it has room");
    }

    async fn queued(&self) -> Vec<i64> {
        let queued = self
            .store
            .queued(self.keys.destinations[0], MessageId(0), None, 100)
            .await
            .expect("it can read");
        queued.iter().map(|message| message.message.0).collect()
    }

    async fn unprocessed(&self) -> Vec<i64> {
        let found = self
            .store
            .unprocessed(self.keys.channel, MessageId(0), 100)
            .await
            .expect("it can read");
        found.iter().map(|message| message.message.0).collect()
    }

    async fn counts(&self) -> Vec<Counts> {
        let counts = self.store.statistics(self.keys.channel).await.expect("it can read");
        counts.into_iter().map(|(_, counts)| counts).collect()
    }
}

fn open(folder: &tempfile::TempDir) -> Arc<dyn MessageStore> {
    let options = SqliteOptions::new(folder.path().join("messages.db"));
    Arc::new(SqliteMessageStore::open(options).expect("the folder is ours"))
}

async fn register(store: &dyn MessageStore) -> Registration {
    let channel = "demo".parse().expect("it is a name");
    let source: ConnectorId = "source".parse().expect("it is a name");
    let destination = "out".parse().expect("it is a name");
    store
        .register(&channel, &source, &[destination], &StoragePolicy::default())
        .await
        .expect("it has room")
}

#[tokio::test]
async fn a_message_is_followed_from_admission_to_delivery() {
    let harness = Harness::new().await;
    let message = harness.admit(b"raw").await;
    assert_eq!(
        (harness.unprocessed().await, harness.queued().await),
        (vec![message.0], vec![])
    );
    harness.record(message, b"raw", Status::Queued).await;
    assert_eq!(
        (harness.unprocessed().await, harness.queued().await),
        (vec![], vec![message.0])
    );
    harness.complete(message, Status::Queued).await;
    assert_eq!(harness.queued().await, vec![message.0]);
    harness.complete(message, Status::Sent).await;
    assert_eq!(harness.queued().await, Vec::<i64>::new());

    let detail = harness
        .store
        .message(message)
        .await
        .expect("it can read")
        .expect("it is there");
    assert_eq!(detail.raw, "raw");
    let sent = &detail.connectors[1];
    assert_eq!((sent.summary.status, sent.summary.attempts), (Status::Sent, 2));
    assert!(sent.summary.is_possible_duplicate);
    assert_eq!(sent.content.as_deref(), Some(&b"to be sent"[..]));
    assert_eq!(sent.response.as_deref(), Some(&b"MSA|AA"[..]));
}

#[tokio::test]
async fn counts_follow_every_step_and_survive_the_end_of_the_process() {
    let harness = Harness::new().await;
    for (raw, status) in [
        (&b"1"[..], Status::Queued),
        (b"2", Status::Filtered),
        (b"3", Status::Error),
    ] {
        let message = harness.admit(raw).await;
        harness.record(message, raw, status).await;
    }
    let destination = Counts {
        received: 3,
        filtered: 1,
        queued: 1,
        sent: 0,
        error: 1,
    };
    assert_eq!(
        harness.counts().await,
        [
            Counts {
                received: 3,
                ..Counts::default()
            },
            destination
        ]
    );
    harness.complete(MessageId(1), Status::Sent).await;
    harness.complete(MessageId(1), Status::Sent).await;
    let harness = harness.reopen().await;
    assert_eq!(
        harness.counts().await[1],
        Counts {
            queued: 0,
            sent: 1,
            ..destination
        }
    );
}

#[tokio::test]
async fn numbers_rise_in_the_order_of_calls_and_news_come_in_that_order() {
    let harness = Harness::new().await;
    let news = Arc::new(Mutex::new(Vec::new()));
    for _ in 0..500 {
        let news = Arc::clone(&news);
        let then = move |result: Result<MessageId, _>| news.lock().expect("not poisoned").push(result.expect("room").0);
        harness.store.admit(harness.admission(b"x", Box::new(then)));
    }
    harness.store.flush().await.expect("it has room");
    assert_eq!(*news.lock().expect("not poisoned"), (1..=500).collect::<Vec<i64>>());
}

#[tokio::test]
async fn numbers_are_not_given_twice_and_an_unclean_end_is_noticed() {
    let harness = Harness::new().await;
    assert!(harness.store.was_closed_cleanly());
    let first = harness.admit(b"1").await;
    let harness = harness.reopen().await;
    assert!(!harness.store.was_closed_cleanly());
    let second = harness.admit(b"2").await;
    assert!(second > first);
    harness.store.close().await.expect("it has room");
    let id = harness.store.id();
    let harness = harness.reopen().await;
    assert!(harness.store.was_closed_cleanly());
    assert_eq!(harness.store.id(), id);
}

#[tokio::test]
async fn what_an_unclean_end_left_in_doubt_stays_marked_until_it_is_delivered() {
    let harness = Harness::new().await;
    let n_messages = UNRECORDED_LIMIT + 2;
    for _ in 0..n_messages {
        let message = harness.admit(b"raw").await;
        harness.record(message, b"raw", Status::Queued).await;
    }
    let marked = async |harness: &Harness| {
        let queued = harness
            .store
            .queued(harness.keys.destinations[0], MessageId(0), None, 1_000)
            .await;
        let queued = queued.expect("it can read");
        queued
            .iter()
            .map(|message| message.is_possible_duplicate)
            .collect::<Vec<_>>()
    };
    assert_eq!(marked(&harness).await, vec![false; n_messages]);
    let harness = harness.reopen().await;
    let mut expected = vec![true; UNRECORDED_LIMIT];
    expected.extend([false; 2]);
    assert_eq!(marked(&harness).await, expected);
    // A process that delivers nothing and ends well must not make them certain.
    harness.store.close().await.expect("it has room");
    let harness = harness.reopen().await;
    assert!(harness.store.was_closed_cleanly());
    assert_eq!(marked(&harness).await, expected);
}

#[tokio::test]
async fn closing_lets_go_of_the_files() {
    let harness = Harness::new().await;
    harness.admit(b"raw").await;
    assert_eq!(harness.unprocessed().await, [1]);
    harness.store.close().await.expect("it has room");
    let files = std::fs::read_dir(harness.folder.path()).expect("the folder is ours");
    let names = files
        .map(|file| file.expect("it can be listed").file_name())
        .collect::<Vec<_>>();
    assert_eq!(names, ["messages.db"], "the log was moved into the file and removed");
    let error = harness
        .store
        .queued(harness.keys.destinations[0], MessageId(0), None, 1)
        .await;
    assert_eq!(error.expect_err("it is closed").kind, StoreErrorKind::Closed);
}

#[tokio::test]
async fn a_record_that_comes_twice_counts_once() {
    let harness = Harness::new().await;
    let message = harness.admit(b"raw").await;
    harness.record(message, b"raw", Status::Queued).await;
    harness.record(message, b"raw", Status::Queued).await;
    assert_eq!(harness.counts().await[1].queued, 1);
}

#[tokio::test]
async fn a_completion_is_written_soon_although_nobody_waits() {
    let harness = Harness::new().await;
    let message = harness.admit(b"raw").await;
    harness.record(message, b"raw", Status::Queued).await;
    harness.store.complete(Completion {
        message,
        connector: harness.keys.destinations[0],
        status: Status::Sent,
        attempts: 1,
        sent: None,
        response_transformed: None,
        maps: None,
        response: None,
        error: None,
        is_possible_duplicate: false,
        at: Timestamp::UNIX_EPOCH,
        guard: None,
    });
    let written = async {
        while !harness.queued().await.is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), written)
        .await
        .expect("it is written within milliseconds");
}

#[tokio::test]
async fn messages_are_found_by_what_people_know_of_them() {
    let harness = Harness::new().await;
    for raw in [&b"1"[..], b"22", b"333"] {
        let message = harness.admit(raw).await;
        harness
            .record(message, raw, if raw == b"22" { Status::Error } else { Status::Queued })
            .await;
    }
    let find = async |change: fn(&mut MessageQuery)| {
        let mut query = MessageQuery::newest(harness.keys.channel, 10);
        change(&mut query);
        let found = harness.store.search(query).await.expect("it can read");
        found
            .messages
            .iter()
            .map(|message| message.message.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(find(|_| ()).await, [3, 2, 1]);
    assert_eq!(find(|query| query.limit = 2).await, [3, 2]);
    assert_eq!(find(|query| query.before = Some(MessageId(3))).await, [2, 1]);
    assert_eq!(find(|query| query.statuses = vec![Status::Error]).await, [2]);
    assert_eq!(find(|query| query.control_id = Some("C3".to_owned())).await, [3]);
    assert_eq!(
        find(|query| query.message_type = Some("ORU^R01".to_owned())).await,
        [0; 0]
    );
    assert_eq!(find(|query| query.until = Some(Timestamp::UNIX_EPOCH)).await, [0; 0]);
}

#[tokio::test]
async fn a_defect_is_kept_in_error_and_never_processed() {
    let harness = Harness::new().await;
    let (then, admitted) = oneshot::channel();
    let mut admission = harness.admission(b"half a mess", Box::new(move |result| drop(then.send(result))));
    admission.defect = Some("it ended before its end block".to_owned());
    harness.store.admit(admission);
    let message = admitted.await.expect("the store calls back").expect("it has room");
    assert_eq!(harness.unprocessed().await, Vec::<i64>::new());
    let detail = harness
        .store
        .message(message)
        .await
        .expect("it can read")
        .expect("it is there");
    assert_eq!(detail.connectors[0].summary.status, Status::Error);
    assert_eq!(
        harness.counts().await[0],
        Counts {
            received: 1,
            error: 1,
            ..Counts::default()
        }
    );
}

#[tokio::test]
async fn what_is_handed_over_after_closing_is_refused() {
    let harness = Harness::new().await;
    harness.store.close().await.expect("it has room");
    let (then, admitted) = oneshot::channel();
    harness
        .store
        .admit(harness.admission(b"late", Box::new(move |result| drop(then.send(result)))));
    let error = admitted.await.expect("the store calls back").expect_err("it is closed");
    assert_eq!(error.kind, StoreErrorKind::Closed);
}
