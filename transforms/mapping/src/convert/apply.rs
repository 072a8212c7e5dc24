//! Tables, applied: rows in their order, each repetition of a field, each part of a data type.

use std::borrow::Cow;

use super::segments::Slot;
use super::state::{Here, State};
use super::tree::{Key, Node, NodeId, Scalar};
use super::value::convert;
use crate::compile::{Action, From, Leaf, Map, Path, Row, Way};
use crate::model::{Kind, Primitive};
use crate::report::FindingKind;
use crate::table::expression::Expression;

/// The most repetitions of a field that are converted.
pub const MAX_REPETITIONS: usize = 1_000;

/// What a table is applied to.
#[derive(Debug, Clone, Copy)]
pub struct Base<'c> {
    /// The node.
    pub node: NodeId,
    /// The list that it is in, and what it is known by there.
    pub list: Option<(NodeId, Key)>,
    /// The element that it is.
    pub leaf: Option<Leaf>,
    /// The table of codes for its value.
    pub codes: Option<usize>,
    /// The nodes of the links of a chain.
    pub links: &'c [Option<NodeId>],
}

impl Base<'_> {
    pub fn of(node: NodeId) -> Base<'static> {
        Base {
            node,
            list: None,
            leaf: None,
            codes: None,
            links: &[],
        }
    }
}

impl<'m> State<'m> {
    /// Applies a segment's table to a resource.
    pub fn apply_segment(&mut self, map: &'m Map, root: NodeId, position: usize, group: u32) {
        let base = Base::of(root);
        for row in &map.rows {
            let here = Here::at(position, group);
            match row.from {
                From::Field {
                    field,
                    component,
                    subcomponent,
                } => self.apply_field(row, &base, here, (field, component, subcomponent)),
                From::Nothing => {
                    if self.applies(row, &here) {
                        self.write(row, &base, &here, None);
                    }
                }
                // A data type's table that stands for a whole segment reads nothing.
                From::Part { .. } => {}
            }
        }
    }

    fn apply_field(&mut self, row: &'m Row, base: &Base<'_>, mut here: Here<'m>, numbers: (u16, u16, u16)) {
        let (field, component, subcomponent) = numbers;
        let text = self.segments.field(here.position, field);
        if text.is_empty() {
            return;
        }
        let takes_all = row
            .path
            .as_ref()
            .is_none_or(|path| path.steps.iter().any(|step| step.is_each));
        here.field = field;
        for (n, repetition) in self.segments.repetitions(text).enumerate() {
            if n == MAX_REPETITIONS {
                let kind = FindingKind::TooManyRepetitions { most: MAX_REPETITIONS };
                let place = self.segments.place(here.position, field);
                self.find(place, kind);
                return;
            }
            here.repetition = n as u16 + 1;
            here.instance = here.repetition;
            here.slot = Some(repetition);
            let part = self.segments.parts(repetition, component, subcomponent);
            let Some(part) = part.filter(|part| self.is_valued(*part)) else {
                continue;
            };
            if self.applies(row, &here) {
                self.write(row, base, &here, Some(part));
            }
            if !takes_all {
                return;
            }
        }
    }

    /// Applies a data type's table to a part of a message.
    fn apply_part(&mut self, map: &'m Map, base: Base<'_>, here: &Here<'m>, slot: Slot<'m>) {
        let mut here = *here;
        here.slot = Some(slot);
        here.instance = 1;
        let links = self.chain(map, &base, &here);
        let base = Base { links: &links, ..base };
        let cut = self.segments.cut(slot);
        for row in &map.rows {
            let (component, subcomponent) = match row.from {
                From::Part {
                    component,
                    subcomponent,
                } => (component, subcomponent),
                From::Nothing => {
                    if self.applies(row, &here) {
                        self.write(row, &base, &here, None);
                    }
                    continue;
                }
                From::Field { .. } => continue,
            };
            let part = self.segments.part_of(&cut, component);
            let part = part.and_then(|part| self.segments.part(part, subcomponent));
            if let Some(part) = part.filter(|part| self.is_valued(*part))
                && self.applies(row, &here)
            {
                self.write(row, &base, &here, Some(part));
            }
        }
    }

    fn applies(&self, row: &Row, here: &Here<'m>) -> bool {
        row.condition
            .as_ref()
            .is_none_or(|condition| self.holds(condition, here))
    }

