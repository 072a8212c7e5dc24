//! What a resource must have and a message did not send: marked as absent, so that the bundle is valid R4.
//!
//! A required code that allows `unknown` gets it; a coding gets that of data-absent-reason; other values and references
//! get the extension data-absent-reason (FHIR R4 §2.3.1.1). Parts that would break an invariant are completed or left out.

use std::borrow::Cow;

use super::is_main;
use super::known::Repair;
use super::state::State;
use super::tree::{Key, Node, NodeId, Scalar};
use crate::compile::Structure;
use crate::model::{Kind, Primitive, TypeId};
use crate::report::FindingKind;

/// How deep elements are completed; types of FHIR lie less deep in one another.
const MAX_DEPTH: usize = 32;

const ABSENT_SYSTEM: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

impl<'m> State<'m> {
    /// Completes the resources that are written; returns which those are, by number.
    pub fn complete(&mut self, _structure: &Structure, filled: &[bool]) -> Vec<bool> {
        self.drop_empty(filled);
        let kept = self.kept(filled);
        for (number, is_kept) in kept.iter().enumerate().skip(1) {
            if *is_kept {
                self.finish(self.resources[number].root, 0);
            }
        }
        kept
    }

    /// Takes nodes that hold nothing out of their objects and lists.
    fn drop_empty(&mut self, filled: &[bool]) {
        let is_filled = |node: &NodeId| filled.get(*node as usize).copied().unwrap_or(true);
        let roots: Vec<NodeId> = self.resources.iter().map(|resource| resource.root).collect();
        for id in 0..self.tree.len() {
            match self.tree.get_mut(id as NodeId) {
                Node::Object { members, target, .. } => {
                    members.retain(|(_, node)| is_filled(node));
                    *target = target.filter(|target| is_filled(&roots[*target as usize]));
                }
                Node::List { items } => items.retain(|(_, node)| is_filled(node)),
                Node::Value { extension, .. } => *extension = extension.filter(|node| is_filled(node)),
            }
        }
    }

    /// Finds the resources that are written: those that the structure made with something from the message, and those
    /// that they refer to.
    fn kept(&self, filled: &[bool]) -> Vec<bool> {
        let mut kept = vec![false; self.resources.len()];
        kept[0] = true;
        let mut open: Vec<usize> = Vec::new();
        for (number, resource) in self.resources.iter().enumerate().skip(1) {
            if is_main(resource) && filled[resource.root as usize] {
                kept[number] = true;
                open.push(number);
            }
        }
        while let Some(number) = open.pop() {
            let mut nodes = vec![self.resources[number].root];
            while let Some(node) = nodes.pop() {
                match self.tree.get(node) {
                    Node::Object { members, target, .. } => {
                        nodes.extend(members.iter().map(|(_, node)| *node));
                        if let Some(target) = target
                            && !std::mem::replace(&mut kept[*target as usize], true)
                        {
                            open.push(*target as usize);
                        }
                    }
                    Node::List { items } => nodes.extend(items.iter().map(|(_, node)| *node)),
                    Node::Value { extension, .. } => nodes.extend(extension),
                }
            }
        }
        kept
    }

    /// Returns the element or instance number `n`, from 0, of a node.
    fn child(&self, node: NodeId, n: usize) -> Option<NodeId> {
        match self.tree.get(node) {
            Node::Object { members, .. } => members.get(n).map(|(_, node)| *node),
            Node::List { items } => items.get(n).map(|(_, node)| *node),
            Node::Value { .. } => None,
        }
    }

    /// Repairs and completes an object, after all below it.
    fn finish(&mut self, node: NodeId, depth: usize) {
        if depth == MAX_DEPTH {
            return;
        }
        let mut n = 0;
        while let Some(child) = self.child(node, n) {
            if !matches!(self.tree.get(child), Node::Value { .. }) {
                self.finish(child, depth + 1);
            }
            n += 1;
        }
        if let Node::Object { kind, .. } = self.tree.get(node) {
            let kind = *kind;
            self.repair(node, kind);
            self.add_required(node, kind, depth);
        }
    }

