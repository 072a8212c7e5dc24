//! Which acknowledgments a sender wants, by MSH-15 and MSH-16 (HL7 table 0155).

use crate::Message;

/// Which acknowledgments the sender of a message wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcknowledgmentMode {
    /// MSH-15 and MSH-16 are empty: one application acknowledgment, always.
    Original,
    /// At least one of them is valued.
    Enhanced {
        /// When an accept acknowledgment (CA, CE, CR) is wanted, by MSH-15.
        accept: AcknowledgmentCondition,
        /// When an application acknowledgment (AA, AE, AR) is wanted, by MSH-16.
        application: AcknowledgmentCondition,
    },
}

/// When an acknowledgment is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcknowledgmentCondition {
    /// `AL`: always.
    Always,
    /// `NE`, or left empty while the other field is valued: never.
    Never,
    /// `ER`: for errors and rejects only.
    OnError,
    /// `SU`: for accepted messages only.
    OnSuccess,
}

impl AcknowledgmentMode {
    /// Reads the mode from a message.
    pub fn of(message: &Message) -> AcknowledgmentMode {
        let header = message.header();
        match (header.accept_acknowledgment(), header.application_acknowledgment()) {
            (None, None) => AcknowledgmentMode::Original,
            (accept, application) => AcknowledgmentMode::Enhanced {
                accept: AcknowledgmentCondition::of(accept.as_deref()),
                application: AcknowledgmentCondition::of(application.as_deref()),
            },
        }
    }
}

impl AcknowledgmentCondition {
    /// An unknown code counts as `AL`: a reply too many does less harm than a sender that waits for one.
    fn of(code: Option<&str>) -> AcknowledgmentCondition {
        match code {
            None | Some("NE" | "\"\"") => AcknowledgmentCondition::Never,
            Some("ER") => AcknowledgmentCondition::OnError,
            Some("SU") => AcknowledgmentCondition::OnSuccess,
            Some(_) => AcknowledgmentCondition::Always,
        }
    }

    /// Tells whether a reply is wanted, given whether the message was accepted.
    pub fn is_met(self, accepted: bool) -> bool {
        match self {
            AcknowledgmentCondition::Always => true,
            AcknowledgmentCondition::Never => false,
            AcknowledgmentCondition::OnError => !accepted,
            AcknowledgmentCondition::OnSuccess => accepted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AcknowledgmentCondition::{Always, Never, OnError, OnSuccess};

    fn mode(fields: &str) -> AcknowledgmentMode {
        let message = format!("MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5|||{fields}\r");
        AcknowledgmentMode::of(&Message::parse(message).expect("the header is valid"))
    }

    #[test]
    fn mode_follows_both_fields() {
        assert_eq!(mode("|"), AcknowledgmentMode::Original);
        assert_eq!(
            mode("AL|NE"),
            AcknowledgmentMode::Enhanced {
                accept: Always,
                application: Never
            }
        );
        assert_eq!(
            mode("ER|SU"),
            AcknowledgmentMode::Enhanced {
                accept: OnError,
                application: OnSuccess
            }
        );
        assert_eq!(
            mode("|AL"),
            AcknowledgmentMode::Enhanced {
                accept: Never,
                application: Always
            }
        );
        assert_eq!(
            mode("YES|"),
            AcknowledgmentMode::Enhanced {
                accept: Always,
                application: Never
            }
        );
    }

    #[test]
    fn condition_depends_on_the_outcome() {
        for (condition, when_accepted, when_refused) in [
            (Always, true, true),
            (Never, false, false),
            (OnError, false, true),
            (OnSuccess, true, false),
        ] {
            assert_eq!(
                (condition.is_met(true), condition.is_met(false)),
                (when_accepted, when_refused)
            );
        }
    }
}
