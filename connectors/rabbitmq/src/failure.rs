//! What can go wrong, by code (docs/errors.md).

use lapin::protocol::{AMQPErrorKind, AMQPHardError, AMQPSoftError};
use nilecare_connector_net::DialError;
use nilecare_engine_api::{FailureKind, SendError};

use crate::connect::LinkError;

/// A consumer cannot start: its settings name what is not there.
pub(crate) const SOURCE_SETTINGS: &str = "NC-RABBITMQ-001";
/// Not reachable, or the connection broke.
pub(crate) const UNREACHABLE: &str = "NC-RABBITMQ-002";
/// No confirmation came in time.
pub(crate) const NOT_CONFIRMED: &str = "NC-RABBITMQ-003";
/// The broker refused the message.
pub(crate) const REFUSED: &str = "NC-RABBITMQ-004";
/// No queue gets the message.
pub(crate) const UNROUTABLE: &str = "NC-RABBITMQ-005";
/// The broker takes no messages now.
pub(crate) const BUSY: &str = "NC-RABBITMQ-006";
/// The broker does not let us in, or to the exchange.
pub(crate) const NOT_LET_IN: &str = "NC-RABBITMQ-007";
/// An exchange, queue or virtual host is not there.
pub(crate) const NOT_THERE: &str = "NC-RABBITMQ-008";
/// The password cannot be read.
pub(crate) const SECRET: &str = "NC-RABBITMQ-009";
/// The hub's settings do not let us connect there.
pub(crate) const NOT_ALLOWED: &str = "NC-RABBITMQ-010";
/// The files of the TLS settings, or the handshake.
pub(crate) const TLS_SETTINGS: &str = "NC-RABBITMQ-011";

/// Says what a failure means for a message that was not given to the broker.
pub(crate) fn of_link(error: &LinkError) -> SendError {
    let (kind, code) = match error {
        LinkError::Dial(DialError::NotAllowed { .. }) => (FailureKind::Stop, NOT_ALLOWED),
        LinkError::Dial(DialError::Tls(error)) if !error.is_of_network() => (FailureKind::Stop, TLS_SETTINGS),
        LinkError::Secret(_) => (FailureKind::Stop, SECRET),
        LinkError::Amqp(error) => class(error),
        LinkError::Dial(_) | LinkError::TooSlow { .. } => (FailureKind::Retry, UNREACHABLE),
    };
    SendError::new(kind, code, detail(error))
}

/// Tells whether waiting does not help, as far as anybody can tell.
pub(crate) fn is_of_settings(error: &LinkError) -> bool {
    of_link(error).kind != FailureKind::Retry
}

/// Says what happened. What a broker says names exchanges, queues and users of our settings; not messages.
pub(crate) fn detail(error: &LinkError) -> String {
    let LinkError::Amqp(error) = error else {
        return error.to_string();
    };
    match error.kind() {
        lapin::ErrorKind::ProtocolError(said) => {
            let said = said.get_message();
            format!("the broker says: {}", said.as_str().trim())
        }
        lapin::ErrorKind::MissingHeartbeatError => "the broker is silent".to_owned(),
        lapin::ErrorKind::IOError(error) => format!("the connection broke: {error}"),
        _ => format!("the connection cannot be used: {error}"),
    }
}

/// Sorts what the broker says (AMQP 0-9-1 §1.1, constants) by what helps.
fn class(error: &lapin::Error) -> (FailureKind, &'static str) {
    let lapin::ErrorKind::ProtocolError(said) = error.kind() else {
        return (FailureKind::Retry, UNREACHABLE);
    };
    match said.kind() {
        AMQPErrorKind::Soft(AMQPSoftError::ACCESSREFUSED) => (FailureKind::Stop, NOT_LET_IN),
        AMQPErrorKind::Soft(AMQPSoftError::NOTFOUND) => (FailureKind::Stop, NOT_THERE),
        // Such as a virtual host that is not there, or a user who may not use it.
        AMQPErrorKind::Hard(AMQPHardError::NOTALLOWED) => (FailureKind::Stop, NOT_LET_IN),
        AMQPErrorKind::Soft(AMQPSoftError::CONTENTTOOLARGE | AMQPSoftError::PRECONDITIONFAILED) => {
            (FailureKind::Reject, REFUSED)
        }
        AMQPErrorKind::Soft(AMQPSoftError::RESOURCELOCKED) | AMQPErrorKind::Hard(AMQPHardError::RESOURCEERROR) => {
            (FailureKind::Retry, BUSY)
        }
        AMQPErrorKind::Soft(_) | AMQPErrorKind::Hard(_) => (FailureKind::Retry, UNREACHABLE),
    }
}
