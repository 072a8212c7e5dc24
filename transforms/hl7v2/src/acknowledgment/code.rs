//! MSA-1, the acknowledgment code (HL7 table 0008).

use std::fmt;
use std::str::FromStr;

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AcknowledgmentCode {
    /// Application accept: processed.
    AA,
    /// Application error: the content is wrong; sending it again unchanged will fail again.
    AE,
    /// Application reject: type, event, version or processing id not served, or no service now.
    AR,
    /// Commit accept: stored safely; an application acknowledgment may follow.
    CA,
    /// Commit error: could not be stored.
    CE,
    /// Commit reject: type, event, version or processing id not served.
    CR,
}

/// Tells that a text is no acknowledgment code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an acknowledgment code: AA, AE, AR, CA, CE or CR")]
pub struct UnknownCode;

impl AcknowledgmentCode {
    /// Returns the code as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            AcknowledgmentCode::AA => "AA",
            AcknowledgmentCode::AE => "AE",
            AcknowledgmentCode::AR => "AR",
            AcknowledgmentCode::CA => "CA",
            AcknowledgmentCode::CE => "CE",
            AcknowledgmentCode::CR => "CR",
        }
    }

    /// Tells whether the message was taken: AA or CA.
    pub fn is_accept(self) -> bool {
        matches!(self, AcknowledgmentCode::AA | AcknowledgmentCode::CA)
    }

    /// Tells whether there was an error: AE or CE.
    pub fn is_error(self) -> bool {
        matches!(self, AcknowledgmentCode::AE | AcknowledgmentCode::CE)
    }

    /// Tells whether the message was rejected: AR or CR.
    pub fn is_reject(self) -> bool {
        matches!(self, AcknowledgmentCode::AR | AcknowledgmentCode::CR)
    }

    /// Tells whether the reply is about storing only (CA, CE, CR), so that another may follow.
    pub fn is_commit(self) -> bool {
        matches!(
            self,
            AcknowledgmentCode::CA | AcknowledgmentCode::CE | AcknowledgmentCode::CR
        )
    }
}

impl fmt::Display for AcknowledgmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for AcknowledgmentCode {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<AcknowledgmentCode, UnknownCode> {
        Ok(match text {
            "AA" => AcknowledgmentCode::AA,
            "AE" => AcknowledgmentCode::AE,
            "AR" => AcknowledgmentCode::AR,
            "CA" => AcknowledgmentCode::CA,
            "CE" => AcknowledgmentCode::CE,
            "CR" => AcknowledgmentCode::CR,
            _ => return Err(UnknownCode),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_written() {
        for text in ["AA", "AE", "AR", "CA", "CE", "CR"] {
            let code: AcknowledgmentCode = text.parse().expect("a code of table 0008");
            assert_eq!(code.to_string(), text);
            let kinds = [code.is_accept(), code.is_error(), code.is_reject()];
            assert_eq!(kinds.iter().filter(|&&kind| kind).count(), 1, "{text}");
            assert_eq!(code.is_commit(), text.starts_with('C'));
        }
        assert_eq!("aa".parse::<AcknowledgmentCode>(), Err(UnknownCode));
    }
}
