//! Messages of XML, X12 and delimited text. They have little in common but this: places with text, named by paths of the
//! format's own.

use bytes::Bytes;
use nilecare_delimited::Table;
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_x12::Interchange;
use nilecare_xml::{Encoding, Xml};

mod delimited;
mod x12;
mod xml;

/// A message of one of these formats. Paths are those of the format: `/order/item[2]/@code`, `CLM(2)-5.1`, `row(3).MRN`.
///
/// Errors are told in words, since scripts and steps pass them on; they never quote the content.
#[derive(Clone)]
pub enum Structured {
    /// XML.
    Xml(Xml),
    /// An X12 interchange.
    X12(Interchange),
    /// Delimited text or fixed-width records.
    Delimited(Table),
}

/// How a path is read.
type Place<T> = Result<T, String>;

impl Structured {
    /// Returns the text at a place; `None` when nothing is there.
    ///
    /// # Errors
    /// When the path is none of the format.
    pub fn get(&self, path: &str) -> Place<Option<String>> {
        match self {
            Self::Xml(xml) => xml::get(xml, path),
            Self::X12(interchange) => x12::get(interchange, path),
            Self::Delimited(table) => delimited::get(table, path),
        }
    }

    /// Returns the texts of all that a path means: elements, attributes, segments with an id, records.
    ///
    /// # Errors
    /// When the path is none of the format.
    pub fn texts(&self, path: &str) -> Place<Vec<String>> {
        match self {
            Self::Xml(xml) => xml::texts(xml, path),
            _ => {
                let parts = self.parts(path)?;
                if parts.is_empty() {
                    return Ok(self.get(path)?.into_iter().collect());
                }
                let texts = parts.iter().map(|part| Ok(self.get(part)?.unwrap_or_default()));
                texts.collect()
            }
        }
    }

    /// Returns what is written at a place, with escapes and inner structure; `None` when nothing is there.
    ///
    /// # Errors
    /// When the path is none of the format.
    pub fn raw(&self, path: &str) -> Place<Option<String>> {
        match self {
            Self::Xml(xml) => xml::raw(xml, path),
            Self::X12(interchange) => x12::raw(interchange, path),
            Self::Delimited(table) => delimited::raw(table, path),
        }
    }

    /// Sets the text at a place. What is missing on the way is made where the format and the path tell what.
    ///
    /// # Errors
    /// When the path is none of the format or does not tell what to make, or the format cannot express the value.
    pub fn set(&mut self, path: &str, value: &str) -> Place<()> {
        match self {
            Self::Xml(xml) => xml::set(xml, path, value),
            Self::X12(interchange) => x12::set(interchange, path, value),
            Self::Delimited(table) => delimited::set(table, path, value),
        }
    }

    /// Takes out what is at a place: elements and attributes, a segment, a record; an X12 element and a cell are emptied. Tells
    /// whether anything was there.
    ///
    /// # Errors
    /// When the path is none of the format, or names what holds the message together.
    pub fn remove(&mut self, path: &str) -> Place<bool> {
        match self {
            Self::Xml(xml) => xml::remove(xml, path),
            Self::X12(interchange) => x12::remove(interchange, path),
            Self::Delimited(table) => delimited::remove(table, path),
        }
    }

    /// Names the parts that a path means, each by a path of its own: the elements of XML, the segments with an id (`CLM`), the
    /// repetitions of an X12 element (`HI-1`), the records (`row`).
    ///
    /// # Errors
    /// When the path is none of the format.
    pub fn parts(&self, path: &str) -> Place<Vec<String>> {
        match self {
            Self::Xml(xml) => xml::parts(xml, path),
            Self::X12(interchange) => x12::parts(interchange, path),
            Self::Delimited(table) => delimited::parts(table, path),
        }
    }

    /// Names a place within a part: `code` or `@code` of an element, `5.1` of a segment, `MRN` of a record.
    pub fn within(&self, part: &str, place: &str) -> String {
        match self {
            Self::Xml(_) => format!("{part}/{place}"),
            Self::X12(_) => x12::within(part, place),
            Self::Delimited(_) => format!("{part}.{place}"),
        }
    }

