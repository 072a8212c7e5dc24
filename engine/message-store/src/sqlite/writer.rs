//! The one thread that writes.
//!
//! It takes what is waiting, writes it in one transaction, flushes once, and then tells everyone, in order. Changes that
//! nobody waits for ride along with the next one that somebody waits for.
//!
//! What it does when it cannot write:
//! - no room: messages are refused, at once, until a write works again; records and completions of messages that were
//!   accepted before are kept in memory (the engine bounds how many are under way) and written when there is room;
//! - anything else: the promise cannot be kept, since after a failed flush nobody knows what is on disk. It refuses
//!   everything from then on and says so; the process must end and recover from the file.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use bytes::Bytes;
use nilecare_types::{ChannelId, ConnectorId, MessageId};
use rusqlite::Connection;
use tokio::sync::{oneshot, watch};

use super::checkpoint::{Checkpointer, is_disk_failure, passive};
use super::statements::{self, Tally};
use super::{SqliteOptions, classify, set_meta};
use crate::{
    Admission, Completion, ConnectorKey, OnRecorded, Packed, Processed, Recording, Registration, Status, StoreError,
    StoreErrorKind, Urgency,
};

/// More than this in one transaction gains nothing and delays the first.
const BATCH_LIMIT: usize = 1024;
/// So many messages' control ids are put into their index at once.
const INDEX_STEP: i64 = 1024;
/// How often writing is tried again when there was no room.
const FULL_RETRY: Duration = Duration::from_millis(200);
/// A page or two of each index is written again by each commit; counted when deciding on a checkpoint.
const COMMIT_OVERHEAD: u64 = 20_000;

type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

pub(super) enum Op {
    Admit(Box<Admission>),
    Record(PackedRecording),
    Complete(Box<Completion>),
    Replied {
        message: MessageId,
        source: ConnectorKey,
        reply: Packed,
    },
    Register {
        channel: ChannelId,
        source: ConnectorId,
        destinations: Vec<ConnectorId>,
        then: Answer<Registration>,
    },
    Flush(Answer<()>),
    Close(Answer<()>),
}

pub(super) struct PackedRecord {
    pub status: Status,
    pub content: Option<Packed>,
    pub response: Option<Packed>,
    pub error: Option<String>,
}

pub(super) struct PackedProcessed {
    pub message: MessageId,
    pub source: PackedRecord,
    pub destinations: Vec<(ConnectorKey, PackedRecord)>,
}

pub(super) struct PackedRecording {
    pub source: ConnectorKey,
    pub processed: Vec<PackedProcessed>,
    pub processed_through: Option<MessageId>,
    pub at: i64,
    urgency: Urgency,
    then: OnRecorded,
}

/// Packs contents on the caller's thread, so that the writer only writes.
pub(super) fn pack(recording: Recording) -> PackedRecording {
    let processed = recording.processed.iter().map(pack_processed).collect();
    PackedRecording {
        source: recording.source,
        processed,
        processed_through: recording.processed_through,
        at: recording.at.as_millisecond(),
        urgency: recording.urgency,
        then: recording.then,
    }
}

fn pack_processed(processed: &Processed) -> PackedProcessed {
    let beside_raw = |content: &Bytes| Packed::pack_beside(content, &processed.raw);
    let destinations = processed.destinations.iter().map(|record| {
        let packed = PackedRecord {
            status: record.status,
            content: record.content.as_ref().map(beside_raw),
            response: None,
            error: record.error.clone(),
        };
        (record.connector, packed)
    });
    PackedProcessed {
        message: processed.message,
        source: PackedRecord {
            status: processed.source.status,
            content: processed.source.transformed.as_ref().map(beside_raw),
            response: processed.source.reply.as_ref().map(beside_raw),
            error: processed.source.error.clone(),
        },
        destinations: destinations.collect(),
    }
}

impl Op {
    fn is_urgent(&self) -> bool {
        match self {
            Self::Complete(_) | Self::Replied { .. } => false,
            Self::Record(recording) => recording.urgency == Urgency::Now,
            Self::Admit(_) | Self::Register { .. } | Self::Flush(_) | Self::Close(_) => true,
        }
    }

    /// Whether the change belongs to a message that was accepted, so that it must be written some time.
    fn must_be_kept(&self) -> bool {
        matches!(self, Self::Record(_) | Self::Complete(_) | Self::Replied { .. })
    }

    fn weight(&self) -> u64 {
        match self {
            Self::Admit(admission) => admission.raw.as_bytes().len() as u64 + 100,
            Self::Record(recording) => 200 * recording.processed.len() as u64,
            _ => 200,
        }
    }

