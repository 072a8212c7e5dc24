//! The threads that run a channel's scripts. Each works in the order in which it is given work; messages with the same
//! order key go to the same thread. They are threads of their own, so that no script holds up the runtime that serves
//! connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use bytes::Bytes;
use nilecare_document::Document;
use nilecare_engine_api::SourceMap;
use nilecare_types::{MessageId, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::flow::{Conclusion, Flow};
use crate::processor::Processor;

/// A message that is on disk.
pub(crate) struct Admitted {
    pub message: MessageId,
    pub received_at: Timestamp,
    /// Which of the channel's threads processes it.
    pub lane: usize,
    pub raw: Bytes,
    pub document: Document,
    pub source: Arc<SourceMap>,
    /// What the sender was answered, when that was known at once.
    pub reply: Option<Bytes>,
    /// Who waits for the outcome.
    pub concluded: Option<oneshot::Sender<Conclusion>>,
    /// Held until the message is recorded; bounds how many are in memory.
    pub permit: Option<OwnedSemaphorePermit>,
}

/// What a thread does.
pub(crate) enum Job {
    /// A message from its beginning.
    Process(Box<Admitted>),
    /// The next destination of a chain.
    Follow(Arc<Flow>, usize),
    /// The postprocessor of a message.
    Postprocess(Arc<Flow>),
    /// Nothing any more; what comes after it is left in the store.
    End,
}

/// A way to one of the threads.
#[derive(Clone)]
pub(crate) struct LaneSender(Sender<Job>);

impl LaneSender {
    /// Gives it work. Where the thread has ended, the work is left: the store has the message.
    pub(crate) fn send(&self, job: Job) {
        let _ = self.0.send(job);
    }
}

/// All threads of a channel.
#[derive(Clone)]
pub(crate) struct Lanes {
    senders: Arc<[LaneSender]>,
    /// Tells the threads to leave what they have not begun.
    skip_rest: Arc<AtomicBool>,
}

/// Threads that are being set up: the way to them, and what they will receive from.
pub(crate) struct NewLanes {
    pub lanes: Lanes,
    receivers: Vec<Receiver<Job>>,
}

impl Lanes {
    /// Prepares some threads.
    pub(crate) fn prepare(n_threads: usize) -> NewLanes {
        let (senders, receivers): (Vec<_>, Vec<_>) = (0..n_threads.max(1)).map(|_| channel()).unzip();
        let senders = senders.into_iter().map(LaneSender).collect();
        NewLanes {
            lanes: Self {
                senders,
                skip_rest: Arc::default(),
            },
            receivers,
        }
    }

    /// Gives work to one of them.
    pub(crate) fn send(&self, lane: usize, job: Job) {
        self.senders[lane % self.senders.len()].send(job);
    }

    /// Returns the way to one of them.
    pub(crate) fn sender(&self, lane: usize) -> LaneSender {
        self.senders[lane % self.senders.len()].clone()
    }

    /// Lets each end after what it has.
    pub(crate) fn end(&self) {
        for sender in self.senders.iter() {
            sender.send(Job::End);
        }
    }

    /// Lets each end after what it has in hand.
    pub(crate) fn skip_rest(&self) {
        self.skip_rest.store(true, Ordering::Relaxed);
    }

    /// Tells whether what was not begun is to be left.
    pub(crate) fn is_skipping(&self) -> bool {
        self.skip_rest.load(Ordering::Relaxed)
    }
}

impl NewLanes {
    /// Starts the threads; returns what tells that each has ended.
    pub(crate) fn start(self, processor: &Arc<Processor>) -> std::io::Result<Vec<oneshot::Receiver<()>>> {
        let mut ends = Vec::new();
        for jobs in self.receivers {
            let (ended, end) = oneshot::channel();
            let processor = Arc::clone(processor);
            std::thread::Builder::new()
                .name(format!("channel-{}", processor.channel))
                .spawn(move || {
                    processor.run(&jobs);
                    drop(processor);
                    let _ = ended.send(());
                })?;
            ends.push(end);
        }
        Ok(ends)
    }
}
