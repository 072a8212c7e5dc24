//! HL7 v2 in XML (HL7 v2.xml, release 2: `urn:hl7-org:v2xml`) and back.
//!
//! ```xml
//! <ADT_A01 xmlns="urn:hl7-org:v2xml">
//!   <MSH>…</MSH>
//!   <PID><PID.3><CX.1>100</CX.1><CX.4><HD.1>NILE</HD.1></CX.4></PID.3></PID>
//!   <ADT_A01.INSURANCE><IN1>…</IN1></ADT_A01.INSURANCE>
//! </ADT_A01>
//! ```
//!
//! The groups are those of the message's structure; a message whose structure is not known has none, and the root `MESSAGE`.
//! A part whose data type is not known, as of a Z-segment, is named by its numbers: `ZPI.1`, `ZPI.1.2`. Escape sequences that
//! stand for no character, such as `\.br\`, are `<escape V=".br"/>`. On the way back only the numbers at the ends of the names
//! count, so that a message of any version and with any site's segments comes back.

use nilecare_hl7v2::{Delimiters, Message, escape};
use nilecare_hl7v2_standard::{Group, Item, SegmentDefinition, Standard, Tree};
use nilecare_xml::{Element, ParseError, Xml, escape_text, is_allowed};

/// The namespace of HL7 v2.xml.
pub const V2XML: &str = "urn:hl7-org:v2xml";
/// The most fields, components or subcomponents of one parent.
const MAX_NUMBER: usize = 999;

/// The largest message that is made of XML, in bytes.
const MAX_TEXT: usize = 256 << 20;

/// XML that is no HL7 v2.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Hl7XmlError {
    /// An element's name has no number where one is needed.
    #[error("expected names that end with a number of at most {MAX_NUMBER}, such as PID.3 and CX.1, in {0}")]
    Name(String),
    /// A component stands twice.
    #[error("expected each component once in {0}")]
    Twice(String),
    /// Text stands beside components, where it has no place.
    #[error("expected no text beside the components in {0}")]
    Mixed(String),
    /// The message would be far larger than its XML: high numbers stand for many empty fields.
    #[error("expected elements that make a message of at most {MAX_TEXT} bytes")]
    TooLarge,
    /// Elements are nested deeper than subcomponents.
    #[error("expected no elements within the subcomponents of {0}")]
    TooDeep(String),
    /// MSH.1 and MSH.2 hold no delimiters.
    #[error("expected one character in MSH.1 and four or five in MSH.2")]
    Delimiters,
    /// An escape sequence could be taken for something else.
    #[error("expected letters, digits, dots and signs in the attribute V of the escapes in {0}")]
    Escape(String),
    /// What comes out is no message, as there is no MSH at its beginning.
    #[error("the elements make no HL7 v2 message: {0}")]
    Message(#[from] nilecare_hl7v2::ParseError),
}

/// Writes a message as XML.
///
/// # Errors
/// When it has a segment whose id can name no element, or a character that XML cannot express.
pub(crate) fn to_xml(message: &Message, standard: &Standard) -> Result<Xml, ParseError> {
    let tree = Tree::of(message, standard);
    let structure = tree.structure().map_or("MESSAGE", |structure| structure.name());
    write(message, standard, &tree, structure, Escapes::Elements)
}

/// Writes a message as XML that can become JSON, where text has no elements in it: a line break is a line feed, another escape
/// sequence that stands for no character is left as it is. `None` when the structure of the message is not known: JSON
/// has no order between members, so its segments would lose theirs.
///
/// # Errors
/// As of [`to_xml`].
pub(crate) fn to_xml_for_json(message: &Message, standard: &Standard) -> Result<Option<Xml>, ParseError> {
    let tree = Tree::of(message, standard);
    let Some(structure) = tree.structure() else {
        return Ok(None);
    };
    write(message, standard, &tree, structure.name(), Escapes::Text).map(Some)
}

