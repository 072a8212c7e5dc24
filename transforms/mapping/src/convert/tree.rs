//! Resources while they are built: a tree of nodes that lie in one vector. A node is made after the one above it.

use std::borrow::Cow;

use crate::model::TypeId;

/// Number of a node.
pub type NodeId = u32;

/// Number of a resource, from 0.
pub type ResourceId = u32;

/// A node.
#[derive(Debug)]
pub enum Node<'m> {
    /// A type with elements.
    Object {
        /// The type.
        kind: TypeId,
        /// Its elements, in the order in which they were written.
        members: Vec<(u16, NodeId)>,
        /// Of a reference, what it refers to.
        target: Option<ResourceId>,
    },
    /// Several of an element.
    List {
        /// In order, each with what it is known by.
        items: Vec<(Key, NodeId)>,
    },
    /// A value.
    Value {
        /// The value itself.
        value: Option<Scalar<'m>>,
        /// Its list of extensions.
        extension: Option<NodeId>,
    },
}

/// The most instances that are looked at to find one; the repetitions of two fields.
const MAX_LOOKED_AT: usize = 2_048;

/// What an instance in a list is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Key {
    /// Number of the segment's application; 0 for an instance that all segments share.
    pub scope: u32,
    /// Repetition of the source; 0 when all share the instance.
    pub repetition: u16,
    /// Number of its label.
    pub label: u16,
    /// Number of the extension's URL.
    pub url: u16,
}

/// A value, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar<'m> {
    /// Between quotation marks.
    Text(Cow<'m, str>),
    /// As it is: numbers, true, false.
    Verbatim(Cow<'m, str>),
}

impl Scalar<'_> {
    /// Returns the text of the value.
    pub fn text(&self) -> &str {
        match self {
            Scalar::Text(text) | Scalar::Verbatim(text) => text,
        }
    }
}

/// All nodes.
#[derive(Debug, Default)]
pub struct Tree<'m> {
    nodes: Vec<Node<'m>>,
}

impl<'m> Tree<'m> {
    /// Makes a tree with room for so many nodes.
    pub fn with_capacity(n_nodes: usize) -> Tree<'m> {
        Tree {
            nodes: Vec::with_capacity(n_nodes),
        }
    }

    /// Adds a node.
    pub fn add(&mut self, node: Node<'m>) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() as NodeId - 1
    }

    /// Adds an object without elements.
    pub fn add_object(&mut self, kind: TypeId) -> NodeId {
        self.add(Node::Object {
            kind,
            members: Vec::new(),
            target: None,
        })
    }

    /// Adds a value that is not there yet.
    pub fn add_value(&mut self) -> NodeId {
        self.add(Node::Value {
            value: None,
            extension: None,
        })
    }

    /// Adds a list.
    pub fn add_list(&mut self) -> NodeId {
        self.add(Node::List { items: Vec::new() })
    }

    /// Returns a node.
    pub fn get(&self, id: NodeId) -> &Node<'m> {
        &self.nodes[id as usize]
    }

    /// Returns a node to change.
    pub fn get_mut(&mut self, id: NodeId) -> &mut Node<'m> {
        &mut self.nodes[id as usize]
    }

    /// Counts the nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns an element of an object.
    pub fn member(&self, id: NodeId, element: u16) -> Option<NodeId> {
        match self.get(id) {
            Node::Object { members, .. } => members
                .iter()
                .find(|(number, _)| *number == element)
                .map(|(_, node)| *node),
            _ => None,
        }
    }

    /// Puts the elements of all objects into the order of the specification.
    pub fn sort_members(&mut self) {
        for node in &mut self.nodes {
            if let Node::Object { members, .. } = node {
                members.sort_by_key(|(element, _)| *element);
            }
        }
    }

    /// Adds an element to an object.
    pub fn add_member(&mut self, id: NodeId, element: u16, node: NodeId) {
        if let Node::Object { members, .. } = self.get_mut(id) {
            members.push((element, node));
        }
    }

    /// Returns the instance that is known by `key`. The last ones are looked at, among which those of the segment at hand
    /// are; so a list of any length takes time in proportion.
    pub fn item(&self, list: NodeId, key: Key) -> Option<NodeId> {
        let Node::List { items } = self.get(list) else {
            return None;
        };
        if key.scope == 0 {
            // Shared instances are the first ones, as a rule.
            return items.iter().find(|(known, _)| *known == key).map(|(_, node)| *node);
        }
        let mut recent = items.iter().rev().take(MAX_LOOKED_AT);
        recent.find(|(known, _)| *known == key).map(|(_, node)| *node)
    }

    /// Adds an instance to a list.
    pub fn add_item(&mut self, list: NodeId, key: Key, node: NodeId) {
        if let Node::List { items } = self.get_mut(list) {
            items.push((key, node));
        }
    }

    /// Returns the instances of a list; of another node, itself.
    pub fn items(&self, id: NodeId) -> Vec<NodeId> {
        match self.get(id) {
            Node::List { items } => items.iter().map(|(_, node)| *node).collect(),
            _ => vec![id],
        }
    }

    /// Returns the text of a value.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match self.get(id) {
            Node::Value { value: Some(value), .. } => Some(value.text()),
            _ => None,
        }
    }

    /// Returns the text of a value that is an element of an object.
    pub fn member_text(&self, id: NodeId, element: u16) -> Option<&str> {
        self.text(self.member(id, element)?)
    }

    /// Sets the text of a value.
    pub fn set(&mut self, id: NodeId, scalar: Scalar<'m>) {
        if let Node::Value { value, .. } = self.get_mut(id) {
            *value = Some(scalar);
        }
    }
}
