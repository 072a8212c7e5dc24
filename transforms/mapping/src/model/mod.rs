//! The elements of FHIR R4 that a conversion can write: their types, which are lists, which must be there, and the codes
//! that a required binding allows (`tables/fhir/r4.txt`).

mod read;

use crate::fast_map::FastMap;

pub use read::read;

/// A type of FHIR, as its number in the model.
pub type TypeId = u16;

/// All types.
#[derive(Debug, Default)]
pub struct Model {
    types: Vec<Type>,
    by_name: FastMap<String, TypeId>,
}

/// A resource, a data type, or a part of one.
#[derive(Debug)]
pub struct Type {
    /// `Patient`, `HumanName`, `Patient.contact`.
    pub name: String,
    /// Whether it is a resource.
    pub is_resource: bool,
    /// In the order of the specification.
    pub elements: Vec<Element>,
    /// Numbers of the elements that must be there.
    pub required: Vec<u16>,
    by_name: FastMap<String, u16>,
}

/// An element of a type.
#[derive(Debug)]
pub struct Element {
    /// `birthDate`, `valueQuantity`.
    pub name: String,
    /// Its type.
    pub kind: Kind,
    /// Whether there may be several.
    pub is_list: bool,
    /// Whether there must be one.
    pub is_required: bool,
    /// Elements with the same number exclude each other (`value[x]`); 0 excludes none.
    pub choice: u16,
    /// The codes that may stand here; empty when there is no such list.
    pub codes: Vec<String>,
}

/// The type of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A value.
    Primitive(Primitive),
    /// A type with elements.
    Complex(TypeId),
}

/// The types of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Primitive {
    /// true or false
    Boolean,
    /// Any number, kept digit by digit.
    Decimal,
    /// Of 32 bits.
    Integer,
    /// From 1.
    PositiveInt,
    /// From 0.
    UnsignedInt,
    /// A day, a month or a year.
    Date,
    /// A date, or a time with its offset.
    DateTime,
    /// A time to the second, with its offset.
    Instant,
    /// A time of day.
    Time,
    /// Bytes.
    Base64,
    /// No blanks at the ends, single blanks inside.
    Code,
    /// The `div` of a narrative.
    Xhtml,
    /// `string`, `markdown`, `id`.
    Text,
    /// `uri`, `url`, `canonical`, `oid`, `uuid`.
    Uri,
}

impl Model {
    /// Returns the type of this name.
    pub fn named(&self, name: &str) -> Option<TypeId> {
        self.by_name.get(name).copied()
    }

    /// Returns a type.
    pub fn get(&self, id: TypeId) -> &Type {
        &self.types[usize::from(id)]
    }

    /// Returns all types, by their numbers.
    pub fn types(&self) -> &[Type] {
        &self.types
    }

    /// Returns an element.
    pub fn element(&self, id: TypeId, element: u16) -> &Element {
        &self.get(id).elements[usize::from(element)]
    }
}

impl Type {
    /// Returns the number of the element of this name.
    pub fn element(&self, name: &str) -> Option<u16> {
        self.by_name.get(name).copied()
    }
}

impl Primitive {
    /// Returns the primitive type of this name in the specification.
    pub fn named(name: &str) -> Option<Primitive> {
        Some(match name {
            "boolean" => Primitive::Boolean,
            "decimal" => Primitive::Decimal,
            "integer" => Primitive::Integer,
            "positiveInt" => Primitive::PositiveInt,
            "unsignedInt" => Primitive::UnsignedInt,
            "date" => Primitive::Date,
            "dateTime" => Primitive::DateTime,
            "instant" => Primitive::Instant,
            "time" => Primitive::Time,
            "base64Binary" => Primitive::Base64,
            "code" => Primitive::Code,
            "xhtml" => Primitive::Xhtml,
            "string" | "markdown" | "id" => Primitive::Text,
            "uri" | "url" | "canonical" | "oid" | "uuid" => Primitive::Uri,
            _ => return None,
        })
    }

    /// Says what a value of this type is, for reports.
    pub fn expected(self) -> &'static str {
        match self {
            Primitive::Boolean => "Y or N",
            Primitive::Decimal => "a number",
            Primitive::Integer => "a whole number",
            Primitive::PositiveInt => "a whole number from 1",
            Primitive::UnsignedInt => "a whole number from 0",
            Primitive::Date | Primitive::DateTime => "a date",
            Primitive::Instant => "a time to the second with its offset",
            Primitive::Time => "a time of day",
            Primitive::Base64 => "base64",
            Primitive::Code => "a code",
            Primitive::Xhtml | Primitive::Text => "a text",
            Primitive::Uri => "a URI",
        }
    }
}
