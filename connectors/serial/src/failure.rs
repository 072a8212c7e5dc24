//! What can go wrong, by code (docs/errors.md).

use nilecare_engine_api::{FailureKind, SendError};

/// The line cannot be opened, broke, or does not take the bytes of a message.
pub(crate) const AWAY: &str = "NC-SERIAL-001";
/// No reply came in time.
pub(crate) const NO_REPLY: &str = "NC-SERIAL-002";
/// The reply cannot be read.
pub(crate) const MISREAD: &str = "NC-SERIAL-003";
/// The message does not fit its framing.
pub(crate) const DOES_NOT_FIT: &str = "NC-SERIAL-004";

pub(crate) fn away(detail: impl Into<String>) -> SendError {
    SendError::new(FailureKind::Retry, AWAY, detail)
}
