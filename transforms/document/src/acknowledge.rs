//! Replies to the sender of a message, in its own format.

use bytes::Bytes;
use jiff::Timestamp;
use nilecare_hl7v2::Message;
use nilecare_hl7v2::acknowledgment::{
    self, AcknowledgmentCode, AcknowledgmentMode, ErrorCode, ErrorDetail, Reply, Stamp,
};
use nilecare_hl7v2::charset::{self, Charset};

use crate::{Document, x12_reply};

/// What the reply says.
#[derive(Debug, Clone, Default)]
pub enum Acknowledgment<'a> {
    /// The message was taken.
    #[default]
    Accept,
    /// Something is wrong with the message.
    Error(&'a SenderError),
    /// What another receiver answered to the same message, to be passed on.
    Forward(&'a [u8]),
}

/// What is wrong with a message, for its sender; never patient data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderError {
    /// In words.
    pub text: String,
    /// HL7 table 0357, such as 101 for a missing field; 207 (internal error) when it is not one of them. 200 to 203 say
    /// that messages of this type, event, processing id or version are not taken at all, so the message is rejected.
    pub code: Option<String>,
    /// The message will never be taken, so it is rejected (AR) whatever the code.
    pub is_rejection: bool,
}

impl SenderError {
    /// Says it in words only.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            code: None,
            is_rejection: false,
        }
    }

    fn error_code(&self) -> ErrorCode {
        self.code
            .as_ref()
            .and_then(|code| code.parse().ok())
            .unwrap_or(ErrorCode::ApplicationInternalError)
    }

    fn rejects(&self) -> bool {
        self.is_rejection
            || matches!(
                self.error_code(),
                ErrorCode::UnsupportedMessageType
                    | ErrorCode::UnsupportedEventCode
                    | ErrorCode::UnsupportedProcessingId
                    | ErrorCode::UnsupportedVersion
            )
    }
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

/// Builds the one reply to a message that was read. `None`: the format has no replies, or the sender wants none.
///
/// The control id of the reply is taken from `stamp`, which must be new for each reply.
pub fn acknowledge(received: &Document, what: &Acknowledgment<'_>, now: Timestamp, control_id: &str) -> Option<Bytes> {
    if let Document::Structured(document) = received {
        return x12_reply::acknowledge(&document.structured, what, now, control_id);
    }
    let message = acknowledgeable(received)?;
    let error = what.error();
    let code = code(AcknowledgmentMode::of(message), error.as_ref())?;
    Some(write(message, code, error.as_ref(), &Stamp { now, control_id }))
}

/// Builds the accept acknowledgment (CA) of a message that is on disk and not processed yet; `None` when its sender is to
/// get one reply only, that of [`acknowledge`].
///
/// There is one when MSH-15 asks for it on success (AL, SU) and MSH-16 asks for an application acknowledgment at all (AL,
/// ER, SU). Whether the conditions ER and SU of MSH-16 will be met is known after processing only; the accept
/// acknowledgment does not depend on it (HL7 v2.5.1 §2.9.3.1). Once it was sent, the second reply is that of
/// [`acknowledge_committed`].
pub fn commit(received: &Document, now: Timestamp, control_id: &str) -> Option<Bytes> {
    let message = acknowledgeable(received)?;
    let AcknowledgmentMode::Enhanced { accept, application } = AcknowledgmentMode::of(message) else {
        return None;
    };
    let is_second_possible = application.is_met(true) || application.is_met(false);
    let is_wanted = accept.is_met(true) && is_second_possible;
    is_wanted.then(|| write(message, AcknowledgmentCode::CA, None, &Stamp { now, control_id }))
}

/// Builds the application acknowledgment (AA, AE, AR) of a message whose sender has the one of [`commit`]; `None` when
/// MSH-16 does not ask for one in this case, so that the sender gets nothing more (HL7 v2.5.1 §2.9.3.2).
pub fn acknowledge_committed(
    received: &Document,
    what: &Acknowledgment<'_>,
    now: Timestamp,
    control_id: &str,
) -> Option<Bytes> {
    let message = acknowledgeable(received)?;
    let error = what.error();
    if let AcknowledgmentMode::Enhanced { application, .. } = AcknowledgmentMode::of(message)
        && !application.is_met(error.is_none())
    {
        return None;
    }
    let code = application_code(error.as_ref());
    Some(write(message, code, error.as_ref(), &Stamp { now, control_id }))
}

