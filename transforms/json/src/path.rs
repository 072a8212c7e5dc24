//! JSONPath (RFC 9535).

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

mod compare;
mod evaluate;
mod filter;
mod node;
mod parse;
mod scan;
mod selector;

pub use evaluate::TooMany;
pub use node::Node;

use filter::Test;
use selector::Segment;

/// A search for places in a value, such as `$.entry[?@.resource.resourceType == 'Patient'].resource.id`.
///
/// All of RFC 9535: `.name`, `['name']`, `[0]`, `[-1]`, `[1:3]`, `[*]`, `..`, several selectors in brackets, filters with
/// comparisons, `&&`, `||`, `!`, parentheses and the functions `length`, `count`, `match`, `search` and `value`.
#[derive(Clone)]
pub struct Path {
    text: String,
    segments: Vec<Segment>,
}

/// A text that is no path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a JSONPath at character {at}: {expected}")]
pub struct PathError {
    /// The character, from 1.
    pub at: usize,
    /// What was expected there.
    pub expected: String,
}

impl Path {
    /// Finds the places in `value`, in the order of the standard; there may be none, and one may be found several times.
    ///
    /// # Errors
    /// When the search would take too many steps, see [`TooMany`].
    pub fn find<'a>(&self, value: &'a Value) -> Result<Vec<Node<'a>>, TooMany> {
        evaluate::find(&self.segments, value)
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        Ok(Self {
            segments: parse::parse(text)?,
            text: text.to_owned(),
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
