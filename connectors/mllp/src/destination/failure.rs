//! What can go wrong with an attempt, by code (docs/errors.md).

use nilecare_connector_net::certificate_refused;
use nilecare_engine_api::{FailureKind, SendError};
use nilecare_hl7v2::acknowledgment::AcknowledgmentCode;

use super::TlsError;

/// Not reachable, or the connection broke.
pub(super) const UNREACHABLE: &str = "NC-MLLP-002";
/// No acknowledgement came in time.
pub(super) const NO_REPLY: &str = "NC-MLLP-003";
/// The receiver answered AE or AR.
pub(super) const NEGATIVE: &str = "NC-MLLP-004";
/// What came is no acknowledgement.
pub(super) const NOT_UNDERSTOOD: &str = "NC-MLLP-005";
/// The files of the TLS settings cannot be used.
pub(super) const TLS_SETTINGS: &str = "NC-MLLP-006";
/// The receiver and we do not trust or understand one another.
pub(super) const HANDSHAKE: &str = "NC-MLLP-007";
/// The receiver could not store the message (release 2).
pub(super) const COMMIT_REFUSED: &str = "NC-MLLP-008";
/// The hub's settings do not let us connect there.
pub(super) const NOT_ALLOWED: &str = "NC-MLLP-009";

pub(super) fn unreachable(detail: impl Into<String>) -> SendError {
    SendError::new(FailureKind::Retry, UNREACHABLE, detail)
}

pub(super) fn late() -> SendError {
    SendError::new(FailureKind::Retry, NO_REPLY, "no acknowledgement in time").outcome_unknown()
}

/// Says what is known although the application acknowledgement did not come.
pub(super) fn no_reply(error: SendError, known: &str) -> SendError {
    if error.code != NO_REPLY {
        return error;
    }
    let detail = format!("{known}, and sent no application acknowledgement in time");
    SendError::new(FailureKind::Retry, NO_REPLY, detail).outcome_unknown()
}

pub(super) fn negative(kind: FailureKind, code: AcknowledgmentCode) -> SendError {
    // The text of an acknowledgement may name the patient; it is kept with the response only.
    let detail = format!("the receiver answered {code}; its reply is kept with the message");
    SendError::new(kind, NEGATIVE, detail)
}

pub(super) fn commit_refused() -> SendError {
    let detail = "the receiver could not store the message (commit block NAK)";
    SendError::new(FailureKind::Retry, COMMIT_REFUSED, detail)
}

pub(super) fn not_secure(error: &TlsError) -> SendError {
    let (kind, code) = match error {
        error if error.is_of_network() => (FailureKind::Retry, UNREACHABLE),
        TlsError::Handshake { .. } => (FailureKind::Stop, HANDSHAKE),
        _ => (FailureKind::Stop, TLS_SETTINGS),
    };
    SendError::new(kind, code, error.detail())
}

pub(super) fn broken(why: &std::io::Error) -> SendError {
    // Then the message was not looked at, and has not arrived.
    if let Some(advice) = certificate_refused(why) {
        return SendError::new(FailureKind::Stop, HANDSHAKE, advice);
    }
    unreachable(format!("the connection broke before the acknowledgement came: {why}")).outcome_unknown()
}