/// How escape sequences that stand for no character are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escapes {
    Elements,
    Text,
}

fn write(
    message: &Message,
    standard: &Standard,
    tree: &Tree,
    structure: &str,
    escapes: Escapes,
) -> Result<Xml, ParseError> {
    let mut writer = Writer {
        message,
        standard,
        structure,
        delimiters: message.delimiters(),
        escapes,
        out: format!("<{structure} xmlns=\"{V2XML}\">"),
    };
    writer.group(tree.root());
    let out = format!("{}</{structure}>", writer.out);
    Xml::parse(out)
}

struct Writer<'a> {
    message: &'a Message,
    standard: &'a Standard,
    structure: &'a str,
    delimiters: Delimiters,
    escapes: Escapes,
    out: String,
}

/// What a part is called, and of which type what is in it is.
struct Names<'a> {
    /// The name of the part itself, such as `PID.3`.
    own: String,
    /// The data type of the part, such as `CX`; `None` when it is not known.
    data_type: Option<&'a str>,
}

impl<'a> Writer<'a> {
    /// Writes a group. Structures nest a few levels only.
    fn group(&mut self, group: Group<'_>) {
        for item in group.items() {
            match item {
                Item::Group(inner) => {
                    let name = format!("{}.{}", self.structure, inner.name());
                    self.out.push_str(&format!("<{name}>"));
                    self.group(inner);
                    self.out.push_str(&format!("</{name}>"));
                }
                Item::Segment(position) => self.segment(position),
            }
        }
    }

    fn segment(&mut self, position: usize) {
        let Some(segment) = self.message.nth_segment(position) else {
            return;
        };
        let id = segment.id();
        let definition = self.standard.segment(id);
        self.out.push_str(&format!("<{id}>"));
        for (index, field) in segment.fields().enumerate() {
            let number = index + 1;
            if field.raw().is_empty() {
                continue;
            }
            let own = format!("{id}.{number}");
            let is_delimiters = id == "MSH" && number <= 2;
            if is_delimiters {
                self.element(&own, &escape_text(field.raw()));
                continue;
            }
            let varies = || segment.value(2, 1);
            let data_type = self.data_type(definition, number, id, varies().as_deref());
            for repetition in field.repetitions() {
                let names = Names {
                    own: own.clone(),
                    data_type,
                };
                let components = repetition.components().map(|component| {
                    let subcomponents = component.subcomponents().map(|subcomponent| subcomponent.raw());
                    subcomponents.collect::<Vec<_>>()
                });
                let components: Vec<_> = components.collect();
                self.repetition(&names, &components);
            }
        }
        self.out.push_str(&format!("</{id}>"));
    }

