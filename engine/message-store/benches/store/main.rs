//! A store of a million messages: how fast they come in, are found, wait and go.
//!
//! `cargo xtask bench store [MESSAGES]`; needs some 3 KiB of disk for each message in the temporary folder.

#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

mod data;
mod measure;

use std::sync::mpsc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use data::Generator;
use measure::{Latencies, rss_mib, written_mib};
use nilecare_message_store::*;
use nilecare_types::{MessageId, Timestamp};
use tokio::runtime::Runtime;

const IN_FLIGHT: usize = 256;

fn main() {
    // `cargo bench` and `cargo test` add arguments of their own.
    let n_messages = std::env::args().find_map(|argument| argument.parse().ok());
    let is_test = !std::env::args().any(|argument| argument == "--bench");
    let n_messages = n_messages.unwrap_or(if is_test { 2_000 } else { 1_000_000 });
    let runtime = Runtime::new().expect("a runtime can be made");
    let bench = Bench::open(&runtime, "messages.db");
    insert(&bench, n_messages);
    search(&bench, n_messages);
    search_text(&bench, n_messages);
    prune(&bench, n_messages);
    queue(&runtime, n_messages);
}

struct Bench<'a> {
    runtime: &'a Runtime,
    store: SqliteMessageStore,
    keys: Registration,
    folder: tempfile::TempDir,
}

fn register(runtime: &Runtime, store: &SqliteMessageStore) -> Registration {
    let policy = StoragePolicy {
        metadata_columns: vec![MetadataColumn {
            name: "ward".to_owned(),
            kind: MetadataKind::Text,
        }],
        ..StoragePolicy::default()
    };
    let name = |text: &str| text.parse().expect("it is a name");
    let channel = "bench".parse().expect("it is a name");
    runtime
        .block_on(store.register(&channel, &name("source"), &[name("out")], &policy))
        .expect("there is room")
}

impl<'a> Bench<'a> {
    fn open(runtime: &'a Runtime, file: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let store = SqliteMessageStore::open(SqliteOptions::new(folder.path().join(file)));
        let store = store.expect("the folder is ours");
        let keys = register(runtime, &store);
        Self {
            runtime,
            store,
            keys,
            folder,
        }
    }

    fn admit(&self, messages: &[data::Message]) -> Vec<MessageId> {
        let (told, admitted) = mpsc::channel();
        for message in messages {
            let told = told.clone();
            self.store.admit(Admission {
                channel: self.keys.channel,
                source: self.keys.source,
                received_at: Timestamp::from_second(message.number).expect("it is near 1970"),
                raw: message.raw.clone(),
                control_id: Some(message.control_id.clone()),
                patient_id: Some(message.patient_id.clone()),
                message_type: Some(message.message_type.to_owned()),
                source_map: None,
                origin: None,
                attachments: Vec::new(),
                defect: None,
                then: Box::new(move |result| drop(told.send(result))),
            });
        }
        let ids = messages
            .iter()
            .map(|_| admitted.recv().expect("the store calls back").expect("there is room"));
        ids.collect()
    }

    fn record(&self, ids: &[MessageId], messages: &[data::Message]) {
        let (told, recorded) = mpsc::channel();
        let processed = ids.iter().zip(messages).map(|(id, message)| Processed {
            message: *id,
            raw: message.raw.clone(),
            source: SourceRecord {
                status: Status::Transformed,
                preprocessed: None,
                transformed: None,
                reply: None,
                maps: None,
                // One in a hundred, so that this index does not hide what the others cost.
                metadata: message
                    .ward
                    .iter()
                    .map(|ward| ("ward".to_owned(), MetadataValue::Text(ward.clone())))
                    .collect(),
                error: None,
            },
            destinations: vec![DestinationRecord {
                connector: self.keys.destinations[0],
                status: Status::Queued,
                content: Some(message.transformed.clone()),
                maps: None,
                order_key: None,
                error: None,
            }],
        });
        self.store.record(Recording {
            source: self.keys.source,
            processed: processed.collect(),
            processed_through: ids.last().copied(),
            at: Timestamp::UNIX_EPOCH,
            urgency: Urgency::Now,
            then: Box::new(move |result| drop(told.send(result))),
        });
        recorded.recv().expect("the store calls back").expect("there is room");
    }