    /// Makes the resources of a chain: one for each link that has a value, the first of them being the base, each
    /// referring to the next.
    fn chain(&mut self, map: &'m Map, base: &Base<'_>, here: &Here<'m>) -> Vec<Option<NodeId>> {
        let mut links = vec![None; map.n_links];
        if map.n_links == 0 {
            return links;
        }
        for row in &map.rows {
            if let (Some(link), From::Part { component, .. }, Some(slot)) = (row.link(), row.from, here.slot)
                && let Some(part) = self.segments.part(slot, component)
                && self.is_valued(part)
                && self.applies(row, here)
            {
                links[link] = Some(base.node);
            }
        }
        let Some(Kind::Complex(kind)) = map.root else {
            return links;
        };
        let mut before: Option<NodeId> = None;
        for link in links.iter_mut().filter(|link| link.is_some()) {
            if let Some(before) = before {
                let reference = self.tree.add_object(self.known.reference);
                self.tree.add_member(before, map.chain_element, reference);
                *link = self.referred(reference, kind, here.group);
            }
            before = *link;
        }
        links
    }

    /// Writes what a row writes.
    fn write(&mut self, row: &'m Row, base: &Base<'_>, here: &Here<'m>, slot: Option<Slot<'m>>) {
        let Some(path) = &row.path else {
            if let Some(slot) = slot {
                self.use_slot(slot);
            }
            return;
        };
        let codes = row.codes.or(base.codes);
        match (&row.action, slot) {
            (Action::Apply(map), slot) => {
                let slot = match row.of {
                    Some(of) => self.spot(of, here),
                    None => slot,
                };
                if let Some(slot) = slot
                    && let Some(mut target) = self.walk(base, path, here)
                {
                    target.codes = codes;
                    self.apply_part(&self.compiled.maps[*map], target, here, slot);
                }
            }
            (Action::Copy, Some(slot)) => {
                let slot = self.simple(base, path, slot);
                let value = self.value(slot);
                if self.write_value(base, path, here, value, codes, true) {
                    self.use_slot(slot);
                }
            }
            (Action::Coding(parts), Some(slot)) => self.write_coding(base, path, here, slot, *parts, codes),
            (Action::Authority(parts), slot) => self.write_authority(base, path, here, slot, *parts),
            (Action::CodeSystem, Some(slot)) => {
                if let Some(url) = self.code_system(&self.value(slot))
                    && self.write_value(base, path, here, url, None, true)
                {
                    self.use_slot(slot);
                }
            }
            (Action::Write(Expression::Text(parts)), slot) => {
                let Some(text) = self.put_together(parts, here).filter(|text| !text.is_empty()) else {
                    return;
                };
                if self.write_value(base, path, here, text, codes, slot.is_some())
                    && let Some(slot) = slot.filter(|_| row.decides || takes_whole(parts))
                {
                    self.use_slot(slot);
                }
            }
            (Action::Write(Expression::Coding { system, code, display }), slot) => {
                if let Some(target) = self.walk(base, path, here) {
                    let parts = [Some(system.as_str()), Some(code.as_str()), display.as_deref()];
                    self.set_coding(target.node, parts.map(|part| part.map(Cow::Borrowed)), None);
                    self.touch(slot.is_some());
                    if let Some(slot) = slot.filter(|_| row.decides) {
                        self.use_slot(slot);
                    }
                }
            }
            (_, None) => {}
        }
    }

