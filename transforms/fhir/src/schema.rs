//! What FHIR R4 says of its elements.

use fhirbolt_shared::element_map::{ElementSet, r4 as elements};
use fhirbolt_shared::type_hints::{TypeHints, r4 as hints};

const HINTS: &TypeHints = &hints::TYPE_HINTS;

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A value, and maybe an id and extensions.
    Primitive(Primitive),
    /// Elements, those of the named type or of a part of the resource such as `Patient.contact`.
    Complex(String),
    /// A whole resource of any type.
    Resource,
    /// The XHTML of a narrative.
    Xhtml,
}

/// How a primitive value is written in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Primitive {
    Boolean,
    Integer,
    Decimal,
    Text,
}

/// The elements of a resource, a type or a part of a resource, in their order.
#[derive(Debug, Clone)]
pub(crate) struct Type {
    pub name: String,
    pub elements: &'static ElementSet,
    pub is_resource: bool,
}

/// An element of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element {
    pub kind: Kind,
    pub repeats: bool,
    /// Whether it is an attribute in XML.
    pub is_attribute: bool,
}

impl Type {
    /// Returns the elements of a resource by its type; `None` when R4 has no such resource.
    pub fn resource(name: &str) -> Option<Self> {
        let elements = elements::ELEMENT_MAP.get(name)?;
        // Every resource, and no data type, has it.
        let is_resource = elements.contains("implicitRules");
        is_resource.then(|| Self {
            name: name.to_owned(),
            elements,
            is_resource,
        })
    }

    /// Returns the elements of a data type or of a part of a resource.
    pub fn named(name: &str) -> Option<Self> {
        Some(Self {
            name: name.to_owned(),
            elements: elements::ELEMENT_MAP.get(name)?,
            is_resource: false,
        })
    }

    /// Returns what an element of the type is; `None` when it has none of this name.
    pub fn element(&self, name: &str) -> Option<Element> {
        self.elements.contains(name).then(|| {
            let path = format!("{}.{name}", self.name);
            Element {
                kind: self.kind(name, &path),
                repeats: matches!(name, "extension" | "modifierExtension")
                    || self.is_resource && name == "contained"
                    || HINTS.array_paths.contains(path.as_str()),
                is_attribute: !self.is_resource && name == "id" || self.name == "Extension" && name == "url",
            }
        })
    }

    fn kind(&self, name: &str, path: &str) -> Kind {
        match name {
            "extension" | "modifierExtension" => return Kind::Complex("Extension".to_owned()),
            "div" if self.name == "Narrative" => return Kind::Xhtml,
            "id" => return Kind::Primitive(Primitive::Text),
            "url" if self.name == "Extension" => return Kind::Primitive(Primitive::Text),
            "meta" if self.is_resource => return Kind::Complex("Meta".to_owned()),
            "text" if self.is_resource && !HINTS.all_primitives_paths.contains(path) => {
                return Kind::Complex("Narrative".to_owned());
            }
            "contained" if self.is_resource => return Kind::Resource,
            "implicitRules" | "language" if self.is_resource => return Kind::Primitive(Primitive::Text),
            _ => {}
        }
        if let Some(other) = HINTS.content_reference_paths.get(path) {
            return Kind::Complex((*other).to_owned());
        }
        match HINTS.type_paths.get(path) {
            Some(&"Resource") => Kind::Resource,
            Some(name) => Kind::Complex((*name).to_owned()),
            None if HINTS.all_primitives_paths.contains(path) => Kind::Primitive(primitive(path)),
            None => Kind::Complex(path.to_owned()),
        }
    }
}

fn primitive(path: &str) -> Primitive {
    let is_integer = HINTS.integer_paths.contains(path)
        || HINTS.unsigned_integer_paths.contains(path)
        || HINTS.positive_integer_paths.contains(path);
    if HINTS.boolean_paths.contains(path) {
        Primitive::Boolean
    } else if is_integer {
        Primitive::Integer
    } else if HINTS.decimal_paths.contains(path) {
        Primitive::Decimal
    } else {
        Primitive::Text
    }
}

/// Tells whether a number is written as an integer.
pub(crate) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_their_kinds() {
        let observation = Type::resource("Observation").expect("it is in R4");
        let kind = |name| observation.element(name).map(|element| (element.kind, element.repeats));
        assert_eq!(kind("status"), Some((Kind::Primitive(Primitive::Text), false)));
        assert_eq!(
            kind("valueQuantity"),
            Some((Kind::Complex("Quantity".to_owned()), false))
        );
        assert_eq!(
            kind("category"),
            Some((Kind::Complex("CodeableConcept".to_owned()), true))
        );
        assert_eq!(
            kind("component"),
            Some((Kind::Complex("Observation.component".to_owned()), true))
        );
        assert_eq!(kind("text"), Some((Kind::Complex("Narrative".to_owned()), false)));
        assert_eq!(kind("contained"), Some((Kind::Resource, true)));
        assert_eq!(kind("valueBoolean"), Some((Kind::Primitive(Primitive::Boolean), false)));
        assert_eq!(kind("foo"), None);
        let entry = Type::named("Bundle.entry").expect("it is in R4");
        assert_eq!(
            entry.element("link").map(|element| element.kind),
            Some(Kind::Complex("Bundle.link".to_owned()))
        );
        assert_eq!(
            entry.element("resource").map(|element| element.kind),
            Some(Kind::Resource)
        );
        let quantity = Type::named("Quantity").expect("it is in R4");
        assert_eq!(
            quantity.element("value").map(|element| element.kind),
            Some(Kind::Primitive(Primitive::Decimal))
        );
        assert!(Type::resource("Quantity").is_none() && Type::resource("Foo").is_none());
    }

    #[test]
    fn every_type_that_an_element_has_is_known() {
        // Primitive types are told by their paths.
        let types = elements::ELEMENT_MAP
            .entries()
            .filter(|(name, _)| name.starts_with(char::is_uppercase));
        for (name, elements) in types {
            let is_resource = elements.contains("implicitRules");
            let of = Type {
                name: (*name).to_owned(),
                elements,
                is_resource,
            };
            for element in elements.iter() {
                if let Some(Kind::Complex(other)) = of.element(element).map(|element| element.kind) {
                    assert!(Type::named(&other).is_some(), "{name}.{element}: {other}");
                }
            }
        }
    }
}
