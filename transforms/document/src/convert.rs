//! A message turned into another format.
//!
//! | from | to | how |
//! |---|---|---|
//! | HL7 v2 | XML | HL7 v2.xml (`urn:hl7-org:v2xml`), with the groups of the message's structure |
//! | XML | HL7 v2 | the same, backwards |
//! | HL7 v2 | JSON, and back | as its XML, line breaks as line feeds; for messages of a known structure. The order between segments of different ids directly in one group is lost |
//! | XML | JSON | elements as objects: attributes `@name`, text `#text`, repeated elements an array |
//! | JSON | XML | the same, backwards; the object has one member, the root |
//! | delimited text | JSON | an array of records, each an object by column names, or an array |
//! | JSON | delimited text | the same, backwards, by the layout |
//! | X12 | JSON | an array of segments, each an array of its id and elements |
//! | FHIR in JSON | FHIR in XML, and back | as FHIR says |
//! | anything | text | as it is written |
//! | text | anything | read as the format |
//!
//! Two formats without a way between them go by JSON, in two steps.

use std::sync::Arc;

use nilecare_delimited::{Layout, Table};
use nilecare_fhir::Syntax;
use nilecare_hl7v2::charset::Charset;
use nilecare_hl7v2_standard::Standard;
use nilecare_xml::Xml;
use serde_json::Value;

use crate::{
    DataType, Document, EncodeError, Hl7Document, Hl7XmlError, JsonDocument, ParseFailure, Structured,
    StructuredDocument, hl7_xml,
};

/// What a message is turned into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// HL7 v2.
    Hl7v2,
    /// JSON.
    Json,
    /// A FHIR resource in JSON or XML.
    Fhir(Syntax),
    /// XML.
    Xml,
    /// An X12 interchange.
    X12,
    /// Records of a layout.
    Delimited(Arc<Layout>),
    /// Text that is not looked into.
    Raw,
}

