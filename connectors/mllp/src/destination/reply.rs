//! What reply a message asks for, and what a frame from the receiver says.

use bytes::Bytes;
use nilecare_engine_api::{FailureKind, SendError};
use nilecare_hl7v2::acknowledgment::{self, Acknowledgment, AcknowledgmentMode};
use nilecare_hl7v2::{Message, charset};

use super::failure::NOT_UNDERSTOOD;
use crate::ScanEvent;

/// An acknowledgement as received.
pub(super) struct Reply {
    pub(super) content: Bytes,
    pub(super) acknowledgment: Acknowledgment,
}

/// What reply a message asks for.
pub(super) struct Expected {
    pub(super) control_id: Option<String>,
    /// Whether any comes when the message is accepted: with MSH-15 and MSH-16 set to never or on error, none does, and
    /// waiting for one would end in sending again.
    pub(super) is_any: bool,
    /// Whether an application acknowledgement comes when the message is accepted.
    pub(super) is_application_on_success: bool,
    /// Whether an application acknowledgement may come after an accept acknowledgement.
    pub(super) is_application_possible: bool,
}

impl Expected {
    pub(super) fn by(content: &Bytes) -> Self {
        let Some(message) = parse(content) else {
            return Self {
                control_id: None,
                is_any: true,
                is_application_on_success: false,
                is_application_possible: false,
            };
        };
        let control_id = message.header().control_id().map(std::borrow::Cow::into_owned);
        match AcknowledgmentMode::of(&message) {
            AcknowledgmentMode::Original => Self {
                control_id,
                is_any: true,
                is_application_on_success: false,
                is_application_possible: false,
            },
            AcknowledgmentMode::Enhanced { accept, application } => Self {
                control_id,
                is_any: accept.is_met(true) || application.is_met(true),
                is_application_on_success: application.is_met(true),
                is_application_possible: application.is_met(true) || application.is_met(false),
            },
        }
    }

    /// Tells whether an acknowledgement is for this message. One without MSA-2 can only be, since one is under way at a
    /// time.
    pub(super) fn is_answered_by(&self, acknowledgment: &Acknowledgment) -> bool {
        match (&self.control_id, acknowledgment.control_id.as_str()) {
            (Some(sent), answered) if !answered.is_empty() => sent == answered,
            _ => true,
        }
    }
}

/// Reads what came; `None` for bytes outside of any frame.
///
/// # Errors
/// When it is no acknowledgement.
pub(super) fn understand(event: ScanEvent) -> Result<Option<Reply>, SendError> {
    let not_understood = |detail: &str, content: Bytes| {
        SendError::new(FailureKind::Retry, NOT_UNDERSTOOD, detail)
            .outcome_unknown()
            .with_response(content)
    };
    let content = match event {
        ScanEvent::Frame(content) => content,
        ScanEvent::Garbage(_) => return Ok(None),
        ScanEvent::TooLarge(head) => return Err(not_understood("the reply is too large", head)),
        ScanEvent::Incomplete(head) => return Err(not_understood("the reply is incomplete", head)),
    };
    match parse(&content).as_ref().and_then(acknowledgment::read) {
        Some(acknowledgment) => Ok(Some(Reply {
            content,
            acknowledgment,
        })),
        None => Err(not_understood("the reply is no HL7 acknowledgement", content)),
    }
}

fn parse(content: &Bytes) -> Option<Message> {
    Message::parse(charset::decode_shared(content, charset::Charset::LATIN_1).text).ok()
}
