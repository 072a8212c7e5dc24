//! One message on its way through its destinations: who comes next in a chain, and what its sender can be told.
//!
//! Kept in memory only, and only for messages for which somebody wants to know: a sender, a chain, a postprocessor. After a
//! crash nobody waits for the reply any more, and chains go on with what the store has.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use nilecare_document::{Document, SenderError};
use nilecare_message_store::Status;
use nilecare_script::{ScriptContext, ScriptReply};
use nilecare_types::{ConnectorId, MessageId};
use tokio::sync::oneshot;

use crate::lanes::{Job, LaneSender};
use crate::progress::Progress;

/// What came of the first attempt at a destination.
#[derive(Debug, Clone)]
pub(crate) enum FirstOutcome {
    /// Delivered; what the receiver answered.
    Sent(Option<Bytes>),
    /// Not wanted there.
    Filtered,
    /// Waiting for delivery.
    Queued,
    /// Given up; in words for the sender, and what the receiver answered.
    Error(String, Option<Bytes>),
}

impl FirstOutcome {
    /// Returns the status it leaves.
    pub(crate) fn status(&self) -> Status {
        match self {
            Self::Sent(_) => Status::Sent,
            Self::Filtered => Status::Filtered,
            Self::Queued => Status::Queued,
            Self::Error(..) => Status::Error,
        }
    }

    /// Returns what the receiver answered.
    pub(crate) fn response(&self) -> Option<&Bytes> {
        match self {
            Self::Sent(response) | Self::Error(_, response) => response.as_ref(),
            Self::Filtered | Self::Queued => None,
        }
    }

    /// Returns why it is in Error.
    pub(crate) fn error(&self) -> Option<&str> {
        match self {
            Self::Error(text, _) => Some(text),
            _ => None,
        }
    }
}

/// What the sender can be told.
#[derive(Debug)]
pub(crate) enum Conclusion {
    /// The source's filter or scripts ended it.
    AtSource {
        /// Why it is in Error; `None` when it was filtered or only the source was waited for.
        error: Option<SenderError>,
    },
    /// By destination.
    AtDestinations(Vec<(ConnectorId, FirstOutcome)>),
    /// What the postprocessor left as the reply, or why it failed.
    ByPostprocessor(Result<Option<ScriptReply>, SenderError>),
}

/// What the scripts of a message's later stages need.
pub(crate) struct Held {
    pub raw: Bytes,
    /// After the source transformer.
    pub document: Document,
    pub context: ScriptContext,
    /// The only destinations that it is meant for.
    pub only: Option<String>,
}

/// One message on its way.
pub(crate) struct Flow {
    pub message: MessageId,
    state: Mutex<State>,
    /// Does the work that comes later.
    lane: LaneSender,
}

struct State {
    /// Destinations without a first outcome.
    waiting: usize,
    outcomes: Vec<(ConnectorId, FirstOutcome)>,
    reply: Option<oneshot::Sender<Conclusion>>,
    /// Destinations that wait for one before them: whom for, and which they are.
    followers: Vec<(ConnectorId, usize)>,
    /// Followers whose queues know nothing of this message yet, with what tells them.
    not_told: Vec<(usize, Arc<Progress>)>,
    held: Option<Box<Held>>,
    has_postprocessor: bool,
    is_concluded: bool,
}

/// What is done when every destination has had its first outcome.
enum End {
    Postprocess,
    Tell(oneshot::Sender<Conclusion>, Vec<(ConnectorId, FirstOutcome)>),
    Nothing,
}

impl State {
    /// `None`: something is missing, or it was said before.
    fn end(&mut self) -> Option<End> {
        if self.waiting > 0 || std::mem::replace(&mut self.is_concluded, true) {
            return None;
        }
        if self.has_postprocessor {
            return Some(End::Postprocess);
        }
        Some(match self.reply.take() {
            Some(reply) => End::Tell(reply, std::mem::take(&mut self.outcomes)),
            None => End::Nothing,
        })
    }
}

