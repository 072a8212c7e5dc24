//! Reading.

use std::collections::HashSet;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::attributes::{Attributes, tag_name};
use crate::escape::{is_allowed, unescaped};
use crate::piece::Piece;
use crate::tree::{Node, NodeId, Tree};
use crate::{MAX_DEPTH, MAX_SIZE, ParseError};

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Reads the nodes of `source`.
pub(crate) fn parse(source: &str) -> Result<Tree, ParseError> {
    if source.len() > MAX_SIZE {
        return Err(ParseError::new(source, 0, "expected at most 4 GiB"));
    }
    let start = if source.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len_utf8()
    } else {
        0
    };
    if let Some((offset, _)) = source.char_indices().find(|(_, character)| !is_allowed(*character)) {
        return Err(ParseError::new(source, offset, "expected no control character"));
    }
    // The reader would step over it and count from there.
    if source[start..].starts_with(BYTE_ORDER_MARK) {
        return Err(ParseError::new(source, start, "expected one byte order mark only"));
    }
    let mut builder = Builder::new(source, start);
    let mut reader = Reader::from_str(&source[start..]);
    reader.config_mut().check_comments = true;
    let mut begin = start;
    loop {
        let event = reader.read_event();
        let end = start + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        match event {
            Ok(Event::Eof) => return builder.finish(),
            Ok(event) => builder.take(&event, begin..end)?,
            Err(error) => {
                let at = start + usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                return Err(ParseError::new(source, at, expected(&error)));
            }
        }
        begin = end;
    }
}

/// Tells what was expected where the reader stopped; its own words could quote the content.
fn expected(error: &quick_xml::Error) -> &'static str {
    match error {
        quick_xml::Error::IllFormed(_) => {
            "expected each start tag to have its end tag, in order, and no -- within comments"
        }
        quick_xml::Error::Syntax(_) => "expected the end of a tag, comment, instruction or CDATA section",
        quick_xml::Error::InvalidAttr(_) => "expected attributes as in name=\"value\", each once",
        quick_xml::Error::Escape(_) => "expected & only as the beginning of a reference such as &amp;",
        _ => "expected well-formed XML",
    }
}

struct Builder<'a> {
    source: &'a str,
    tree: Tree,
    /// The elements that are open, the innermost last.
    open: Vec<NodeId>,
    root: Option<NodeId>,
    has_document_type: bool,
    /// A text that may go on.
    text: Option<Range<usize>>,
    start: usize,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, start: usize) -> Self {
        let mut tree = Tree::default();
        if start > 0 {
            let mark = tree.add(Node::Other(Piece::of(0..start)), None);
            tree.top.push(mark);
        }
        Self {
            source,
            tree,
            open: Vec::new(),
            root: None,
            has_document_type: false,
            text: None,
            start,
        }
    }

    fn expected(&self, offset: usize, what: &'static str) -> ParseError {
        ParseError::new(self.source, offset, what)
    }

    fn take(&mut self, event: &Event<'_>, range: Range<usize>) -> Result<(), ParseError> {
        if let Event::Text(_) | Event::GeneralRef(_) = event {
            match &mut self.text {
                Some(text) => text.end = range.end,
                None => self.text = Some(range),
            }
            return Ok(());
        }
        self.end_text()?;
        match event {
            Event::Start(_) => {
                let id = self.element(range, Some(Piece::own("")))?;
                self.open.push(id);
            }
            Event::Empty(_) => {
                self.element(range, None)?;
            }
            Event::End(_) => {
                // The reader has checked that it is open.
                if let Some(id) = self.open.pop()
                    && let Node::Element { end, .. } = self.tree.node_mut(id)
                {
                    *end = Some(Piece::of(range));
                }
            }
            Event::CData(_) if self.open.is_empty() => {
                return Err(self.expected(range.start, "expected a CDATA section only within an element"));
            }
            Event::CData(_) => self.add(Node::CData(Piece::of(range))),
            Event::Decl(_) if range.start != self.start => {
                return Err(self.expected(range.start, "expected the XML declaration only at the very beginning"));
            }
            Event::DocType(_) if self.root.is_some() || self.has_document_type => {
                return Err(self.expected(range.start, "expected one document type, before the root element"));
            }
            Event::DocType(_) => {
                self.has_document_type = true;
                self.add(Node::Other(Piece::of(range)));
            }
            _ => self.add(Node::Other(Piece::of(range))),
        }
        Ok(())
    }

    fn end_text(&mut self) -> Result<(), ParseError> {
        let Some(range) = self.text.take() else {
            return Ok(());
        };
        let raw = &self.source[range.clone()];
        if self.open.is_empty() {
            if !raw
                .chars()
                .all(|character| matches!(character, ' ' | '\t' | '\r' | '\n'))
            {
                return Err(self.expected(range.start, "expected text only within the root element"));
            }
            self.add(Node::Other(Piece::of(range)));
            return Ok(());
        }
        if !has_good_references(raw) {
            return Err(self.expected(range.start, REFERENCES));
        }
        if raw.contains("]]>") {
            return Err(self.expected(range.start, "expected ]]&gt; for ]]> in text"));
        }
        self.add(Node::Text(Piece::of(range)));
        Ok(())
    }

    fn element(&mut self, range: Range<usize>, end: Option<Piece>) -> Result<NodeId, ParseError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.expected(range.start, "expected at most 256 levels of elements"));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(self.expected(range.start, "expected one root element"));
        }
        self.check_tag(range.clone())?;
        let parent = self.open.last().copied();
        let id = self.tree.add(
            Node::Element {
                start: Piece::of(range),
                children: Vec::new(),
                end,
            },
            parent,
        );
        self.root.get_or_insert(id);
        self.attach(id);
        Ok(id)
    }

    fn check_tag(&self, range: Range<usize>) -> Result<(), ParseError> {
        let tag = &self.source[range.clone()];
        if !is_name(tag_name(tag)) {
            return Err(self.expected(range.start + 1, "expected the name of an element"));
        }
        let mut names = HashSet::new();
        for attribute in Attributes::of(tag) {
            let attribute = attribute
                .map_err(|offset| self.expected(range.start + offset, "expected attributes as in name=\"value\""))?;
            let offset = range.start + attribute.name.start;
            if !is_name(&tag[attribute.name.clone()]) {
                return Err(self.expected(offset, "expected the name of an attribute"));
            }
            if !names.insert(&tag[attribute.name]) {
                return Err(self.expected(offset, "expected each attribute once"));
            }
            if names.len() > MAX_ATTRIBUTES {
                return Err(self.expected(offset, "expected at most 1,000 attributes"));
            }
            if !has_good_references(&tag[attribute.value]) {
                return Err(self.expected(offset, REFERENCES));
            }
        }
        Ok(())
    }

    fn add(&mut self, node: Node) {
        let id = self.tree.add(node, self.open.last().copied());
        self.attach(id);
    }

    fn attach(&mut self, id: NodeId) {
        let parent = self.open.last().copied();
        match parent.map(|parent| self.tree.node_mut(parent)) {
            Some(Node::Element { children, .. }) => children.push(id),
            _ => self.tree.top.push(id),
        }
    }

    fn finish(mut self) -> Result<Tree, ParseError> {
        self.end_text()?;
        if !self.open.is_empty() {
            return Err(self.expected(self.source.len(), "expected the end tag of an element"));
        }
        if self.root.is_none() {
            return Err(self.expected(self.source.len(), "expected a root element"));
        }
        Ok(self.tree)
    }
}

