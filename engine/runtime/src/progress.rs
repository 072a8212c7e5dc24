//! How far the messages of a channel have come, when several threads work on them at once.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use nilecare_types::MessageId;

/// The messages between two points of the way, by number.
#[derive(Default)]
pub(crate) struct Progress(Mutex<State>);

#[derive(Default)]
struct State {
    under_way: BTreeSet<MessageId>,
    /// All up to this number have set out.
    set_out_through: MessageId,
}

impl State {
    /// All up to this number have arrived.
    fn arrived_through(&self) -> MessageId {
        match self.under_way.first() {
            Some(first) => MessageId(first.0 - 1),
            None => self.set_out_through,
        }
    }
}

impl Progress {
    /// A message sets out. Those of a channel set out in the order of their numbers.
    pub(crate) fn set_out(&self, message: MessageId) {
        let mut state = self.lock();
        state.under_way.insert(message);
        state.set_out_through = state.set_out_through.max(message);
    }

    /// No message up to this number will set out any more.
    pub(crate) fn none_left_through(&self, message: MessageId) {
        let mut state = self.lock();
        state.set_out_through = state.set_out_through.max(message);
    }

    /// Some messages have arrived.
    pub(crate) fn arrive(&self, messages: impl IntoIterator<Item = MessageId>) {
        let mut state = self.lock();
        for message in messages {
            state.under_way.remove(&message);
        }
    }

    /// Returns the number up to which none is under way; `None` when none is at all.
    pub(crate) fn clear_through(&self) -> Option<MessageId> {
        self.lock().under_way.first().map(|first| MessageId(first.0 - 1))
    }

    /// Returns the number up to which all have arrived.
    pub(crate) fn arrived_through(&self) -> MessageId {
        self.lock().arrived_through()
    }

    /// Returns the number up to which all will have arrived once these have, which are in the order of their numbers.
    pub(crate) fn arrived_through_with(&self, messages: &[MessageId]) -> MessageId {
        let state = self.lock();
        let other = state
            .under_way
            .iter()
            .find(|message| messages.binary_search(message).is_err());
        other.map_or(state.set_out_through, |first| MessageId(first.0 - 1))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_number_under_way_is_what_counts() {
        let progress = Progress::default();
        assert_eq!(progress.clear_through(), None);
        for number in [3, 5, 9] {
            progress.set_out(MessageId(number));
        }
        assert_eq!(progress.arrived_through(), MessageId(2));
        assert_eq!(
            progress.arrived_through_with(&[MessageId(3), MessageId(9)]),
            MessageId(4)
        );
        progress.arrive([MessageId(9), MessageId(3)]);
        assert_eq!(progress.arrived_through(), MessageId(4));
        assert_eq!(progress.clear_through(), Some(MessageId(4)));
        progress.arrive([MessageId(5)]);
        assert_eq!(progress.clear_through(), None);
        assert_eq!(progress.arrived_through(), MessageId(9));
        progress.none_left_through(MessageId(20));
        assert_eq!(progress.arrived_through(), MessageId(20));
    }
}
