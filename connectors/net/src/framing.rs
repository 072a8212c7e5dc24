//! Where one message ends and the next begins on a connection.

use std::fmt;

use bytes::{BufMut as _, Bytes, BytesMut};
use nilecare_engine_api::ConfigProblem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How messages are told apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Framing {
    /// # Between bytes
    /// A message ends with certain bytes, and may begin with some.
    Delimited(Delimiters),
    /// # After its length
    /// The number of a message's bytes stands before it.
    Length(LengthPrefix),
    /// # One for each connection
    /// A message ends when its sender closes its side of the connection. The reply may follow then.
    Connection {},
}

/// The bytes around a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delimiters {
    /// # Start
    /// The bytes before a message, in hexadecimal, such as `02`. What comes before them is skipped. Empty: none; empty messages
    /// are then skipped.
    #[serde(default, skip_serializing_if = "Pattern::is_empty")]
    pub start: Pattern,
    /// # End
    /// The bytes after a message, in hexadecimal, such as `03` or `0D0A`.
    pub end: Pattern,
}

/// The number before a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LengthPrefix {
    /// # Bytes of the number
    /// 1 to 8 for a binary number, 1 to 10 for digits.
    pub bytes: usize,
    /// # Form of the number
    #[serde(default)]
    pub form: LengthForm,
    /// # Counts itself
    /// On: the number counts its own bytes too.
    #[serde(default)]
    pub counts_itself: bool,
}

/// How a length is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LengthForm {
    /// Binary, the most significant byte first.
    #[default]
    BigEndian,
    /// Binary, the least significant byte first.
    LittleEndian,
    /// Decimal digits, with zeros or spaces before them.
    Digits,
}

/// At most 16 bytes, written in hexadecimal.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Pattern(Vec<u8>);

/// A text that is no pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write at most 16 bytes in hexadecimal, such as 0D0A")]
pub struct NotAPattern;

/// A message that cannot be put between the bytes of its framing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DoesNotFit {
    /// The receiver would take a part for the whole.
    #[error(
        "the message holds the bytes that end a message; another framing, or a transformer that takes them out, is needed"
    )]
    HoldsItsEnd,
    /// The number has too few bytes for it.
    #[error("the message is longer than the bytes of its length can say")]
    TooLong,
}

impl Pattern {
    /// Returns the bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl TryFrom<String> for Pattern {
    type Error = NotAPattern;

