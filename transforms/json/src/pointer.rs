//! JSON pointers (RFC 6901): the names of the places that a search found.

use std::fmt;

use serde_json::Value;

/// The name of one place: `/patient/name`, `/entries/0`; empty for the whole value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Pointer(Vec<String>);

impl Pointer {
    pub(crate) fn of(parts: Vec<String>) -> Self {
        Self(parts)
    }

    /// Returns its parts, unescaped.
    pub fn parts(&self) -> &[String] {
        &self.0
    }

    /// Returns what stands at the place; `None` when nothing does.
    pub fn get<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        value.pointer(&self.to_string())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|part| write!(f, "/{}", part.replace('~', "~0").replace('/', "~1")))
    }
}
