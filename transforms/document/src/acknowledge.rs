//! Replies to the sender of a message, in its own format.

use bytes::Bytes;
use jiff::Timestamp;
use nilecare_hl7v2::acknowledgment::{
    self, AcknowledgmentCode, AcknowledgmentMode, ErrorCode, ErrorDetail, Reply, Stamp,
};

use crate::Document;

/// What the reply says.
#[derive(Debug, Clone, Default)]
pub enum Acknowledgment<'a> {
    /// The message was taken.
    #[default]
    Accept,
    /// The message was taken and something is wrong with it, in words for its sender; never patient data.
    Error(&'a str),
    /// What another receiver answered to the same message, to be passed on.
    Forward(&'a [u8]),
}

/// Why a message is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal<'a> {
    /// It cannot be read; what was expected.
    Unreadable(&'a str),
    /// It is too large.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// It cannot be stored now.
    NotNow(&'a str),
}

/// Builds the reply to a message that was read. `None`: the format has no replies, or the sender wants none.
///
/// The control id of the reply is taken from `stamp`, which must be new for each reply.
pub fn acknowledge(received: &Document, what: &Acknowledgment<'_>, now: Timestamp, control_id: &str) -> Option<Bytes> {
    let Document::Hl7v2(document) = received else {
        return None;
    };
    let message = &document.message;
    // An acknowledgement is never acknowledged (HL7 v2.5.1 §2.9.2).
    if message.header().message_type().as_deref() == Some("ACK") {
        return None;
    }
    let stamp = Stamp { now, control_id };
    let (accepted, text) = match what {
        Acknowledgment::Accept => (true, None),
        Acknowledgment::Error(text) => (false, Some(*text)),
        Acknowledgment::Forward(reply) => forwarded(reply)?,
    };
    let code = code(AcknowledgmentMode::of(message), accepted)?;
    let errors = match text {
        Some(text) if !accepted => {
            vec![ErrorDetail::new(ErrorCode::ApplicationInternalError).with_user_message(text)]
        }
        _ => Vec::new(),
    };
    let reply = Reply {
        code,
        text: text.filter(|_| !accepted),
        errors: &errors,
    };
    Some(Bytes::from(acknowledgment::acknowledge(message, &reply, &stamp)))
}

/// Chooses the code by what the sender asked for (HL7 v2.5.1 §2.9.3); `None` when it asked for no reply.
fn code(mode: AcknowledgmentMode, accepted: bool) -> Option<AcknowledgmentCode> {
    match mode {
        AcknowledgmentMode::Original => Some(if accepted {
            AcknowledgmentCode::AA
        } else {
            AcknowledgmentCode::AE
        }),
        AcknowledgmentMode::Enhanced { accept, application } => {
            // The message is on disk and processed when the reply is built, so an application acknowledgement, when it is
            // wanted, says all that an accept acknowledgement would.
            if application.is_met(accepted) {
                Some(if accepted {
                    AcknowledgmentCode::AA
                } else {
                    AcknowledgmentCode::AE
                })
            } else if accept.is_met(accepted) {
                Some(if accepted {
                    AcknowledgmentCode::CA
                } else {
                    AcknowledgmentCode::CE
                })
            } else {
                None
            }
        }
    }
}

/// Reads whether another receiver's reply is positive. Its text is not passed on: it may name a patient of theirs.
fn forwarded(reply: &[u8]) -> Option<(bool, Option<&'static str>)> {
    let is_accept = is_positive(reply);
    Some((
        is_accept,
        (!is_accept).then_some("the receiving system did not accept the message"),
    ))
}

/// Tells whether a reply is an HL7 acknowledgement that accepts.
pub fn is_positive(reply: &[u8]) -> bool {
    read(reply).is_some_and(|acknowledgment| acknowledgment.code.is_accept())
}

/// Returns what an HL7 acknowledgement tells the user to be wrong (ERR-8).
pub fn error_text(reply: &[u8]) -> Option<String> {
    read(reply)?.errors.into_iter().find_map(|error| error.user_message)
}

fn read(reply: &[u8]) -> Option<acknowledgment::Acknowledgment> {
    let decoded = nilecare_hl7v2::charset::decode(reply, nilecare_hl7v2::charset::Charset::LATIN_1);
    let message = nilecare_hl7v2::Message::parse(decoded.text.into_owned()).ok()?;
    acknowledgment::read(&message)
}

/// Builds the reply to bytes that were not taken. Uses whatever can be found of the sender's control id.
pub fn refuse(raw: &[u8], why: Refusal<'_>, now: Timestamp, control_id: &str) -> Bytes {
    let (code, error) = match why {
        Refusal::Unreadable(expected) => (
            AcknowledgmentCode::AR,
            ErrorDetail::new(ErrorCode::SegmentSequence).with_user_message(expected),
        ),
        Refusal::TooLarge { limit } => {
            let text = format!("the message is larger than {limit} bytes");
            (
                AcknowledgmentCode::AR,
                ErrorDetail::new(ErrorCode::ApplicationInternalError).with_user_message(text),
            )
        }
        Refusal::NotNow(why) => (
            AcknowledgmentCode::AE,
            ErrorDetail::new(ErrorCode::ApplicationInternalError).with_user_message(why),
        ),
    };
    let text = error.user_message.clone();
    let reply = Reply {
        code,
        text: text.as_deref(),
        errors: std::slice::from_ref(&error),
    };
    Bytes::from(acknowledgment::acknowledge_unparseable(
        raw,
        &reply,
        &Stamp { now, control_id },
    ))
}