    fn complete(&self, id: MessageId) {
        let is_error = id.0 % 1_000 == 0;
        self.store.complete(Completion {
            message: id,
            connector: self.keys.destinations[0],
            status: if is_error { Status::Error } else { Status::Sent },
            attempts: 1,
            sent: None,
            response: Some(Bytes::from_static(b"MSH|^~\\&|\rMSA|AA|1\r")),
            response_transformed: None,
            maps: None,
            error: is_error.then(|| "refused".to_owned()),
            is_possible_duplicate: false,
            at: Timestamp::UNIX_EPOCH,
            guard: None,
        });
    }

    /// Puts messages in; every one is delivered, or none.
    fn fill(&self, n_messages: usize, is_delivered: bool) {
        let mut generator = Generator::default();
        for _ in 0..n_messages.div_ceil(IN_FLIGHT) {
            let messages: Vec<_> = (0..IN_FLIGHT).map(|_| generator.next()).collect();
            let ids = self.admit(&messages);
            self.record(&ids, &messages);
            if is_delivered {
                ids.iter().for_each(|id| self.complete(*id));
            }
        }
        self.runtime.block_on(self.store.flush()).expect("there is room");
    }

    fn page(&self, change: impl FnOnce(&mut MessageQuery)) -> SearchPage {
        let mut query = MessageQuery::newest(self.keys.channel, 50);
        change(&mut query);
        self.runtime.block_on(self.store.search(query)).expect("it can be read")
    }
}

fn insert(bench: &Bench<'_>, n_messages: usize) {
    let (start, written) = (Instant::now(), written_mib());
    bench.fill(n_messages, true);
    let took = start.elapsed();
    println!("insert: {n_messages} messages of 1 KiB, {IN_FLIGHT} in flight, admitted, recorded and completed");
    println!(
        "  {:.0}/s, {:.2} KiB written each, file {:.0} MiB, RSS {:.0} MiB",
        n_messages as f64 / took.as_secs_f64(),
        (written_mib() - written) * 1024.0 / n_messages as f64,
        measure::size_mib(bench.folder.path()),
        rss_mib()
    );
}

/// A way of asking, given the number of the question.
type Ask<'a> = Box<dyn Fn(&mut MessageQuery, i64) + 'a>;

