//! What can go wrong with an attempt, by code (docs/errors.md).

use std::error::Error;

use nilecare_connector_net::{DialError, TlsError, certificate_refused};
use nilecare_engine_api::{FailureKind, SendError};

/// Not reachable, or the connection broke.
pub(super) const UNREACHABLE: &str = "NC-HTTP-004";
/// No answer came in time.
pub(super) const NO_ANSWER: &str = "NC-HTTP-005";
/// The receiver refused the message.
pub(super) const REFUSED: &str = "NC-HTTP-006";
/// The receiver is busy or has a fault of its own.
pub(super) const BUSY: &str = "NC-HTTP-007";
/// The receiver does not let us in.
pub(super) const NOT_LET_IN: &str = "NC-HTTP-008";
/// Credentials or parameters cannot be used.
pub(super) const SETTINGS: &str = "NC-HTTP-009";
/// The hub's settings do not let us connect there.
pub(super) const NOT_ALLOWED: &str = "NC-HTTP-010";
/// The files of the TLS settings, or the handshake.
pub(super) const TLS_SETTINGS: &str = "NC-HTTP-011";
/// The token server gave no token.
pub(super) const NO_TOKEN: &str = "NC-HTTP-012";

pub(super) fn of_dial(error: &DialError) -> SendError {
    let (kind, code) = match error {
        DialError::NotAllowed { .. } => (FailureKind::Stop, NOT_ALLOWED),
        DialError::Tls(error) if !error.is_of_network() => (FailureKind::Stop, TLS_SETTINGS),
        DialError::Tls(_) | DialError::TooSlow { .. } | DialError::Resolve { .. } | DialError::Connect { .. } => {
            (FailureKind::Retry, UNREACHABLE)
        }
    };
    SendError::new(kind, code, error.to_string())
}

/// Looks for what the connection said.
pub(super) fn of_client(error: &hyper_util::client::legacy::Error) -> SendError {
    if let Some(dial) = cause::<DialError>(error) {
        return of_dial(dial);
    }
    // With TLS 1.3 a receiver refuses our certificate after our side of the handshake, and has looked at nothing since.
    if let Some(advice) = cause::<std::io::Error>(error).and_then(certificate_refused) {
        return SendError::new(FailureKind::Stop, TLS_SETTINGS, advice);
    }
    let what = match cause::<std::io::Error>(error) {
        Some(error) => error.to_string(),
        None => "no complete answer came".to_owned(),
    };
    let failure = SendError::new(FailureKind::Retry, UNREACHABLE, format!("the connection broke: {what}"));
    if error.is_connect() {
        failure
    } else {
        failure.outcome_unknown()
    }
}

pub(super) fn late(limit: nilecare_types::HumanDuration) -> SendError {
    SendError::new(FailureKind::Retry, NO_ANSWER, format!("no whole answer within {limit}")).outcome_unknown()
}

pub(super) fn settings(detail: impl Into<String>) -> SendError {
    SendError::new(FailureKind::Stop, SETTINGS, detail)
}

fn cause<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

/// So that a `TlsError` reads as the connection's.
impl From<TlsError> for super::connect::ConnectError {
    fn from(error: TlsError) -> Self {
        Self(DialError::Tls(error))
    }
}