/// A message that cannot be turned into the format.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// There is no way from the one to the other.
    #[error("{from} cannot be turned into {to}; write a script that builds it, or convert in two steps")]
    NoWay {
        /// The format that it has.
        from: &'static str,
        /// The format that was wanted.
        to: &'static str,
    },
    /// JSON has no order between the segments of a message whose groups are not known.
    #[error(
        "the standard has no structure for this message, and JSON would lose the order of its segments; convert it to XML"
    )]
    NoStructure,
    /// It cannot be written.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// What it is read as is another format.
    #[error(transparent)]
    Parse(#[from] ParseFailure),
    /// The JSON has no form in XML.
    #[error(transparent)]
    Xml(#[from] nilecare_xml::JsonError),
    /// The JSON has no form in the layout.
    #[error(transparent)]
    Delimited(#[from] nilecare_delimited::JsonError),
    /// The XML is none of HL7 v2.
    #[error(transparent)]
    Hl7Xml(#[from] Hl7XmlError),
    /// It is no FHIR resource.
    #[error(transparent)]
    Fhir(#[from] nilecare_fhir::FhirError),
}

/// Turns a message into another format; one that has the format already stays as it is.
///
/// # Errors
/// When there is no way, or the message has no form in the other format.
pub fn convert(document: &Document, target: &Target) -> Result<Document, ConvertError> {
    match (document, target) {
        (document, Target::Raw) => Ok(Document::Raw(document.encode()?)),
        (Document::Raw(content), target) => Ok(data_type(target).parse(content, Charset::LATIN_1)?),
        (Document::Hl7v2(_), Target::Hl7v2) => Ok(document.clone()),
        (Document::Hl7v2(hl7), Target::Xml) => Ok(xml(hl7_to_xml(hl7)?)),
        (Document::Hl7v2(hl7), Target::Json) => {
            let standard = Standard::for_message(&hl7.message);
            let xml = hl7_xml::to_xml_for_json(&hl7.message, standard).map_err(parse_failure)?;
            let xml = xml.ok_or(ConvertError::NoStructure)?;
            Ok(Document::Json(JsonDocument::made(xml.to_json())))
        }
        (Document::Json(json), Target::Hl7v2) => hl7_of_xml(&Xml::from_json(json.value())?),
        (Document::Json(json), Target::Json) if !json.is_resource() => Ok(document.clone()),
        (Document::Json(json), Target::Fhir(syntax)) if json.syntax() == Some(*syntax) => Ok(document.clone()),
        (Document::Json(json), Target::Json) => Ok(Document::Json(JsonDocument::made(json.value().clone()))),
        (Document::Json(json), Target::Fhir(syntax)) => resource(json.value(), *syntax),
        (Document::Json(json), Target::Xml) if json.is_resource() => Ok(xml(Xml::parse(nilecare_fhir::to_xml(
            json.value(),
        )?)
        .map_err(parse_failure)?)),
        (Document::Json(json), Target::Xml) => Ok(xml(Xml::from_json(json.value())?)),
        (Document::Json(json), Target::Delimited(layout)) => {
            let table = Table::from_json(json.value(), layout)?;
            let structured = Structured::Delimited(table);
            Ok(Document::Structured(StructuredDocument::made(structured)))
        }
        (Document::Structured(structured), target) => of_structured(document, &structured.structured, target),
        (document, target) => Err(no_way(document, target)),
    }
}

fn of_structured(document: &Document, structured: &Structured, target: &Target) -> Result<Document, ConvertError> {
    match (structured, target) {
        (Structured::Xml(_), Target::Xml) | (Structured::X12(_), Target::X12) => Ok(document.clone()),
        (structured, Target::Json) => Ok(Document::Json(JsonDocument::made(structured.to_json()))),
        (Structured::Xml(xml), Target::Hl7v2) => hl7_of_xml(xml),
        (Structured::Xml(xml), Target::Fhir(syntax)) => resource(&nilecare_fhir::from_xml(&xml.text())?, *syntax),
        (Structured::Delimited(table), Target::Delimited(layout)) if table.layout() == layout.as_ref() => {
            Ok(document.clone())
        }
        (Structured::Delimited(table), Target::Delimited(layout)) => {
            let table = Table::from_json(&table.to_json(), layout)?;
            Ok(Document::Structured(StructuredDocument::made(Structured::Delimited(
                table,
            ))))
        }
        _ => Err(no_way(document, target)),
    }
}

fn resource(value: &Value, syntax: Syntax) -> Result<Document, ConvertError> {
    if syntax == Syntax::Xml {
        // What cannot be written is told here and not when it is sent.
        nilecare_fhir::to_xml(value)?;
    } else {
        nilecare_fhir::check_type(value)?;
    }
    Ok(Document::Json(JsonDocument::made_resource(value.clone(), syntax)))
}

fn hl7_to_xml(hl7: &Hl7Document) -> Result<Xml, ConvertError> {
    let standard = Standard::for_message(&hl7.message);
    Ok(hl7_xml::to_xml(&hl7.message, standard).map_err(parse_failure)?)
}

fn hl7_of_xml(xml: &Xml) -> Result<Document, ConvertError> {
    Ok(Document::Hl7v2(Hl7Document::made(hl7_xml::from_xml(xml)?)))
}

fn xml(xml: Xml) -> Document {
    Document::Structured(StructuredDocument::made(Structured::Xml(xml)))
}

fn parse_failure(error: impl std::error::Error) -> ParseFailure {
    ParseFailure(error.to_string())
}

fn data_type(target: &Target) -> DataType {
    match target {
        Target::Hl7v2 => DataType::Hl7v2,
        Target::Json => DataType::Json,
        Target::Fhir(_) => DataType::Fhir,
        Target::Xml => DataType::Xml,
        Target::X12 => DataType::X12,
        Target::Delimited(layout) => DataType::Delimited(Arc::clone(layout)),
        Target::Raw => DataType::Raw,
    }
}

fn no_way(document: &Document, target: &Target) -> ConvertError {
    ConvertError::NoWay {
        from: document.format(),
        to: target.name(),
    }
}

impl Target {
    fn name(&self) -> &'static str {
        match self {
            Self::Hl7v2 => "HL7 v2",
            Self::Json => "JSON",
            Self::Fhir(_) => "FHIR",
            Self::Xml => "XML",
            Self::X12 => "X12",
            Self::Delimited(_) => "delimited text",
            Self::Raw => "text",
        }
    }
}

impl Document {
    /// Returns the name of the format.
    pub fn format(&self) -> &'static str {
        match self {
            Self::Hl7v2(_) => "HL7 v2",
            Self::Json(json) if json.is_resource() => "FHIR",
            Self::Json(_) => "JSON",
            Self::Structured(document) => document.structured.format(),
            Self::Raw(_) => "text",
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn read(target: &Target, text: &str) -> Document {
        data_type(target)
            .parse(&Bytes::copy_from_slice(text.as_bytes()), Charset::Utf8)
            .expect("it is of the format")
    }

    fn converted(from: &Target, text: &str, to: &Target) -> Result<String, String> {
        let document = convert(&read(from, text), to).map_err(|error| error.to_string())?;
        let bytes = document.encode().map_err(|error| error.to_string())?;
        Ok(String::from_utf8(bytes.to_vec()).expect("it is UTF-8"))
    }

    #[test]
    fn formats_are_turned_into_one_another() {
        let csv = Target::Delimited(Arc::new(Layout::csv_with_header()));
        let fhir = Target::Fhir;
        for (from, text, to, expected) in [
            (
                &Target::Xml,
                "<a x='1'><b>7.40</b></a>",
                &Target::Json,
                r#"{"a":{"@x":"1","b":"7.40"}}"#,
            ),
            (
                &Target::Json,
                r#"{"a":{"@x":1.50}}"#,
                &Target::Xml,
                r#"<a x="1.50"></a>"#,
            ),
            (
                &Target::Hl7v2,
                "MSH|^~\\&|A||||||ADT^A01^ADT_A01|1|P|2.5.1\rNTE|1||a\\.br\\b\\H\\\r",
                &Target::Json,
                r#"{"ADT_A01":{"@xmlns":"urn:hl7-org:v2xml","MSH":{"MSH.1":"|","MSH.2":"^~\\&","MSH.3":{"HD.1":"A"},"MSH.9":{"MSG.1":"ADT","MSG.2":"A01","MSG.3":"ADT_A01"},"MSH.10":"1","MSH.11":{"PT.1":"P"},"MSH.12":{"VID.1":"2.5.1"}},"NTE":{"NTE.1":"1","NTE.3":"a\nb\\H\\"}}}"#,
            ),
            (&csv, "A,B\r\n1,x\r\n", &Target::Json, r#"[{"A":"1","B":"x"}]"#),
            (&Target::Json, r#"[{"A":"1"}]"#, &Target::Raw, r#"[{"A":"1"}]"#),
            (&Target::Raw, "<a/>", &Target::Xml, "<a/>"),
            (
                &fhir(Syntax::Json),
                r#"{"resourceType":"Patient","active":true}"#,
                &fhir(Syntax::Xml),
                r#"<Patient xmlns="http://hl7.org/fhir"><active value="true"/></Patient>"#,
            ),
            (
                &Target::Xml,
                r#"<Patient xmlns="http://hl7.org/fhir"><active value="true"/></Patient>"#,
                &fhir(Syntax::Json),
                r#"{"resourceType":"Patient","active":true}"#,
            ),
        ] {
            assert_eq!(converted(from, text, to).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_has_no_way_is_told() {
        for (from, text, to, expected) in [
            (
                &Target::Hl7v2,
                "MSH|^~\\&|A\r",
                &Target::X12,
                "HL7 v2 cannot be turned into X12",
            ),
            (
                &Target::Hl7v2,
                "MSH|^~\\&|A\rPID|1\r",
                &Target::Json,
                "the standard has no structure",
            ),
            (&Target::Json, "[1]", &Target::Xml, "expected an object with one member"),
            (
                &Target::Json,
                "{}",
                &Target::Fhir(Syntax::Json),
                "not FHIR R4 at the root",
            ),
            (&Target::Raw, "<a>", &Target::Xml, "not XML at line 1"),
        ] {
            let error = converted(from, text, to).expect_err(text);
            assert!(error.starts_with(expected), "{text}: {error}");
        }
    }
}
