//! What is wrong with a table, told by file and line.

use std::fmt;

/// The line of a table file that something stands on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The file's name, or the name that an overlay was given.
    pub file: std::sync::Arc<str>,
    /// From 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Tells that a line of a table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct TableError {
    /// Where it stands.
    pub place: Place,
    /// What was expected.
    pub problem: String,
}

impl TableError {
    pub(crate) fn new(place: &Place, problem: impl Into<String>) -> TableError {
        TableError {
            place: place.clone(),
            problem: problem.into(),
        }
    }
}
