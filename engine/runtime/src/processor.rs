//! What the threads of a channel do: run the scripts, hand the result to the store and, when it is on disk, to the
//! destinations.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use bytes::Bytes;
use nilecare_channel_model::ReplyWhen;
use nilecare_document::{Document, SenderError};
use nilecare_engine_api::{EngineEvent, EngineObserver, ErrorKind, SourceMap};
use nilecare_message_store::{
    Advance, ConnectorKey, DestinationRecord, Processed, Recording, SharedStore, SourceRecord, Status, Urgency,
    WaitingMessage,
};
use nilecare_script::ScriptHost;
use nilecare_types::{ChannelId, Clock, ConnectorId, MessageId};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::compiled::{MessageFacts, Scripts};
use crate::flow::{Conclusion, FirstOutcome, Flow, Held};
use crate::lanes::{Admitted, Job, LaneSender, Lanes};
use crate::pipeline::{self, DestinationOutcome, Outcome};
use crate::progress::Progress;
use crate::queue::{DeliveryQueue, Waiting};

/// So many messages at the most are recorded together.
const BATCH_LIMIT: usize = 64;

/// What the threads of a channel work with.
pub(crate) struct Processor {
    pub channel: ChannelId,
    pub source: ConnectorKey,
    pub scripts: Arc<Scripts>,
    pub host: Arc<ScriptHost>,
    pub store: SharedStore,
    pub clock: Arc<dyn Clock>,
    pub observer: Arc<dyn EngineObserver>,
    /// By index of the enabled destinations.
    pub queues: Vec<(ConnectorKey, Arc<DeliveryQueue>)>,
    /// Of messages to the store's records.
    pub recorded: Arc<Progress>,
    /// Of messages to the queues.
    pub told: Arc<Progress>,
    pub lanes: Lanes,
}

/// What became of one message, and what goes on with it.
struct Result {
    message: MessageId,
    outcome: Outcome,
    held: Option<Box<Held>>,
    concluded: Option<oneshot::Sender<Conclusion>>,
    lane: LaneSender,
}

#[derive(Default)]
struct Batch {
    processed: Vec<Processed>,
    results: Vec<Result>,
    permits: Vec<OwnedSemaphorePermit>,
    somebody_waits: bool,
}