    /// Returns the part of a field that a value stands in. Only a text may be a whole field; other values have components
    /// after them in old versions, as a time has its precision (HL7 v2.3 §2.8.42).
    fn simple(&self, base: &Base<'_>, path: &Path, slot: Slot<'m>) -> Slot<'m> {
        let leaf = path.leaf.or(base.leaf);
        let kind = leaf.map(|leaf| self.compiled.model.element(leaf.owner, leaf.element).kind);
        match kind {
            Some(Kind::Primitive(Primitive::Text | Primitive::Base64 | Primitive::Xhtml)) | None => slot,
            _ => self.segments.parts(slot, 1, 1).unwrap_or(slot),
        }
    }

    /// Marks that the resource at hand has something from the message.
    pub fn touch(&mut self, is_from_message: bool) {
        if is_from_message && let Some(resource) = self.resources.get_mut(self.current as usize) {
            resource.has_data = true;
        }
    }

    fn write_authority(
        &mut self,
        base: &Base<'_>,
        path: &'m Path,
        here: &Here<'m>,
        slot: Option<Slot<'m>>,
        parts: [u16; 3],
    ) {
        let Some(whole) = slot.or(here.slot) else { return };
        let found = parts.map(|number| {
            let part = (number > 0).then(|| self.segments.part(whole, number)).flatten()?;
            self.is_valued(part).then_some(part)
        });
        let values = found.map(|part| part.map(|part| self.value(part)));
        let system = self
            .authority(values[0].as_deref(), values[1].as_deref(), values[2].as_deref())
            .or_else(|| self.default_authority(here, parts == [0, 0, 0]));
        if let Some(system) = system
            && self.write_value(base, path, here, Cow::Owned(system), None, false)
        {
            for part in found.into_iter().flatten() {
                self.use_slot(part);
            }
        }
    }

    /// Converts a value and writes it; tells whether it was written.
    fn write_value(
        &mut self,
        base: &Base<'_>,
        path: &'m Path,
        here: &Here<'m>,
        value: Cow<'m, str>,
        codes: Option<usize>,
        is_from_message: bool,
    ) -> bool {
        let leaf = path.leaf.or(base.leaf);
        let kind = leaf.map(|leaf| self.compiled.model.element(leaf.owner, leaf.element).kind);
        let Some(Kind::Primitive(primitive)) = kind else {
            return false;
        };
        let value = match codes {
            None => value,
            Some(table) => match self.compiled.codes[table].codes.get(value.as_ref()) {
                Some(code) => Cow::Borrowed(code.code.as_str()),
                None => {
                    if primitive == Primitive::Code {
                        return self.keep_code(base, path, here, value, table);
                    }
                    value
                }
            },
        };
        if primitive == Primitive::Code && !self.is_allowed(leaf, &value) {
            let element = self.leaf_name(leaf);
            let place = self.place(here);
            self.find(place, FindingKind::CodeNotAllowed { element });
            return false;
        }
        let Some(converted) =
            convert(primitive, value, self.zone.as_ref()).filter(|found| !found.scalar.text().is_empty())
        else {
            let expected = primitive.expected();
            let place = self.place(here);
            self.find(place, FindingKind::NotConverted { expected });
            return false;
        };
        let Some(target) = self.walk(base, path, here) else {
            return false;
        };
        if converted.is_cut {
            let place = self.place(here);
            self.find(place, FindingKind::TimeCut);
        }
        let is_set = self.set(target.node, converted.scalar);
        if !is_set && is_from_message {
            let element = self.leaf_name(leaf);
            let place = self.place(here);
            self.find(place, FindingKind::Taken { element });
        }
        if is_set {
            self.touch(is_from_message);
        }
        is_set
    }

    /// Sets a value that has none yet, or the same one.
    fn set(&mut self, node: NodeId, scalar: Scalar<'m>) -> bool {
        match self.tree.get_mut(node) {
            Node::Value { value: Some(known), .. } => *known == scalar,
            Node::Value { value, .. } => {
                *value = Some(scalar);
                true
            }
            _ => false,
        }
    }

    pub fn leaf_name(&self, leaf: Option<Leaf>) -> Box<str> {
        leaf.map_or_else(
            || "the element".into(),
            |leaf| self.element_name(leaf.owner, leaf.element),
        )
    }

    fn is_allowed(&self, leaf: Option<Leaf>, code: &str) -> bool {
        leaf.is_none_or(|leaf| {
            let codes = &self.compiled.model.element(leaf.owner, leaf.element).codes;
            codes.is_empty() || codes.iter().any(|known| known == code)
        })
    }

    /// Walks from a node along a path and makes what is not there yet; `None` when another alternative of a choice stands
    /// there already.
    pub fn walk<'c>(&mut self, base: &Base<'c>, path: &Path, here: &Here<'m>) -> Option<Base<'c>> {
        let mut at = Base {
            leaf: path.leaf.or(base.leaf),
            ..*base
        };
        for step in &path.steps {
            let key = Key {
                scope: if step.is_shared { 0 } else { self.scope },
                repetition: if step.is_each { here.instance } else { 1 },
                label: step.label,
                url: step.url,
            };
            match step.way {
                Way::Chain(link) => at.node = (*base.links.get(link)?)?,
                Way::Sibling => {
                    let (list, known) = base.list?;
                    let key = Key {
                        label: step.label,
                        ..known
                    };
                    at.node = self.item(list, key, step.kind);
                }
                Way::Element(element) => {
                    (at.node, at.list) = self.step(at.node, element, step.is_list.then_some(key), step.kind)?;
                }
            }
            if step.url > 0 {
                self.set_url(at.node, step.url);
            }
            if let Some(kind) = step.resource {
                at.node = self.referred(at.node, kind, here.group)?;
                at.list = None;
            }
        }
        Some(at)
    }

    /// Goes to an element; of a list, to the instance that is known by the key.
    fn step(
        &mut self,
        node: NodeId,
        element: u16,
        key: Option<Key>,
        kind: Kind,
    ) -> Option<(NodeId, Option<(NodeId, Key)>)> {
        let member = match self.tree.get(node) {
            Node::Value { extension, .. } => *extension,
            _ => self.tree.member(node, element),
        };
        let member = match member {
            Some(member) => member,
            None => {
                if self.has_other_choice(node, element) {
                    return None;
                }
                let member = match key {
                    Some(_) => self.tree.add_list(),
                    None => self.add_node(kind),
                };
                match self.tree.get_mut(node) {
                    Node::Value { extension, .. } => *extension = Some(member),
                    _ => self.tree.add_member(node, element, member),
                }
                member
            }
        };
        match key {
            None => Some((member, None)),
            Some(key) => Some((self.item(member, key, kind), Some((member, key)))),
        }
    }

    fn item(&mut self, list: NodeId, key: Key, kind: Kind) -> NodeId {
        if let Some(item) = self.tree.item(list, key) {
            return item;
        }
        let item = self.add_node(kind);
        self.tree.add_item(list, key, item);
        item
    }

    pub fn add_node(&mut self, kind: Kind) -> NodeId {
        match kind {
            Kind::Complex(kind) => self.tree.add_object(kind),
            Kind::Primitive(_) => self.tree.add_value(),
        }
    }

    /// Tells whether an object has another alternative of the element's choice that holds something.
    fn has_other_choice(&self, node: NodeId, element: u16) -> bool {
        let Node::Object { kind, members, .. } = self.tree.get(node) else {
            return false;
        };
        let elements = &self.compiled.model.get(*kind).elements;
        let choice = elements[usize::from(element)].choice;
        choice > 0
            && members.iter().any(|(other, node)| {
                elements[usize::from(*other)].choice == choice && *other != element && self.holds_something(*node)
            })
    }

    /// Tells whether a node holds a value, however deep; trees are as deep as paths.
    pub fn holds_something(&self, node: NodeId) -> bool {
        match self.tree.get(node) {
            Node::Value { value, extension } => value.is_some() || extension.is_some(),
            Node::List { items } => items.iter().any(|(_, item)| self.holds_something(*item)),
            Node::Object { members, target, .. } => {
                target.is_some() || members.iter().any(|(_, member)| self.holds_something(*member))
            }
        }
    }

    fn set_url(&mut self, extension: NodeId, url: u16) {
        let element = self.known.extension_url;
        if self.tree.member(extension, element).is_none() {
            let node = self.tree.add_value();
            let text = self.compiled.urls[usize::from(url) - 1].as_str();
            self.tree.set(node, Scalar::Text(Cow::Borrowed(text)));
            self.tree.add_member(extension, element, node);
        }
    }

    /// Returns the root of the resource that a reference refers to; makes it when there is none. `None` when it is one of
    /// another type.
    fn referred(&mut self, reference: NodeId, kind: u16, group: u32) -> Option<NodeId> {
        if let Node::Object {
            target: Some(target), ..
        } = self.tree.get(reference)
        {
            let resource = &self.resources[*target as usize];
            return (resource.kind == kind).then_some(resource.root);
        }
        let resource = self.add_resource(kind, true, None);
        self.nested.push((resource, group));
        if let Node::Object { target, .. } = self.tree.get_mut(reference) {
            *target = Some(resource);
        }
        Some(self.resources[resource as usize].root)
    }
}

/// Tells whether what is written stands for the source as a whole: when it is fixed, the value itself is its meaning.
fn takes_whole(parts: &[crate::table::expression::Part<crate::compile::Spot>]) -> bool {
    parts
        .iter()
        .all(|part| matches!(part, crate::table::expression::Part::Call(..)))
}