impl Flow {
    /// Begins with somebody who wants to know the outcome, or nobody.
    pub(crate) fn new(message: MessageId, reply: Option<oneshot::Sender<Conclusion>>, lane: LaneSender) -> Self {
        Self {
            message,
            state: Mutex::new(State {
                waiting: 0,
                outcomes: Vec::new(),
                reply,
                followers: Vec::new(),
                not_told: Vec::new(),
                held: None,
                has_postprocessor: false,
                is_concluded: false,
            }),
            lane,
        }
    }

    /// Concludes at the source.
    pub(crate) fn at_source(&self, error: Option<SenderError>) {
        let reply = self.lock().reply.take();
        if let Some(reply) = reply {
            let _ = reply.send(Conclusion::AtSource { error });
        }
    }

    /// Says how many destinations will report, which of them wait for another, which queues know nothing of it yet,
    /// and what scripts need later.
    pub(crate) fn expect(
        self: &Arc<Self>,
        n_destinations: usize,
        followers: Vec<(ConnectorId, usize)>,
        not_told: Vec<(usize, Arc<Progress>)>,
        held: Option<Box<Held>>,
        has_postprocessor: bool,
    ) {
        let mut state = self.lock();
        state.waiting = n_destinations;
        state.not_told = not_told;
        state.followers = followers;
        state.held = held;
        state.has_postprocessor = has_postprocessor;
        let end = state.end();
        drop(state);
        self.conclude(end);
    }

    /// Takes the first outcome of a destination.
    pub(crate) fn report(self: &Arc<Self>, destination: &ConnectorId, outcome: FirstOutcome) {
        let mut state = self.lock();
        state.waiting = state.waiting.saturating_sub(1);
        state.outcomes.push((destination.clone(), outcome));
        let next = state.followers.iter().position(|(before, _)| before == destination);
        let next = next.map(|at| state.followers.swap_remove(at).1);
        let end = state.end();
        drop(state);
        if let Some(index) = next {
            // Where nobody receives, the channel is stopping; the store has the message, and it goes on after the next start.
            self.lane.send(Job::Follow(Arc::clone(self), index));
        }
        self.conclude(end);
    }

    /// A follower has been handed to its queue, or will never be.
    pub(crate) fn follower_told(&self, index: usize) {
        let mut state = self.lock();
        let at = state.not_told.iter().position(|(follower, _)| *follower == index);
        let told = at.map(|at| state.not_told.swap_remove(at).1);
        drop(state);
        if let Some(told) = told {
            told.arrive([self.message]);
        }
    }

    /// Works with what scripts need, and with the outcomes so far. `None` when it is gone.
    pub(crate) fn with_held<T>(&self, work: impl FnOnce(&mut Held, &[(ConnectorId, FirstOutcome)]) -> T) -> Option<T> {
        // Taken out, so that no script runs under the lock.
        let (mut held, outcomes) = {
            let mut state = self.lock();
            (state.held.take()?, state.outcomes.clone())
        };
        let result = work(&mut held, &outcomes);
        self.lock().held = Some(held);
        Some(result)
    }

    /// Tells the sender what the postprocessor decided.
    pub(crate) fn postprocessed(&self, reply: Result<Option<ScriptReply>, SenderError>, wants_reply: bool) {
        let mut state = self.lock();
        let conclusion = if wants_reply {
            Conclusion::ByPostprocessor(reply)
        } else {
            Conclusion::AtDestinations(std::mem::take(&mut state.outcomes))
        };
        state.held = None;
        if let Some(sender) = state.reply.take() {
            let _ = sender.send(conclusion);
        }
    }

    fn conclude(self: &Arc<Self>, end: Option<End>) {
        match end {
            Some(End::Postprocess) => self.lane.send(Job::Postprocess(Arc::clone(self))),
            Some(End::Tell(reply, outcomes)) => drop(reply.send(Conclusion::AtDestinations(outcomes))),
            Some(End::Nothing) | None => {}
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Flow {
    /// A message that goes no further, removed or left to the store, must not keep its queues from those behind it.
    fn drop(&mut self) {
        for (_, told) in std::mem::take(&mut self.lock().not_told) {
            told.arrive([self.message]);
        }
    }
}