impl Acknowledgment<'_> {
    pub(crate) fn error(&self) -> Option<SenderError> {
        match self {
            Self::Accept => None,
            Self::Error(error) => Some((*error).clone()),
            Self::Forward(reply) if is_positive(reply) => None,
            // Its text is not passed on: it may name a patient of theirs.
            Self::Forward(_) => Some(SenderError::new("the receiving system did not accept the message")),
        }
    }
}

/// Only HL7 v2 has replies in two steps, and an acknowledgment is never acknowledged (HL7 v2.5.1 §2.9.2).
fn acknowledgeable(received: &Document) -> Option<&Message> {
    let Document::Hl7v2(document) = received else {
        return None;
    };
    let message = &document.message;
    let is_acknowledgment = message.header().message_type().as_deref() == Some("ACK");
    (!is_acknowledgment).then_some(message)
}

fn write(message: &Message, code: AcknowledgmentCode, error: Option<&SenderError>, stamp: &Stamp<'_>) -> Bytes {
    let details: Vec<ErrorDetail> = error
        .map(|error| ErrorDetail::new(error.error_code()).with_user_message(&error.text))
        .into_iter()
        .collect();
    let reply = Reply {
        code,
        text: error.map(|error| error.text.as_str()),
        errors: &details,
    };
    Bytes::from(acknowledgment::acknowledge(message, &reply, stamp))
}

fn application_code(error: Option<&SenderError>) -> AcknowledgmentCode {
    match error.map(SenderError::rejects) {
        None => AcknowledgmentCode::AA,
        Some(false) => AcknowledgmentCode::AE,
        Some(true) => AcknowledgmentCode::AR,
    }
}

/// Chooses the code by what the sender asked for (HL7 v2.5.1 §2.9.3); `None` when it asked for no reply.
fn code(mode: AcknowledgmentMode, error: Option<&SenderError>) -> Option<AcknowledgmentCode> {
    let accepted = error.is_none();
    let is_rejected = error.is_some_and(SenderError::rejects);
    let application = application_code(error);
    let commit = match (accepted, is_rejected) {
        (true, _) => AcknowledgmentCode::CA,
        (false, false) => AcknowledgmentCode::CE,
        (false, true) => AcknowledgmentCode::CR,
    };
    match mode {
        AcknowledgmentMode::Original => Some(application),
        // The message is on disk and processed when the reply is built, so an application acknowledgement, when it is
        // wanted, says all that an accept acknowledgement would.
        AcknowledgmentMode::Enhanced {
            accept,
            application: wanted,
        } => {
            if wanted.is_met(accepted) {
                Some(application)
            } else {
                accept.is_met(accepted).then_some(commit)
            }
        }
    }
}

/// Tells whether a reply is an HL7 acknowledgement that accepts.
pub fn is_positive(reply: &[u8]) -> bool {
    read(reply).is_some_and(|acknowledgment| acknowledgment.code.is_accept())
}

/// Returns what an HL7 acknowledgement tells to be wrong (ERR-3, ERR-8).
pub fn sender_error(reply: &[u8]) -> Option<SenderError> {
    let error = read(reply)?
        .errors
        .into_iter()
        .find(|error| error.user_message.is_some())?;
    let code = Some(error.code.as_str().to_owned());
    error.user_message.map(|text| SenderError {
        code,
        ..SenderError::new(text)
    })
}

fn read(reply: &[u8]) -> Option<acknowledgment::Acknowledgment> {
    let decoded = charset::decode(reply, Charset::LATIN_1);
    let message = Message::parse(decoded.text.into_owned()).ok()?;
    acknowledgment::read(&message)
}

/// Builds the reply to bytes that were not taken. Uses whatever can be found of the sender's control id. A sender that asks
/// for an accept acknowledgment on errors (MSH-15 AL or ER) gets CE or CR, every other one AE or AR.
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
    let code = match code {
        AcknowledgmentCode::AR if asks_for_commit_errors(raw) => AcknowledgmentCode::CR,
        AcknowledgmentCode::AE if asks_for_commit_errors(raw) => AcknowledgmentCode::CE,
        code => code,
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

fn asks_for_commit_errors(raw: &[u8]) -> bool {
    let end = memchr::memchr2(b'\r', b'\n', raw).unwrap_or(raw.len());
    let header = charset::decode(&raw[..end], Charset::LATIN_1).text;
    let mode = Message::parse(header.into_owned()).map(|header| AcknowledgmentMode::of(&header));
    matches!(mode, Ok(AcknowledgmentMode::Enhanced { accept, .. }) if accept.is_met(false))
}