    /// Tells whoever waits that it was not written.
    pub(super) fn refuse(self, error: &StoreError) {
        match self {
            Self::Admit(admission) => (admission.then)(Err(error.clone())),
            Self::Record(recording) => (recording.then)(Err(error.clone())),
            Self::Register { then, .. } => drop(then.send(Err(error.clone()))),
            Self::Flush(then) | Self::Close(then) => drop(then.send(Err(error.clone()))),
            Self::Complete(_) | Self::Replied { .. } => {}
        }
    }
}

struct Writer {
    connection: Connection,
    ops: Receiver<Op>,
    checkpointer: Checkpointer,
    failed: watch::Sender<bool>,
    options: SqliteOptions,
    next_id: i64,
    /// The control ids of all messages up to this number are in their index.
    indexed_through: i64,
    /// Bytes written to the log since the last checkpoint was asked for.
    unsaved: u64,
    is_full: bool,
}

/// What came of writing a batch.
enum Written {
    Done,
    Full(StoreError),
    Failed(StoreError),
}

/// Starts the thread; it ends when it is closed or all senders are gone.
pub(super) fn start(
    connection: Connection,
    next_id: i64,
    indexed_through: i64,
    options: SqliteOptions,
    checkpointer: Checkpointer,
    failed: watch::Sender<bool>,
) -> Result<Sender<Op>, StoreError> {
    let (sender, ops) = channel();
    let writer = Writer {
        connection,
        ops,
        checkpointer,
        failed,
        options,
        next_id,
        indexed_through,
        unsaved: 0,
        is_full: false,
    };
    std::thread::Builder::new()
        .name("store-writer".to_owned())
        .spawn(move || writer.run())
        .map_err(|source| StoreError::new(StoreErrorKind::Other, format!("starting the writer thread: {source}")))?;
    Ok(sender)
}

impl Writer {
    fn run(mut self) {
        // Changes of accepted messages that found no room; always written first, in order.
        let mut kept: Vec<Op> = Vec::new();
        loop {
            let Some(batch) = self.collect(std::mem::take(&mut kept)) else {
                return;
            };
            let closes = batch.iter().any(|op| matches!(op, Op::Close(_)));
            match self.write(&batch) {
                Written::Done if closes => return self.close(batch),
                Written::Done => {
                    self.tell(batch);
                    if let Err(error) = self.checkpoint_if_due() {
                        return self.fail(Vec::new(), &error);
                    }
                }
                Written::Full(error) => kept = self.refuse_new(batch, &error),
                Written::Failed(error) => return self.fail(batch, &error),
            }
        }
    }

    /// Tells everyone, those who wait for the end when every connection of the writer's side is closed.
    fn close(mut self, batch: Vec<Op>) {
        let (closes, rest): (Vec<_>, Vec<_>) = batch.into_iter().partition(|op| matches!(op, Op::Close(_)));
        self.tell(rest);
        let Self {
            connection,
            checkpointer,
            ops,
            ..
        } = self;
        checkpointer.stop();
        drop(connection);
        for op in closes {
            if let Op::Close(then) = op {
                let _ = then.send(Ok(()));
            }
        }
        // Dropping them would leave whoever handed over just now without a word.
        ops.try_iter().for_each(|op| op.refuse(&StoreError::closed()));
    }