/// The most attributes of an element.
const MAX_ATTRIBUTES: usize = 1_000;

/// Tells whether all references are of XML itself and name characters that it has.
fn has_good_references(raw: &str) -> bool {
    unescaped(raw).is_some_and(|text| text.chars().all(is_allowed))
}

const REFERENCES: &str =
    "expected & only in &lt; &gt; &amp; &quot; &apos; and references to characters; entities of a DTD are not read";

/// Tells whether a text may name an element or attribute (XML 1.0 §2.3; beyond ASCII everything is taken).
pub(crate) fn is_name(text: &str) -> bool {
    let is_first =
        |character: char| character.is_ascii_alphabetic() || matches!(character, '_' | ':') || !character.is_ascii();
    let is_part = |character: char| is_first(character) || character.is_ascii_digit() || matches!(character, '-' | '.');
    text.starts_with(is_first) && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_well_formed_is_told_by_its_place() {
        for (text, line, column) in [
            ("", 1, 1),
            ("\u{FEFF}\u{FEFF}<a/>", 1, 4),
            ("<a>", 1, 4),
            ("<a></b>", 1, 4),
            ("<a/><b/>", 1, 5),
            ("<a/>x", 1, 5),
            ("<a>\n<b x='1' x='2'/></a>", 2, 10),
            ("<a>&x;</a>", 1, 4),
            ("<a b='&x;'/>", 1, 4),
            ("<a b=1/>", 1, 4),
            ("<1/>", 1, 2),
            ("<a>\u{1}</a>", 1, 4),
            ("<a/><?xml version='1.0'?>", 1, 5),
            ("<a/><!DOCTYPE a>", 1, 5),
            ("<a/><![CDATA[x]]>", 1, 5),
            ("<a>&#1;</a>", 1, 4),
            ("<a>]]></a>", 1, 4),
            ("<!DOCTYPE a><!DOCTYPE a><a/>", 1, 13),
        ] {
            let error = parse(text).expect_err(text);
            assert_eq!((error.line, error.column), (line, column), "{text}: {error}");
        }
        let deep = "<a>".repeat(MAX_DEPTH + 1);
        assert!(parse(&deep).is_err());
    }
}
