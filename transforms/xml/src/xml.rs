//! The document.

use std::borrow::Cow;
use std::sync::Arc;

use crate::attributes::{Attributes, tag_name};
use crate::escape::unescaped;
use crate::parse;
use crate::tree::{Node, NodeId, Tree};
use crate::{Element, Found, ParseError, Path, TooMany};

/// An XML document. `Debug` tells its size only, since the content may be a patient's.
#[derive(Clone)]
pub struct Xml {
    pub(crate) source: Arc<str>,
    pub(crate) tree: Tree,
    pub(crate) is_changed: bool,
}

impl Xml {
    /// Reads a document. Takes time linear in its length.
    ///
    /// # Errors
    /// When it is not well formed, nests deeper than [`crate::MAX_DEPTH`], or refers to an entity of a DTD.
    pub fn parse(text: impl Into<Arc<str>>) -> Result<Self, ParseError> {
        let source = text.into();
        let tree = parse::parse(&source)?;
        Ok(Self {
            source,
            tree,
            is_changed: false,
        })
    }

    /// Tells whether it was changed since it was read.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// Writes the document; what was not changed as it was read.
    pub fn text(&self) -> Cow<'_, str> {
        if !self.is_changed {
            return Cow::Borrowed(&self.source);
        }
        let mut out = String::with_capacity(self.source.len());
        for id in &self.tree.top {
            self.write(*id, &mut out);
        }
        Cow::Owned(out)
    }

    /// Returns the root element.
    pub fn root(&self) -> Element<'_> {
        let id = self
            .tree
            .root()
            .expect("a document is read with a root, which cannot be taken out");
        Element { xml: self, id }
    }

    /// Finds the elements, attributes and texts at a path, in the order of the document.
    ///
    /// # Errors
    /// When the search would take too many steps.
    pub fn find(&self, path: &Path) -> Result<Vec<Found<'_>>, TooMany> {
        path.find(self)
    }

    /// Returns the text of the first place that a path finds: an attribute's value, or all characters within an element.
    /// `None` when it finds none.
    ///
    /// # Errors
    /// As [`Xml::find`].
    pub fn get(&self, path: &Path) -> Result<Option<String>, TooMany> {
        Ok(self.find(path)?.first().map(Found::text))
    }

    /// Writes a node and all in it. Elements nest no deeper than is read.
    pub(crate) fn write(&self, id: NodeId, out: &mut String) {
        match self.tree.node(id) {
            Node::Element { start, children, end } => {
                out.push_str(start.text(&self.source));
                for child in children {
                    self.write(*child, out);
                }
                if let Some(end) = end {
                    out.push_str(end.text(&self.source));
                }
            }
            Node::Text(piece) | Node::CData(piece) | Node::Other(piece) => out.push_str(piece.text(&self.source)),
        }
    }

    /// Returns the start tag of an element; empty for other nodes.
    pub(crate) fn tag(&self, id: NodeId) -> &str {
        match self.tree.node(id) {
            Node::Element { start, .. } => start.text(&self.source),
            _ => "",
        }
    }

    pub(crate) fn name(&self, id: NodeId) -> &str {
        tag_name(self.tag(id))
    }

    pub(crate) fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let tag = self.tag(id);
        // What was read or set is well formed.
        Attributes::of(tag).filter_map(move |attribute| {
            let attribute = attribute.ok()?;
            Some((&tag[attribute.name], unescaped(&tag[attribute.value])?))
        })
    }

    /// Adds the characters of a text or CDATA section; nothing of other nodes.
    pub(crate) fn add_characters(&self, id: NodeId, out: &mut String) {
        match self.tree.node(id) {
            Node::Text(piece) => out.push_str(&unescaped(piece.text(&self.source)).unwrap_or_default()),
            Node::CData(piece) => {
                let whole = piece.text(&self.source);
                let inner = whole
                    .strip_prefix("<![CDATA[")
                    .and_then(|rest| rest.strip_suffix("]]>"));
                out.push_str(&inner.unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n"));
            }
            _ => {}
        }
    }

    /// Adds all characters within a node.
    pub(crate) fn add_text(&self, id: NodeId, out: &mut String) {
        self.add_characters(id, out);
        for child in self.tree.children(id) {
            self.add_text(*child, out);
        }
    }
}

impl std::fmt::Debug for Xml {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Xml({} bytes)", self.source.len())
    }
}
