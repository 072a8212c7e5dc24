//! What can go wrong, and what helps (docs/errors.md).

use lettre::transport::smtp::Error;
use nilecare_connector_net::{DialError, TlsError, certificate_refused};
use nilecare_engine_api::{FailureKind, SendError};

use crate::mail::NoMail;
use crate::starttls::NoStartTls;

/// Not reachable, or the connection broke.
pub(crate) const UNREACHABLE: &str = "NC-SMTP-001";
/// It took too long.
pub(crate) const TOO_SLOW: &str = "NC-SMTP-002";
/// The server refused the mail.
pub(crate) const REFUSED: &str = "NC-SMTP-003";
/// The server does not take it now.
pub(crate) const BUSY: &str = "NC-SMTP-004";
/// The server does not let us in.
pub(crate) const NOT_LET_IN: &str = "NC-SMTP-005";
/// The message is no mail.
pub(crate) const NO_MAIL: &str = "NC-SMTP-006";
/// Secrets, certificates or the hub's settings.
pub(crate) const SETTINGS: &str = "NC-SMTP-007";

/// Where in the conversation it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Before we are let in.
    Hello,
    /// The mail is told of, and nothing of it was handed over.
    Envelope,
    /// The server may have it.
    Content,
}

pub(crate) fn of_dial(error: &DialError) -> SendError {
    match error {
        DialError::NotAllowed { .. } => settings(error.to_string()),
        DialError::Tls(tls) => of_tls(tls),
        _ => SendError::new(FailureKind::Retry, UNREACHABLE, error.to_string()),
    }
}

pub(crate) fn of_tls(error: &TlsError) -> SendError {
    if error.is_of_network() {
        SendError::new(FailureKind::Retry, UNREACHABLE, error.detail())
    } else {
        settings(error.detail())
    }
}

pub(crate) fn of_starttls(error: NoStartTls) -> SendError {
    let words = error.to_string();
    match error {
        NoStartTls::Broken(_) => SendError::new(FailureKind::Retry, UNREACHABLE, words),
        NoStartTls::NotOffered => settings(words),
        NoStartTls::Refused { code, reply } => of_reply(code, Stage::Hello).with_response(reply.into()),
    }
}

pub(crate) fn of_smtp(error: &Error, stage: Stage) -> SendError {
    if let Some(code) = error.status() {
        // The reply's text may quote an address.
        let said = std::error::Error::source(error).map_or_else(String::new, ToString::to_string);
        return of_reply(code.into(), stage).with_response(format!("{code} {said}").into());
    }
    if error.is_client() {
        // Such as no way of signing in that both know.
        let words = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
        return settings(words);
    }
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if let Some(advice) = cause.downcast_ref::<std::io::Error>().and_then(certificate_refused) {
            return settings(advice);
        }
        source = cause.source();
    }
    let broken = SendError::new(
        FailureKind::Retry,
        UNREACHABLE,
        "the connection to the mail server broke",
    );
    if stage == Stage::Content {
        broken.outcome_unknown()
    } else {
        broken
    }
}

/// By the first digit (RFC 5321 §4.2.1), and by who was asked.
fn of_reply(code: u16, stage: Stage) -> SendError {
    let (kind, nc, words) = match (code, stage) {
        (400..=499, _) => (FailureKind::Retry, BUSY, "does not take it now"),
        (_, Stage::Hello) | (530 | 534 | 535 | 538, _) => (FailureKind::Stop, NOT_LET_IN, "does not let us in"),
        _ => (FailureKind::Reject, REFUSED, "refused the mail"),
    };
    let detail = format!("the mail server {words}: it answered {code}; its words are kept with the message");
    SendError::new(kind, nc, detail)
}

pub(crate) fn too_slow(limit: nilecare_types::HumanDuration, stage: Stage) -> SendError {
    let slow = SendError::new(
        FailureKind::Retry,
        TOO_SLOW,
        format!("the mail server did not answer within {limit}"),
    );
    if stage == Stage::Content {
        slow.outcome_unknown()
    } else {
        slow
    }
}

pub(crate) fn no_mail(error: &NoMail) -> SendError {
    SendError::new(FailureKind::Reject, NO_MAIL, error.to_string())
}

pub(crate) fn settings(detail: impl Into<String>) -> SendError {
    SendError::new(FailureKind::Stop, SETTINGS, detail)
}