    /// Returns the data type of a field; that of OBX-5 is told by OBX-2.
    fn data_type(
        &self,
        definition: Option<&'a SegmentDefinition>,
        number: usize,
        id: &str,
        obx_2: Option<&str>,
    ) -> Option<&'a str> {
        let declared = definition?.field(number)?.data_type();
        if id == "OBX" && number == 5 {
            return self.standard.data_type(obx_2?).map(|data_type| data_type.id());
        }
        Some(declared)
    }

    fn repetition(&mut self, names: &Names<'a>, components: &[Vec<&str>]) {
        let is_simple = self.is_simple(names.data_type);
        if let [only] = components
            && let [value] = only.as_slice()
            && is_simple
        {
            let text = self.text(value);
            self.element(&names.own, &text);
            return;
        }
        self.out.push_str(&format!("<{}>", names.own));
        for (index, subcomponents) in components.iter().enumerate() {
            if subcomponents.iter().any(|value| !value.is_empty()) {
                let names = self.within(names, index + 1, is_simple);
                self.component(&names, subcomponents);
            }
        }
        self.out.push_str(&format!("</{}>", names.own));
    }

    fn component(&mut self, names: &Names<'a>, subcomponents: &[&str]) {
        let is_simple = self.is_simple(names.data_type);
        if let [value] = subcomponents
            && is_simple
        {
            let text = self.text(value);
            self.element(&names.own, &text);
            return;
        }
        self.out.push_str(&format!("<{}>", names.own));
        for (index, value) in subcomponents.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
            let names = self.within(names, index + 1, is_simple);
            let text = self.text(value);
            self.element(&names.own, &text);
        }
        self.out.push_str(&format!("</{}>", names.own));
    }

    /// Names a component of a data type, or by its number where the type has no components.
    fn within(&self, around: &Names<'a>, number: usize, is_simple: bool) -> Names<'a> {
        match around.data_type.filter(|_| !is_simple) {
            Some(id) => Names {
                own: format!("{id}.{number}"),
                data_type: self
                    .standard
                    .data_type(id)
                    .and_then(|data_type| data_type.component(number))
                    .map(|component| component.data_type()),
            },
            None => Names {
                own: format!("{}.{number}", around.own),
                data_type: None,
            },
        }
    }

    /// Tells whether the type has no components, or is not known.
    fn is_simple(&self, data_type: Option<&str>) -> bool {
        let data_type = data_type.and_then(|id| self.standard.data_type(id));
        data_type.is_none_or(|data_type| data_type.is_simple())
    }

    fn element(&mut self, name: &str, text: &str) {
        self.out.push_str(&format!("<{name}>{text}</{name}>"));
    }

    /// Writes text with its escape sequences resolved where they stand for characters that XML has.
    fn text(&self, raw: &str) -> String {
        let mark = char::from(self.delimiters.escape);
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(start) = rest.find(mark) {
            out.push_str(&escape_text(&rest[..start]));
            let inner = &rest[start + mark.len_utf8()..];
            let Some(length) = inner.find(mark) else {
                out.push_str(&escape_text(&rest[start..]));
                return out;
            };
            let sequence = &rest[start..start + length + 2 * mark.len_utf8()];
            let decoded = escape::decode(sequence, &self.delimiters);
            // Breaks and highlighting are of the form of the value, and must come back as they were.
            let is_character = !decoded.is_empty()
                && decoded != sequence
                && !inner.starts_with('.')
                && decoded.chars().all(is_allowed);
            if is_character {
                out.push_str(&escape_text(&decoded));
            } else if self.escapes == Escapes::Text {
                let is_break = decoded == "\n";
                out.push_str(&escape_text(if is_break { &decoded } else { sequence }));
            } else {
                let name = nilecare_xml::escape_attribute(&inner[..length]);
                out.push_str(&format!("<escape V=\"{name}\"/>"));
            }
            rest = &rest[start + sequence.len()..];
        }
        out.push_str(&escape_text(rest));
        out
    }
}

/// Reads a message from XML.
///
/// # Errors
/// When the elements are none of HL7 v2.
pub(crate) fn from_xml(xml: &Xml) -> Result<Message, Hl7XmlError> {
    let mut segments = Vec::new();
    collect(xml.root(), &mut segments);
    let header = segments.first().filter(|segment| segment.local_name() == "MSH");
    let own = |name: &str| header.and_then(|header| header.child(name)).map(|field| field.text());
    let separator = own("MSH.1").unwrap_or_else(|| "|".to_owned());
    let encoding = own("MSH.2").unwrap_or_else(|| "^~\\&".to_owned());
    let is_plain = |text: &str| !text.chars().any(char::is_control);
    if separator.chars().count() != 1 || !(4..=5).contains(&encoding.chars().count()) || !is_plain(&encoding) {
        return Err(Hl7XmlError::Delimiters);
    }
    let head = format!("MSH{separator}{encoding}");
    let delimiters = Message::parse(head.clone())?.delimiters();
    let mut text = String::new();
    for segment in segments {
        let id = segment.local_name();
        if id == "MSH" {
            text.push_str(&head);
            write_fields(segment, 3, &delimiters, &mut text)?;
        } else {
            text.push_str(id);
            write_fields(segment, 1, &delimiters, &mut text)?;
        }
        text.push('\r');
        if text.len() > MAX_TEXT {
            return Err(Hl7XmlError::TooLarge);
        }
    }
    Ok(Message::parse(text)?)
}

