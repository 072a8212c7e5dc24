//! What it costs to keep a message: admitted, recorded and completed, so many in flight, flushed to disk.

use std::sync::mpsc;

use bytes::Bytes;
use divan::Bencher;
use nilecare_message_store::{
    Admission, Completion, DestinationRecord, MessageStore, Packed, Processed, Recording, Registration, SourceRecord,
    SqliteMessageStore, SqliteOptions, Status, StoragePolicy, Urgency,
};
use nilecare_types::{MessageId, Timestamp};

fn main() {
    divan::main();
}

struct Bench {
    store: SqliteMessageStore,
    keys: Registration,
    raw: Bytes,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let store = SqliteMessageStore::open(SqliteOptions::new(folder.path().join("messages.db")));
        let store = store.expect("the folder is ours");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("there is memory");
        let name = |text: &str| text.parse().expect("it is a name");
        let channel = "bench".parse().expect("it is a name");
        let keys =
            runtime.block_on(store.register(&channel, &name("source"), &[name("out")], &StoragePolicy::default()));
        // Neither all the same nor all different, as messages are.
        let raw = (0..1024_u32)
            .map(|n| b"PID|1||77^^^EVERYMAN^ADAM"[(n * n % 25) as usize])
            .collect::<Vec<u8>>();
        Self {
            store,
            keys: keys.expect("there is room"),
            raw: Bytes::from(raw),
            _folder: folder,
        }
    }

    /// Admits messages and waits until all of them are on disk.
    fn admit(&self, n_messages: usize) -> Vec<MessageId> {
        let (told, admitted) = mpsc::channel();
        for _ in 0..n_messages {
            let told = told.clone();
            self.store.admit(Admission {
                channel: self.keys.channel,
                source: self.keys.source,
                received_at: Timestamp::UNIX_EPOCH,
                raw: self.raw.clone(),
                control_id: Some("MSG-0000001".to_owned()),
                message_type: Some("ADT^A01".to_owned()),
                source_map: None,
                patient_id: None,
                origin: None,
                attachments: Vec::new(),
                defect: None,
                then: Box::new(move |result| drop(told.send(result))),
            });
        }
        (0..n_messages)
            .map(|_| admitted.recv().expect("the store calls back").expect("there is room"))
            .collect()
    }

    /// Records what became of messages, waits, and hands their outcome over.
    fn finish(&self, messages: &[MessageId]) {
        let (told, recorded) = mpsc::channel();
        let out = self.keys.destinations[0];
        let processed = messages.iter().map(|message| Processed {
            message: *message,
            raw: self.raw.clone(),
            source: SourceRecord {
                status: Status::Transformed,
                preprocessed: None,
                transformed: None,
                reply: None,
                maps: None,
                metadata: Vec::new(),
                error: None,
            },
            destinations: vec![DestinationRecord {
                connector: out,
                status: Status::Queued,
                content: Some(self.raw.clone()),
                maps: None,
                order_key: None,
                error: None,
            }],
        });
        self.store.record(Recording {
            source: self.keys.source,
            processed: processed.collect(),
            processed_through: messages.last().copied(),
            at: Timestamp::UNIX_EPOCH,
            urgency: Urgency::Now,
            then: Box::new(move |result| drop(told.send(result))),
        });
        recorded.recv().expect("the store calls back").expect("there is room");
        for message in messages {
            self.store.complete(Completion {
                message: *message,
                connector: out,
                status: Status::Sent,
                attempts: 1,
                sent: None,
                response_transformed: None,
                maps: None,
                response: Some(Bytes::from_static(b"MSH|^~\\&|\rMSA|AA|1\r")),
                error: None,
                is_possible_duplicate: false,
                at: Timestamp::UNIX_EPOCH,
                guard: None,
            });
        }
    }
}

/// Only the admission: what a sender waits for.
#[divan::bench(args = [1, 8, 32, 256], sample_count = 50)]
fn admit(bencher: Bencher<'_, '_>, n_in_flight: usize) {
    let bench = Bench::new();
    bencher
        .counter(divan::counter::ItemsCount::new(n_in_flight))
        .bench(|| bench.admit(n_in_flight));
}

/// The whole life of a message.
#[divan::bench(args = [1, 8, 32, 256], sample_count = 50)]
fn admit_record_complete(bencher: Bencher<'_, '_>, n_in_flight: usize) {
    let bench = Bench::new();
    bencher
        .counter(divan::counter::ItemsCount::new(n_in_flight))
        .bench(|| bench.finish(&bench.admit(n_in_flight)));
}

/// Packing alone, as the sender's own thread does it.
#[divan::bench(args = [false, true])]
fn pack(bencher: Bencher<'_, '_>, is_beside_raw: bool) {
    let raw = Bench::new().raw;
    bencher.bench(|| {
        if is_beside_raw {
            Packed::pack_beside(&raw, &raw)
        } else {
            Packed::pack(&raw)
        }
    });
}
