//! Messages made of text and of other messages.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_document::{
    DataType, Document, Hl7Document, JsonDocument, Layout, Structured, StructuredDocument, Target, Xml, convert,
};
use nilecare_hl7v2::charset::Charset;
use nilecare_mapping::{Mapping, OutgoingHeader, Settings};
use rhai::{Dynamic, Engine, EvalAltResult, Map};

use super::hl7::Hl7;
use super::part::Part;
use crate::value;

/// What a script can say of the header of a message that FHIR resources become.
const HEADER_FIELDS: &str = "event, sending_application, sending_facility, receiving_application, receiving_facility, time, \
    control_id, processing_id, version and order_control";

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Gives scripts a document.
pub(crate) fn to_dynamic(document: &Document) -> Dynamic {
    match document {
        Document::Hl7v2(hl7) => Dynamic::from(Hl7::new(hl7.message.clone())),
        Document::Json(document) => value::from_json(document.value()),
        Document::Structured(document) => Dynamic::from(Part::whole(document.structured.clone())),
        Document::Raw(content) => Dynamic::from(String::from_utf8_lossy(content).into_owned()),
    }
}

fn parsed(data_type: &DataType, text: &str) -> Result<Dynamic> {
    let document = data_type.parse(&Bytes::copy_from_slice(text.as_bytes()), Charset::Utf8);
    Ok(to_dynamic(&document.map_err(|error| error.to_string())?))
}

fn converted(document: &Document, target: &Target) -> Result<Dynamic> {
    let converted = convert(document, target).map_err(|error| error.to_string())?;
    Ok(to_dynamic(&converted))
}

fn of_hl7(msg: &Hl7) -> Document {
    Document::Hl7v2(Hl7Document::made(msg.message()))
}

/// Takes a part for the message that it would be by itself: an element with the namespaces around it.
fn of_part(part: &Part) -> Result<Document> {
    let structured = match part.message() {
        message if part.is_whole() => message,
        Structured::Xml(_) => {
            let xml = Xml::parse(part.to_text()).map_err(|error| error.to_string())?;
            let structured = Structured::Xml(xml);
            return Ok(Document::Structured(StructuredDocument::made(structured)));
        }
        _ => return Err("only a whole message and an XML element can be converted".into()),
    };
    Ok(Document::Structured(StructuredDocument::made(structured)))
}

/// Writes FHIR resources as the message that the header tells.
fn of_fhir(map: &Map, header: &Map) -> Result<Dynamic> {
    let mut outgoing = OutgoingHeader::default();
    for (name, given) in header {
        let field = match name.as_str() {
            "event" => &mut outgoing.event,
            "sending_application" => &mut outgoing.sending_application,
            "sending_facility" => &mut outgoing.sending_facility,
            "receiving_application" => &mut outgoing.receiving_application,
            "receiving_facility" => &mut outgoing.receiving_facility,
            "time" => &mut outgoing.time,
            "control_id" => &mut outgoing.control_id,
            "processing_id" => &mut outgoing.processing_id,
            "version" => &mut outgoing.version,
            "order_control" => &mut outgoing.order_control,
            name => return Err(format!("a header has no {name}; it has {HEADER_FIELDS}").into()),
        };
        *field = given.to_string();
    }
    for (name, text) in [
        ("event", &outgoing.event),
        ("time", &outgoing.time),
        ("control_id", &outgoing.control_id),
    ] {
        if text.is_empty() {
            return Err(format!("the header needs {name}").into());
        }
    }
    let value = value::sent(&Dynamic::from_map(map.clone()))?;
    let written = Mapping::builtin().to_hl7v2(&value.to_string(), &outgoing, &Settings::default());
    let written = written.map_err(|error| error.to_string())?;
    parsed(&DataType::Hl7v2, &written.message)
}

fn of_map(map: &Map) -> Result<Document> {
    let value = value::sent(&Dynamic::from_map(map.clone()))?;
    Ok(Document::Json(JsonDocument::made(value)))
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("hl7_parse", |text: &str| parsed(&DataType::Hl7v2, text))
        // Its declaration names the encoding of bytes, and this is text.
        .register_fn("xml_parse", |text: &str| -> Result<Dynamic> {
            let xml = Xml::parse(text).map_err(|error| error.to_string())?;
            Ok(Dynamic::from(Part::whole(Structured::Xml(xml))))
        })
        .register_fn("x12_parse", |text: &str| parsed(&DataType::X12, text))
        .register_fn("csv_parse", |text: &str| {
            parsed(&DataType::Delimited(Arc::new(Layout::csv_with_header())), text)
        })
        .register_fn("to_json", |msg: &mut Hl7| converted(&of_hl7(msg), &Target::Json))
        .register_fn("to_json", |part: &mut Part| converted(&of_part(part)?, &Target::Json))
        .register_fn("to_xml", |msg: &mut Hl7| converted(&of_hl7(msg), &Target::Xml))
        .register_fn("to_xml", |map: &mut Map| converted(&of_map(map)?, &Target::Xml))
        .register_fn("to_fhir", |msg: &mut Hl7| -> Result<Dynamic> {
            let bundle = Mapping::builtin().to_fhir(&msg.message(), &Settings::default());
            let bundle = bundle.map_err(|error| error.to_string())?;
            let value = nilecare_json::parse(bundle.bundle.json().as_bytes()).map_err(|error| error.to_string())?;
            Ok(value::from_json(&value))
        })
        .register_fn("to_hl7", |map: &mut Map, header: Map| of_fhir(map, &header))
        .register_fn("to_hl7", |part: &mut Part| converted(&of_part(part)?, &Target::Hl7v2))
        .register_fn("to_hl7", |map: &mut Map| converted(&of_map(map)?, &Target::Hl7v2));
}
