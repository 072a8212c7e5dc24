//! The messages of one client that are not acknowledged to it yet, in their order (§4.6).

use std::collections::VecDeque;

use nilecare_mqtt::{Ack, Packet, Qos, Reason, Version};

use crate::receipt::Outcome;

/// What the client is told next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Tell {
    /// This packet; the number of a message with QoS 2 that was taken with it.
    Packet(Packet, Option<u16>),
    /// Nothing any more: it must send again, over another connection.
    Goodbye(Reason),
}

#[derive(Debug)]
struct Pending {
    number: u64,
    id: u16,
    qos: Qos,
    outcome: Option<Outcome>,
}

/// Messages that are not acknowledged yet.
#[derive(Debug, Default)]
pub(crate) struct Publisher {
    pending: VecDeque<Pending>,
    n_begun: u64,
}

impl Publisher {
    pub(crate) fn len(&self) -> usize {
        self.pending.len()
    }

    /// Whether a message with this number is being handed over.
    pub(crate) fn has(&self, id: u16) -> bool {
        self.pending.iter().any(|pending| pending.id == id)
    }

    /// Notes a message, and numbers it.
    pub(crate) fn begin(&mut self, id: u16, qos: Qos) -> u64 {
        self.n_begun += 1;
        self.pending.push_back(Pending {
            number: self.n_begun,
            id,
            qos,
            outcome: None,
        });
        self.n_begun
    }

    /// Notes what became of a message.
    pub(crate) fn settle(&mut self, number: u64, outcome: Outcome) {
        let first = self.pending.front().map_or(0, |pending| pending.number);
        let place = number.checked_sub(first).and_then(|place| usize::try_from(place).ok());
        if let Some(pending) = place.and_then(|place| self.pending.get_mut(place)) {
            pending.outcome = Some(outcome);
        }
    }

    /// Takes the oldest message if it is known what became of it.
    pub(crate) fn next(&mut self, version: Version) -> Option<Tell> {
        let outcome = self.pending.front()?.outcome?;
        let pending = self.pending.pop_front()?;
        let reason = match (outcome, version) {
            (Outcome::Lost, _) => return Some(Tell::Goodbye(Reason::BUSY)),
            (Outcome::Refused(reason), Version::V5) => reason,
            // Version 3.1.1 cannot say no.
            (Outcome::Refused(reason), Version::V311) => return Some(Tell::Goodbye(reason)),
            (Outcome::Taken { is_wanted: false }, Version::V5) => Reason::NO_SUBSCRIBERS,
            (Outcome::Taken { .. }, _) => Reason::SUCCESS,
        };
        let ack = Ack::because(pending.id, reason);
        Some(match pending.qos {
            Qos::ExactlyOnce => {
                let taken = (!reason.is_failure()).then_some(pending.id);
                Tell::Packet(Packet::PubRec(ack), taken)
            }
            _ => Tell::Packet(Packet::PubAck(ack), None),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acknowledgments_keep_the_order_of_the_messages() {
        let mut publisher = Publisher::default();
        let (first, second) = (
            publisher.begin(7, Qos::AtLeastOnce),
            publisher.begin(3, Qos::ExactlyOnce),
        );
        publisher.settle(second, Outcome::Taken { is_wanted: false });
        assert_eq!(publisher.next(Version::V5), None);
        publisher.settle(first, Outcome::Taken { is_wanted: true });
        assert_eq!(
            publisher.next(Version::V5),
            Some(Tell::Packet(Packet::PubAck(Ack::new(7)), None))
        );
        let none = Ack::because(3, Reason::NO_SUBSCRIBERS);
        assert_eq!(
            publisher.next(Version::V5),
            Some(Tell::Packet(Packet::PubRec(none), Some(3)))
        );
        assert_eq!(publisher.len(), 0);
    }

    #[test]
    fn what_was_not_taken_is_not_acknowledged() {
        let mut publisher = Publisher::default();
        let number = publisher.begin(1, Qos::AtLeastOnce);
        publisher.settle(number, Outcome::Lost);
        assert_eq!(publisher.next(Version::V311), Some(Tell::Goodbye(Reason::BUSY)));
        let number = publisher.begin(2, Qos::AtLeastOnce);
        publisher.settle(number, Outcome::Refused(Reason::QUOTA));
        assert_eq!(publisher.next(Version::V311), Some(Tell::Goodbye(Reason::QUOTA)));
        let number = publisher.begin(2, Qos::AtLeastOnce);
        publisher.settle(number, Outcome::Refused(Reason::QUOTA));
        let full = Ack::because(2, Reason::QUOTA);
        assert_eq!(
            publisher.next(Version::V5),
            Some(Tell::Packet(Packet::PubAck(full), None))
        );
    }
}