impl Processor {
    /// Works until it is told to end.
    pub(crate) fn run(self: &Arc<Self>, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let mut batch = Batch::default();
            let mut next = Some(first);
            let mut is_at_end = false;
            while let Some(job) = next {
                match job {
                    Job::End => is_at_end = true,
                    _ if self.lanes.is_skipping() => {}
                    Job::Process(admitted) => self.process(*admitted, &mut batch),
                    Job::Follow(flow, index) => self.follow(&flow, index),
                    Job::Postprocess(flow) => self.postprocess(&flow),
                }
                if is_at_end || batch.processed.len() >= BATCH_LIMIT {
                    break;
                }
                next = jobs.try_recv().ok();
            }
            if !batch.processed.is_empty() {
                self.record(batch);
            }
            if is_at_end {
                return;
            }
        }
    }

    fn process(&self, admitted: Admitted, batch: &mut Batch) {
        let facts = MessageFacts::at_source(admitted.message, admitted.received_at);
        let (outcome, held) = pipeline::process(
            &self.host,
            &self.scripts,
            &facts,
            &admitted.raw,
            &admitted.document,
            admitted.source,
        );
        if let Some(error) = &outcome.source.error {
            tracing::warn!(channel.name = %self.channel, message.id = %admitted.message, "a source script failed; the message is in error");
            self.observe(admitted.message, None, ErrorKind::SourceScript, error);
        }
        for to in &outcome.destinations {
            self.observe_script_error(admitted.message, to);
        }
        batch
            .processed
            .push(self.processed(admitted.message, admitted.raw, admitted.reply, &outcome));
        batch.permits.extend(admitted.permit);
        batch.somebody_waits |= admitted.concluded.is_some();
        batch.results.push(Result {
            message: admitted.message,
            outcome,
            held,
            concluded: admitted.concluded,
            lane: self.lanes.sender(admitted.lane),
        });
    }

    fn observe(&self, message: MessageId, connector: Option<&ConnectorId>, kind: ErrorKind, text: &str) {
        self.observer.observe(&EngineEvent::Error {
            channel: self.channel.clone(),
            connector: connector.cloned(),
            kind,
            message: Some(message),
            text: text.to_owned(),
        });
    }

    fn observe_script_error(&self, message: MessageId, to: &DestinationOutcome) {
        if let Some(error) = &to.error {
            self.observe(message, Some(&to.id), ErrorKind::DestinationScript, error);
        }
    }

    fn destination_record(&self, to: &DestinationOutcome) -> DestinationRecord {
        DestinationRecord {
            connector: self.queues[to.index].0,
            status: to.status,
            content: to.content.clone(),
            maps: to.maps.clone(),
            order_key: to.order_key.clone(),
            error: to.error.clone(),
        }
    }

    fn processed(&self, message: MessageId, raw: Bytes, reply: Option<Bytes>, outcome: &Outcome) -> Processed {
        Processed {
            message,
            raw,
            source: SourceRecord {
                status: outcome.source.status,
                preprocessed: outcome.source.preprocessed.clone(),
                transformed: outcome.source.transformed.clone(),
                reply,
                maps: outcome.source.maps.clone(),
                metadata: outcome.source.metadata.clone(),
                error: outcome.source.error.clone(),
            },
            destinations: outcome
                .destinations
                .iter()
                .map(|to| self.destination_record(to))
                .collect(),
        }
    }

    fn record(self: &Arc<Self>, batch: Batch) {
        let Batch {
            processed,
            results,
            permits,
            somebody_waits,
        } = batch;
        let messages = processed.iter().map(|processed| processed.message).collect::<Vec<_>>();
        // Other threads' messages count as recorded only when they have been handed to the store, so before this record.
        let processed_through = self.recorded.arrived_through_with(&messages);
        let processor = Arc::clone(self);
        self.store.record(Recording {
            source: self.source,
            processed,
            processed_through: Some(processed_through),
            at: self.clock.now(),
            urgency: urgency(somebody_waits),
            then: Box::new(move |result| {
                // When it was not written, the store has failed for good: the process ends, and goes on from the disk.
                if result.is_ok() {
                    processor.hand_on(results);
                }
                drop(permits);
            }),
        });
        self.recorded.arrive(messages);
    }

    /// Gives recorded messages to their destinations, and tells those who wait what is known by now.
    fn hand_on(&self, results: Vec<Result>) {
        let mut by_destination: Vec<Vec<Waiting>> = self.queues.iter().map(|_| Vec::new()).collect();
        let mut reports = Vec::new();
        let mut told = Vec::new();
        for result in results {
            let message = result.message;
            let flow = self.flow(result.concluded, result.held, message, &result.outcome, result.lane);
            told.push(message);
            for to in result.outcome.destinations {
                match pipeline::known_outcome(&self.scripts, &to) {
                    Some(outcome) => reports.extend(flow.clone().map(|flow| (flow, to.id.clone(), outcome))),
                    None if to.status == Status::Received => continue,
                    None => {}
                }
                if to.status == Status::Queued {
                    let waits = !self.scripts.destinations[to.index].is_always_queued();
                    by_destination[to.index].push(waiting(message, to, flow.clone().filter(|_| waits)));
                }
            }
        }
        for ((_, queue), waiting) in self.queues.iter().zip(by_destination) {
            if !waiting.is_empty() {
                queue.push(waiting);
            }
        }
        for (flow, id, outcome) in reports {
            flow.report(&id, outcome);
        }
        self.told.arrive(told);
        for (_, queue) in &self.queues {
            queue.progressed();
        }
    }

    /// Follows a message on, when somebody wants to know what becomes of it.
    fn flow(
        &self,
        concluded: Option<oneshot::Sender<Conclusion>>,
        held: Option<Box<Held>>,
        message: MessageId,
        outcome: &Outcome,
        lane: LaneSender,
    ) -> Option<Arc<Flow>> {
        if concluded.is_none() && held.is_none() {
            return None;
        }
        let flow = Arc::new(Flow::new(message, concluded, lane));
        let ends_here = outcome.source.status != Status::Transformed;
        if ends_here || self.scripts.reply.when == ReplyWhen::AfterSourceTransformer {
            flow.at_source(outcome.source.error_for_sender.clone());
        }
        let followers = outcome
            .destinations
            .iter()
            .filter(|to| to.status == Status::Received)
            .filter_map(|to| Some((pipeline::before(&self.scripts, outcome, to.index)?, to.index)))
            .collect::<Vec<_>>();
        let has_postprocessor = self.scripts.has_postprocessor() && !ends_here;
        let not_told = self.follow_later(message, followers.iter().map(|(_, index)| *index));
        flow.expect(outcome.destinations.len(), followers, not_told, held, has_postprocessor);
        Some(flow)
    }

    /// Keeps queues from fetching past a message that a chain will bring them.
    fn follow_later(&self, message: MessageId, to: impl Iterator<Item = usize>) -> Vec<(usize, Arc<Progress>)> {
        to.map(|index| {
            let following = &self.queues[index].1.following;
            following.set_out(message);
            (index, Arc::clone(following))
        })
        .collect()
    }

    /// Runs the scripts of a destination that waited for the one before it.
    fn follow(self: &Arc<Self>, flow: &Arc<Flow>, index: usize) {
        let followed = flow.with_held(|held, outcomes| {
            let outcome = pipeline::follow(&self.host, &self.scripts, index, held, outcomes);
            (outcome, held.raw.clone())
        });
        let Some((to, raw)) = followed else { return };
        self.observe_script_error(flow.message, &to);
        let processor = Arc::clone(self);
        let flow = Arc::clone(flow);
        self.store.advance(Advance {
            message: flow.message,
            raw,
            record: self.destination_record(&to),
            at: self.clock.now(),
            urgency: Urgency::Now,
            then: Box::new(move |result| {
                if result.is_ok() {
                    processor.hand_on_follower(&flow, to);
                }
            }),
        });
    }

    fn hand_on_follower(&self, flow: &Arc<Flow>, to: DestinationOutcome) {
        let known = pipeline::known_outcome(&self.scripts, &to);
        let id = to.id.clone();
        let index = to.index;
        let queue = &self.queues[index].1;
        if to.status == Status::Queued {
            let reports = known.is_none().then(|| Arc::clone(flow));
            queue.push(vec![waiting(flow.message, to, reports)]);
        }
        flow.follower_told(index);
        queue.progressed();
        if let Some(outcome) = known {
            flow.report(&id, outcome);
        }
    }

    /// Goes on with a message of which the store says that a destination waits for the one before it.
    pub(crate) fn go_on(&self, message: WaitingMessage) {
        let id = message.message;
        let source: SourceMap = message
            .source_map
            .and_then(|json| serde_json::from_str(&json).ok())
            .unwrap_or_default();
        let source = Arc::new(source);
        let content = message.transformed.as_ref().unwrap_or(&message.raw);
        let document = self.scripts.data_type.parse(content, self.scripts.charset);
        let document = document.unwrap_or_else(|_| Document::Raw(content.clone()));
        let facts = MessageFacts::at_source(id, message.received_at);
        let lane = self.lanes.sender(self.scripts.lane_of(&document, &source));
        let mut context = self.scripts.context(&document, source, &facts);
        if let Some(maps) = &message.maps {
            // They were written by us; without them the scripts see empty maps.
            let _ = context.restore_maps(maps);
        }
        let flow = Arc::new(Flow::new(id, None, lane.clone()));
        let mut first = Vec::new();
        let mut followers = Vec::new();
        let mut before: Option<(usize, bool, ConnectorId)> = None;
        for (index, to) in self.scripts.destinations.iter().enumerate() {
            let key = self.queues[index].0;
            let Some(row) = message.destinations.iter().find(|row| row.connector == key) else {
                continue;
            };
            let is_waiting = row.status == Status::Received;
            if is_waiting {
                match &before {
                    Some((chain, true, id)) if *chain == to.chain => followers.push((id.clone(), index)),
                    _ => first.push(index),
                }
            } else {
                let status = status_word(row.status);
                context.add_outcome(to.id.as_str(), status, row.response.as_ref(), None);
            }
            before = Some((to.chain, is_waiting, to.id.clone()));
        }
        let n_waiting = first.len() + followers.len();
        if n_waiting == 0 {
            return;
        }
        let waiting = first.iter().copied().chain(followers.iter().map(|(_, index)| *index));
        let not_told = self.follow_later(id, waiting);
        let held = Box::new(Held {
            raw: message.raw,
            document,
            context,
            only: None,
        });
        flow.expect(
            n_waiting,
            followers,
            not_told,
            Some(held),
            self.scripts.has_postprocessor(),
        );
        for index in first {
            lane.send(Job::Follow(Arc::clone(&flow), index));
        }
    }

    fn postprocess(&self, flow: &Arc<Flow>) {
        let wants_reply = self.scripts.reply.when == ReplyWhen::Postprocessor;
        let result = flow.with_held(|held, outcomes| {
            pipeline::postprocess(&self.host, &self.scripts, held, outcomes)
                .map(|reply| (reply, held.context.maps_json()))
        });
        let Some(result) = result else { return };
        let (maps, error) = match &result {
            Ok((_, maps)) => (maps.clone(), None),
            Err(error) => {
                let detail = error.to_string();
                tracing::warn!(channel.name = %self.channel, message.id = %flow.message, "the postprocessor failed");
                self.observe(flow.message, None, ErrorKind::Postprocessor, &detail);
                (None, Some(detail))
            }
        };
        if error.is_some() || self.scripts.keeps_maps {
            self.store.postprocessed(flow.message, self.source, error, maps);
        }
        let reply = result.map(|(reply, _)| reply).map_err(|error| SenderError {
            code: error.code.clone(),
            ..SenderError::new(error.for_sender())
        });
        flow.postprocessed(reply, wants_reply);
    }
}

fn waiting(message: MessageId, to: DestinationOutcome, flow: Option<Arc<Flow>>) -> Waiting {
    Waiting {
        message,
        content: Some(to.content.unwrap_or_default()),
        attempts: 0,
        is_possible_duplicate: false,
        order_key: to.order_key,
        maps: to.maps,
        flow,
    }
}

fn urgency(somebody_waits: bool) -> Urgency {
    if somebody_waits { Urgency::Now } else { Urgency::Soon }
}

/// The word that scripts see for a status.
pub(crate) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Sent => "sent",
        Status::Filtered => "filtered",
        Status::Queued | Status::Pending => "queued",
        _ => "error",
    }
}

/// Tells what is known of a destination before any attempt.
pub(crate) fn outcome_before_attempt(to: &DestinationOutcome, is_always_queued: bool) -> Option<FirstOutcome> {
    match to.status {
        Status::Filtered => Some(FirstOutcome::Filtered),
        Status::Error => {
            let text = format!("the scripts of destination {} failed", to.id);
            Some(FirstOutcome::Error(text, None))
        }
        Status::Queued if is_always_queued => Some(FirstOutcome::Queued),
        _ => None,
    }
}
