//! Between the store and the threads that process: hands messages over in the order of their numbers, as many as there is
//! room for. What finds no room stays in the store and is fetched when there is some; what a crash left there is fetched
//! the same way when the channel starts.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use nilecare_document::Document;
use nilecare_engine_api::{CancellationToken, SourceMap};
use nilecare_message_store::{ChannelKey, StoreError, UnprocessedMessage};
use nilecare_types::MessageId;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use crate::lanes::{Admitted, Job};
use crate::processor::Processor;

/// So many messages are fetched at once.
const PAGE: usize = 256;
/// Pause after the store could not be read.
const STORE_PAUSE: Duration = Duration::from_secs(1);

/// Hands messages to the threads of one channel.
pub(crate) struct Intake {
    channel: ChannelKey,
    processor: Arc<Processor>,
    /// Bounds how many messages are between here and their record.
    pub window: Arc<Semaphore>,
    state: Mutex<State>,
    changed: Notify,
}

struct State {
    way: Way,
    /// All unprocessed messages up to this number were handed over.
    known_through: MessageId,
    /// The newest message of the channel that is known of.
    newest: MessageId,
}

/// Where a message that was just admitted goes.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// To the threads.
    Threads,
    /// Behind those that are being fetched.
    Behind,
    /// It stays in the store, and is fetched from there.
    Store,
    /// It was fetched from the store before its news came.
    Known,
}

impl State {
    fn place(&mut self, message: MessageId, has_room: bool) -> Place {
        self.newest = self.newest.max(message);
        if message <= self.known_through {
            return Place::Known;
        }
        match self.way {
            Way::Direct if has_room => {
                self.known_through = message;
                Place::Threads
            }
            Way::Closing(_) if has_room => Place::Behind,
            _ => {
                self.way = Way::Spilled;
                Place::Store
            }
        }
    }
}

/// How a message that was just admitted goes on.
enum Way {
    /// At once.
    Direct,
    /// From the store, after those before it.
    Spilled,
    /// Behind those that are being fetched, which are the last ones.
    Closing(Vec<Admitted>),
}

impl Intake {
    /// Begins with what the store has; `newest` is the newest message of the channel there.
    pub(crate) fn new(channel: ChannelKey, processor: Arc<Processor>, window: usize, newest: MessageId) -> Self {
        Self {
            channel,
            processor,
            window: Arc::new(Semaphore::new(window)),
            state: Mutex::new(State {
                way: Way::Spilled,
                known_through: MessageId(0),
                newest,
            }),
            changed: Notify::new(),
        }
    }

    /// Takes a message that is on disk. Called by the store, in the order of the numbers.
    pub(crate) fn admitted(&self, mut message: Admitted) {
        let mut state = self.lock();
        if message.permit.is_none() {
            message.permit = Arc::clone(&self.window).try_acquire_owned().ok();
        }
        match state.place(message.message, message.permit.is_some()) {
            Place::Threads => self.hand_over(message),
            Place::Behind => {
                if let Way::Closing(behind) = &mut state.way {
                    behind.push(message);
                }
            }
            Place::Store => self.changed.notify_waiters(),
            Place::Known => {}
        }
    }

    fn hand_over(&self, message: Admitted) {
        self.processor.recorded.set_out(message.message);
        self.processor.told.set_out(message.message);
        self.processor.lanes.send(message.lane, Job::Process(Box::new(message)));
    }