    /// Adds the required elements that an object lacks.
    fn add_required(&mut self, node: NodeId, kind: TypeId, depth: usize) {
        let compiled = self.compiled;
        for number in &compiled.model.get(kind).required {
            let number = usize::from(*number);
            if !self.has(node, kind, number as u16) {
                let name = self.element_name(kind, number as u16);
                self.add_absent(node, kind, number as u16, depth + 1);
                self.find_in_resource(FindingKind::Absent { element: name });
            }
        }
    }

    /// Tells whether an object has an element, or another alternative of its choice.
    fn has(&self, node: NodeId, kind: TypeId, element: u16) -> bool {
        let Node::Object { members, .. } = self.tree.get(node) else {
            return true;
        };
        let elements = &self.compiled.model.get(kind).elements;
        let choice = elements[usize::from(element)].choice;
        members.iter().any(|(other, node)| {
            let is_it = *other == element || (choice > 0 && elements[usize::from(*other)].choice == choice);
            let is_unknown_code =
                self.lacks_code(*node) && elements[usize::from(*other)].codes.iter().any(|code| code == "unknown");
            is_it && !is_unknown_code
        })
    }

    fn lacks_code(&self, node: NodeId) -> bool {
        matches!(self.tree.get(node), Node::Value { value: None, .. })
    }

    fn add_absent(&mut self, node: NodeId, owner: TypeId, number: u16, depth: usize) {
        let element = self.compiled.model.element(owner, number);
        if let Some(known) = self.tree.member(node, number) {
            self.tree.set(known, Scalar::Text(Cow::Borrowed("unknown")));
            return;
        }
        let value = if element.is_list {
            let list = self.tree.add_list();
            self.tree.add_member(node, number, list);
            let value = self.add_node(element.kind);
            self.tree.add_item(list, Key::default(), value);
            value
        } else {
            let value = self.add_node(element.kind);
            self.tree.add_member(node, number, value);
            value
        };
        match element.kind {
            Kind::Primitive(Primitive::Code) if element.codes.iter().any(|code| code == "unknown") => {
                self.tree.set(value, Scalar::Text(Cow::Borrowed("unknown")));
            }
            Kind::Complex(kind) if kind == self.known.coding || kind == self.known.concept => {
                let parts = [ABSENT_SYSTEM, "unknown", "Unknown"].map(|part| Some(Cow::Borrowed(part)));
                self.set_coding(value, parts, None);
            }
            Kind::Complex(kind) if self.compiled.model.get(kind).name.contains('.') => {
                self.add_required(value, kind, depth);
                if self.child(value, 0).is_none() {
                    self.mark_absent(value);
                }
            }
            _ => self.mark_absent(value),
        }
    }

    fn mark_absent(&mut self, node: NodeId) {
        let extension = self.add_extension(node, "data-absent-reason");
        let code = self.tree.add_value();
        self.tree.set(code, Scalar::Text(Cow::Borrowed("unknown")));
        self.tree.add_member(extension, self.known.extension_code, code);
    }

