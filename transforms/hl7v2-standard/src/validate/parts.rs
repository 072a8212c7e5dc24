//! Segments against their fields, fields against their data types and tables.

use std::collections::HashMap;

use nilecare_hl7v2::acknowledgment::ErrorCode;
use nilecare_hl7v2::{Delimiters, Message, Path, Segment, escape};

use super::findings::{Findings, Place, Weight};
use super::lexical::{self, Form};
use crate::definition::{DataTypeDefinition, SegmentDefinition};
use crate::element::{ElementDefinition, Optionality};
use crate::issue::Rule;
use crate::table::TableKind;
use crate::{Standard, Version};

pub(super) fn check(message: &Message, standard: &Standard, findings: &mut Findings<'_>) {
    let mut occurrences: HashMap<&str, usize> = HashMap::new();
    let mut check = Check {
        standard,
        delimiters: message.delimiters(),
        findings,
    };
    for (position, segment) in message.segments().enumerate() {
        let id = segment.id();
        let occurrence = occurrences.entry(id).or_default();
        *occurrence += 1;
        if let Some(definition) = standard.segment(id) {
            let path = Path::new(id).and_then(|path| path.with_occurrence(*occurrence));
            check.segment(Place::of_segment(path.ok(), position), segment, definition);
        }
    }
}

struct Check<'c, 'o> {
    standard: &'c Standard,
    delimiters: Delimiters,
    findings: &'c mut Findings<'o>,
}

