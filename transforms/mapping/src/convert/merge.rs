//! Resources that elements refer to, each written once: a practitioner who attends and admits is one.
//!
//! Two of a type are one when they have the same identifier with a system, or the same content. What one of them has and
//! the first lacks is added to it.

use std::collections::HashMap;

use super::state::State;
use super::tree::{Node, NodeId, ResourceId};

impl<'m> State<'m> {
    /// Returns for each resource the one that is written for it.
    pub fn merge(&mut self, kept: &[bool]) -> Vec<ResourceId> {
        let mut target: Vec<ResourceId> = (0..self.resources.len() as ResourceId).collect();
        let mut known: HashMap<String, ResourceId> = HashMap::new();
        // Resources refer to those made after them, so from the last to the first all that one refers to is settled.
        for number in (1..self.resources.len()).rev() {
            if !kept[number] || !self.resources[number].is_nested {
                continue;
            }
            let root = self.resources[number].root;
            let kind = self.resources[number].kind;
            let mut name = String::from(char::from_u32(u32::from(kind) + 1).unwrap_or_default());
            match self.identifier(root) {
                Some((system, value)) => {
                    name.push_str(&system);
                    name.push('\u{1f}');
                    name.push_str(&value);
                }
                None => {
                    let mut content = String::new();
                    self.write_content(root, &target, &mut content);
                    name.push_str(&content);
                    self.resources[number].content = Some(content);
                }
            }
            // The one that was made first is kept, which is this one.
            if let Some(later) = known.insert(name, number as ResourceId) {
                self.add_missing(root, self.resources[later as usize].root);
                target[later as usize] = number as ResourceId;
            }
        }
        // Follow those that were merged more than once.
        for number in 0..target.len() {
            let mut last = target[number];
            while target[last as usize] != last {
                last = target[last as usize];
            }
            target[number] = last;
        }
        target
    }

    /// Writes what tells contents apart.
    fn write_content(&self, node: NodeId, target: &[ResourceId], content: &mut String) {
        match self.tree.get(node) {
            Node::Value { value, extension } => {
                content.push_str(value.as_ref().map_or("", |value| value.text()));
                if let Some(extension) = extension {
                    self.write_content(*extension, target, content);
                }
            }
            Node::List { items } => {
                for (_, item) in items {
                    self.write_content(*item, target, content);
                    content.push('\u{1e}');
                }
            }
            Node::Object {
                members,
                target: refers,
                ..
            } => {
                if let Some(refers) = refers {
                    self.write_name(target[*refers as usize], content);
                }
                for (element, member) in members {
                    content.push('\u{1d}');
                    content.push(char::from_u32(u32::from(*element) + 1).unwrap_or_default());
                    self.write_content(*member, target, content);
                }
            }
        }
    }

    /// Writes what tells a resource from others, the same for every message where there is such.
    fn write_name(&self, number: ResourceId, content: &mut String) {
        let resource = &self.resources[number as usize];
        match (&resource.content, self.identifier(resource.root)) {
            (_, Some((system, value))) => content.push_str(&format!("{system}\u{1f}{value}")),
            (Some(known), None) => content.push_str(known),
            (None, None) => match &resource.key {
                Some(key) => content.push_str(key),
                None => content.push_str(&self.name_in_message(number)),
            },
        }
    }

    fn add_missing(&mut self, root: NodeId, other: NodeId) {
        let Node::Object { members, .. } = self.tree.get(other) else {
            return;
        };
        for (element, member) in members.clone() {
            if self.tree.member(root, element).is_none() {
                self.tree.add_member(root, element, member);
            }
        }
    }
}