    /// Repairs what the invariants of a type forbid.
    fn repair(&mut self, node: NodeId, kind: TypeId) {
        let Some(repair) = self.known.repairs[usize::from(kind)] else {
            return;
        };
        match repair {
            // A value needs a system (cpt-2).
            Repair::ContactPoint => {
                let system = self.named(node, kind, "system");
                if let Some(system) = system.filter(|system| self.lacks_code(*system)) {
                    self.tree.set(system, Scalar::Text(Cow::Borrowed("other")));
                } else if system.is_none() && self.named(node, kind, "value").is_some() {
                    self.add_fixed(node, kind, "system", "other");
                }
            }
            // A code needs a system (qty-3).
            Repair::Quantity => {
                if self.named(node, kind, "code").is_some() && self.named(node, kind, "system").is_none() {
                    self.rename_or_drop(node, kind, "code", "unit", "a code of a unit needs its system");
                }
            }
            // Data needs its type (att-1).
            Repair::Attachment => {
                if self.named(node, kind, "data").is_some() && self.named(node, kind, "contentType").is_none() {
                    self.add_fixed(node, kind, "contentType", "application/octet-stream");
                }
            }
            // A contact needs details (pat-1).
            Repair::Contact => {
                let has_details = ["name", "telecom", "address", "organization"]
                    .iter()
                    .any(|name| self.named(node, kind, name).is_some());
                if !has_details {
                    self.empty(node, kind, "a contact needs a name, an address or the like");
                }
            }
            // Both parts or none (rat-1).
            Repair::Ratio => {
                let parts = ["numerator", "denominator"].map(|name| self.named(node, kind, name).is_some());
                if parts[0] != parts[1] {
                    self.empty(node, kind, "a ratio needs both its parts");
                }
            }
            // An appointment without times is proposed or cancelled (app-3); one with a single time has none (app-2).
            Repair::Appointment => self.repair_appointment(node, kind),
            // A repeat's amount needs its unit (tim-1, tim-2).
            Repair::Repeat => {
                for (amount, unit) in [("duration", "durationUnit"), ("period", "periodUnit")] {
                    let has = [amount, unit].map(|name| self.named(node, kind, name).is_some());
                    if has[0] && !has[1] {
                        self.drop_member(node, kind, amount, "an amount of time needs its unit");
                    }
                }
                if self.named(node, kind, "offset").is_some() && self.named(node, kind, "when").is_none() {
                    self.drop_member(node, kind, "offset", "an offset needs an event");
                }
            }
        }
    }

    fn repair_appointment(&mut self, node: NodeId, kind: TypeId) {
        let [start, end] = ["start", "end"].map(|name| self.named(node, kind, name).is_some());
        if start && !end {
            self.drop_member(node, kind, "start", "an appointment has both start and end or none");
        } else if end && !start {
            self.drop_member(node, kind, "end", "an appointment has both start and end or none");
        }
        if start && end {
            return;
        }
        let status = self.named(node, kind, "status");
        let allows_none = status
            .and_then(|status| self.tree.text(status))
            .is_some_and(|status| ["proposed", "cancelled", "waitlist"].contains(&status));
        if let Some(status) = status.filter(|_| !allows_none) {
            self.tree.set(status, Scalar::Text(Cow::Borrowed("proposed")));
        }
    }

    fn named(&self, node: NodeId, kind: TypeId, name: &str) -> Option<NodeId> {
        self.tree.member(node, self.compiled.model.get(kind).element(name)?)
    }

    fn add_fixed(&mut self, node: NodeId, kind: TypeId, name: &str, value: &'static str) {
        if let Some(element) = self.compiled.model.get(kind).element(name) {
            let added = self.tree.add_value();
            self.tree.set(added, Scalar::Text(Cow::Borrowed(value)));
            self.tree.add_member(node, element, added);
        }
    }

    /// Writes an element as another one that is not there yet; else leaves it out.
    fn rename_or_drop(&mut self, node: NodeId, kind: TypeId, name: &str, other: &str, reason: &'static str) {
        let model = self.compiled.model.get(kind);
        let (Some(from), Some(to)) = (model.element(name), model.element(other)) else {
            return;
        };
        if self.tree.member(node, to).is_some() {
            self.drop_member(node, kind, name, reason);
            return;
        }
        if let Node::Object { members, .. } = self.tree.get_mut(node) {
            for member in members.iter_mut().filter(|member| member.0 == from) {
                member.0 = to;
            }
        }
    }

    fn drop_member(&mut self, node: NodeId, kind: TypeId, name: &str, reason: &'static str) {
        let Some(element) = self.compiled.model.get(kind).element(name) else {
            return;
        };
        if let Node::Object { members, .. } = self.tree.get_mut(node) {
            members.retain(|(other, _)| *other != element);
        }
        let element = self.element_name(kind, element);
        self.find_in_resource(FindingKind::LeftOut { element, reason });
    }

    /// Leaves out all elements of an object; one without elements is not written.
    fn empty(&mut self, node: NodeId, kind: TypeId, reason: &'static str) {
        if let Node::Object { members, .. } = self.tree.get_mut(node) {
            members.clear();
        }
        let element = self.compiled.model.get(kind).name.as_str().into();
        self.find_in_resource(FindingKind::LeftOut { element, reason });
    }
}
