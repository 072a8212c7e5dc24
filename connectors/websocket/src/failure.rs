//! What can go wrong, by code (docs/errors.md).

use nilecare_connector_net::{DialError, certificate_refused};
use nilecare_engine_api::{FailureKind, SendError};
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::error::ProtocolError;

/// A listener cannot listen.
pub(crate) const CANNOT_LISTEN: &str = "NC-WS-001";
/// Not reachable, or the connection broke.
pub(crate) const UNREACHABLE: &str = "NC-WS-002";
/// No reply, or no pong, came in time.
pub(crate) const NO_ANSWER: &str = "NC-WS-003";
/// The peer does not take the message.
pub(crate) const REFUSED: &str = "NC-WS-004";
/// The peer does not let us in, or is no WebSocket server.
pub(crate) const NOT_LET_IN: &str = "NC-WS-005";
/// A secret or a file of the TLS settings cannot be used, or the handshake failed for certificates.
pub(crate) const SETTINGS: &str = "NC-WS-006";
/// The hub's settings do not let us connect there.
pub(crate) const NOT_ALLOWED: &str = "NC-WS-007";
/// Nobody is connected to send to.
pub(crate) const NOBODY: &str = "NC-WS-008";

pub(crate) fn of_dial(error: &DialError) -> SendError {
    let (kind, code) = match error {
        DialError::NotAllowed { .. } => (FailureKind::Stop, NOT_ALLOWED),
        DialError::Tls(tls) if !tls.is_of_network() => (FailureKind::Stop, SETTINGS),
        _ => (FailureKind::Retry, UNREACHABLE),
    };
    SendError::new(kind, code, error.to_string())
}

/// The peer did not begin a WebSocket (§4.1); nothing of a message was sent.
pub(crate) fn of_handshake(error: &Error) -> SendError {
    match error {
        Error::Http(answer) => {
            let status = answer.status();
            let is_passing = status.is_server_error() || [408, 429].contains(&status.as_u16());
            let (kind, code) = if is_passing {
                (FailureKind::Retry, UNREACHABLE)
            } else {
                (FailureKind::Stop, NOT_LET_IN)
            };
            let detail = format!(
                "the server answered {} and no WebSocket began; see url and token",
                status.as_u16()
            );
            SendError::new(kind, code, detail)
        }
        Error::Protocol(ProtocolError::SecWebSocketSubProtocolError(_)) => {
            let detail = "the server does not speak the sub-protocol of the settings";
            SendError::new(FailureKind::Stop, NOT_LET_IN, detail)
        }
        Error::Io(error) => match certificate_refused(error) {
            Some(advice) => SendError::new(FailureKind::Stop, SETTINGS, advice),
            None => unreachable(format!("the connection broke before a WebSocket began: {error}")),
        },
        _ => SendError::new(
            FailureKind::Stop,
            NOT_LET_IN,
            "what answers is no WebSocket server; see url",
        ),
    }
}

pub(crate) fn unreachable(detail: impl Into<String>) -> SendError {
    SendError::new(FailureKind::Retry, UNREACHABLE, detail)
}
