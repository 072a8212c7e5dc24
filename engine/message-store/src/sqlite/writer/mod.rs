//! The one thread that writes.
//!
//! It writes what comes in one transaction, flushes once, and then tells everyone: of the messages taken in by their numbers,
//! of the rest in the order it came. Changes that nobody waits for ride along with the next one that somebody waits for.
//!
//! What it does when it cannot write:
//! - no room: messages are refused, at once, until a write works again; records and completions of messages that were
//!   accepted before are kept in memory (the engine bounds how many are under way) and written when there is room;
//! - anything else: the promise cannot be kept, since after a failed flush nobody knows what is on disk. It refuses
//!   everything from then on and says so; the process must end and recover from the file.

mod admit;
mod index;
mod life;
mod op;
mod queue;
mod register;
mod removal;
mod reseal;
mod restore;
mod step;

pub(super) use op::{Op, TaskOf};
pub(super) use queue::{mark_doubtful, requeue};
pub(super) use register::{Names, register, reset_statistics};
pub(super) use removal::{Pruning, prune, reclaim, remove};
pub(super) use reseal::reseal;
pub(super) use restore::{pack_message, restore};
pub(super) use step::{BLOCK, Progress, QUEUED_RECENTLY, Step, TextBlocks};

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use nilecare_types::MessageId;
use rusqlite::Connection;
use tokio::sync::watch;

use super::checkpoint::{Checkpointer, is_disk_failure, passive};
use super::meta::{CLOSED_CLEANLY, NEXT_ID, set};
use super::recent::Recent;
use super::{SqliteOptions, classify};
use crate::seal::Vault;
use crate::{StoreError, StoreErrorKind};
use step::Tally;

/// More than this in one transaction gains nothing and delays the first.
const BATCH_LIMIT: usize = 1024;
/// How often writing is tried again when there was no room.
const FULL_RETRY: Duration = Duration::from_millis(200);
/// A page or two of each index is written again by each commit; counted when deciding on a checkpoint.
const COMMIT_OVERHEAD: u64 = 20_000;

/// What the writer begins with.
pub(super) struct Start {
    pub connection: Connection,
    pub progress: Progress,
    pub options: SqliteOptions,
    pub checkpointer: Checkpointer,
    pub failed: watch::Sender<bool>,
    pub vault: Arc<Vault>,
    pub recent: Arc<Recent>,
}

