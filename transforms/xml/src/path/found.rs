//! What was found.

use crate::tree::NodeId;
use crate::{Element, Xml};

/// A place in a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    Element(NodeId),
    /// Of this element, by its name as written.
    Attribute(NodeId, String),
    /// A text or CDATA section.
    Text(NodeId),
}

/// An element, an attribute or a text that a path found.
#[derive(Clone)]
pub struct Found<'a> {
    pub(super) xml: &'a Xml,
    pub(super) place: Place,
}

impl<'a> Found<'a> {
    /// Returns the element; `None` for attributes and texts.
    pub fn element(&self) -> Option<Element<'a>> {
        match self.place {
            Place::Element(id) => Some(Element { xml: self.xml, id }),
            _ => None,
        }
    }

    /// Returns the name of the element or attribute as written; `None` for texts.
    pub fn name(&self) -> Option<&str> {
        match &self.place {
            Place::Element(id) => Some(self.xml.name(*id)),
            Place::Attribute(_, name) => Some(name),
            Place::Text(_) => None,
        }
    }

    /// Returns the value of an attribute, the characters of a text, or all characters within an element.
    pub fn text(&self) -> String {
        text(self.xml, &self.place)
    }

    /// Returns it as it is written: an element with its tags and all in it, the value of an attribute escaped.
    pub fn raw(&self) -> String {
        let mut out = String::new();
        match &self.place {
            Place::Element(id) | Place::Text(id) => self.xml.write(*id, &mut out),
            Place::Attribute(..) => out = crate::escape::attribute(&self.text()),
        }
        out
    }

    pub(crate) fn place(&self) -> Place {
        self.place.clone()
    }
}

impl std::fmt::Debug for Found<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Found({})", self.name().unwrap_or("text()"))
    }
}

pub(super) fn text(xml: &Xml, place: &Place) -> String {
    let mut out = String::new();
    match place {
        Place::Element(id) | Place::Text(id) => xml.add_text(*id, &mut out),
        Place::Attribute(id, name) => {
            if let Some((_, value)) = xml.attributes(*id).find(|(other, _)| other == name) {
                out.push_str(&value);
            }
        }
    }
    out
}
