//! The first of two replies: that a message is on disk, before anything is known of its processing.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use tokio::sync::oneshot;

/// Tells a source that its message is on disk, while [`crate::Inbox::accept`] goes on. Only the first word counts, so any
/// clone may speak. Nothing waits for the source: what it does not take any more is dropped.
#[derive(Clone)]
pub struct CommitReply(Arc<Mutex<Option<oneshot::Sender<Option<Bytes>>>>>);

/// The source's end of a [`CommitReply`].
#[derive(Debug)]
pub struct CommitReceiver(oneshot::Receiver<Option<Bytes>>);

/// A message is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// What the peer gets at once, such as an accept acknowledgment (HL7 v2.5.1 §2.9.3); the reply of `accept` is then the
    /// second one. `None`: there is one reply, that of `accept`.
    pub reply: Option<Bytes>,
}

impl CommitReply {
    /// Makes both ends.
    pub fn new() -> (Self, CommitReceiver) {
        let (sender, receiver) = oneshot::channel();
        (Self(Arc::new(Mutex::new(Some(sender)))), CommitReceiver(receiver))
    }

    /// Says that the message is on disk, and what the peer gets at once.
    pub fn send(&self, reply: Bytes) {
        self.tell(Some(reply));
    }

    /// Says that the message is on disk, and that its only reply comes from `accept`. With it a source may take the next
    /// message of the same peer meanwhile.
    pub fn stored(&self) {
        self.tell(None);
    }

    fn tell(&self, reply: Option<Bytes>) {
        let sender = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(sender) = sender {
            // A source whose peer is gone does not listen any more.
            let _ = sender.send(reply);
        }
    }
}

impl fmt::Debug for CommitReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CommitReply")
    }
}

impl CommitReceiver {
    /// Waits for the word; `None` when every [`CommitReply`] was dropped without one: the message was not stored. Nothing
    /// is lost when the future is dropped; must not be called again after it answered.
    pub async fn receive(&mut self) -> Option<Committed> {
        let reply = (&mut self.0).await.ok()?;
        Some(Committed { reply })
    }

    /// Returns the word if it was given already.
    pub fn receive_now(&mut self) -> Option<Committed> {
        let reply = self.0.try_recv().ok()?;
        Some(Committed { reply })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        runtime.expect("it needs no driver").block_on(future)
    }

    #[test]
    fn only_the_first_word_of_any_clone_counts() {
        let (reply, mut receiver) = CommitReply::new();
        assert_eq!(receiver.receive_now(), None);
        let other = reply.clone();
        other.send(Bytes::from_static(b"CA"));
        reply.stored();
        let committed = block_on(receiver.receive()).expect("a word was given");
        assert_eq!(committed.reply.as_deref(), Some(&b"CA"[..]));
    }

    #[test]
    fn silence_means_that_nothing_was_stored() {
        let (reply, mut receiver) = CommitReply::new();
        drop(reply);
        assert_eq!(block_on(receiver.receive()), None);
    }

    #[test]
    fn a_source_that_is_gone_holds_up_nobody() {
        let (reply, receiver) = CommitReply::new();
        drop(receiver);
        reply.stored();
    }
}