    fn try_from(text: String) -> Result<Self, NotAPattern> {
        let digits: Vec<_> = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()
            .ok_or(NotAPattern)?;
        if digits.len() % 2 != 0 || digits.len() > 32 {
            return Err(NotAPattern);
        }
        Ok(Self(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()))
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.to_string()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Framing {
    /// Tells what the types cannot say; `place` is that of this setting.
    pub fn problems(&self, place: &str) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        match self {
            Self::Delimited(delimiters) => {
                if delimiters.end.is_empty() {
                    let message = "a message needs bytes that end it, such as 0D0A";
                    problems.push(ConfigProblem::new(format!("{place}/delimited/end"), message));
                }
            }
            Self::Length(prefix) => {
                let most = if prefix.form == LengthForm::Digits { 10 } else { 8 };
                if !(1..=most).contains(&prefix.bytes) {
                    problems.push(ConfigProblem::new(
                        format!("{place}/length/bytes"),
                        format!("must be from 1 to {most}"),
                    ));
                }
            }
            Self::Connection {} => {}
        }
        problems
    }

    /// Puts a message between its bytes.
    ///
    /// # Errors
    /// When the receiver could not tell where it ends.
    pub fn frame(&self, content: &[u8]) -> Result<Bytes, DoesNotFit> {
        let mut frame = BytesMut::with_capacity(content.len() + 32);
        match self {
            Self::Delimited(delimiters) => {
                // The end may also begin in the message and end in the delimiter itself.
                let end = delimiters.end.bytes();
                frame.put_slice(delimiters.start.bytes());
                let begin = frame.len();
                frame.put_slice(content);
                frame.put_slice(end);
                if memchr::memmem::find(&frame[begin..], end) != Some(content.len()) {
                    return Err(DoesNotFit::HoldsItsEnd);
                }
            }
            Self::Length(prefix) => {
                prefix.write(content.len(), &mut frame)?;
                frame.put_slice(content);
            }
            Self::Connection {} => frame.put_slice(content),
        }
        Ok(frame.freeze())
    }
}

impl LengthPrefix {
    /// Reads the length of the content; `None` when these bytes are no such length.
    pub(crate) fn read(&self, bytes: &[u8]) -> Option<u64> {
        let number = match self.form {
            LengthForm::BigEndian => bytes.iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte)),
            LengthForm::LittleEndian => bytes
                .iter()
                .rev()
                .fold(0, |number: u64, byte| number << 8 | u64::from(*byte)),
            LengthForm::Digits => {
                let digits = std::str::from_utf8(bytes).ok()?.trim_start_matches(' ');
                // Else a sign would pass.
                let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
                is_number.then(|| digits.parse().ok()).flatten()?
            }
        };
        let own = if self.counts_itself { self.bytes as u64 } else { 0 };
        number.checked_sub(own)
    }

    fn write(&self, length: usize, frame: &mut BytesMut) -> Result<(), DoesNotFit> {
        let own = if self.counts_itself { self.bytes } else { 0 };
        let number = length.checked_add(own).ok_or(DoesNotFit::TooLong)? as u64;
        if self.form == LengthForm::Digits {
            let digits = format!("{number:0width$}", width = self.bytes);
            if digits.len() > self.bytes {
                return Err(DoesNotFit::TooLong);
            }
            frame.put_slice(digits.as_bytes());
            return Ok(());
        }
        if self.bytes < 8 && number >> (8 * self.bytes) != 0 {
            return Err(DoesNotFit::TooLong);
        }
        match self.form {
            LengthForm::LittleEndian => frame.put_uint_le(number, self.bytes),
            LengthForm::BigEndian | LengthForm::Digits => frame.put_uint(number, self.bytes),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framing(text: &str) -> Framing {
        serde_json::from_str(text).expect(text)
    }

    #[test]
    fn a_message_is_put_between_its_bytes() {
        for (text, expected) in [
            (
                r#"{ "delimited": { "start": "02", "end": "03" } }"#,
                &b"\x02abc\x03"[..],
            ),
            (r#"{ "delimited": { "end": "0d 0a" } }"#, b"abc\r\n"),
            (r#"{ "length": { "bytes": 2 } }"#, b"\x00\x03abc"),
            (
                r#"{ "length": { "bytes": 4, "form": "little_endian", "counts_itself": true } }"#,
                b"\x07\x00\x00\x00abc",
            ),
            (r#"{ "length": { "bytes": 5, "form": "digits" } }"#, b"00003abc"),
            (r#"{ "connection": {} }"#, b"abc"),
        ] {
            assert_eq!(framing(text).frame(b"abc").expect(text), expected, "{text}");
        }
    }

    #[test]
    fn what_a_receiver_would_misread_is_refused() {
        let lines = framing(r#"{ "delimited": { "end": "0D0A" } }"#);
        assert_eq!(lines.frame(b"a\r\nb"), Err(DoesNotFit::HoldsItsEnd));
        assert_eq!(lines.frame(b"a\r"), Ok(Bytes::from_static(b"a\r\r\n")));
        let doubled = framing(r#"{ "delimited": { "end": "0D0D" } }"#);
        assert_eq!(
            doubled.frame(b"a\r"),
            Err(DoesNotFit::HoldsItsEnd),
            "it would end one byte too early"
        );
        let short = framing(r#"{ "length": { "bytes": 1 } }"#);
        assert!(short.frame(&[0; 255]).is_ok());
        assert_eq!(short.frame(&[0; 256]), Err(DoesNotFit::TooLong));
        let digits = framing(r#"{ "length": { "bytes": 2, "form": "digits" } }"#);
        assert_eq!(digits.frame(&[0; 100]), Err(DoesNotFit::TooLong));
    }

    #[test]
    fn settings_that_end_nothing_are_told() {
        for (text, place) in [
            (r#"{ "delimited": { "end": "" } }"#, "/framing/delimited/end"),
            (r#"{ "length": { "bytes": 0 } }"#, "/framing/length/bytes"),
            (r#"{ "length": { "bytes": 9 } }"#, "/framing/length/bytes"),
        ] {
            assert_eq!(framing(text).problems("/framing")[0].path, place);
        }
        for text in [
            r#"{ "delimited": { "end": "0" } }"#,
            r#"{ "delimited": { "end": "zz" } }"#,
            r#"{ "lines": {} }"#,
        ] {
            assert!(serde_json::from_str::<Framing>(text).is_err(), "{text}");
        }
    }
}
