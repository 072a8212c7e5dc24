//! What the sender of a message is answered, from what became of it.

use bytes::Bytes;
use nilecare_channel_model::ReplyWhen;
use nilecare_document::{DataType, SenderError};
use nilecare_script::ScriptReply;

use crate::flow::{Conclusion, FirstOutcome};

/// What the reply says.
pub(crate) enum Answer {
    /// The message was taken.
    Accept,
    /// Something is wrong with it.
    Error(SenderError),
    /// It is on disk; more is not known.
    Unfinished,
    /// What another receiver answered to the same message.
    Forward {
        /// As it came.
        reply: Bytes,
        /// Whether that receiver took the message.
        is_sent: bool,
    },
    /// This, as it is.
    Text(Bytes),
}

impl Answer {
    fn from_error(error: Option<SenderError>) -> Self {
        error.map_or(Self::Accept, Self::Error)
    }
}

/// Chooses the answer.
pub(crate) fn of(conclusion: Conclusion, when: &ReplyWhen) -> Answer {
    let outcomes = match conclusion {
        Conclusion::AtSource { error } => return Answer::from_error(error),
        Conclusion::ByPostprocessor(reply) => return by_postprocessor(reply),
        Conclusion::AtDestinations(outcomes) => outcomes,
    };
    if let ReplyWhen::Destination(wanted) = when {
        let outcome = outcomes.into_iter().find(|(id, _)| id == wanted);
        return match outcome.map(|(_, outcome)| outcome) {
            Some(FirstOutcome::Sent(Some(reply))) => Answer::Forward { reply, is_sent: true },
            Some(FirstOutcome::Error(_, Some(reply))) => Answer::Forward { reply, is_sent: false },
            Some(FirstOutcome::Error(text, None)) => Answer::Error(SenderError::new(text)),
            Some(FirstOutcome::Sent(None) | FirstOutcome::Queued | FirstOutcome::Filtered) | None => Answer::Accept,
        };
    }
    let error = outcomes.into_iter().find_map(|(id, outcome)| match outcome {
        FirstOutcome::Error(_, Some(reply)) => Some(for_sender(&id.to_string(), &reply)),
        FirstOutcome::Error(..) => Some(SenderError::new(format!("destination {id} did not take the message"))),
        _ => None,
    });
    Answer::from_error(error)
}

/// Tells whether a format has acknowledgments of its own; others are answered as the receiver answered.
pub(crate) fn has_acknowledgments(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Hl7v2 | DataType::X12)
}

fn by_postprocessor(reply: Result<Option<ScriptReply>, SenderError>) -> Answer {
    match reply {
        Err(error) => Answer::Error(error),
        Ok(None | Some(ScriptReply::Accept)) => Answer::Accept,
        Ok(Some(ScriptReply::Text(text))) => Answer::Text(Bytes::from(text)),
        Ok(Some(ScriptReply::Error { text, code })) => Answer::Error(SenderError {
            code: Some(code),
            ..SenderError::new(text)
        }),
        Ok(Some(ScriptReply::Reject { text })) => Answer::Error(SenderError {
            is_rejection: true,
            ..SenderError::new(text)
        }),
    }
}

/// Reads the words of a refusal: a service's (problem details, RFC 9457), which never hold patient data, or another
/// channel's (ERR-8), which were written for the same sender.
fn for_sender(destination: &str, reply: &Bytes) -> SenderError {
    let problem: Option<nilecare_types::Problem> = serde_json::from_slice(reply).ok();
    match problem {
        Some(problem) if problem.problems.is_empty() => SenderError::new(problem.title),
        Some(problem) => SenderError::new(format!("{}: {}", problem.title, problem.problems.join("; "))),
        None => nilecare_document::sender_error(reply)
            .unwrap_or_else(|| SenderError::new(format!("destination {destination} did not take the message"))),
    }
}
