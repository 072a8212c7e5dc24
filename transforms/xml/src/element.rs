//! An element, to look at.

use std::borrow::Cow;

use crate::Xml;
use crate::escape::attribute;
use crate::tree::NodeId;

/// An element of a document.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    pub(crate) xml: &'a Xml,
    pub(crate) id: NodeId,
}

/// What stands in an element.
#[derive(Debug, Clone)]
pub enum Part<'a> {
    /// An element.
    Element(Element<'a>),
    /// Characters.
    Text(String),
}

impl<'a> Element<'a> {
    /// Returns its name as written, with its prefix.
    pub fn name(&self) -> &'a str {
        self.xml.name(self.id)
    }

    /// Returns a path to this very element, such as `#12`, which stays the same when others come and go. It is good for this
    /// document as long as it is not read again.
    pub fn handle(&self) -> String {
        format!("#{}", self.id.number())
    }

    /// Returns its name without the prefix.
    pub fn local_name(&self) -> &'a str {
        local_name(self.name())
    }

    /// Returns the name of its namespace; `None` when it has none.
    pub fn namespace(&self) -> Option<Cow<'a, str>> {
        let declaration = match self.name().split_once(':') {
            Some((prefix, _)) => format!("xmlns:{prefix}"),
            None => "xmlns".to_owned(),
        };
        let mut element = Some(*self);
        while let Some(at) = element {
            if let Some(name) = at.attribute(&declaration) {
                return (!name.is_empty()).then_some(name);
            }
            element = at.parent();
        }
        None
    }

    /// Returns the value of an attribute by its name as written; `None` when it has none of this name.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes()
            .find(|(other, _)| *other == name)
            .map(|(_, value)| value)
    }

    /// Walks its attributes, declarations of namespaces included: names as written, and values.
    pub fn attributes(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> + use<'a> {
        self.xml.attributes(self.id)
    }

    /// Returns the element that it is in; `None` for the root.
    pub fn parent(&self) -> Option<Element<'a>> {
        let id = self.xml.tree.parent(self.id)?;
        Some(Element { xml: self.xml, id })
    }

    /// Walks the elements directly within it.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = Element<'a>> + use<'a> {
        let xml = self.xml;
        xml.tree.elements(self.id).map(move |id| Element { xml, id })
    }

    /// Returns the first element directly within it that has this name, prefix left aside.
    pub fn child(&self, local_name: &str) -> Option<Element<'a>> {
        self.children().find(|child| child.local_name() == local_name)
    }

    /// Returns all characters within it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.xml.add_text(self.id, &mut text);
        text
    }

    /// Walks what is directly within it: elements and texts, in their order.
    pub fn parts(&self) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let xml = self.xml;
        xml.tree.children(self.id).iter().filter_map(move |id| {
            if xml.tree.is_element(*id) {
                return Some(Part::Element(Element { xml, id: *id }));
            }
            let mut text = String::new();
            xml.add_characters(*id, &mut text);
            (!text.is_empty()).then_some(Part::Text(text))
        })
    }

    /// Returns the characters directly within it.
    pub fn own_text(&self) -> String {
        let mut text = String::new();
        for child in self.xml.tree.children(self.id) {
            self.xml.add_characters(*child, &mut text);
        }
        text
    }

    /// Writes it as a document of its own: with all in it, and with the namespaces that are declared around it.
    pub fn to_document(&self) -> String {
        let own: Vec<_> = self.attributes().map(|(name, _)| name).collect();
        let mut inherited: Vec<(&str, Cow<'_, str>)> = Vec::new();
        for around in std::iter::successors(self.parent(), Element::parent) {
            for (name, value) in around.attributes() {
                let is_declaration = name == "xmlns" || name.starts_with("xmlns:");
                let is_known = own.contains(&name) || inherited.iter().any(|(other, _)| *other == name);
                if is_declaration && !is_known {
                    inherited.push((name, value));
                }
            }
        }
        let mut text = self.to_xml();
        let declarations: String = inherited
            .iter()
            .map(|(name, value)| format!(" {name}=\"{}\"", attribute(value)))
            .collect();
        text.insert_str(1 + self.name().len(), &declarations);
        text
    }

    /// Writes it, with all in it.
    pub fn to_xml(&self) -> String {
        let mut out = String::new();
        self.xml.write(self.id, &mut out);
        out
    }
}

impl std::fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Element({})", self.name())
    }
}

/// Returns a name without its prefix.
pub(crate) fn local_name(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local_name)| local_name)
}
