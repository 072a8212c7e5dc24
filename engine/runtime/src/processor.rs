//! Takes the admitted messages of one channel in the order of their numbers, runs the scripts, and hands the result to
//! the store and, when it is on disk, to the destinations. Has a thread of its own, so that no script holds up the
//! runtime that serves connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use bytes::Bytes;
use nilecare_channel_model::{QueueMode, ReplyWhen};
use nilecare_document::Document;
use nilecare_engine_api::SourceMap;
use nilecare_message_store::{
    ConnectorKey, DestinationRecord, Processed, Recording, SharedStore, SourceRecord, Status, Urgency,
};
use nilecare_script::ScriptHost;
use nilecare_types::{ChannelId, Clock, MessageId};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::compiled::Scripts;
use crate::pipeline::{self, DestinationOutcome, Outcome};
use crate::queue::{DeliveryQueue, Waiting};
use crate::reply::{FirstOutcome, ReplyTracker};

/// So many messages at the most are recorded together.
const BATCH_LIMIT: usize = 64;

/// A message that is on disk.
pub(crate) struct Admitted {
    pub message: MessageId,
    pub raw: Bytes,
    pub document: Document,
    pub source: Arc<SourceMap>,
    /// What the sender was answered, when that was known at once.
    pub reply: Option<Bytes>,
    /// Who waits for the outcome.
    pub tracker: Option<Arc<ReplyTracker>>,
    /// Held until the message is recorded; bounds how many are in memory.
    pub permit: Option<OwnedSemaphorePermit>,
}

/// What a processor works with.
pub(crate) struct Processor {
    pub channel: ChannelId,
    /// When it is set, what was not begun is left in the store.
    pub skip_rest: Arc<AtomicBool>,
    pub source: ConnectorKey,
    pub scripts: Arc<Scripts>,
    pub host: Arc<ScriptHost>,
    pub store: SharedStore,
    pub clock: Arc<dyn Clock>,
    /// By index of the enabled destinations.
    pub queues: Vec<(ConnectorKey, Arc<DeliveryQueue>)>,
}

/// Starts the thread. It ends when all senders are gone, and tells so.
pub(crate) fn start(processor: Processor) -> std::io::Result<(Sender<Admitted>, oneshot::Receiver<()>)> {
    let (sender, admitted) = channel();
    let (ended, end) = oneshot::channel();
    std::thread::Builder::new()
        .name(format!("channel-{}", processor.channel))
        .spawn(move || {
            processor.run(&admitted);
            drop(processor);
            let _ = ended.send(());
        })?;
    Ok((sender, end))
}

impl Processor {
    fn run(&self, admitted: &Receiver<Admitted>) {
        while let Ok(first) = admitted.recv() {
            if self.is_skipping() {
                continue;
            }
            let mut batch = Batch::default();
            self.process(first, &mut batch);
            while batch.processed.len() < BATCH_LIMIT
                && !self.is_skipping()
                && let Ok(next) = admitted.try_recv()
            {
                self.process(next, &mut batch);
            }
            self.record(batch);
        }
    }

    fn is_skipping(&self) -> bool {
        self.skip_rest.load(Ordering::Relaxed)
    }

    fn process(&self, admitted: Admitted, batch: &mut Batch) {
        let outcome = pipeline::process(&self.host, &self.scripts, &admitted.document, admitted.source);
        if outcome.source.status == Status::Error {
            tracing::warn!(channel.name = %self.channel, message.id = %admitted.message, "a source script failed; the message is in error");
        }
        batch
            .processed
            .push(self.processed(admitted.message, admitted.raw, admitted.reply, &outcome));
        batch.permits.extend(admitted.permit);
        batch.somebody_waits |= admitted.tracker.is_some();
        batch.outcomes.push((admitted.message, outcome, admitted.tracker));
    }