fn search(bench: &Bench<'_>, n_messages: usize) {
    let n = n_messages as i64;
    let somewhere = move |at: i64| at * 7_919 % n + 1;
    let asks: Vec<(&str, Ask<'_>)> = vec![
        ("newest page", Box::new(|_, _| ())),
        (
            "a page in the middle",
            Box::new(move |query, at| query.before = Some(MessageId(somewhere(at)))),
        ),
        (
            "control id",
            Box::new(move |query, at| query.control_id = Some(data::control_id(somewhere(at)))),
        ),
        (
            "patient id",
            Box::new(|query, at| query.patient_id = Some(data::patient_id(at))),
        ),
        (
            "patient id, all channels",
            Box::new(|query, at| {
                query.channel = None;
                query.patient_id = Some(data::patient_id(at));
            }),
        ),
        ("in Error", Box::new(|query, _| query.statuses = vec![Status::Error])),
        (
            "in Error before",
            Box::new(move |query, at| {
                query.statuses = vec![Status::Error];
                query.before = Some(MessageId(somewhere(at)));
            }),
        ),
        ("queued", Box::new(|query, _| query.statuses = vec![Status::Queued])),
        (
            "not processed",
            Box::new(|query, _| query.statuses = vec![Status::Received]),
        ),
        (
            "rare type",
            Box::new(|query, _| query.message_type = Some(data::RARE_TYPE.to_owned())),
        ),
        (
            "no such type",
            Box::new(|query, _| query.message_type = Some("ZZZ^Z99".to_owned())),
        ),
        (
            "hour",
            Box::new(move |query, at| {
                query.since = Timestamp::from_second(somewhere(at)).ok();
                query.until = Timestamp::from_second(somewhere(at) + 3_600).ok();
            }),
        ),
        (
            "metadata =",
            Box::new(|query, at| {
                query.metadata.push(MetadataCondition {
                    column: "ward".to_owned(),
                    comparison: Comparison::Equal,
                    value: MetadataValue::Text(data::ward(at)),
                });
            }),
        ),
        (
            "metadata begins",
            Box::new(|query, at| {
                query.metadata.push(MetadataCondition {
                    column: "ward".to_owned(),
                    comparison: Comparison::Prefix,
                    value: MetadataValue::Text(data::ward(at)),
                });
            }),
        ),
        (
            "with attachment (none has)",
            Box::new(|query, _| query.has_attachment = Some(true)),
        ),
        (
            "patient and type and Error",
            Box::new(|query, at| {
                query.patient_id = Some(data::patient_id(at));
                query.message_type = Some("ADT^A08".to_owned());
                query.statuses = vec![Status::Error];
            }),
        ),
        (
            "more than 5 attempts (none; unlucky)",
            Box::new(|query, _| query.attempts_from = Some(6)),
        ),
    ];
    println!("search: first page of 50, ms");
    for (name, ask) in asks {
        let is_slow = name.contains("unlucky");
        let mut latencies = Latencies::default();
        let (mut n_found, mut n_stopped) = (0, 0);
        for at in 0..if is_slow { 5 } else { 300 } {
            let start = Instant::now();
            let page = bench.page(|query| ask(query, at));
            latencies.add(start.elapsed());
            n_found += page.messages.len();
            n_stopped += usize::from(page.stopped_at.is_some());
        }
        println!("  {name:38} {latencies}, {n_found} found, {n_stopped} stopped");
    }
    let mut latencies = Latencies::default();
    for at in 0..300 {
        let control_id = data::control_id(somewhere(at));
        let start = Instant::now();
        let found = bench
            .store
            .find_recent(bench.keys.channel, &control_id, Timestamp::UNIX_EPOCH);
        bench.runtime.block_on(found).expect("it can be read");
        latencies.add(start.elapsed());
    }
    println!("  {:38} {latencies}", "came before with this control id");
}

fn search_text(bench: &Bench<'_>, n_messages: usize) {
    let text = |text: String| move |query: &mut MessageQuery| query.text = Some(TextQuery::Literal(text));
    let start = Instant::now();
    // The index follows behind; what is nowhere makes a search read all that is not in it yet.
    let enough = Duration::from_millis(50) + Duration::from_nanos(150) * n_messages as u32;
    while start.elapsed() < Duration::from_secs(900) {
        let asked = Instant::now();
        bench.page(text("nowhere to be found".to_owned()));
        if asked.elapsed() < enough {
            break;
        }
        std::thread::sleep(Duration::from_secs(2));
    }
    println!(
        "text: indexed {:.0} s after the last message",
        start.elapsed().as_secs_f64()
    );
    let n = n_messages as i64;
    for (name, wanted) in [
        (
            "a name",
            Box::new(|at| data::family_name(at).to_owned()) as Box<dyn Fn(i64) -> String>,
        ),
        (
            "an account number, 8 digits",
            Box::new(move |at| data::account(at * 7_919 % n + 1)),
        ),
        (
            "a patient number, 7 digits",
            Box::new(|at| data::patient_id(at)[1..].to_owned()),
        ),
        ("6 digits", Box::new(|at| format!("{:06}", at * 104_729 % 1_000_000))),
        ("what is nowhere", Box::new(|at| format!("nowhere{at}"))),
    ] {
        let mut latencies = Latencies::default();
        let (mut n_found, mut n_stopped) = (0, 0);
        for at in 0..20 {
            let start = Instant::now();
            let page = bench.page(text(wanted(at)));
            latencies.add(start.elapsed());
            n_found += page.messages.len();
            n_stopped += usize::from(page.stopped_at.is_some());
        }
        println!("  {name:38} {latencies}, {n_found} found, {n_stopped} stopped");
    }
    println!(
        "  file {:.0} MiB, RSS {:.0} MiB",
        measure::size_mib(bench.folder.path()),
        rss_mib()
    );
}