    /// Waits for work and takes all that is there, up to the limit. `None` when nobody can send any more.
    fn collect(&mut self, mut batch: Vec<Op>) -> Option<Vec<Op>> {
        if batch.is_empty() {
            batch.push(self.ops.recv().ok()?);
        } else {
            // There was no room: give it time, but go on refusing new messages meanwhile.
            let until = Instant::now() + FULL_RETRY;
            loop {
                match self.ops.recv_timeout(until.saturating_duration_since(Instant::now())) {
                    Ok(op) if op.must_be_kept() => batch.push(op),
                    Ok(op) => op.refuse(&no_room()),
                    Err(RecvTimeoutError::Timeout) => return Some(batch),
                    // Nobody is left to wait for room; what is kept is done again after the next start.
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
        }
        let until = Instant::now() + self.options.linger;
        let mut somebody_waits = batch.iter().any(Op::is_urgent);
        while batch.len() < BATCH_LIMIT {
            let next = if somebody_waits {
                self.ops.try_recv().ok()
            } else {
                self.ops
                    .recv_timeout(until.saturating_duration_since(Instant::now()))
                    .ok()
            };
            let Some(op) = next else { break };
            somebody_waits |= op.is_urgent();
            batch.push(op);
        }
        Some(batch)
    }

    fn write(&mut self, batch: &[Op]) -> Written {
        let first_id = self.next_id;
        let first_indexed = self.indexed_through;
        let result = self.write_transaction(batch);
        let Err(source) = result else {
            self.is_full = false;
            return if self.checkpointer.has_failed() {
                Written::Failed(checkpoint_failed())
            } else {
                Written::Done
            };
        };
        self.next_id = first_id;
        self.indexed_through = first_indexed;
        let mut error = classify(&source);
        if error.kind == StoreErrorKind::Full {
            let is_rolled_back = self.connection.is_autocommit() || self.connection.execute_batch("ROLLBACK").is_ok();
            if is_rolled_back {
                return Written::Full(error);
            }
        }
        error.kind = StoreErrorKind::Fatal;
        Written::Failed(error)
    }

    fn write_transaction(&mut self, batch: &[Op]) -> rusqlite::Result<()> {
        self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let mut tally = Tally::default();
        for op in batch {
            match op {
                Op::Admit(admission) => {
                    statements::admit(&self.connection, &mut tally, self.next_id, admission)?;
                    self.next_id += 1;
                }
                Op::Record(recording) => statements::record(&self.connection, &mut tally, recording)?,
                Op::Complete(completion) => statements::complete(&self.connection, &mut tally, completion)?,
                Op::Replied { message, source, reply } => {
                    statements::replied(&self.connection, *message, *source, reply)?;
                }
                Op::Register {
                    channel,
                    source,
                    destinations,
                    ..
                } => {
                    statements::register(&self.connection, channel, source, destinations)?;
                }
                Op::Flush(_) => {}
                Op::Close(_) => {
                    set_meta(&self.connection, "next_id", &self.next_id.to_string())?;
                    set_meta(&self.connection, "closed_cleanly", "1")?;
                }
            }
            self.unsaved += op.weight();
        }
        tally.write(&self.connection)?;
        if self.next_id - 1 - self.indexed_through >= INDEX_STEP {
            let through = self.next_id - 1;
            statements::index_control_ids(&self.connection, self.indexed_through, through)?;
            self.indexed_through = through;
        }
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        self.unsaved += COMMIT_OVERHEAD;
        Ok(())
    }

    /// Tells everyone, in order. The numbers of the messages are given out again in the order in which they were used.
    fn tell(&mut self, batch: Vec<Op>) {
        let n_admitted = batch.iter().filter(|op| matches!(op, Op::Admit(_))).count() as i64;
        let mut id = self.next_id - n_admitted;
        metrics::histogram!("nilecare_store_commit_operations").record(batch.len() as f64);
        for op in batch {
            match op {
                Op::Admit(admission) => {
                    (admission.then)(Ok(MessageId(id)));
                    id += 1;
                }
                Op::Record(recording) => (recording.then)(Ok(())),
                Op::Register {
                    channel,
                    source,
                    destinations,
                    then,
                } => {
                    let found = statements::register(&self.connection, &channel, &source, &destinations);
                    let _ = then.send(found.map_err(|source| classify(&source)));
                }
                Op::Flush(then) | Op::Close(then) => drop(then.send(Ok(()))),
                Op::Complete(_) | Op::Replied { .. } => {}
            }
        }
    }

    /// Refuses what nobody was promised, and returns what must be written later.
    fn refuse_new(&mut self, batch: Vec<Op>, error: &StoreError) -> Vec<Op> {
        if !std::mem::replace(&mut self.is_full, true) {
            tracing::error!(%error, "NC-STORE-001: no room to store messages; new ones are refused until there is");
        }
        let (kept, refused): (Vec<_>, Vec<_>) = batch.into_iter().partition(Op::must_be_kept);
        refused.into_iter().for_each(|op| op.refuse(error));
        kept
    }

    /// Gives up for good.
    fn fail(self, batch: Vec<Op>, error: &StoreError) {
        tracing::error!(%error, "NC-STORE-002: the message store failed to write and stops; restart to recover");
        self.failed.send_replace(true);
        batch.into_iter().for_each(|op| op.refuse(error));
        while let Ok(op) = self.ops.recv() {
            op.refuse(error);
        }
    }

    fn checkpoint_if_due(&mut self) -> Result<(), StoreError> {
        if self.unsaved >= self.options.checkpoint_bytes {
            let is_asked = self.checkpointer.wake();
            self.unsaved = if is_asked { 0 } else { self.unsaved };
        }
        if self.checkpointer.take_bulk_done()
            && let Err(error) = passive(&self.connection)
        {
            if is_disk_failure(&error) {
                return Err(StoreError::new(StoreErrorKind::Fatal, error.to_string()));
            }
            tracing::warn!(%error, "moving the message log into the file failed");
        }
        Ok(())
    }
}

fn checkpoint_failed() -> StoreError {
    StoreError::new(
        StoreErrorKind::Fatal,
        "the disk failed while the log was moved into the file",
    )
}

fn no_room() -> StoreError {
    StoreError::new(
        StoreErrorKind::Full,
        "there is no room to store messages; free some space on the disk",
    )
}
