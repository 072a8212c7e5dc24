//! Messages, written part by part.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::json::{Json, JsonId, Node};
use super::names::{authority, code_system, date};
use super::read::{Resources, Start};
use super::segment::{At, SegmentText};
use super::{Backward, OutgoingHeader, WriteError, Written};
use crate::Settings;
use crate::table::fill::{Converter, FillRow, FillValue, ReadPath, WriteItem};
use crate::table::{Tables, WriteTable};

/// The most segments that a message is written with.
const MAX_SEGMENTS: usize = 100_000;

/// Tables may be applied within one another so deep.
const MAX_DEPTH: usize = 8;

/// A message on its way.
pub struct Writer<'a> {
    tables: &'a Tables,
    backward: &'a Backward,
    settings: &'a Settings,
    header: &'a OutgoingHeader,
    table: &'a WriteTable,
    pub resources: Resources<'a>,
    /// Which values are in the message.
    pub used: Vec<bool>,
    pub notes: Vec<String>,
    message: String,
    counts: std::collections::HashMap<&'a str, usize>,
    n_segments: usize,
}

/// Where values are written: a field, a component of one, or the segment itself.
#[derive(Clone, Copy)]
enum Target {
    Segment,
    Field {
        field: u16,
        repetition: u16,
    },
    Component {
        field: u16,
        repetition: u16,
        component: u16,
    },
}