/// Collects the segments in the order of the document, from all groups.
fn collect<'a>(around: Element<'a>, segments: &mut Vec<Element<'a>>) {
    for child in around.children() {
        if is_segment_id(child.local_name()) {
            segments.push(child);
        } else {
            collect(child, segments);
        }
    }
}

fn is_segment_id(name: &str) -> bool {
    name.len() == 3
        && name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn number(element: Element<'_>, around: &str) -> Result<usize, Hl7XmlError> {
    let digits = element.local_name().rsplit_once('.').map(|(_, digits)| digits);
    let number = digits.and_then(|digits| digits.parse().ok());
    number
        .filter(|number| (1..=MAX_NUMBER).contains(number))
        .ok_or_else(|| Hl7XmlError::Name(around.to_owned()))
}

fn write_fields(
    segment: Element<'_>,
    first: usize,
    delimiters: &Delimiters,
    out: &mut String,
) -> Result<(), Hl7XmlError> {
    let id = segment.local_name();
    let mut fields: Vec<Vec<String>> = Vec::new();
    for element in segment.children() {
        let number = number(element, id)?;
        if number < first {
            continue;
        }
        let repetition = content(element, id, delimiters, 2)?;
        let index = number - first;
        if fields.len() <= index {
            fields.resize(index + 1, Vec::new());
        }
        fields[index].push(repetition);
    }
    for repetitions in fields {
        out.push(char::from(delimiters.field));
        let joint = char::from(delimiters.repetition).to_string();
        out.push_str(&repetitions.join(&joint));
    }
    Ok(())
}

/// Writes what is in a field (`level` 2) or component (1): its components, or its text.
fn content(element: Element<'_>, around: &str, delimiters: &Delimiters, level: usize) -> Result<String, Hl7XmlError> {
    let has_parts = element.children().any(|child| child.local_name() != "escape");
    if !has_parts {
        return text(element, around, delimiters);
    }
    if !element.own_text().trim().is_empty() {
        return Err(Hl7XmlError::Mixed(around.to_owned()));
    }
    let joint = match level {
        2 => delimiters.component,
        1 => delimiters.subcomponent,
        _ => return Err(Hl7XmlError::TooDeep(around.to_owned())),
    };
    let mut parts: Vec<Option<String>> = Vec::new();
    for child in element.children() {
        let index = number(child, around)? - 1;
        if parts.len() <= index {
            parts.resize(index + 1, None);
        }
        let part = content(child, around, delimiters, level - 1)?;
        if parts[index].replace(part).is_some() {
            return Err(Hl7XmlError::Twice(around.to_owned()));
        }
    }
    let parts: Vec<_> = parts.into_iter().map(Option::unwrap_or_default).collect();
    Ok(parts.join(&char::from(joint).to_string()))
}

/// Writes the text of an element, escaped, with its escape sequences.
fn text(element: Element<'_>, around: &str, delimiters: &Delimiters) -> Result<String, Hl7XmlError> {
    let mark = char::from(delimiters.escape);
    let mut out = String::new();
    for part in element.parts() {
        match part {
            nilecare_xml::Part::Text(text) => out.push_str(&escape::encode(&text, delimiters)),
            nilecare_xml::Part::Element(child) => {
                let name = child.attribute("V").unwrap_or_default();
                // Delimiters and line ends would make fields and segments.
                let is_sequence = |character: char| character.is_ascii_alphanumeric() || ".+- ".contains(character);
                if !name.chars().all(is_sequence) {
                    return Err(Hl7XmlError::Escape(around.to_owned()));
                }
                out.push(mark);
                out.push_str(&name);
                out.push(mark);
            }
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests;
