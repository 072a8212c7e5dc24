//! The formats by name.

use std::sync::LazyLock;

use bytes::Bytes;
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::{Message, Path, Text};

use crate::{Document, Hl7Document};

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataType {
    /// HL7 v2 in the form with delimiters.
    Hl7v2,
    /// JSON.
    Json,
    /// Bytes that are not looked into.
    Raw,
}

/// What can be told of a message without its contents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Description {
    /// The sender's number (MSH-10).
    pub control_id: Option<String>,
    /// Whom it is about (PID-3.1).
    pub patient_id: Option<String>,
    /// The kind, such as `ADT^A01`.
    pub message_type: Option<String>,
}

/// A message that is not of its format. Tells where and what was expected, never what was there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ParseFailure(pub String);

impl DataType {
    /// Reads a message. `default` is the character set of bytes that declare none and are not UTF-8.
    ///
    /// # Errors
    /// When it is not of the format.
    pub fn parse(self, raw: &Bytes, default: Charset) -> Result<Document, ParseFailure> {
        match self {
            Self::Hl7v2 => {
                let decoded = charset::decode_shared(raw, default);
                let message = Message::parse(decoded.text).map_err(|error| ParseFailure(error.to_string()))?;
                Ok(Document::Hl7v2(Hl7Document::new(message, raw.clone(), decoded.charset)))
            }
            Self::Json => match serde_json::from_slice(raw) {
                Ok(value) => Ok(Document::Json(value)),
                // serde_json's own text may quote the content.
                Err(error) => Err(ParseFailure(format!(
                    "not JSON: line {}, column {} is not as expected",
                    error.line(),
                    error.column()
                ))),
            },
            Self::Raw => Ok(Document::Raw(raw.clone())),
        }
    }

    /// Reads a text again that a script changed, keeping the character set of `like`.
    ///
    /// # Errors
    /// When it is not of the format.
    pub fn parse_text(self, text: String, like: &Document) -> Result<Document, ParseFailure> {
        match (self, like) {
            (Self::Hl7v2, Document::Hl7v2(like)) => {
                let message = Message::parse(Text::from(text)).map_err(|error| ParseFailure(error.to_string()))?;
                // What a script made has no bytes of its own to be written back.
                let made = Hl7Document::made(message);
                Ok(Document::Hl7v2(made.with_charset_of(like)))
            }
            (data_type, _) => data_type.parse(&Bytes::from(text), Charset::Utf8),
        }
    }
}

impl Document {
    /// Tells what can be told of the message without its contents.
    pub fn describe(&self) -> Description {
        let Self::Hl7v2(document) = self else {
            return Description::default();
        };
        let header = document.message.header();
        let message_type = match (header.message_type(), header.trigger_event()) {
            (Some(message_type), Some(event)) => Some(format!("{message_type}^{event}")),
            (Some(message_type), None) => Some(message_type.into_owned()),
            _ => None,
        };
        Description {
            control_id: header.control_id().map(std::borrow::Cow::into_owned),
            patient_id: patient_id(&document.message),
            message_type,
        }
    }
}

/// Reads the first identifier of the first patient.
fn patient_id(message: &Message) -> Option<String> {
    static PATH: LazyLock<Path> = LazyLock::new(|| "PID-3.1".parse().expect("it is a path"));
    let id = message.get(&PATH)?;
    (!id.is_empty()).then(|| id.into_owned())
}
