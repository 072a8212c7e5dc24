//! A store with one channel of two destinations, and short ways to move messages through it.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_message_store::*;
use nilecare_types::{ConnectorId, MessageId, Secret, Timestamp};
use tokio::sync::oneshot;

pub const RAW: &[u8] =
    b"MSH|^~\\&|ADT1|GOOD HEALTH HOSPITAL|GHH LAB|EAST|198808181126||ADT^A01^ADT_A01|MSG00001|P|2.5.1\r\
    PID|1||PATID1234^5^M11^ADT1^MR^GOOD HEALTH HOSPITAL||EVERYMAN^ADAM^A^III||19610615|M||2106-3|\r";

pub struct Harness {
    pub folder: Arc<tempfile::TempDir>,
    pub store: Arc<dyn MessageStore>,
    pub keys: Registration,
    pub policy: StoragePolicy,
    keyring: Keyring,
}

impl Harness {
    pub async fn new() -> Self {
        Self::with(StoragePolicy::default()).await
    }

    pub async fn at_level(level: StorageLevel) -> Self {
        Self::with(StoragePolicy {
            level,
            ..StoragePolicy::default()
        })
        .await
    }

    pub async fn with(policy: StoragePolicy) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        Self::open(Arc::new(folder), policy, keyring(&["first"])).await
    }

    pub async fn open(folder: Arc<tempfile::TempDir>, policy: StoragePolicy, keyring: Keyring) -> Self {
        let store = open(&folder, &keyring);
        let keys = register(&*store, "demo", &policy).await.expect("it has room");
        Self {
            folder,
            store,
            keys,
            policy,
            keyring,
        }
    }

    /// Leaves the store for dead and opens it again.
    pub async fn reopen(self) -> Self {
        let Self {
            folder,
            store,
            policy,
            keyring,
            ..
        } = self;
        drop(store);
        Self::open(folder, policy, keyring).await
    }

    /// Closes the store and opens it with other keys.
    pub async fn reopen_with(self, keyring: Keyring) -> Self {
        self.store.close().await.expect("it has room");
        Self::open(self.folder, self.policy, keyring).await
    }

    pub fn out(&self) -> ConnectorKey {
        self.keys.destinations[0]
    }

    pub fn second(&self) -> ConnectorKey {
        self.keys.destinations[1]
    }

    pub fn admission(&self, raw: &'static [u8]) -> (Admission, oneshot::Receiver<Result<MessageId, StoreError>>) {
        let (then, admitted) = oneshot::channel();
        let admission = Admission {
            channel: self.keys.channel,
            source: self.keys.source,
            received_at: Timestamp::UNIX_EPOCH,
            raw: Bytes::from_static(raw),
            control_id: Some(format!("C{}", raw.len())),
            patient_id: None,
            message_type: Some("ADT^A01".to_owned()),
            source_map: None,
            origin: None,
            attachments: Vec::new(),
            defect: None,
            then: Box::new(move |result| drop(then.send(result))),
        };
        (admission, admitted)
    }

    pub async fn admit(&self, raw: &'static [u8]) -> MessageId {
        self.admit_as(raw, |_| ()).await
    }

    pub async fn admit_as(&self, raw: &'static [u8], change: impl FnOnce(&mut Admission)) -> MessageId {
        let (mut admission, admitted) = self.admission(raw);
        change(&mut admission);
        self.store.admit(admission);
        admitted.await.expect("the store calls back").expect("it has room")
    }

    pub fn to(&self, connector: ConnectorKey, status: Status) -> DestinationRecord {
        DestinationRecord {
            connector,
            status,
            content: Some(Bytes::from_static(b"to be sent")),
            maps: None,
            order_key: None,
            error: None,
        }
    }

    pub async fn record(&self, message: MessageId, raw: &'static [u8], status: Status) {
        let to = self.to(self.out(), status);
        self.record_as(message, raw, |processed| processed.destinations.push(to))
            .await;
    }

    /// Records a message that was transformed and, unless `change` says so, routed to nobody.
    pub async fn record_as(&self, message: MessageId, raw: &'static [u8], change: impl FnOnce(&mut Processed)) {
        let (then, recorded) = oneshot::channel();
        let mut processed = Processed {
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
            destinations: Vec::new(),
        };
        change(&mut processed);
        self.store.record(Recording {
            source: self.keys.source,
            processed: vec![processed],
            processed_through: None,
            at: Timestamp::UNIX_EPOCH,
            urgency: Urgency::Now,
            then: Box::new(move |result| drop(then.send(result))),
        });
        recorded.await.expect("the store calls back").expect("it has room");
    }

    pub async fn advance(&self, message: MessageId, raw: &'static [u8], record: DestinationRecord) {
        let (then, advanced) = oneshot::channel();
        self.store.advance(Advance {
            message,
            raw: Bytes::from_static(raw),
            record,
            at: Timestamp::UNIX_EPOCH,
            urgency: Urgency::Now,
            then: Box::new(move |result| drop(then.send(result))),
        });
        advanced.await.expect("the store calls back").expect("it has room");
    }

    pub fn completion(&self, message: MessageId, status: Status) -> Completion {
        Completion {
            message,
            connector: self.out(),
            status,
            attempts: 2,
            sent: None,
            response: Some(Bytes::from_static(b"MSA|AA")),
            response_transformed: None,
            maps: None,
            error: None,
            is_possible_duplicate: true,
            at: Timestamp::UNIX_EPOCH,
            guard: None,
        }
    }

    pub async fn complete(&self, message: MessageId, status: Status) {
        self.store.complete(self.completion(message, status));
        self.store.flush().await.expect("it has room");
    }

    /// Admits, records as queued and completes as sent.
    pub async fn deliver(&self, raw: &'static [u8]) -> MessageId {
        let message = self.admit(raw).await;
        self.record(message, raw, Status::Queued).await;
        self.complete(message, Status::Sent).await;
        message
    }

    pub async fn queued(&self) -> Vec<i64> {
        let queued = self.store.queued(self.out(), MessageId(0), None, 10_000).await;
        numbers(queued.expect("it can read").iter().map(|message| message.message))
    }

    pub async fn unprocessed(&self) -> Vec<i64> {
        let found = self.store.unprocessed(self.keys.channel, MessageId(0), 10_000).await;
        numbers(found.expect("it can read").iter().map(|message| message.message))
    }

    pub async fn counts(&self) -> Vec<Counts> {
        let counts = self.store.statistics(self.keys.channel).await.expect("it can read");
        counts.into_iter().map(|(_, counts)| counts).collect()
    }

    pub async fn detail(&self, message: MessageId) -> MessageDetail {
        self.find(message).await.expect("it is there")
    }

    pub async fn find(&self, message: MessageId) -> Option<MessageDetail> {
        self.store.message(message).await.expect("it can read")
    }

    pub async fn search(&self, change: impl FnOnce(&mut MessageQuery)) -> Vec<i64> {
        let mut query = MessageQuery::newest(self.keys.channel, 100);
        change(&mut query);
        let page = self.store.search(query).await.expect("it can read");
        assert_eq!(page.stopped_at, None);
        numbers(page.messages.iter().map(|message| message.message))
    }

    /// Admits and delivers messages until the newest ones before are in all indexes.
    pub async fn push_into_indexes(&self) {
        for _ in 0..2 {
            let mut last = None;
            for _ in 0..1_400 {
                let (admission, admitted) = self.admission(b"filling");
                self.store.admit(Admission {
                    control_id: None,
                    ..admission
                });
                last = Some(admitted);
            }
            let last = last
                .expect("there are some")
                .await
                .expect("the store calls back")
                .expect("it has room");
            let filling = last.0 - 1_399..=last.0;
            for message in filling {
                self.store.record(self.filling(MessageId(message)));
            }
            self.store.flush().await.expect("it has room");
        }
    }

    fn filling(&self, message: MessageId) -> Recording {
        Recording {
            source: self.keys.source,
            processed: vec![Processed {
                message,
                raw: Bytes::from_static(b"filling"),
                source: SourceRecord {
                    status: Status::Filtered,
                    preprocessed: None,
                    transformed: None,
                    reply: None,
                    maps: None,
                    metadata: Vec::new(),
                    error: None,
                },
                destinations: Vec::new(),
            }],
            processed_through: None,
            at: Timestamp::UNIX_EPOCH,
            urgency: Urgency::Soon,
            then: Box::new(|_| ()),
        }
    }
}