    /// Waits until all that was in the store has been handed over.
    pub(crate) async fn caught_up(&self) {
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            changed.as_mut().enable();
            if matches!(self.lock().way, Way::Direct) {
                return;
            }
            changed.await;
        }
    }

    /// Fetches what is left in the store until `stop`.
    pub(crate) async fn run(self: Arc<Self>, stop: CancellationToken) {
        let fetching = async {
            loop {
                let mut changed = std::pin::pin!(self.changed.notified());
                changed.as_mut().enable();
                if matches!(self.lock().way, Way::Direct) {
                    changed.await;
                    continue;
                }
                if let Err(error) = self.fetch().await {
                    tracing::error!(channel.name = %self.processor.channel, %error, "reading messages that wait for processing failed");
                    tokio::time::sleep(STORE_PAUSE).await;
                }
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = fetching => {}
        }
    }

    /// Fetches a page and hands it over as there is room.
    async fn fetch(&self) -> Result<(), StoreError> {
        let (after, is_closing) = {
            let state = self.lock();
            (state.known_through, matches!(state.way, Way::Closing(_)))
        };
        let page = self.processor.store.unprocessed(self.channel, after, PAGE).await?;
        let is_last = page.len() < PAGE;
        for message in page {
            let permit = Arc::clone(&self.window).acquire_owned().await;
            let admitted = self.admitted_before(message, permit.expect("the window is never closed"));
            self.lock().known_through = admitted.message;
            self.hand_over(admitted);
        }
        if !is_last {
            return Ok(());
        }
        let mut state = self.lock();
        match std::mem::replace(&mut state.way, Way::Direct) {
            Way::Closing(behind) if is_closing => {
                let newest = state.newest;
                for message in behind {
                    if message.message > state.known_through {
                        state.known_through = message.message;
                        self.hand_over(message);
                    }
                }
                self.processor.recorded.none_left_through(newest);
                self.processor.told.none_left_through(newest);
                drop(state);
                self.changed.notify_waiters();
                // What is queued up to here may be fetched now.
                for (_, queue) in &self.processor.queues {
                    queue.progressed();
                }
            }
            // What was admitted while this page was read is fetched by one more read; what comes from now on waits behind it.
            Way::Spilled if !is_closing => state.way = Way::Closing(Vec::new()),
            // There was no room for what came meanwhile.
            other => state.way = if is_closing { Way::Spilled } else { other },
        }
        Ok(())
    }

    /// Makes a message ready that the store had.
    fn admitted_before(&self, message: UnprocessedMessage, permit: OwnedSemaphorePermit) -> Admitted {
        let source: SourceMap = message
            .source_map
            .and_then(|json| serde_json::from_str(&json).ok())
            .unwrap_or_default();
        // It was read when it was admitted; were it not to be read now, it would be kept as raw and fail visibly.
        let document = self
            .processor
            .scripts
            .data_type
            .parse(&message.raw, self.processor.scripts.charset);
        let document = document.unwrap_or_else(|_| Document::Raw(message.raw.clone()));
        Admitted {
            message: message.message,
            received_at: message.received_at,
            lane: self.processor.scripts.lane_of(&document, &source),
            raw: message.raw,
            document,
            source: Arc::new(source),
            reply: None,
            concluded: None,
            permit: Some(permit),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(way: Way) -> State {
        State {
            way,
            known_through: MessageId(5),
            newest: MessageId(5),
        }
    }

    /// The store tells of a message after it is on disk, where a fetch can have found it already.
    #[test]
    fn a_message_that_was_fetched_before_its_news_came_is_not_handed_over_again() {
        for way in [Way::Direct, Way::Closing(Vec::new()), Way::Spilled] {
            let mut state = state(way);
            assert_eq!(state.place(MessageId(5), true), Place::Known);
            assert_eq!(state.place(MessageId(4), false), Place::Known);
        }
    }

    #[test]
    fn without_room_a_message_and_those_behind_it_stay_in_the_store() {
        let mut state = state(Way::Direct);
        assert_eq!(state.place(MessageId(6), true), Place::Threads);
        assert_eq!(state.place(MessageId(7), false), Place::Store);
        assert_eq!(state.place(MessageId(8), true), Place::Store);
        assert_eq!((state.known_through, state.newest), (MessageId(6), MessageId(8)));
    }

    #[test]
    fn what_comes_during_the_last_fetch_waits_behind_it() {
        let mut state = state(Way::Closing(Vec::new()));
        assert_eq!(state.place(MessageId(6), true), Place::Behind);
        assert_eq!(state.place(MessageId(7), false), Place::Store);
        assert!(matches!(state.way, Way::Spilled));
    }
}
