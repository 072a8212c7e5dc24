//! Places in a document, in a part of XPath 1.0.

use std::fmt;
use std::str::FromStr;

use crate::Xml;

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
/// `/` begins at the document, nothing at the root element; `//` looks everywhere below. Steps are names, `*`, `@name`, `@*`,
/// `text()`, `.` and `..`; a name without a prefix means elements of this name in any namespace, with a prefix those that
/// are written with it. Predicates are numbers, `last()`, paths, comparisons (`= != < <= > >=`), `and`, `or`, `not()`,
/// `contains()`, `starts-with()`, `count()`, `position()`, `string-length()`, `normalize-space()` and `local-name()`.
#[derive(Clone)]
pub struct Path {
    text: String,
    is_absolute: bool,
    steps: Vec<PathStep>,
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
        evaluate::find(xml, self.is_absolute, &self.steps)
    }

    pub(crate) fn is_absolute(&self) -> bool {
        self.is_absolute
    }

    /// Returns what is to be made where nothing is; `None` when the path does not tell.
    pub(crate) fn steps_to_make(&self) -> Option<Vec<Step<'_>>> {
        make::steps(&self.steps)
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let (is_absolute, steps) = parse::parse(text)?;
        Ok(Self {
            text: text.to_owned(),
            is_absolute,
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
