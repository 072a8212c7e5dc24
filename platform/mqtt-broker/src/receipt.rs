//! Who must have a message before its publisher is told.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};

use nilecare_mqtt::Reason;
use tokio::sync::mpsc::Sender;

/// What became of a message at those who must have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All of them have it; whether there was any subscriber.
    Taken { is_wanted: bool },
    /// There is no room for it.
    Refused(Reason),
    /// One of them went away without having taken it.
    Lost,
}

/// Tells the outcome when the last ticket is gone. There is room for it: a connection has only so many messages under way.
#[derive(Debug)]
pub(crate) struct Receipt {
    number: u64,
    publisher: Sender<(u64, Outcome)>,
    n_subscribers: AtomicUsize,
    refused: AtomicU8,
    is_lost: AtomicBool,
}

impl Receipt {
    pub(crate) fn new(number: u64, publisher: Sender<(u64, Outcome)>) -> Arc<Self> {
        Arc::new(Self {
            number,
            publisher,
            n_subscribers: AtomicUsize::new(0),
            refused: AtomicU8::new(0),
            is_lost: AtomicBool::new(false),
        })
    }

    pub(crate) fn refuse(&self, reason: Reason) {
        self.refused.store(reason.0, Ordering::Relaxed);
    }

    pub(crate) fn wanted_by(&self, n_subscribers: usize) {
        self.n_subscribers.fetch_add(n_subscribers, Ordering::Relaxed);
    }

    /// For one who must have it.
    pub(crate) fn ticket(self: &Arc<Self>) -> Ticket {
        Ticket {
            receipt: Arc::clone(self),
            is_taken: false,
        }
    }
}

impl Drop for Receipt {
    fn drop(&mut self) {
        let outcome = match *self.refused.get_mut() {
            _ if *self.is_lost.get_mut() => Outcome::Lost,
            0 => Outcome::Taken {
                is_wanted: *self.n_subscribers.get_mut() > 0,
            },
            reason => Outcome::Refused(Reason(reason)),
        };
        // A publisher that is gone sends it again, over another connection.
        let _ = self.publisher.try_send((self.number, outcome));
    }
}

/// One who must have a message. Dropped untaken it makes the message a lost one, which is never acknowledged.
#[derive(Debug)]
pub(crate) struct Ticket {
    receipt: Arc<Receipt>,
    is_taken: bool,
}

impl Ticket {
    pub(crate) fn taken(mut self) {
        self.is_taken = true;
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if !self.is_taken {
            self.receipt.is_lost.store(true, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc::channel;

    use super::*;

    #[test]
    fn the_publisher_is_told_when_the_last_has_it_and_never_when_one_went_away() {
        let (sender, mut told) = channel(8);
        let receipt = Receipt::new(7, sender.clone());
        receipt.wanted_by(2);
        let (first, second) = (receipt.ticket(), receipt.ticket());
        drop(receipt);
        first.taken();
        assert!(told.try_recv().is_err());
        second.taken();
        assert_eq!(told.try_recv(), Ok((7, Outcome::Taken { is_wanted: true })));

        let receipt = Receipt::new(8, sender.clone());
        let ticket = receipt.ticket();
        drop((receipt, ticket));
        assert_eq!(told.try_recv(), Ok((8, Outcome::Lost)));

        let receipt = Receipt::new(9, sender);
        receipt.refuse(Reason::QUOTA);
        drop(receipt);
        assert_eq!(told.try_recv(), Ok((9, Outcome::Refused(Reason::QUOTA))));
    }
}
