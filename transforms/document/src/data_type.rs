//! The formats by name.

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use nilecare_delimited::{Layout, Table};
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::{Message, Path, Text};
use nilecare_x12::Interchange;
use nilecare_xml::Xml;

use crate::json::JsonForm;
use crate::structured::TextEncoding;
use crate::{Document, Hl7Document, JsonDocument, Structured, StructuredDocument};

/// A format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataType {
    /// HL7 v2 in the form with delimiters.
    Hl7v2,
    /// JSON.
    Json,
    /// FHIR R4 in JSON or XML.
    Fhir,
    /// XML.
    Xml,
    /// X12 interchanges.
    X12,
    /// Delimited text or fixed-width records of a layout.
    Delimited(Arc<Layout>),
    /// Bytes that are not looked into.
    Raw,
}

/// What can be told of a message without its contents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Description {
    /// The sender's number (MSH-10, ISA13, the id of a resource).
    pub control_id: Option<String>,
    /// Whom it is about (PID-3.1, the identifier of a Patient).
    pub patient_id: Option<String>,
    /// The kind, such as `ADT^A01`, `837^005010X222A1`, `Patient`, `ClinicalDocument`.
    pub message_type: Option<String>,
}

fn failure(error: impl std::error::Error) -> ParseFailure {
    ParseFailure(error.to_string())
}

fn structured(structured: Structured, raw: &Bytes, encoding: TextEncoding) -> Document {
    Document::Structured(StructuredDocument::new(structured, raw.clone(), encoding))
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
    pub fn parse(&self, raw: &Bytes, default: Charset) -> Result<Document, ParseFailure> {
        match self {
            Self::Hl7v2 => {
                let decoded = charset::decode_shared(raw, default);
                let message = Message::parse(decoded.text).map_err(failure)?;
                Ok(Document::Hl7v2(Hl7Document::new(message, raw.clone(), decoded.charset)))
            }
            Self::Json => {
                let value = nilecare_json::parse(raw).map_err(failure)?;
                Ok(Document::Json(JsonDocument::new(value, raw.clone(), JsonForm::Json)))
            }
            Self::Fhir => {
                let resource = nilecare_fhir::parse(raw).map_err(failure)?;
                let form = JsonForm::Fhir(resource.syntax);
                Ok(Document::Json(JsonDocument::new(resource.value, raw.clone(), form)))
            }
            Self::Xml => {
                let decoded = nilecare_xml::decode(raw);
                if decoded.is_replaced {
                    let text = "not XML: some bytes are not of the encoding that its declaration names";
                    return Err(ParseFailure(text.to_owned()));
                }
                let encoding = TextEncoding::Xml(decoded.encoding);
                let xml = Xml::parse(decoded.text.as_ref()).map_err(failure)?;
                Ok(structured(Structured::Xml(xml), raw, encoding))
            }
            Self::X12 => {
                let decoded = charset::decode_shared(raw, default);
                let interchange = Interchange::parse(decoded.text.as_str()).map_err(failure)?;
                let encoding = TextEncoding::Charset(decoded.charset);
                Ok(structured(Structured::X12(interchange), raw, encoding))
            }
            Self::Delimited(layout) => {
                let decoded = charset::decode_shared(raw, default);
                let table = Table::parse(decoded.text.as_str(), layout).map_err(failure)?;
                let encoding = TextEncoding::Charset(decoded.charset);
                Ok(structured(Structured::Delimited(table), raw, encoding))
            }
            Self::Raw => Ok(Document::Raw(raw.clone())),
        }
    }

    /// Reads a text again that a script changed, keeping the character set of `like`.
    ///
    /// # Errors
    /// When it is not of the format.
    pub fn parse_text(&self, text: String, like: &Document) -> Result<Document, ParseFailure> {
        match (self, like) {
            (Self::Hl7v2, Document::Hl7v2(like)) => {
                let message = Message::parse(Text::from(text)).map_err(|error| ParseFailure(error.to_string()))?;
                // What a script made has no bytes of its own to be written back.
                let made = Hl7Document::made(message);
                Ok(Document::Hl7v2(made.with_charset_of(like)))
            }
            // Its declaration may name the encoding of the bytes, and this is text.
            (Self::Xml, Document::Structured(like)) => {
                let xml = Xml::parse(text).map_err(failure)?;
                let made = StructuredDocument::made(Structured::Xml(xml));
                Ok(Document::Structured(made.made_like(like)))
            }
            (Self::X12 | Self::Delimited(_), Document::Structured(like)) => {
                let made = self.parse(&Bytes::from(text), Charset::Utf8)?;
                Ok(match made {
                    Document::Structured(made) => Document::Structured(made.made_like(like)),
                    other => other,
                })
            }
            (data_type, _) => data_type.parse(&Bytes::from(text), Charset::Utf8),
        }
    }
}

impl Document {
    /// Tells what can be told of the message without its contents.
    pub fn describe(&self) -> Description {
        match self {
            Self::Hl7v2(document) => describe_hl7(&document.message),
            Self::Json(document) if document.form() != JsonForm::Json => {
                let description = nilecare_fhir::describe(document.value());
                Description {
                    control_id: description.id,
                    patient_id: description.patient,
                    message_type: description.kind,
                }
            }
            Self::Structured(document) => match &document.structured {
                Structured::Xml(xml) => Description {
                    message_type: Some(xml.root().local_name().to_owned()),
                    ..Description::default()
                },
                Structured::X12(interchange) => describe_x12(interchange),
                Structured::Delimited(_) => Description::default(),
            },
            Self::Json(_) | Self::Raw(_) => Description::default(),
        }
    }
}

fn describe_hl7(message: &Message) -> Description {
    let header = message.header();
    let message_type = match (header.message_type(), header.trigger_event()) {
        (Some(message_type), Some(event)) => Some(format!("{message_type}^{event}")),
        (Some(message_type), None) => Some(message_type.into_owned()),
        _ => None,
    };
    Description {
        control_id: header.control_id().map(std::borrow::Cow::into_owned),
        patient_id: patient_id(message),
        message_type,
    }
}

/// An interchange has its number (ISA13), and the first kind of transaction set that it holds, such as `837^005010X222A1`.
fn describe_x12(interchange: &Interchange) -> Description {
    let description = interchange.description();
    let kind = description.kinds.first();
    Description {
        control_id: Some(description.control_number.to_owned()).filter(|number| !number.is_empty()),
        patient_id: None,
        message_type: kind.map(|kind| match kind.implementation {
            "" => kind.identifier.to_owned(),
            implementation => format!("{}^{implementation}", kind.identifier),
        }),
    }
}

/// Reads the first identifier of the first patient.
fn patient_id(message: &Message) -> Option<String> {
    static PATH: LazyLock<Path> = LazyLock::new(|| "PID-3.1".parse().expect("it is a path"));
    let id = message.get(&PATH)?;
    (!id.is_empty()).then(|| id.into_owned())
}
