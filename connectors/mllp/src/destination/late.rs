//! Application acknowledgements that come after their message counted as taken.

use std::collections::VecDeque;

use nilecare_hl7v2::acknowledgment::Acknowledgment;
use nilecare_types::MessageId;

/// So many are remembered for a connection; the oldest is forgotten first.
const MOST: usize = 1024;

/// The messages of a connection whose application acknowledgement may still come.
#[derive(Default)]
pub(super) struct Late(VecDeque<(String, MessageId)>);

impl Late {
    pub(super) fn expect(&mut self, control_id: String, message: MessageId) {
        if self.0.len() == MOST {
            self.0.pop_front();
        }
        self.0.push_back((control_id, message));
    }

    /// Takes an acknowledgement; `false` when it belongs to none of the messages.
    pub(super) fn take(&mut self, acknowledgment: &Acknowledgment) -> bool {
        let is_its = |(control_id, _): &(String, MessageId)| *control_id == acknowledgment.control_id;
        if acknowledgment.code.is_commit() {
            return false;
        }
        let Some((_, message)) = self.0.iter().position(is_its).and_then(|at| self.0.remove(at)) else {
            return false;
        };
        let code = acknowledgment.code;
        let accepted = if code.is_accept() { "true" } else { "false" };
        metrics::counter!("nilecare_mllp_late_acknowledgments_total", "accepted" => accepted).increment(1);
        if !code.is_accept() {
            // Its text may name the patient, so it is not told. The message stays sent: the receiver has it.
            tracing::warn!(message.id = %message, %code, "the receiver has a message (CA) and reports later that it failed there");
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use nilecare_hl7v2::Message;
    use nilecare_hl7v2::acknowledgment::read;

    use super::*;

    fn acknowledgment(code: &str, id: &str) -> Acknowledgment {
        let text = format!("MSH|^~\\&|R|||||||ACK|1|P|2.5.1\rMSA|{code}|{id}\r");
        read(&Message::parse(text).expect("it is one")).expect("it has MSA")
    }

    #[test]
    fn each_message_has_one_late_acknowledgment() {
        let mut late = Late::default();
        late.expect("A".to_owned(), MessageId(1));
        late.expect("B".to_owned(), MessageId(2));
        assert!(!late.take(&acknowledgment("CA", "A")), "it is not the application's");
        assert!(!late.take(&acknowledgment("AA", "C")));
        assert!(late.take(&acknowledgment("AE", "B")));
        assert!(!late.take(&acknowledgment("AA", "B")), "a second one");
        assert!(late.take(&acknowledgment("AA", "A")));
    }

    #[test]
    fn the_oldest_is_forgotten_first() {
        let mut late = Late::default();
        for n in 0..=MOST {
            late.expect(n.to_string(), MessageId(1));
        }
        assert_eq!(late.0.len(), MOST);
        assert!(!late.take(&acknowledgment("AA", "0")));
        assert!(late.take(&acknowledgment("AA", "1")));
    }
}