impl<'c> Check<'c, '_> {
    fn segment(&mut self, place: Place, segment: Segment<'_>, definition: &SegmentDefinition) {
        let id = definition.id();
        let holds_delimiters = matches!(id, "MSH" | "FHS" | "BHS");
        let mut defined = definition.fields().iter().peekable();
        for (n_before, field) in segment.fields().enumerate() {
            let place = Place {
                field: n_before + 1,
                ..place
            };
            while let Some(element) = defined.next_if(|element| element.number() < place.field) {
                self.absent(&place, element);
            }
            let element = defined.next_if(|element| element.number() == place.field);
            if holds_delimiters && place.field <= 2 {
                continue;
            }
            let is_empty = self.is_empty(field.raw());
            match element {
                Some(element) if is_empty => self.absent(&place, element),
                Some(element) => self.field(place, segment, element, field.raw()),
                None if is_empty => {}
                None => self.undefined(&place, id),
            }
        }
        for element in defined {
            self.absent(&place, element);
        }
        if id == "OBX" {
            self.observation_type(&place, segment);
        }
    }

    /// Tells whether a field holds nothing but delimiters.
    fn is_empty(&self, raw: &str) -> bool {
        let delimiters = &self.delimiters;
        raw.bytes().all(|byte| {
            byte == delimiters.component || byte == delimiters.subcomponent || byte == delimiters.repetition
        })
    }

    fn absent(&mut self, place: &Place, element: &ElementDefinition) {
        if element.is_required() {
            let place = Place {
                field: element.number(),
                ..*place
            };
            self.findings.add(Rule::Required, Weight::Error, &place, || {
                format!("{} is required", element.name())
            });
        }
    }

    fn undefined(&mut self, place: &Place, id: &str) {
        let version = self.standard.version();
        let has_field = |version: &&Version| {
            let segment = Standard::of(**version).segment(id);
            segment.is_some_and(|segment| segment.field(place.field).is_some())
        };
        self.findings.add(Rule::Version, Weight::Deviation, place, || {
            match Version::ALL.iter().find(has_field) {
                Some(other) => format!("version {version} does not have this field; version {other} does"),
                None => format!("version {version} does not have this field"),
            }
        });
    }

    fn field(&mut self, place: Place, segment: Segment<'_>, element: &ElementDefinition, raw: &str) {
        if element.optionality() == Optionality::Withdrawn {
            let version = self.standard.version();
            self.findings.add(Rule::Version, Weight::Warning, &place, || {
                format!(
                    "{} is withdrawn or reserved in version {version}; it should be empty",
                    element.name()
                )
            });
            return;
        }
        let data_type = match element.data_type() {
            "VARIES" => self.varying_type(&place, segment),
            id => self.standard.data_type(id),
        };
        let mut n_repetitions = 0;
        for repetition in raw.split(char::from(self.delimiters.repetition)) {
            n_repetitions += 1;
            let place = Place {
                repetition: n_repetitions,
                ..place
            };
            if repetition.is_empty() || repetition == "\"\"" {
                continue;
            }
            self.length(&place, element, repetition, Weight::Deviation);
            if let Some(data_type) = data_type {
                self.repetition(place, element, data_type, repetition);
            }
        }
        let max = element.max_repetitions().map_or(usize::MAX, |max| max as usize);
        if n_repetitions > max {
            self.findings.add(Rule::Repetition, Weight::Deviation, &place, || {
                format!(
                    "{} may have {max} {}",
                    element.name(),
                    if max == 1 { "repetition" } else { "repetitions" }
                )
            });
        }
    }

    /// Returns the data type that another field of the segment names: OBX-2 for OBX-5, MFE-5 for MFE-4, MFA-6 for MFA-5.
    fn varying_type(&self, place: &Place, segment: Segment<'_>) -> Option<&'c DataTypeDefinition> {
        let named_in = match (segment.id(), place.field) {
            ("OBX", 5) => 2,
            ("MFE", 4) => 5,
            ("MFA", 5) => 6,
            _ => return None,
        };
        self.standard.data_type(segment.field(named_in)?.raw())
    }

    fn observation_type(&mut self, place: &Place, segment: Segment<'_>) {
        let is_valued = |number| segment.field(number).is_some_and(|field| !self.is_empty(field.raw()));
        if is_valued(5) && !is_valued(2) {
            let place = Place { field: 2, ..*place };
            self.findings.add(Rule::Required, Weight::Warning, &place, || {
                "Value Type is required where an observation value is sent".to_owned()
            });
        }
    }

    fn repetition(&mut self, place: Place, element: &ElementDefinition, data_type: &DataTypeDefinition, text: &str) {
        let separator = self.delimiters.component;
        if data_type.is_simple() {
            let (first, n_more) = first_of(text, separator);
            self.simple(&place, element, data_type.id(), first);
            if n_more && !lexical::is_free_text(data_type.id()) {
                self.excess(&place, data_type);
            }
            return;
        }
        self.coded(&place, element, data_type, text);
        let parts = Parts {
            separator,
            level: Level::Component,
        };
        self.composite(place, data_type, text, parts);
    }

    /// Checks the components of a repetition, or the subcomponents of a component.
    fn composite(&mut self, place: Place, data_type: &DataTypeDefinition, text: &str, parts: Parts) {
        let mut defined = data_type.components().iter().peekable();
        let mut number = 0;
        for part in text.split(char::from(parts.separator)) {
            number += 1;
            let place = parts.level.within(&place, number);
            let Some(element) = defined.next_if(|element| element.number() == number) else {
                if !part.is_empty() {
                    self.excess(&place, data_type);
                }
                continue;
            };
            if part.is_empty() {
                self.absent_component(&place, element);
            } else if part != "\"\"" {
                self.length(&place, element, part, Weight::Strictness);
                self.part(place, data_type, element, part, parts.level);
            }
        }
        for element in defined {
            self.absent_component(&parts.level.within(&place, element.number()), element);
        }
    }

    fn part(
        &mut self,
        place: Place,
        owner: &DataTypeDefinition,
        element: &ElementDefinition,
        text: &str,
        level: Level,
    ) {
        // Before v2.5 the time of a time stamp was typed as text.
        let is_time_of_stamp = owner.id() == "TS" && element.number() == 1;
        let (first, _) = first_of(text, self.delimiters.subcomponent);
        if is_time_of_stamp {
            self.simple(&place, element, "DTM", first);
            return;
        }
        // Most components are of these types; it saves looking them up.
        if lexical::is_common_simple(element.data_type()) {
            self.simple(&place, element, element.data_type(), first);
            return;
        }
        let Some(data_type) = self.standard.data_type(element.data_type()) else {
            return;
        };
        match (data_type.is_simple(), level) {
            (true, _) => self.simple(&place, element, data_type.id(), first),
            (false, Level::Component) => {
                let parts = Parts {
                    separator: self.delimiters.subcomponent,
                    level: Level::Subcomponent,
                };
                self.composite(place, data_type, text, parts);
            }
            // Nothing divides a subcomponent, so it is the first part of its data type.
            (false, Level::Subcomponent) => {
                if let Some((first_element, id)) = self.first_simple(data_type) {
                    self.simple(&place, first_element, id, first);
                }
            }
        }
    }

    fn first_simple(&self, data_type: &'c DataTypeDefinition) -> Option<(&'c ElementDefinition, &'c str)> {
        let mut data_type = data_type;
        // A data type holds others, but not endlessly; a site's could hold itself.
        for _ in 0..4 {
            let element = data_type.component(1)?;
            if data_type.id() == "TS" {
                return Some((element, "DTM"));
            }
            data_type = self.standard.data_type(element.data_type())?;
            if data_type.is_simple() {
                return Some((element, data_type.id()));
            }
        }
        None
    }

    fn absent_component(&mut self, place: &Place, element: &ElementDefinition) {
        if element.is_required() {
            self.findings.add(Rule::Required, Weight::Deviation, place, || {
                format!("{} is required", element.name())
            });
        }
    }

    fn excess(&mut self, place: &Place, data_type: &DataTypeDefinition) {
        let version = self.standard.version();
        self.findings.add(Rule::DataType, Weight::Strictness, place, || {
            format!(
                "data type {} of version {version} does not have this component",
                data_type.id()
            )
        });
    }

    /// Checks a length. Those of components are suggestions to many senders, so they weigh less than those of fields.
    fn length(&mut self, place: &Place, element: &ElementDefinition, text: &str, weight: Weight) {
        let Some(max) = element.length() else { return };
        let max = max as usize;
        if text.len() <= max {
            return;
        }
        if escape::decode(text, &self.delimiters).chars().count() > max {
            self.findings.add(Rule::Length, weight, place, || {
                format!("{} may have {max} characters", element.name())
            });
        }
    }

    fn simple(&mut self, place: &Place, element: &ElementDefinition, data_type: &str, text: &str) {
        if text.is_empty() || text == "\"\"" {
            return;
        }
        match lexical::form(data_type) {
            Form::Text => {}
            Form::Code => self.code(place, element, data_type, text),
            Form::Checked { expected, is_valid } => {
                if !is_valid(text) && !self.is_truncated(place, element, text) {
                    self.findings.add(Rule::DataType, Weight::Error, place, || {
                        format!("{}: expected {expected} (data type {data_type})", element.name())
                    });
                }
            }
        }
    }

    /// Tells whether the sender cut the value and marked it so (HL7 v2.7 §2.5.5.2).
    fn is_truncated(&mut self, place: &Place, element: &ElementDefinition, text: &str) -> bool {
        let mark = self.delimiters.truncation;
        let is_truncated = mark.is_some_and(|mark| text.as_bytes().last() == Some(&mark));
        if is_truncated {
            self.findings.add(Rule::Length, Weight::Information, place, || {
                format!("the sender cut the value of {}", element.name())
            });
        }
        is_truncated
    }

    fn code(&mut self, place: &Place, element: &ElementDefinition, data_type: &str, text: &str) {
        let is_version_id = place.field == 12 && place.position == 0;
        if is_version_id || !self.findings.checks(Rule::TableValue) {
            return;
        }
        if let Some(id) = element.table() {
            let code = escape::decode(text, &self.delimiters);
            let is_of_users = data_type == "IS";
            self.code_of_table(place, id, &code, is_of_users);
        }
    }

    /// Checks a code. With `is_of_users` the data type lets sites have their own codes, whatever the table.
    fn code_of_table(&mut self, place: &Place, id: &str, code: &str, is_of_users: bool) {
        let Some(table) = self.standard.table(id) else { return };
        let (weight, advice) = match (table.code(code), table.kind()) {
            (Some(code), _) if code.is_in_version() => return,
            _ if !table.is_complete() || is_site_event(id, code) => return,
            // What other versions have is not alarming.
            (Some(_), _) => (Weight::Information, ", but in that of another version"),
            (None, TableKind::Hl7) if !is_of_users || table.is_closed => (Weight::Error, ""),
            (None, _) => (Weight::Warning, "; sites may add codes"),
        };
        let version = self.standard.version();
        self.findings
            .add_coded(Rule::TableValue, weight, place, ErrorCode::TableValueNotFound, || {
                format!(
                    "the code is not in table {id} ({}) of version {version}{advice}",
                    table.name()
                )
            });
    }

    /// Checks the code of a coded element that says that it is of the table. Other systems, and a table of the site's
    /// with no system named, are the site's.
    fn coded(&mut self, place: &Place, element: &ElementDefinition, data_type: &DataTypeDefinition, text: &str) {
        let is_coded = matches!(data_type.id(), "CE" | "CWE" | "CNE" | "CF");
        let Some(id) = element.table().filter(|_| is_coded) else {
            return;
        };
        let mut components = text.split(char::from(self.delimiters.component));
        let code = components.next().unwrap_or_default();
        let system = components.nth(1).unwrap_or_default();
        let is_of_table = match system.strip_prefix("HL7") {
            Some(number) => number == id,
            None => {
                system.is_empty()
                    && self
                        .standard
                        .table(id)
                        .is_some_and(|table| table.kind() == TableKind::Hl7)
            }
        };
        if is_of_table && !code.is_empty() && code != "\"\"" && self.findings.checks(Rule::TableValue) {
            let place = Level::Component.within(place, 1);
            let code = escape::decode(code, &self.delimiters);
            self.code_of_table(&place, id, &code, false);
        }
    }
}

/// Tells whether a message type, event or structure is a site's own (HL7 v2.5.1 §2.11).
fn is_site_event(table: &str, code: &str) -> bool {
    matches!(table, "0003" | "0076" | "0354") && (code.starts_with('Z') || code.contains("_Z"))
}

#[derive(Clone, Copy)]
struct Parts {
    separator: u8,
    level: Level,
}

#[derive(Clone, Copy)]
enum Level {
    Component,
    Subcomponent,
}

impl Level {
    fn within(self, place: &Place, number: usize) -> Place {
        match self {
            Level::Component => Place {
                component: number,
                ..*place
            },
            Level::Subcomponent => Place {
                subcomponent: number,
                ..*place
            },
        }
    }
}

/// Returns what stands before the first separator, and whether anything stands after it.
fn first_of(text: &str, separator: u8) -> (&str, bool) {
    match text.split_once(char::from(separator)) {
        Some((first, more)) => (first, !more.bytes().all(|byte| byte == separator)),
        None => (text, false),
    }
}