/// Admits one message after the other and tells how long each took.
fn admit_alone(bench: &Bench<'_>, is_over: impl Fn() -> bool) -> Latencies {
    let mut generator = Generator::default();
    let mut latencies = Latencies::default();
    while !is_over() {
        let message = [generator.next()];
        let start = Instant::now();
        bench.admit(&message);
        latencies.add(start.elapsed());
    }
    latencies
}

fn prune(bench: &Bench<'_>, n_messages: usize) {
    let start = Instant::now();
    let alone = admit_alone(bench, || start.elapsed() > Duration::from_secs(3));
    println!("prune: a sender alone waits {alone}");
    let n_pruned = n_messages / 4;
    for (what, name) in [(PruneWhat::Contents, "contents"), (PruneWhat::Messages, "messages")] {
        let order = PruneOrder {
            channel: bench.keys.channel,
            before: Timestamp::from_second(n_pruned as i64).expect("it is near 1970"),
            what,
            include_errors: true,
            after: MessageId(0),
            limit: n_pruned,
        };
        let start = Instant::now();
        let (pruned, beside) = std::thread::scope(|scope| {
            let pruning = scope.spawn(|| bench.runtime.block_on(bench.store.prune(&order)));
            let beside = admit_alone(bench, || pruning.is_finished());
            (
                pruning.join().expect("it does not panic").expect("there is room"),
                beside,
            )
        });
        let took = start.elapsed().as_secs_f64();
        println!(
            "  {name}: {} in {took:.1} s, {:.0}/s; a sender beside it waits {beside}",
            pruned.n,
            pruned.n as f64 / took
        );
    }
    let start = Instant::now();
    let left = bench
        .runtime
        .block_on(bench.store.reclaim(u64::MAX))
        .expect("there is room");
    println!(
        "  room given back in {:.1} s, {left} bytes left; file {:.0} MiB",
        start.elapsed().as_secs_f64(),
        measure::size_mib(bench.folder.path())
    );
}

fn queue(runtime: &Runtime, n_messages: usize) {
    let bench = Bench::open(runtime, "queue.db");
    bench.fill(n_messages, false);
    println!("queue: {n_messages} messages wait");
    let Bench { store, folder, .. } = bench;
    runtime.block_on(store.close()).expect("there is room");
    drop(store);
    let start = Instant::now();
    let store = SqliteMessageStore::open(SqliteOptions::new(folder.path().join("queue.db"))).expect("it is ours");
    let keys = register(runtime, &store);
    let opened = start.elapsed();
    let bench = Bench {
        runtime,
        store,
        keys,
        folder,
    };
    let out = bench.keys.destinations[0];
    let entries = |limit| {
        let start = Instant::now();
        let entries = runtime.block_on(bench.store.queued_entries(out, MessageId(0), None, limit));
        (entries.expect("it can be read").len(), start.elapsed())
    };
    let first = entries(1_024);
    bench.admit(&[Generator::default().next()]);
    println!(
        "  open {opened:.1?}, with the first page and the first admission {:.1?}, RSS {:.0} MiB",
        start.elapsed(),
        rss_mib()
    );
    println!(
        "  first 1,024 entries {:.1?}, 100,000 entries {:.1?}",
        first.1,
        entries(100_000).1
    );
    let start = Instant::now();
    let page = runtime
        .block_on(bench.store.queued(out, MessageId(0), None, 1_024))
        .expect("it can be read");
    println!("  {} with contents {:.1?}", page.len(), start.elapsed());
    let start = Instant::now();
    let state = runtime.block_on(bench.store.queue_state(out)).expect("it can be read");
    println!(
        "  state ({} deep) {:.1?}, RSS {:.0} MiB",
        state.depth,
        start.elapsed(),
        rss_mib()
    );
}
