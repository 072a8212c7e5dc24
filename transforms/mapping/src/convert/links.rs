//! References between the resources of a message, made when all of them are there.

use std::ops::Bound;

use super::apply::Base;
use super::is_main;
use super::state::{Here, Resource, State};
use super::tree::{Node, NodeId, ResourceId};
use crate::compile::{Link, Path, Structure};
use crate::report::FindingKind;

/// The most resources that one link refers to. A link between groups that lie apart could else take quadratic time.
const MAX_TARGETS: usize = 100;

/// A link that waits for its resources.
pub struct Pending<'m> {
    pub link: &'m Link,
    /// The segment's instance.
    pub group: u32,
    /// Which of the segment's links it is.
    pub number: u16,
    /// The scope in which the segment wrote to the resource that refers.
    pub scope: u32,
}

impl<'m> State<'m> {
    /// Makes the links; returns which nodes hold something.
    pub fn link(&mut self, structure: &'m Structure, pending: Vec<Pending<'m>>) -> Vec<bool> {
        let mut filled = self.filled();
        for Pending {
            link,
            group,
            number,
            scope,
        } in pending
        {
            let sources = self.reachable(structure, link.from, group, &filled);
            let targets = self.reachable(structure, link.to, group, &filled);
            self.scope = scope;
            for from in sources {
                for (n, to) in targets.iter().enumerate() {
                    if from != *to {
                        // Where the element is a list, each reference is an instance of its own.
                        let instance = (number % 256) * 256 + n as u16;
                        self.refer(&link.path, from, *to, instance, &mut filled);
                    }
                }
            }
        }
        self.link_to_patient(structure, &mut filled);
        filled
    }

    /// Lets the resources that elements refer to, a related person for one, refer to the patient where they must.
    fn link_to_patient(&mut self, structure: &'m Structure, filled: &mut Vec<bool>) {
        let handle = structure
            .handles
            .iter()
            .position(|info| info.handle.to_string() == "Patient");
        let Some(handle) = handle else { return };
        for (resource, group) in std::mem::take(&mut self.nested) {
            let Resource { kind, root, .. } = self.resources[resource as usize];
            let element = self.known.patients[usize::from(kind)];
            let Some(element) = element.filter(|_| filled[root as usize]) else {
                continue;
            };
            let patients = self.reachable(structure, handle, group, filled);
            if let ([patient, ..], None) = (patients.as_slice(), self.tree.member(root, element)) {
                let reference = self.tree.add_object(self.known.reference);
                if let Node::Object { target, .. } = self.tree.get_mut(reference) {
                    *target = Some(*patient);
                }
                self.tree.add_member(root, element, reference);
                filled.push(true);
            }
        }
    }

    /// Finds which nodes hold something. Nodes come after those above them, so one walk from the end does.
    fn filled(&self) -> Vec<bool> {
        let mut filled = vec![false; self.tree.len()];
        for id in (0..self.tree.len()).rev() {
            filled[id] = match self.tree.get(id as NodeId) {
                Node::Value { value, extension } => {
                    value.is_some() || extension.is_some_and(|extension| filled[extension as usize])
                }
                Node::List { items } => items.iter().any(|(_, item)| filled[*item as usize]),
                Node::Object { kind, members, target } => {
                    let refers = target.is_some_and(|target| filled[self.resources[target as usize].root as usize]);
                    // An extension is nothing without a value or extensions of its own.
                    let is_extension = *kind == self.known.extension;
                    let url = self.known.extension_url;
                    let has_members = members
                        .iter()
                        .any(|(element, node)| filled[*node as usize] && !(is_extension && *element == url));
                    refers || has_members
                }
            };
        }
        filled
    }

    /// Returns the resources of a handle that belong to a segment: the one of a group around it, or those in the innermost
    /// group that holds both.
    fn reachable(&mut self, structure: &Structure, handle: usize, group: u32, filled: &[bool]) -> Vec<ResourceId> {
        let scope = structure.handles[handle].scope;
        let is_there = |state: &Self, resource: &ResourceId| {
            let resource = &state.resources[*resource as usize];
            is_main(resource) && filled[resource.root as usize]
        };
        // Up until a group holds the node that the resource lives in.
        let mut number = group;
        while !is_within(structure, scope, self.groups[number as usize].node) && number != 0 {
            number = self.groups[number as usize].parent;
        }
        if self.groups[number as usize].node == scope {
            let found = self.made.get(&(handle, number)).copied();
            return found.into_iter().filter(|resource| is_there(self, resource)).collect();
        }
        let last = self.groups[number as usize].last;
        let range = (Bound::Included((handle, number)), Bound::Included((handle, last)));
        let mut found = Vec::new();
        for ((_, instance), resource) in self.made.range(range).take(MAX_TARGETS + 1) {
            if self.is_in_group(*instance, number) && is_there(self, resource) {
                found.push(*resource);
            }
        }
        if found.len() > MAX_TARGETS {
            found.truncate(MAX_TARGETS);
            let element = structure.handles[handle].handle.to_string().into();
            self.find_in_resource(FindingKind::TooManyReferences { element });
        }
        found
    }

    fn is_in_group(&self, mut instance: u32, group: u32) -> bool {
        while instance > group {
            instance = self.groups[instance as usize].parent;
        }
        instance == group
    }

    /// Lets an element of one resource refer to another.
    fn refer(&mut self, path: &Path, from: ResourceId, to: ResourceId, instance: u16, filled: &mut Vec<bool>) {
        let here = Here {
            position: 0,
            group: 0,
            slot: None,
            field: 0,
            repetition: 0,
            instance,
        };
        let root = self.resources[from as usize].root;
        let Some(landing) = self.walk(&Base::of(root), path, &here) else {
            return;
        };
        filled.resize(self.tree.len(), false);
        if let Node::Object { target, .. } = self.tree.get_mut(landing.node) {
            if target.is_some() {
                return;
            }
            *target = Some(to);
        }
        // The nodes of the path hold something, since there is a reference at its end now.
        filled[root as usize] = true;
        filled[landing.node as usize] = true;
        if let Some((list, _)) = landing.list {
            filled[list as usize] = true;
        }
        if path.steps.len() == 1 {
            return;
        }
        let mut above = path.clone();
        above.steps.pop();
        while !above.steps.is_empty() {
            if let Some(landing) = self.walk(&Base::of(root), &above, &here) {
                filled[landing.node as usize] = true;
                if let Some((list, _)) = landing.list {
                    filled[list as usize] = true;
                }
            }
            above.steps.pop();
        }
    }
}

/// Tells whether a node of the structure is another or lies in it.
fn is_within(structure: &Structure, mut node: usize, other: usize) -> bool {
    while node != other {
        if node == 0 {
            return false;
        }
        node = structure.nodes[node].parent;
    }
    true
}
