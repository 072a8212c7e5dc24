//! What was found.

use std::rc::Rc;

use serde_json::Value;

use crate::Pointer;

/// A value that was found, and its place.
#[derive(Clone)]
pub struct Node<'a> {
    value: &'a Value,
    place: Option<Rc<Place<'a>>>,
}

/// A member or element of what is at the place before it.
struct Place<'a> {
    parent: Option<Rc<Place<'a>>>,
    key: Key<'a>,
}

#[derive(Clone, Copy)]
pub(super) enum Key<'a> {
    Name(&'a str),
    Index(usize),
}

impl<'a> Node<'a> {
    pub(super) fn root(value: &'a Value) -> Self {
        Self { value, place: None }
    }

    pub(super) fn child(&self, key: Key<'a>, value: &'a Value) -> Self {
        let parent = self.place.clone();
        Self {
            value,
            place: Some(Rc::new(Place { parent, key })),
        }
    }

    /// Returns the value.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Returns where it stands.
    pub fn pointer(&self) -> Pointer {
        let mut parts = Vec::new();
        let mut place = self.place.as_ref();
        while let Some(at) = place {
            parts.push(match at.key {
                Key::Name(name) => name.to_owned(),
                Key::Index(index) => index.to_string(),
            });
            place = at.parent.as_ref();
        }
        parts.reverse();
        Pointer::of(parts)
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Node({})", self.pointer())
    }
}
