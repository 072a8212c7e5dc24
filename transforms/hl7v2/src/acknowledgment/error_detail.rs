//! One error of an acknowledgment: where, what (HL7 table 0357), how bad (table 0516), and texts for people.

use std::fmt;
use std::str::FromStr;

use crate::Path;
use crate::acknowledgment::UnknownCode;

/// One error: the content of a segment ERR (HL7 v2.5.1 §2.15.5). `Debug` leaves out the texts, which may quote a record.
#[derive(Clone, PartialEq, Eq)]
pub struct ErrorDetail {
    /// Where the error is, if it is at a place (ERR-2).
    pub location: Option<Path>,
    /// What is wrong (ERR-3).
    pub code: ErrorCode,
    /// How bad it is (ERR-4).
    pub severity: Severity,
    /// What helps a developer of the sender (ERR-7).
    pub diagnostic: Option<String>,
    /// What the user of the sender may be shown (ERR-8).
    pub user_message: Option<String>,
}

impl ErrorDetail {
    /// Makes an error of severity E without a location or texts.
    pub fn new(code: ErrorCode) -> ErrorDetail {
        ErrorDetail {
            location: None,
            code,
            severity: Severity::Error,
            diagnostic: None,
            user_message: None,
        }
    }

    /// Names the place of the error.
    pub fn at(self, location: Path) -> ErrorDetail {
        ErrorDetail {
            location: Some(location),
            ..self
        }
    }

    /// Adds the text for developers.
    pub fn with_diagnostic(self, diagnostic: impl Into<String>) -> ErrorDetail {
        ErrorDetail {
            diagnostic: Some(diagnostic.into()),
            ..self
        }
    }

    /// Adds the text for users.
    pub fn with_user_message(self, user_message: impl Into<String>) -> ErrorDetail {
        ErrorDetail {
            user_message: Some(user_message.into()),
            ..self
        }
    }
}

impl fmt::Debug for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorDetail")
            .field("location", &self.location.map(|path| path.to_string()))
            .field("code", &self.code)
            .field("severity", &self.severity)
            .finish_non_exhaustive()
    }
}

/// What is wrong with a message, by HL7 table 0357.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// 0: no error.
    MessageAccepted,
    /// 100: segments in the wrong order, or a required one missing.
    SegmentSequence,
    /// 101: a required field is missing.
    RequiredFieldMissing,
    /// 102: a value is not of its data type.
    DataType,
    /// 103: a code is not in its table.
    TableValueNotFound,
    /// 200: the message type is not served.
    UnsupportedMessageType,
    /// 201: the trigger event is not served.
    UnsupportedEventCode,
    /// 202: the processing id is not served, as a test message sent to production.
    UnsupportedProcessingId,
    /// 203: the version is not served.
    UnsupportedVersion,
    /// 204: the identifier names nothing known.
    UnknownKeyIdentifier,
    /// 205: the identifier is taken already.
    DuplicateKeyIdentifier,
    /// 206: the record is locked.
    RecordLocked,
    /// 207: something else went wrong inside the receiver. Codes outside the table are read as this one.
    ApplicationInternalError,
}

const ERROR_CODES: [(ErrorCode, &str, &str); 13] = [
    (ErrorCode::MessageAccepted, "0", "Message accepted"),
    (ErrorCode::SegmentSequence, "100", "Segment sequence error"),
    (ErrorCode::RequiredFieldMissing, "101", "Required field missing"),
    (ErrorCode::DataType, "102", "Data type error"),
    (ErrorCode::TableValueNotFound, "103", "Table value not found"),
    (ErrorCode::UnsupportedMessageType, "200", "Unsupported message type"),
    (ErrorCode::UnsupportedEventCode, "201", "Unsupported event code"),
    (ErrorCode::UnsupportedProcessingId, "202", "Unsupported processing id"),
    (ErrorCode::UnsupportedVersion, "203", "Unsupported version id"),
    (ErrorCode::UnknownKeyIdentifier, "204", "Unknown key identifier"),
    (ErrorCode::DuplicateKeyIdentifier, "205", "Duplicate key identifier"),
    (ErrorCode::RecordLocked, "206", "Application record locked"),
    (ErrorCode::ApplicationInternalError, "207", "Application internal error"),
];

impl ErrorCode {
    /// Returns the code as it is sent: `101`.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// Returns the text of the table: `Required field missing`.
    pub fn text(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static (ErrorCode, &'static str, &'static str) {
        ERROR_CODES
            .iter()
            .find(|row| row.0 == self)
            .expect("the table has a row for each code")
    }
}

impl FromStr for ErrorCode {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<ErrorCode, UnknownCode> {
        ERROR_CODES
            .iter()
            .find(|row| row.1 == text)
            .map(|row| row.0)
            .ok_or(UnknownCode)
    }
}

/// How bad an error is, by HL7 table 0516.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// `E`: the message was not processed. Unknown severities (and `F`, fatal, of v2.7) are read as this one.
    Error,
    /// `W`: processed, but there may be a problem.
    Warning,
    /// `I`: processed; the text informs.
    Information,
}

impl Severity {
    /// Returns it as a word for people.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
        }
    }

    /// Returns the code as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "E",
            Severity::Warning => "W",
            Severity::Information => "I",
        }
    }

    pub(super) fn of(code: &str) -> Severity {
        match code {
            "W" => Severity::Warning,
            "I" => Severity::Information,
            _ => Severity::Error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_as_written() {
        for (code, number, text) in ERROR_CODES {
            assert_eq!((code.as_str(), code.text()), (number, text));
            assert_eq!(number.parse(), Ok(code));
        }
        assert_eq!("999".parse::<ErrorCode>(), Err(UnknownCode));
    }

    #[test]
    fn debug_hides_the_texts() {
        let detail = ErrorDetail::new(ErrorCode::DataType)
            .with_diagnostic("EVERYMAN")
            .with_user_message("ADAM");
        let shown = format!("{detail:?}");
        assert!(!shown.contains("EVERYMAN") && !shown.contains("ADAM"), "{shown}");
    }
}
