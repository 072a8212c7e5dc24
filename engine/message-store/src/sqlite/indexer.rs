//! Builds the text filters, behind the messages, on a thread of its own.
//!
//! A block is claimed through the writer first: from then on the writer takes note when one of its messages gets a
//! content, and does not take the filter then. What comes too late for a filter (a message that was processed long after
//! its neighbours) makes the writer drop it; the block is read again some time later, and is searched without a filter
//! until then.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, sync_channel};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::params;

use super::meta::{TEXT_THROUGH, set};
use super::policies::Policies;
use super::read::{Readers, Reading, TextBlock};
use super::recent::Recent;
use super::writer::{BLOCK, Op, Step, TaskOf};
use crate::seal::{Kind, Place, Vault};
use crate::{ChannelKey, Packed, StoreError, StoreErrorKind};

/// A block is read when this many messages came after it: most are processed by then.
const LAG: i64 = 1024;
/// How often it looks whether there is something to do.
const PERIOD: Duration = Duration::from_millis(200);
/// It works at most one part in this many of the time, so that it takes no processor from the messages.
const DUTY: u32 = 8;
/// Blocks that were dropped are read again after so many periods without other work.
const REPAIR_PERIODS: u32 = 25;
/// The writer answers within this time or has failed.
const ANSWER_LIMIT: Duration = Duration::from_secs(30);

/// What the thread works with.
pub(super) struct Indexer {
    pub writer: Sender<Op>,
    pub readers: Arc<Readers>,
    pub policies: Arc<Policies>,
    pub vault: Arc<Vault>,
    pub recent: Arc<Recent>,
}

/// The thread, from outside. It ends when this is dropped.
pub(super) struct IndexerThread {
    stop: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl IndexerThread {
    /// Ends the thread and waits for it.
    pub(super) fn stop(self) {
        drop(self.stop);
        // A panic there has been printed; nothing depends on the thread.
        let _ = self.thread.join();
    }
}

/// Starts the thread. `next` is the first block that has no filter.
pub(super) fn start(indexer: Indexer, next: i64) -> Result<IndexerThread, StoreError> {
    let (stop, stopped) = sync_channel(0);
    let thread = std::thread::Builder::new()
        .name("store-text".to_owned())
        .spawn(move || indexer.run(next, &stopped))
        .map_err(|source| StoreError::new(StoreErrorKind::Other, format!("starting the text thread: {source}")))?;
    Ok(IndexerThread { stop, thread })
}

impl Indexer {
    fn run(&self, mut next: i64, stopped: &Receiver<()>) {
        let (mut n_idle, mut repair_from) = (0, 0);
        let mut pause = PERIOD;
        while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(pause) {
            let start = Instant::now();
            let worked = if (next + 1) * BLOCK + LAG <= self.recent.next_id() {
                self.index(next, true).map(|()| {
                    next += 1;
                    true
                })
            } else if n_idle < REPAIR_PERIODS {
                n_idle += 1;
                Ok(false)
            } else {
                self.repair(&mut repair_from, next).inspect(|has_repaired| {
                    n_idle = if *has_repaired { n_idle } else { 0 };
                })
            };
            pause = match worked {
                Ok(true) => start.elapsed() * (DUTY - 1),
                Ok(false) => PERIOD,
                Err(error) if error.kind == StoreErrorKind::Closed => return,
                // A full disk passes; what fails otherwise is searched without a filter.
                Err(error) => {
                    tracing::debug!(%error, "indexing texts failed");
                    PERIOD * 10
                }
            };
        }
    }

    /// Reads the next block that lost its filter; `false` when there is none up to the end.
    fn repair(&self, from: &mut i64, before: i64) -> Result<bool, StoreError> {
        let found = self.readers.with(|connection| {
            let reading = Reading {
                connection,
                vault: &self.vault,
            };
            reading.first_without_filter(*from, before)
        })?;
        *from = found.map_or(0, |block| block + 1);
        found.map_or(Ok(false), |block| self.index(block, false).map(|()| true))
    }

    fn ask<T: Send + 'static>(
        &self,
        run: impl FnMut(&mut Step<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (then, mut answered) = tokio::sync::oneshot::channel();
        let op = Op::Task(Box::new(TaskOf::new(then, run)));
        if let Err(mpsc::SendError(op)) = self.writer.send(op) {
            op.refuse(&StoreError::closed());
        }
        let until = Instant::now() + ANSWER_LIMIT;
        loop {
            match answered.try_recv() {
                Ok(answer) => return answer,
                Err(tokio::sync::oneshot::error::TryRecvError::Closed) => return Err(StoreError::closed()),
                Err(_) if Instant::now() >= until => {
                    return Err(StoreError::new(StoreErrorKind::Other, "the writer does not answer"));
                }
                Err(_) => std::thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    /// Reads a block and hands its filter to the writer; `is_next` when it never had one.
    fn index(&self, block: i64, is_next: bool) -> Result<(), StoreError> {
        self.ask(move |step| {
            if is_next {
                step.text.claimed = step.text.claimed.max(block + 1);
            } else {
                step.text.dirty.remove(&block);
            }
            Ok(())
        })?;
        let read = self.readers.with(|connection| {
            let reading = Reading {
                connection,
                vault: &self.vault,
            };
            reading.text_block(block, |channel| {
                !self.policies.of_channel(ChannelKey(channel)).index_text
            })
        });
        // What cannot be read (damaged, or under a key that is gone) is left without a filter.
        let packed = match read {
            Ok(texts) => Some((self.pack(block, &texts)?, texts.left_out)),
            Err(error) if matches!(error.kind, StoreErrorKind::Corrupt | StoreErrorKind::MissingKey) => None,
            Err(error) => return Err(error),
        };
        self.ask(move |step| install(step, block, is_next, packed.as_ref()))
    }

    fn pack(&self, block: i64, texts: &TextBlock) -> Result<Vec<u8>, StoreError> {
        if texts.filter.is_empty() {
            return Ok(Vec::new());
        }
        let packed = Packed::pack(&texts.filter);
        if !texts.is_sealed {
            return Ok(packed.as_bytes().to_vec());
        }
        let sealed = self.vault.seal(Place::new(block, 0, Kind::TextFilter), &packed)?;
        Ok(sealed.as_bytes().to_vec())
    }
}

/// Keeps a filter, unless a message of its block got a content since it was claimed.
fn install(
    step: &mut Step<'_>,
    block: i64,
    is_next: bool,
    packed: Option<&(Vec<u8>, Vec<i64>)>,
) -> rusqlite::Result<()> {
    if let Some((filter, left_out)) = packed
        && !step.text.dirty.contains(&block)
    {
        let left_out = (!left_out.is_empty()).then(|| format!("{left_out:?}"));
        step.connection
            .prepare_cached("INSERT OR REPLACE INTO text_filter (block, left_out, filter) VALUES (?, ?, ?)")?
            .execute(params![block, left_out, filter])?;
        step.written += filter.len() as u64;
    }
    if is_next {
        step.progress.text_through = block + 1;
        set(step.connection, TEXT_THROUGH, &(block + 1).to_string())?;
    }
    Ok(())
}
