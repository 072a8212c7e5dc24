//! What can go wrong, by code (docs/errors.md).

use nilecare_connector_net::certificate_refused;
use nilecare_engine_api::{FailureKind, SendError};
use nilecare_mqtt::{Reason, WireError};

/// A source cannot use its settings.
pub(crate) const SOURCE_SETTINGS: &str = "NC-MQTT-001";
/// Not reachable, or the connection broke.
pub(crate) const UNREACHABLE: &str = "NC-MQTT-002";
/// The broker does not let us in.
pub(crate) const NOT_LET_IN: &str = "NC-MQTT-003";
/// The broker is busy, or has had enough.
pub(crate) const BUSY: &str = "NC-MQTT-004";
/// The hub's settings do not let us connect there.
pub(crate) const NOT_ALLOWED: &str = "NC-MQTT-005";
/// The files of the TLS settings, or the handshake.
pub(crate) const TLS_SETTINGS: &str = "NC-MQTT-006";
/// Credentials cannot be read.
pub(crate) const SETTINGS: &str = "NC-MQTT-007";
/// No acknowledgment came in time.
pub(crate) const NO_ACKNOWLEDGMENT: &str = "NC-MQTT-008";
/// The broker refused the message.
pub(crate) const REFUSED: &str = "NC-MQTT-009";
/// The broker does not let us publish there, or not so.
pub(crate) const NOT_AUTHORIZED: &str = "NC-MQTT-010";
/// A parameter cannot stand in the topic.
pub(crate) const BAD_PARAMETER: &str = "NC-MQTT-011";
/// The broker does not let us subscribe.
pub(crate) const NOT_SUBSCRIBED: &str = "NC-MQTT-012";
/// The hub has no broker of its own.
pub(crate) const NO_HUB_BROKER: &str = "NC-MQTT-013";

/// The conversation ended before the broker's answer to CONNECT.
pub(crate) fn not_welcome(broker: &str, error: &WireError) -> SendError {
    if let WireError::Broken(error) = error
        && let Some(advice) = certificate_refused(error)
    {
        return SendError::new(FailureKind::Stop, TLS_SETTINGS, advice);
    }
    let detail = format!("{broker} gave no answer to CONNECT: {error}");
    SendError::new(FailureKind::Retry, UNREACHABLE, detail)
}

/// The broker's answer to CONNECT is no.
pub(crate) fn refused_connection(broker: &str, reason: Reason) -> SendError {
    let (kind, code) = match reason {
        Reason::UNAVAILABLE
        | Reason::BUSY
        | Reason::QUOTA
        | Reason::UNSPECIFIED
        | Reason::SHUTTING_DOWN
        | Reason(0x9F) => (FailureKind::Retry, BUSY),
        _ => (FailureKind::Stop, NOT_LET_IN),
    };
    SendError::new(kind, code, format!("{broker} refused the connection: {reason}"))
}

/// The broker's answer to a message is no, or it says goodbye because of it.
pub(crate) fn refused(reason: Reason) -> SendError {
    let (kind, code) = match reason {
        Reason::NOT_AUTHORIZED | Reason::NO_RETAIN | Reason::QOS | Reason::BANNED | Reason::BAD_CREDENTIALS => {
            (FailureKind::Stop, NOT_AUTHORIZED)
        }
        Reason::BAD_TOPIC | Reason::PAYLOAD_FORMAT | Reason::TOO_LARGE | Reason::MALFORMED => {
            (FailureKind::Reject, REFUSED)
        }
        _ => (FailureKind::Retry, BUSY),
    };
    SendError::new(kind, code, format!("the broker refused the message: {reason}"))
}

/// The connection broke while an acknowledgment was awaited.
pub(crate) fn broke(error: &WireError) -> SendError {
    let detail = format!("no acknowledgment came: {error}");
    SendError::new(FailureKind::Retry, UNREACHABLE, detail).outcome_unknown()
}
