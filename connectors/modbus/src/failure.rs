//! What can go wrong, by code (docs/errors.md).

use nilecare_connector_net::{DialError, certificate_refused};
use nilecare_engine_api::{FailureKind, SendError};
use tokio_modbus::{Error, ExceptionCode};

/// Not reachable, or the connection broke.
pub(crate) const UNREACHABLE: &str = "NC-MODBUS-001";
/// No answer came in time.
pub(crate) const NO_ANSWER: &str = "NC-MODBUS-002";
/// The device has no such register, or not this function.
pub(crate) const NOT_THERE: &str = "NC-MODBUS-003";
/// The device is busy or has a fault of its own.
pub(crate) const BUSY: &str = "NC-MODBUS-004";
/// A value cannot be written.
pub(crate) const REFUSED: &str = "NC-MODBUS-005";
/// The device did not keep a value.
pub(crate) const NOT_KEPT: &str = "NC-MODBUS-006";
/// The hub's settings do not let us connect there.
pub(crate) const NOT_ALLOWED: &str = "NC-MODBUS-007";
/// The files of the TLS settings, or the handshake.
pub(crate) const TLS_SETTINGS: &str = "NC-MODBUS-008";

pub(crate) fn of_dial(error: &DialError) -> SendError {
    let (kind, code) = match error {
        DialError::NotAllowed { .. } => (FailureKind::Stop, NOT_ALLOWED),
        DialError::Tls(tls) if !tls.is_of_network() => (FailureKind::Stop, TLS_SETTINGS),
        _ => (FailureKind::Retry, UNREACHABLE),
    };
    SendError::new(kind, code, error.to_string())
}

/// The connection broke, or what came is no answer to what was asked.
pub(crate) fn of_error(error: &Error) -> SendError {
    match error {
        Error::Transport(error) => match certificate_refused(error) {
            Some(advice) => SendError::new(FailureKind::Stop, TLS_SETTINGS, advice),
            None => SendError::new(
                FailureKind::Retry,
                UNREACHABLE,
                format!("the connection broke: {error}"),
            )
            .outcome_unknown(),
        },
        Error::Protocol(_) => {
            let detail = "what came is no answer to what was asked; are framing and unit right?";
            SendError::new(FailureKind::Retry, UNREACHABLE, detail).outcome_unknown()
        }
    }
}

/// The device answered with an exception (§7 of the protocol); `what` was asked for.
pub(crate) fn of_exception(exception: ExceptionCode, what: &str) -> SendError {
    let number = u8::from(exception);
    let (kind, code, words) = match number {
        1 => (FailureKind::Stop, NOT_THERE, "it does not know the function"),
        2 => (FailureKind::Stop, NOT_THERE, "it has no such address"),
        3 => (FailureKind::Reject, REFUSED, "it does not take the value"),
        4 => (FailureKind::Retry, BUSY, "it failed"),
        5 | 6 => (FailureKind::Retry, BUSY, "it is busy"),
        8 => (FailureKind::Retry, BUSY, "its memory is damaged"),
        10 => (FailureKind::Retry, BUSY, "the gateway has no way to it"),
        11 => (
            FailureKind::Retry,
            BUSY,
            "it does not answer the gateway; is unit right?",
        ),
        _ => (FailureKind::Retry, BUSY, "it does not say why"),
    };
    SendError::new(
        kind,
        code,
        format!("the device answered exception {number} to {what}: {words}"),
    )
}
