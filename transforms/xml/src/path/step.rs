//! The steps of a path.

use super::expression::Expression;
use crate::element::local_name;

#[derive(Debug, Clone)]
pub(super) struct PathStep {
    pub axis: Axis,
    pub test: Test,
    pub predicates: Vec<Expression>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Child,
    Attribute,
    Itself,
    Parent,
    /// The node and all elements below it: what `//` means.
    Below,
}

/// What a node must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    /// As written in the path.
    Name(String),
    Any,
    Text,
}

impl Test {
    /// Tells whether an element or attribute of this name is meant.
    pub fn matches(&self, name: &str) -> bool {
        match self {
            Self::Name(wanted) => is_meant(wanted, name),
            Self::Any => true,
            Self::Text => false,
        }
    }
}

/// Tells whether a name of a path means a name of the document.
pub(super) fn is_meant(wanted: &str, name: &str) -> bool {
    wanted == name || !wanted.contains(':') && wanted == local_name(name)
}
