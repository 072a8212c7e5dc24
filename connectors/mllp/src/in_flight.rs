//! The messages of a connection that are with the engine and not answered for good.
//!
//! A message is handed over only when the one before it is on disk, so messages are stored in the order in which they
//! came. Their outcomes come back in that order too, however long each takes.

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesOrdered;
use nilecare_engine_api::{AcceptError, Accepted, CommitReceiver, CommitReply, Committed, Inbox, RawMessage};
use tokio::task::JoinHandle;

/// What the engine said of a message; `None` when it failed on it.
type Outcome = Option<Result<Accepted, AcceptError>>;

/// News of the messages.
pub(crate) enum News {
    /// The newest message is on disk, or, with `None`, is not.
    Stored {
        committed: Option<Committed>,
        /// Whether it is kept for people to look at only.
        is_defective: bool,
    },
    /// The oldest message has its last reply.
    Concluded { outcome: Outcome, is_defective: bool },
}

pub(crate) struct InFlight {
    inbox: Arc<dyn Inbox>,
    limit: usize,
    /// From the oldest to the newest.
    outcomes: FuturesOrdered<WithDefect>,
    /// The newest message, as long as nothing is known of it.
    newest: Option<(CommitReceiver, bool)>,
    /// Told after the news that its message was stored.
    held: Option<News>,
    /// The newest message was not stored: what becomes of the connection is known with its outcome.
    has_failed: bool,
}

/// A message with the engine. A task of its own, so that a peer which is slow to read its replies holds up nothing.
type WithDefect = std::pin::Pin<Box<dyn Future<Output = (Outcome, bool)> + Send>>;

impl InFlight {
    pub(crate) fn new(inbox: Arc<dyn Inbox>, limit: usize) -> Self {
        Self {
            inbox,
            limit,
            outcomes: FuturesOrdered::new(),
            newest: None,
            held: None,
            has_failed: false,
        }
    }

    /// Tells whether the next message may be handed over.
    pub(crate) fn has_room(&self) -> bool {
        self.newest.is_none() && self.held.is_none() && !self.has_failed && self.outcomes.len() < self.limit
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.outcomes.is_empty() && self.held.is_none()
    }

    /// Hands a message over; there must be room.
    pub(crate) fn hand_over(&mut self, mut message: RawMessage) {
        let is_defective = message.defect.is_some();
        let (commit, receiver) = CommitReply::new();
        message.commit = Some(commit.clone());
        let inbox = Arc::clone(&self.inbox);
        let accepting: JoinHandle<_> = tokio::spawn(async move {
            let accepted = inbox.accept(message).await;
            // An engine that gives no early word has stored the message by now.
            if accepted.is_ok() {
                commit.stored();
            }
            accepted
        });
        self.newest = Some((receiver, is_defective));
        self.outcomes
            .push_back(Box::pin(async move { (accepting.await.ok(), is_defective) }));
    }

    /// Waits for news; for ever when no message is with the engine. Nothing is lost when the future is dropped.
    pub(crate) async fn next(&mut self) -> News {
        if let Some(held) = self.held.take() {
            return held;
        }
        let (outcome, is_defective) = tokio::select! {
            // The word that a message is stored comes before its outcome.
            biased;
            committed = receive(self.newest.as_mut()) => return self.stored(committed),
            outcome = self.outcomes.next(), if !self.outcomes.is_empty() => match outcome {
                Some(outcome) => outcome,
                None => std::future::pending().await,
            },
        };
        let concluded = News::Concluded { outcome, is_defective };
        if !self.outcomes.is_empty() {
            return concluded;
        }
        match &mut self.newest {
            // It was concluded in the moment between looking for the word and for the outcome.
            Some((receiver, _)) => {
                let committed = receiver.receive_now();
                self.held = Some(concluded);
                self.stored(committed)
            }
            None => {
                self.has_failed = false;
                concluded
            }
        }
    }

    fn stored(&mut self, committed: Option<Committed>) -> News {
        let is_defective = self.newest.take().is_some_and(|(_, is_defective)| is_defective);
        self.has_failed = committed.is_none() && !self.outcomes.is_empty();
        News::Stored {
            committed,
            is_defective,
        }
    }

    /// Waits until the engine is done with all of them; nobody is there any more who could be told.
    pub(crate) async fn finish(mut self) {
        while self.outcomes.next().await.is_some() {}
    }
}

async fn receive(newest: Option<&mut (CommitReceiver, bool)>) -> Option<Committed> {
    match newest {
        Some((receiver, _)) => receiver.receive().await,
        None => std::future::pending().await,
    }
}