    /// Adds a part: an element given as XML at the end of the element at `path`; a segment given as text behind the segment
    /// at `path`; a record, given with its delimiters, at the end (`path` is `row`).
    ///
    /// # Errors
    /// When there is no such place, or the text is no such part.
    pub fn add(&mut self, path: &str, text: &str) -> Place<()> {
        match self {
            Self::Xml(xml) => xml::add(xml, path, text),
            Self::X12(interchange) => x12::add(interchange, path, text),
            Self::Delimited(table) => delimited::add(table, path, text),
        }
    }

    /// Gives the message as JSON: XML by its elements, X12 as an array of segments, each an array of its id and elements,
    /// delimited text as an array of records.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Xml(xml) => xml.to_json(),
            Self::X12(interchange) => x12::to_json(interchange),
            Self::Delimited(table) => table.to_json(),
        }
    }

    /// Writes the message.
    pub fn text(&self) -> String {
        match self {
            Self::Xml(xml) => xml.text().into_owned(),
            Self::X12(interchange) => interchange.text().to_string(),
            Self::Delimited(table) => table.text().to_string(),
        }
    }

    /// Tells whether it differs from what was read.
    pub fn is_changed(&self) -> bool {
        match self {
            Self::Xml(xml) => xml.is_changed(),
            Self::X12(interchange) => interchange.is_changed(),
            Self::Delimited(table) => table.is_changed(),
        }
    }

    /// Returns the name of the format.
    pub fn format(&self) -> &'static str {
        match self {
            Self::Xml(_) => "XML",
            Self::X12(_) => "X12",
            Self::Delimited(_) => "delimited text",
        }
    }
}

impl std::fmt::Debug for Structured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.format())
    }
}

/// Such a message with the bytes that it came as.
#[derive(Debug, Clone)]
pub struct StructuredDocument {
    /// The message.
    pub structured: Structured,
    /// The bytes it was parsed from; `None` for one that was made here.
    origin: Option<Bytes>,
    encoding: TextEncoding,
}

/// How text becomes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextEncoding {
    /// As XML declares.
    Xml(&'static Encoding),
    /// As the channel says.
    Charset(Charset),
}

impl StructuredDocument {
    pub(crate) fn new(structured: Structured, origin: Bytes, encoding: TextEncoding) -> Self {
        Self {
            structured,
            origin: Some(origin),
            encoding,
        }
    }

    /// Wraps a message that was made here.
    pub fn made(structured: Structured) -> Self {
        let encoding = match &structured {
            Structured::Xml(xml) => TextEncoding::Xml(nilecare_xml::declared_encoding(&xml.text())),
            _ => TextEncoding::Charset(Charset::Utf8),
        };
        Self {
            structured,
            origin: None,
            encoding,
        }
    }

    /// Puts in another state of the message, after a script.
    #[must_use]
    pub fn with_structured(mut self, structured: Structured) -> Self {
        // An unchanged message may be another one than that which the bytes are of.
        if !structured.is_changed() && structured.text() != self.structured.text() {
            return Self::made(structured);
        }
        self.structured = structured;
        self
    }

    /// Takes over the encoding of another one; the bytes that it was read from are no sender's.
    pub(crate) fn made_like(self, like: &Self) -> Self {
        Self {
            structured: self.structured,
            origin: None,
            encoding: like.encoding,
        }
    }

    pub(crate) fn is_changed(&self) -> bool {
        self.origin.is_none() || self.structured.is_changed()
    }

    /// Returns the bytes; `None` when the character set lacks a character.
    pub(crate) fn encode(&self) -> Option<Bytes> {
        if let Some(origin) = self.origin.as_ref().filter(|_| !self.structured.is_changed()) {
            return Some(origin.clone());
        }
        let text = self.structured.text();
        match self.encoding {
            TextEncoding::Xml(encoding) => Some(Bytes::from(nilecare_xml::encode(&text, encoding).into_owned())),
            TextEncoding::Charset(charset) => {
                charset::can_encode(&text, charset).then(|| Bytes::from(charset::encode(&text, charset).into_owned()))
            }
        }
    }
}
