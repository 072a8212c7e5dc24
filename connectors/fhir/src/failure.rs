//! What can go wrong, by code (docs/errors.md). Connections, credentials and time-outs have the codes `NC-HTTP-…`.

use nilecare_engine_api::{FailureKind, SendError};

/// The message is not what the interaction needs, or a parameter cannot stand in its place.
pub(crate) const UNUSABLE: &str = "NC-FHIR-001";
/// The server refused the message.
pub(crate) const REFUSED: &str = "NC-FHIR-002";
/// The server has another version, or more than one resource.
pub(crate) const CONFLICT: &str = "NC-FHIR-003";
/// The server is busy or has a fault of its own.
pub(crate) const BUSY: &str = "NC-FHIR-004";
/// The server does not let us in.
pub(crate) const NOT_LET_IN: &str = "NC-FHIR-005";
/// The server does not know the format, or is no FHIR R4 server.
pub(crate) const NOT_SPOKEN: &str = "NC-FHIR-006";
/// Entries of a batch failed.
pub(crate) const ENTRIES: &str = "NC-FHIR-007";
/// The answer is not what FHIR asks for.
pub(crate) const ODD_ANSWER: &str = "NC-FHIR-008";
/// The file of the cursor cannot be used.
pub(crate) const CURSOR: &str = "NC-FHIR-009";

pub(crate) fn unusable(detail: impl Into<String>) -> SendError {
    SendError::new(FailureKind::Reject, UNUSABLE, detail)
}
