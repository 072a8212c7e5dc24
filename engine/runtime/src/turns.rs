//! Messages with the same control id take turns, where repeats are looked for: the second of two that come at the same
//! moment must find the first one, and how it was answered.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// Whose turn it is, by control id; as many as messages are being taken in.
#[derive(Default)]
pub(crate) struct Turns(Mutex<HashMap<String, Arc<AsyncMutex<()>>>>);

/// The turn of a message; the next one comes when it is dropped.
pub(crate) struct Turn<'a> {
    turns: &'a Turns,
    control_id: String,
    held: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    /// Waits for the messages with this control id that came before, but no longer than `limit`.
    pub(crate) async fn wait(&self, control_id: String, limit: Duration) -> Turn<'_> {
        let place = Arc::clone(self.lock().entry(control_id.clone()).or_default());
        let mut turn = Turn {
            turns: self,
            control_id,
            held: None,
        };
        turn.held = tokio::time::timeout(limit, place.lock_owned()).await.ok();
        turn
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<AsyncMutex<()>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut turns = self.turns.lock();
        self.held = None;
        let is_last = turns
            .get(&self.control_id)
            .is_some_and(|place| Arc::strong_count(place) == 1);
        if is_last {
            turns.remove(&self.control_id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(5);

    #[tokio::test]
    async fn the_same_id_waits_and_others_do_not() {
        let turns = Turns::default();
        let first = turns.wait("A".to_owned(), LIMIT).await;
        let other = turns.wait("B".to_owned(), LIMIT).await;
        let mut second = std::pin::pin!(turns.wait("A".to_owned(), LIMIT));
        tokio::select! {
            biased;
            _ = &mut second => panic!("two have the turn at once"),
            () = tokio::task::yield_now() => {}
        }
        drop(first);
        let second = second.await;
        assert!(second.held.is_some() && other.held.is_some());
        drop((second, other));
        assert!(turns.lock().is_empty(), "what nobody waits for is forgotten");
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let turns = Turns::default();
        let first = turns.wait("A".to_owned(), LIMIT).await;
        let late = turns.wait("A".to_owned(), Duration::from_millis(1)).await;
        assert!(late.held.is_none());
        drop(late);
        assert_eq!(turns.lock().len(), 1, "the first one still has it");
        drop(first);
        assert!(turns.lock().is_empty());
    }
}