pub fn numbers(messages: impl Iterator<Item = MessageId>) -> Vec<i64> {
    messages.map(|message| message.0).collect()
}

/// Keys by name; the same name is the same key.
pub fn keyring(names: &[&str]) -> Keyring {
    let keys = names.iter().map(|name| {
        let mut secret = [7; 32];
        secret[..name.len()].copy_from_slice(name.as_bytes());
        (KeyId::new(*name).expect("it is short"), Secret::new(secret))
    });
    Keyring::new(keys.collect()).expect("the names differ")
}

pub fn open(folder: &tempfile::TempDir, keyring: &Keyring) -> Arc<dyn MessageStore> {
    let options = SqliteOptions {
        keyring: keyring.clone(),
        ..SqliteOptions::new(folder.path().join("messages.db"))
    };
    Arc::new(SqliteMessageStore::open(options).expect("the folder is ours"))
}

pub async fn register(
    store: &dyn MessageStore,
    channel: &str,
    policy: &StoragePolicy,
) -> Result<Registration, StoreError> {
    let name = |text: &str| -> ConnectorId { text.parse().expect("it is a name") };
    let channel = channel.parse().expect("it is a name");
    store
        .register(&channel, &name("source"), &[name("out"), name("second")], policy)
        .await
}

pub fn second(n: i64) -> Timestamp {
    Timestamp::from_second(n).expect("it is near 1970")
}