impl<'a> Writer<'a> {
    pub fn new(
        tables: &'a Tables,
        backward: &'a Backward,
        json: &'a Json,
        header: &'a OutgoingHeader,
        settings: &'a Settings,
    ) -> Result<Writer<'a>, WriteError> {
        let found = tables
            .writes
            .values()
            .find(|table| table.events.contains(&header.event));
        let table = found.ok_or_else(|| WriteError::UnknownEvent {
            event: header.event.clone(),
        })?;
        Ok(Writer {
            tables,
            backward,
            settings,
            header,
            table,
            resources: Resources::of(json).ok_or(WriteError::NoResource)?,
            used: vec![false; json.len()],
            notes: Vec::new(),
            message: String::new(),
            counts: std::collections::HashMap::new(),
            n_segments: 0,
        })
    }

    /// Writes the message.
    pub fn message(mut self) -> Result<Written, WriteError> {
        self.ensure_subject()?;
        self.write_header();
        let items = &self.table.items;
        self.write_items(items, Start::Bundle);
        let mut not_written = std::mem::take(&mut self.notes);
        not_written.extend(self.unused());
        Ok(Written {
            message: self.message,
            not_written,
        })
    }

    /// The first part that repeats for each resource of a type, or else the first segment, says what the message is about.
    fn ensure_subject(&self) -> Result<(), WriteError> {
        let paths = self.table.items.iter().map(|item| match item {
            WriteItem::Each { path, .. } => (true, path),
            WriteItem::Segment { path, .. } => (false, path),
        });
        let about = paths
            .clone()
            .find(|(is_each, _)| *is_each)
            .or_else(|| paths.clone().next());
        let Some((_, path)) = about else { return Ok(()) };
        if !self.resources.read(Start::Bundle, path).0.is_empty() {
            return Ok(());
        }
        Err(WriteError::NothingToWrite {
            event: self.header.event.clone(),
            resource: path.steps.first().map_or_else(String::new, |step| step.name.clone()),
        })
    }

    fn write_header(&mut self) {
        let header = self.header;
        let mut segment = SegmentText::default();
        let structure = self
            .tables
            .writes
            .iter()
            .find(|(_, table)| std::ptr::eq(*table, self.table));
        let (kind, event) = header.event.split_once('^').unwrap_or((&header.event, ""));
        let fields: [(u16, u16, &str); 11] = [
            (3, 1, &header.sending_application),
            (4, 1, &header.sending_facility),
            (5, 1, &header.receiving_application),
            (6, 1, &header.receiving_facility),
            (7, 1, &header.time),
            (9, 1, kind),
            (9, 2, event),
            (9, 3, structure.map_or("", |(name, _)| name)),
            (10, 1, &header.control_id),
            (11, 1, or(&header.processing_id, "P")),
            (12, 1, or(&header.version, "2.5.1")),
        ];
        for (field, component, text) in fields {
            if !text.is_empty() {
                // MSH-1 is the delimiter after the id, so each field has one delimiter less before it.
                segment.set(at(field - 1, 1, component, 1), text);
            }
        }
        let text = segment.write("MSH").replacen("MSH||", "MSH|^~\\&|", 1);
        self.message.push_str(&text);
        self.message.push('\r');
    }

    fn write_items(&mut self, items: &'a [WriteItem], start: Start) {
        for item in items {
            match item {
                WriteItem::Each { path, items } => {
                    for resource in self.read(start, path) {
                        self.write_items(items, Start::At(resource));
                    }
                }
                WriteItem::Segment { id, is_last_resort, .. }
                    if *is_last_resort && self.counts.contains_key(id.as_str()) => {}
                WriteItem::Segment { id, path, table, .. } => {
                    for value in self.read(start, path) {
                        self.write_segment(id, value, table.as_deref());
                    }
                }
            }
        }
    }

    /// Reads a path; one that begins with a type begins at the bundle wherever it stands.
    fn read(&mut self, start: Start, path: &ReadPath) -> Vec<JsonId> {
        let is_of_type = path
            .steps
            .first()
            .is_some_and(|step| step.name.starts_with(char::is_uppercase));
        let start = if is_of_type { Start::Bundle } else { start };
        let (found, followed) = self.resources.read(start, path);
        for reference in followed {
            self.used[reference] = true;
        }
        found
    }

    fn write_segment(&mut self, id: &'a str, value: JsonId, table: Option<&str>) {
        if self.n_segments == MAX_SEGMENTS {
            return;
        }
        let kind = self.resources.kind(value).unwrap_or_default();
        let key = table.map_or_else(|| format!("{id}[{kind}]"), str::to_owned);
        let Some(rows) = self.tables.fills.get(&key) else {
            self.notes.push(format!("{kind}: no table {key} writes it"));
            return;
        };
        let number = self.counts.entry(id).or_default();
        *number += 1;
        let number = *number;
        let mut segment = SegmentText::default();
        self.fill(rows, value, Target::Segment, None, number, &mut segment, 0);
        if segment.is_empty() {
            return;
        }
        self.n_segments += 1;
        self.message.push_str(&segment.write(id));
        self.message.push('\r');
    }

    #[expect(clippy::too_many_arguments, reason = "the recursion carries what it is at")]
    fn fill(
        &mut self,
        rows: &'a [FillRow],
        base: JsonId,
        target: Target,
        codes: Option<&'a str>,
        number: usize,
        segment: &mut SegmentText,
        depth: usize,
    ) {
        if depth == MAX_DEPTH {
            return;
        }
        for row in rows {
            if let Some((path, is_wanted)) = &row.condition
                && self.resources.read(Start::At(base), path).0.is_empty() == *is_wanted
            {
                continue;
            }
            match &row.value {
                FillValue::Fixed(text) => {
                    let place = place(target, row, 1);
                    let text = match text.as_str() {
                        "$n" => number.to_string(),
                        "$time" => self.header.time.clone(),
                        "$control" => or(&self.header.order_control, "NW").to_owned(),
                        "$event" => self
                            .header
                            .event
                            .split_once('^')
                            .map_or("", |(_, event)| event)
                            .to_owned(),
                        text => text.to_owned(),
                    };
                    if !segment.has(place) && !text.is_empty() {
                        segment.set(place, &text);
                    }
                }
                FillValue::Read {
                    path,
                    converter,
                    codes: own,
                } => {
                    let values = self.read(Start::At(base), path);
                    let codes = own.as_deref().or(codes);
                    self.write_values(row, values, converter, target, codes, number, segment, depth);
                }
            }
        }
    }

    /// Writes the values of a row: in a field each as a repetition, elsewhere the first.
    #[expect(clippy::too_many_arguments, reason = "the recursion carries what it is at")]
    fn write_values(
        &mut self,
        row: &'a FillRow,
        values: Vec<JsonId>,
        converter: &'a Converter,
        target: Target,
        codes: Option<&'a str>,
        number: usize,
        segment: &mut SegmentText,
        depth: usize,
    ) {
        let is_whole_field = matches!(target, Target::Segment) && row.target.component == 0;
        let n_most = if is_whole_field { usize::from(u16::MAX) } else { 1 };
        // A second row for a field adds to what the first wrote.
        let before = if is_whole_field {
            segment.n_repetitions(row.target.field)
        } else {
            0
        };
        let mut repetition = before;
        for value in values.into_iter().take(n_most) {
            repetition += 1;
            let place = place(target, row, repetition);
            match converter {
                Converter::Apply(key) => {
                    let inner = match (target, row.target.component) {
                        (Target::Segment, 0) => Target::Field {
                            field: place.field,
                            repetition,
                        },
                        _ => Target::Component {
                            field: place.field,
                            repetition: place.repetition,
                            component: place.component,
                        },
                    };
                    // A table that is applied to the value itself writes where this one does.
                    let inner = if row.target.component == 0 && !matches!(target, Target::Segment) {
                        target
                    } else {
                        inner
                    };
                    if let Some(rows) = self.tables.fills.get(key) {
                        self.fill(rows, value, inner, codes, number, segment, depth + 1);
                    }
                }
                Converter::Authority => self.write_authority(value, place, segment),
                Converter::Coding => self.write_coding(value, place, codes, segment),
                _ => self.write_text(value, converter, place, codes, segment),
            }
            if is_whole_field && !segment.has(at(place.field, repetition, 0, 0)) {
                repetition -= 1;
            }
        }
    }

    fn write_text(
        &mut self,
        value: JsonId,
        converter: &Converter,
        place: At,
        codes: Option<&str>,
        segment: &mut SegmentText,
    ) {
        let Some(text) = self.resources.json.text(value) else {
            return;
        };
        let written = match converter {
            Converter::Date => date(text),
            Converter::YesNo => Some(if text == "true" { "Y" } else { "N" }.to_owned()),
            Converter::Decoded => STANDARD
                .decode(text)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok()),
            _ => self.code(text, codes),
        };
        if let Some(written) = written.filter(|written| !written.is_empty())
            && segment.set(place, &written)
        {
            self.used[value] = true;
        }
    }

    /// Returns the v2 code of a FHIR code; the code itself when there is no table or an empty one, which is the site's own.
    fn code(&self, code: &str, codes: Option<&str>) -> Option<String> {
        match codes
            .and_then(|codes| self.backward.codes.get(codes))
            .filter(|table| !table.is_empty())
        {
            Some(table) => table.get(code).cloned(),
            None => Some(code.to_owned()),
        }
    }

    fn write_authority(&mut self, value: JsonId, place: At, segment: &mut SegmentText) {
        let Some(system) = self.resources.json.text(value) else {
            return;
        };
        let authority = authority(system, self.settings);
        // At a component the parts are its subcomponents, at a field they are components from the one named on.
        for (n, text) in [&authority.namespace, &authority.id, &authority.kind]
            .into_iter()
            .enumerate()
        {
            let place = if place.subcomponent > 0 {
                At {
                    subcomponent: place.subcomponent + n as u16,
                    ..place
                }
            } else {
                At {
                    component: place.component + n as u16,
                    ..place
                }
            };
            if !text.is_empty() {
                segment.set(place, text);
            }
        }
        self.used[value] = true;
    }

    /// Writes a coding as code, text and system; the second of a concept after the first.
    fn write_coding(&mut self, value: JsonId, place: At, codes: Option<&str>, segment: &mut SegmentText) {
        let json = self.resources.json;
        let table = codes.and_then(|codes| self.backward.codes.get(codes));
        let first = [0, 3]
            .into_iter()
            .find(|first| !segment.has(component(place, first + 1)));
        let Some(first) = first else { return };
        let parts = ["code", "display", "system"].map(|name| json.member(value, name));
        let code = parts[0].and_then(|code| json.text(code)).unwrap_or_default();
        let system = parts[2].and_then(|system| json.text(system)).unwrap_or_default();
        let own = table.and_then(|table| table.get(code));
        let from = codes
            .and_then(|codes| self.tables.codes.get(codes))
            .and_then(|table| table.from.as_deref());
        let system = match (own, from) {
            (Some(_), Some(from)) => from,
            _ => system,
        };
        let texts = [
            own.map_or(code, String::as_str).to_owned(),
            parts[1]
                .and_then(|display| json.text(display))
                .unwrap_or_default()
                .to_owned(),
            if system.is_empty() {
                String::new()
            } else {
                code_system(system, self.backward, self.settings)
            },
        ];
        for (n, text) in texts.iter().enumerate() {
            if !text.is_empty()
                && segment.set(component(place, first + n as u16 + 1), text)
                && let Some(part) = parts[n]
            {
                self.used[part] = true;
            }
        }
    }

    /// Returns the bundle's JSON.
    pub fn json(&self) -> &'a Json {
        self.resources.json
    }

    /// Tells whether a value was written.
    pub fn is_used(&self, value: JsonId) -> bool {
        self.used[value] || matches!(self.json().get(value), Node::Null)
    }
}

fn at(field: u16, repetition: u16, component: u16, subcomponent: u16) -> At {
    At {
        field,
        repetition,
        component,
        subcomponent,
    }
}

/// Returns a component of a field, or a subcomponent when the place is a component.
fn component(place: At, number: u16) -> At {
    if place.component == 0 {
        At {
            component: number,
            ..place
        }
    } else {
        At {
            subcomponent: number,
            ..place
        }
    }
}

/// Returns the place that a row fills.
fn place(target: Target, row: &FillRow, new_repetition: u16) -> At {
    let wanted = &row.target;
    match target {
        Target::Segment => at(wanted.field, new_repetition, wanted.component, wanted.subcomponent),
        Target::Field { field, repetition } => at(field, repetition, wanted.component, wanted.subcomponent),
        Target::Component {
            field,
            repetition,
            component,
        } => at(field, repetition, component, wanted.component),
    }
}

/// Returns the text, or what stands for none.
fn or<'t>(text: &'t str, default: &'t str) -> &'t str {
    if text.is_empty() { default } else { text }
}