struct Writer {
    connection: Connection,
    ops: Receiver<Op>,
    checkpointer: Checkpointer,
    failed: watch::Sender<bool>,
    options: SqliteOptions,
    vault: Arc<Vault>,
    recent: Arc<Recent>,
    progress: Progress,
    text: TextBlocks,
    /// The numbers given to the admissions of the batch in hand, in order.
    admitted: Vec<i64>,
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
pub(super) fn start(start: Start) -> Result<Sender<Op>, StoreError> {
    let (sender, ops) = channel();
    let text = TextBlocks {
        claimed: start.progress.text_through,
        ..TextBlocks::default()
    };
    let writer = Writer {
        connection: start.connection,
        ops,
        checkpointer: start.checkpointer,
        failed: start.failed,
        options: start.options,
        vault: start.vault,
        recent: start.recent,
        progress: start.progress,
        text,
        admitted: Vec::new(),
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
            let Some(mut batch) = self.first(std::mem::take(&mut kept)) else {
                return;
            };
            match self.write(&mut batch) {
                Written::Done if batch.iter().any(|op| matches!(op, Op::Close(_))) => return self.close(batch),
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

    /// Waits for work; with changes that found no room, gives it time and goes on refusing new messages meanwhile. `None`
    /// when nobody can send any more.
    fn first(&mut self, mut kept: Vec<Op>) -> Option<Vec<Op>> {
        if kept.is_empty() {
            return Some(vec![self.ops.recv().ok()?]);
        }
        let until = Instant::now() + FULL_RETRY;
        loop {
            match self.ops.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(op) if op.must_be_kept() => kept.push(op),
                Ok(op) => op.refuse(&no_room()),
                Err(RecvTimeoutError::Timeout) => return Some(kept),
                // Nobody is left to wait for room; what is kept is done again after the next start.
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Writes a batch and all that comes while it waits, up to the limit.
    fn write(&mut self, batch: &mut Vec<Op>) -> Written {
        let before = self.progress;
        let result = self.write_transaction(batch);
        let Err(source) = result else {
            self.is_full = false;
            return if self.checkpointer.has_failed() {
                Written::Failed(checkpoint_failed())
            } else {
                Written::Done
            };
        };
        self.progress = before;
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

    fn write_transaction(&mut self, batch: &mut Vec<Op>) -> rusqlite::Result<()> {
        self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        self.admitted.clear();
        let mut tally = Tally::default();
        let mut step = Step {
            connection: &self.connection,
            vault: &self.vault,
            progress: &mut self.progress,
            text: &mut self.text,
            tally: &mut tally,
            written: 0,
        };
        let until = Instant::now() + self.options.linger;
        let mut somebody_waits = false;
        let mut n_written = 0;
        // What nobody waits for is written as it comes, so that whoever waits then waits for little more than the disk.
        loop {
            for op in &mut batch[n_written..] {
                write_op(&mut step, op, &mut self.admitted)?;
                self.unsaved += op.weight();
                somebody_waits |= op.is_urgent();
            }
            n_written = batch.len();
            let left = until.saturating_duration_since(Instant::now());
            let next = if n_written >= BATCH_LIMIT || left.is_zero() {
                None
            } else if somebody_waits {
                self.ops.try_recv().ok()
            } else {
                self.ops.recv_timeout(left).ok()
            };
            let Some(op) = next else { break };
            batch.push(op);
        }
        index::index_when_due(&mut step)?;
        if std::mem::take(&mut step.progress.has_removed) {
            // The highest numbers may be gone from the tables, and must not be given again after a crash.
            set(&self.connection, NEXT_ID, &step.progress.next_id.to_string())?;
        }
        self.unsaved += step.written + COMMIT_OVERHEAD;
        tally.write(&self.connection)?;
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }

    /// Tells everyone; first the senders, who wait longest.
    fn tell(&mut self, batch: Vec<Op>) {
        let mut ids = std::mem::take(&mut self.admitted).into_iter();
        metrics::histogram!("nilecare_store_commit_operations").record(batch.len() as f64);
        let admissions = batch.iter().filter_map(|op| match op {
            Op::Admit(admission) => Some((admission.channel, admission.control_id.as_ref())),
            _ => None,
        });
        self.recent
            .committed(ids.as_slice().iter().copied().zip(admissions), &self.progress);
        let mut rest = Vec::with_capacity(batch.len());
        for op in batch {
            match op {
                Op::Admit(admission) => {
                    let id = ids.next().map(MessageId);
                    (admission.then)(id.ok_or_else(StoreError::closed));
                }
                other => rest.push(other),
            }
        }
        for op in rest {
            match op {
                Op::Record(recording) => (recording.then)(Ok(())),
                Op::Advance(advance) => (advance.then)(Ok(())),
                Op::Task(task) => task.tell(Ok(())),
                Op::Flush(then) | Op::Close(then) => drop(then.send(Ok(()))),
                Op::Admit(_) | Op::Complete(_) | Op::Replied { .. } | Op::Postprocessed { .. } => {}
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

fn write_op(step: &mut Step<'_>, op: &mut Op, admitted: &mut Vec<i64>) -> rusqlite::Result<()> {
    match op {
        Op::Admit(admission) => admitted.push(admit::admit(step, admission)?),
        Op::Record(recording) => life::record(step, recording)?,
        Op::Advance(advance) => life::advance(step, advance)?,
        Op::Complete(completion) => life::complete(step, completion)?,
        Op::Replied {
            message,
            source,
            reply,
            level,
        } => life::replied(step, *message, *source, reply, *level)?,
        Op::Postprocessed { message, extras, level } => life::postprocessed(step, *message, extras, *level)?,
        Op::Task(task) => task.run(step)?,
        Op::Flush(_) => {}
        Op::Close(_) => {
            set(step.connection, NEXT_ID, &step.progress.next_id.to_string())?;
            set(step.connection, CLOSED_CLEANLY, "1")?;
        }
    }
    Ok(())
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
