//! A message of any format, and what every format can do: parse, write, describe, acknowledge; batches of messages, and
//! large parts that are kept outside.
//!
//! Formats know nothing of one another; this is the place where they meet. A document that was not changed is written
//! back byte for byte, whatever its character set.

mod acknowledge;
pub mod attachment;
pub mod batch;
mod convert;
mod data_type;
mod document;
mod hl7_xml;
mod json;
mod outline;
mod structured;
mod x12_reply;

pub use acknowledge::{
    Acknowledgment, Refusal, SenderError, acknowledge, acknowledge_committed, commit, is_positive, refuse, sender_error,
};
pub use convert::{ConvertError, Target, convert};
pub use data_type::{DataType, Description, ParseFailure};
pub use document::{Document, EncodeError, Hl7Document};
pub use hl7_xml::{Hl7XmlError, V2XML};
pub use json::JsonDocument;
pub use outline::{Outline, OutlineOptions, Place, PlaceDefinition, PlaceKind, outline};
pub use structured::{Structured, StructuredDocument};

/// The layout of delimited text and fixed-width records.
pub use nilecare_delimited::Layout;
/// How a FHIR resource is written.
pub use nilecare_fhir::Syntax;
/// Reads a FHIR resource in JSON or XML.
pub use nilecare_fhir::parse as parse_resource;
/// The character set of text that declares none.
pub use nilecare_hl7v2::charset::Charset;
/// Reads JSON as messages are read.
pub use nilecare_json::parse as parse_json;
/// An XML document.
pub use nilecare_xml::Xml;

#[cfg(test)]
mod tests;
