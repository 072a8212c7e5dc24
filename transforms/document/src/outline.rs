//! A message as a list of its places, for people: each with its path, its value, and what the standard calls it.
//!
//! | format | places | paths |
//! |---|---|---|
//! | HL7 v2 | groups of the structure, segments, fields (each repetition), components, subcomponents | `ORDER_OBSERVATION(2)`, `OBX(3)-5(2).1` |
//! | X12 | segments, elements (each repetition), components | `CLM(2)-5.1` |
//! | JSON, FHIR | members and elements | JSON pointers: `/entry/0/resource` |
//! | XML | elements and attributes | `/order/item[2]/@code` |
//! | delimited text | records and cells | `row(3).MRN` |
//!
//! The paths are those that steps and scripts use. Places without a value are left out. The list is in the order of the
//! message; a place is within the last one before it whose level is lower. It is bounded, and says so when it was cut.

mod delimited;
mod hl7;
mod json;
mod x12;
mod xml;

use serde::Serialize;

use crate::{Document, Structured};

/// How much of a message is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutlineOptions {
    /// The most places.
    pub max_places: usize,
    /// The most characters of a value.
    pub max_value_length: usize,
}

impl Default for OutlineOptions {
    /// 20,000 places and 2,000 characters.
    fn default() -> Self {
        Self {
            max_places: 20_000,
            max_value_length: 2_000,
        }
    }
}

/// A message as a list of its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The format, such as `HL7 v2`.
    pub format: &'static str,
    /// The version of the standard that names are from; `None` where the format has none.
    pub version: Option<String>,
    /// The message structure, such as `ORU_R01`; `None` where the standard has none for the message.
    pub structure: Option<String>,
    /// The places in the order of the message.
    pub places: Vec<Place>,
    /// Whether there are more places than are listed.
    pub is_cut: bool,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// A group of a message structure.
    Group,
    /// A segment.
    Segment,
    /// A repetition of a field or of an X12 element.
    Field,
    /// A component.
    Component,
    /// A subcomponent.
    Subcomponent,
    /// A JSON object.
    Object,
    /// A JSON array.
    Array,
    /// An XML element.
    Element,
    /// An XML attribute.
    Attribute,
    /// A record of delimited text.
    Record,
    /// A JSON text, number, truth value or null; a cell.
    Value,
}

/// A place of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// How deep it is, from 0.
    pub level: usize,
    /// What it is.
    pub kind: PlaceKind,
    /// Its path, as steps and scripts write it; empty for what they cannot name.
    pub path: String,
    /// Its name within what it is in, where that is shorter than the path.
    pub label: Option<String>,
    /// What stands there: of a place without further ones the text with escapes resolved, of an HL7 v2 or X12 place with
    /// further ones the text as written.
    pub value: Option<String>,
    /// Whether the value is longer than is told.
    pub is_value_cut: bool,
    /// Whether no places are within it.
    pub is_leaf: bool,
    /// What the standard says of it.
    pub definition: Option<PlaceDefinition>,
    /// What its code means.
    pub meaning: Option<String>,
}

/// What the standard says of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceDefinition {
    /// What it is called, such as `Patient Identifier List`.
    pub name: String,
    /// The id of its data type, such as `CX`; `None` for segments.
    pub data_type: Option<String>,
    /// Whether it must be there: `R`, `O`, `C` and so on; `None` for segments.
    pub optionality: Option<&'static str>,
    /// How often it may be there; `None` for any number and for segments.
    pub max_repetitions: Option<u32>,
    /// The number of the table of its codes, such as `0001`.
    pub table: Option<String>,
    /// What the table is called.
    pub table_name: Option<String>,
}

/// Lists the places of a message. Takes time linear in the message; bytes that are not looked into have none.
pub fn outline(document: &Document, options: OutlineOptions) -> Outline {
    let mut list = List {
        options,
        outline: Outline {
            format: document.format(),
            version: None,
            structure: None,
            places: Vec::new(),
            is_cut: false,
        },
    };
    match document {
        Document::Hl7v2(hl7) => hl7::add(&mut list, &hl7.message),
        Document::Json(json) => json::add(&mut list, json.value()),
        Document::Structured(document) => match &document.structured {
            Structured::Xml(xml) => xml::add(&mut list, xml),
            Structured::X12(interchange) => x12::add(&mut list, interchange),
            Structured::Delimited(table) => delimited::add(&mut list, table),
        },
        Document::Raw(_) => {}
    }
    list.outline
}

/// The outline while it is made.
struct List {
    options: OutlineOptions,
    outline: Outline,
}

impl List {
    /// Adds a place; when there is no room for it, `None` ends the walk.
    fn add(&mut self, place: Place) -> Option<()> {
        if self.outline.places.len() >= self.options.max_places {
            self.outline.is_cut = true;
            return None;
        }
        self.outline.places.push(place);
        Some(())
    }

    /// Begins a place with a value, which is cut to what is told.
    fn valued(&self, level: usize, kind: PlaceKind, path: String, value: &str) -> Place {
        let end = value.char_indices().nth(self.options.max_value_length);
        Place {
            value: Some(end.map_or(value, |(end, _)| &value[..end]).to_owned()),
            is_value_cut: end.is_some(),
            is_leaf: true,
            ..bare(level, kind, path)
        }
    }
}

/// Begins a place that only holds others.
fn bare(level: usize, kind: PlaceKind, path: String) -> Place {
    Place {
        level,
        kind,
        path,
        label: None,
        value: None,
        is_value_cut: false,
        is_leaf: false,
        definition: None,
        meaning: None,
    }
}

#[cfg(test)]
mod tests;
