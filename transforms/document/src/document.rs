//! The document.

use bytes::Bytes;
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::{Message, Text};

use crate::{JsonDocument, StructuredDocument};

/// A message of one of the formats.
#[derive(Debug, Clone)]
pub enum Document {
    /// HL7 v2.
    Hl7v2(Hl7Document),
    /// JSON, and FHIR in JSON or XML.
    Json(JsonDocument),
    /// XML, X12, delimited text.
    Structured(StructuredDocument),
    /// Bytes that are not looked into.
    Raw(Bytes),
}

/// An HL7 v2 message with the bytes it came as.
#[derive(Debug, Clone)]
pub struct Hl7Document {
    /// The message.
    pub message: Message,
    /// The bytes it was parsed from; `None` for one that was made here.
    origin: Option<Bytes>,
    charset: Charset,
}

/// A document that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// The character set of the message lacks a character that a script put in.
    #[error("the message has a character that its character set cannot express; set MSH-18 to UNICODE UTF-8")]
    Charset,
    /// As `Charset`, of a format in which the channel names the character set.
    #[error(
        "the message has a character that the character set of its channel cannot express; set character_set to utf-8"
    )]
    ChannelCharset,
    /// What scripts made of a resource is none that XML can express.
    #[error(transparent)]
    Fhir(#[from] nilecare_fhir::FhirError),
}

impl Hl7Document {
    /// Wraps a parsed message with its bytes and their character set.
    pub fn new(message: Message, origin: Bytes, charset: Charset) -> Self {
        Self {
            message,
            origin: Some(origin),
            charset,
        }
    }

    /// Wraps a message that was made here.
    pub fn made(message: Message) -> Self {
        Self {
            message,
            origin: None,
            charset: Charset::Utf8,
        }
    }

    /// Takes over the character set of another document.
    #[must_use]
    pub(crate) fn with_charset_of(mut self, like: &Self) -> Self {
        self.charset = like.charset;
        self
    }

    /// Puts in another state of the message, after a script.
    #[must_use]
    pub fn with_message(mut self, message: Message) -> Self {
        // An unchanged message may be another one than that which the bytes are of.
        if !message.is_changed() && message.text().as_str() != self.message.text().as_str() {
            self.origin = None;
        }
        self.message = message;
        self
    }

    fn encode(&self) -> Result<Bytes, EncodeError> {
        if let Some(origin) = &self.origin
            && !self.message.is_changed()
        {
            return Ok(origin.clone());
        }
        let text = self.message.text();
        // A script may have declared another character set.
        let declared = self.message.header().character_set();
        let declared = declared
            .as_deref()
            .and_then(Charset::from_msh18)
            .unwrap_or(self.charset);
        encode_text(text, declared)
    }
}

fn encode_text(text: Text, charset: Charset) -> Result<Bytes, EncodeError> {
    if charset == Charset::Utf8
        || text.as_str().is_ascii() && charset != Charset::Utf16Le && charset != Charset::Utf16Be
    {
        return Ok(text.into_bytes());
    }
    if !charset::can_encode(text.as_str(), charset) {
        return Err(EncodeError::Charset);
    }
    Ok(Bytes::from(charset::encode(text.as_str(), charset).into_owned()))
}

impl Document {
    /// Writes the document.
    ///
    /// # Errors
    /// When its character set lacks a character, or what was made of a FHIR resource in XML has no form there.
    pub fn encode(&self) -> Result<Bytes, EncodeError> {
        match self {
            Self::Hl7v2(document) => document.encode(),
            Self::Json(document) => document.encode(),
            Self::Structured(document) => document.encode().ok_or(EncodeError::ChannelCharset),
            Self::Raw(content) => Ok(content.clone()),
        }
    }

    /// Tells whether it differs from what was parsed.
    pub fn is_changed(&self) -> bool {
        match self {
            Self::Hl7v2(document) => document.origin.is_none() || document.message.is_changed(),
            Self::Json(document) => document.is_changed(),
            Self::Structured(document) => document.is_changed(),
            Self::Raw(_) => false,
        }
    }
}