    fn processed(&self, message: MessageId, raw: Bytes, reply: Option<Bytes>, outcome: &Outcome) -> Processed {
        let record = |to: &DestinationOutcome| DestinationRecord {
            connector: self.queues[to.index].0,
            status: to.status,
            content: to.content.clone(),
            maps: None,
            order_key: None,
            error: to.error.clone(),
        };
        Processed {
            message,
            raw,
            source: SourceRecord {
                status: outcome.source.status,
                preprocessed: None,
                transformed: outcome.source.transformed.clone(),
                reply,
                maps: None,
                metadata: Vec::new(),
                error: outcome.source.error.clone(),
            },
            destinations: outcome.destinations.iter().map(record).collect(),
        }
    }

    fn record(&self, batch: Batch) {
        let Batch {
            processed,
            outcomes,
            permits,
            somebody_waits,
        } = batch;
        let processed_through = processed.last().map(|processed| processed.message);
        let queues = self
            .queues
            .iter()
            .map(|(_, queue)| Arc::clone(queue))
            .collect::<Vec<_>>();
        let scripts = Arc::clone(&self.scripts);
        self.store.record(Recording {
            source: self.source,
            processed,
            processed_through,
            at: self.clock.now(),
            urgency: if somebody_waits { Urgency::Now } else { Urgency::Soon },
            then: Box::new(move |result| {
                // When it was not written, the store has failed for good: the process ends, and goes on from the disk.
                if result.is_ok() {
                    hand_on(&scripts, &queues, outcomes);
                }
                drop(permits);
            }),
        });
    }
}

#[derive(Default)]
struct Batch {
    processed: Vec<Processed>,
    outcomes: Vec<(MessageId, Outcome, Option<Arc<ReplyTracker>>)>,
    permits: Vec<OwnedSemaphorePermit>,
    somebody_waits: bool,
}

/// Gives recorded messages to their destinations, and tells those who wait what is known by now.
fn hand_on(
    scripts: &Scripts,
    queues: &[Arc<DeliveryQueue>],
    outcomes: Vec<(MessageId, Outcome, Option<Arc<ReplyTracker>>)>,
) {
    let mut by_destination: Vec<Vec<Waiting>> = queues.iter().map(|_| Vec::new()).collect();
    for (message, outcome, tracker) in outcomes {
        let tracker = tracker.filter(|tracker| !is_told_at_source(scripts, &outcome, tracker));
        if let Some(tracker) = &tracker {
            tracker.expect(outcome.destinations.len());
        }
        for to in outcome.destinations {
            let tracker = tracker
                .as_ref()
                .and_then(|tracker| is_still_open(scripts, &to, tracker));
            if to.status == Status::Queued {
                by_destination[to.index].push(Waiting {
                    message,
                    content: to.content.unwrap_or_default(),
                    attempts: 0,
                    is_possible_duplicate: false,
                    tracker,
                });
            }
        }
    }
    for (queue, waiting) in queues.iter().zip(by_destination) {
        if !waiting.is_empty() {
            queue.push(waiting);
        }
    }
}

/// Tells the sender when its reply depends on the source only, or when the message ended there.
fn is_told_at_source(scripts: &Scripts, outcome: &Outcome, tracker: &ReplyTracker) -> bool {
    let ends_here = outcome.source.status != Status::Transformed;
    if ends_here || scripts.reply.when == ReplyWhen::AfterSourceTransformer {
        tracker.at_source(outcome.source.error_for_sender.clone());
        return true;
    }
    false
}

/// Tells what is known of a destination before any attempt; returns the tracker when the attempt will tell.
fn is_still_open(scripts: &Scripts, to: &DestinationOutcome, tracker: &Arc<ReplyTracker>) -> Option<Arc<ReplyTracker>> {
    let outcome = match to.status {
        Status::Filtered => FirstOutcome::Filtered,
        Status::Error => FirstOutcome::Error(format!("the scripts of destination {} failed", to.id), None),
        _ if scripts.destinations[to.index].queue.mode == QueueMode::Always => FirstOutcome::Queued,
        _ => return Some(Arc::clone(tracker)),
    };
    tracker.report(&to.id, outcome);
    None
}
