//! When the sender can be answered: after the last destination has had its first outcome.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use nilecare_document::SenderError;
use nilecare_types::ConnectorId;
use tokio::sync::oneshot;

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
}

/// Collects the first outcomes of one message. Kept in memory only: after a crash nobody waits any more.
pub(crate) struct ReplyTracker(Mutex<State>);

struct State {
    waiting: usize,
    outcomes: Vec<(ConnectorId, FirstOutcome)>,
    sender: Option<oneshot::Sender<Conclusion>>,
}

impl ReplyTracker {
    pub(crate) fn new(sender: oneshot::Sender<Conclusion>) -> Self {
        Self(Mutex::new(State {
            waiting: 0,
            outcomes: Vec::new(),
            sender: Some(sender),
        }))
    }

    /// Concludes at the source.
    pub(crate) fn at_source(&self, error: Option<SenderError>) {
        let sender = self.lock().sender.take();
        if let Some(sender) = sender {
            let _ = sender.send(Conclusion::AtSource { error });
        }
    }

    /// Says how many destinations will report; concludes at once when there are none.
    pub(crate) fn expect(&self, n_destinations: usize) {
        self.lock().waiting = n_destinations;
        self.conclude_if_complete();
    }

    /// Takes the first outcome of a destination.
    pub(crate) fn report(&self, destination: &ConnectorId, outcome: FirstOutcome) {
        let mut state = self.lock();
        state.waiting = state.waiting.saturating_sub(1);
        state.outcomes.push((destination.clone(), outcome));
        drop(state);
        self.conclude_if_complete();
    }

    fn conclude_if_complete(&self) {
        let mut state = self.lock();
        if state.waiting == 0
            && let Some(sender) = state.sender.take()
        {
            let outcomes = std::mem::take(&mut state.outcomes);
            let _ = sender.send(Conclusion::AtDestinations(outcomes));
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
