//! Places in a document, in a part of XPath 1.0.

use std::fmt;
use std::str::FromStr;

use crate::Xml;
use crate::tree::NodeId;

mod evaluate;
mod expression;
mod found;
mod make;
mod parse;
mod scan;
mod step;

pub use evaluate::TooMany;
pub use found::Found;
pub(crate) use found::Place;
pub(crate) use make::Step;

use step::PathStep;

/// A search for elements, attributes and texts, such as `/order/item[@code='B']/@unit`.
///
/// `/` begins at the document, `#12` at the element with this [handle](crate::Element::handle), nothing at the root element; `//`
/// looks everywhere below. Steps are names, `*`, `@name`, `@*`, `text()`, `.` and `..`; a name without a prefix means elements of
/// this name in any namespace, with a prefix those that are written with it. Declarations of namespaces are no attributes, but
/// where a path writes them in full. Predicates are numbers, `last()`, paths, comparisons (`= != < <= > >=`), `and`, `or`, `not()`,
/// `contains()`, `starts-with()`, `count()`, `position()`, `string-length()`, `normalize-space()` and `local-name()`.
#[derive(Clone)]
pub struct Path {
    text: String,
    start: Start,
    steps: Vec<PathStep>,
}

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    Document,
    Root,
    /// The element with this number in the tree, as [`crate::Element::handle`] tells it.
    Element(NodeId),
}

/// A text that is no path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a path at character {at}: expected {expected}")]
pub struct PathError {
    /// The character, from 1.
    pub at: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl Path {
    pub(crate) fn find<'a>(&self, xml: &'a Xml) -> Result<Vec<Found<'a>>, TooMany> {
        evaluate::find(xml, self.start, &self.steps)
    }

    pub(crate) fn start(&self) -> Start {
        self.start
    }

    /// Returns what is to be made where nothing is; `None` when the path does not tell.
    pub(crate) fn steps_to_make(&self) -> Option<Vec<Step<'_>>> {
        make::steps(&self.steps)
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let (start, steps) = parse::parse(text)?;
        Ok(Self {
            text: text.to_owned(),
            start,
            steps,
        })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({})", self.text)
    }
}

impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Path {}

#[cfg(test)]
mod tests;
