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
    /// Tells whether an attribute of this name is meant. A declaration of a namespace is none, but where it is named in full.
    pub fn matches_attribute(&self, name: &str) -> bool {
        let is_declaration = name == "xmlns" || name.starts_with("xmlns:");
        match self {
            Self::Name(wanted) if is_declaration => wanted == name,
            _ => !is_declaration && self.matches(name),
        }
    }

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
