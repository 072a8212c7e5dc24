//! A conversion on its way: the message, what of it was used, the resources so far, and the findings.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};

use jiff::tz::TimeZone;
use nilecare_hl7v2::escape;

use super::known::Known;
use super::place::Placement;
use super::segments::{Segments, Slot, Used};
use super::tree::{NodeId, ResourceId, Tree};
use crate::Settings;
use crate::compile::{Compiled, SegmentId, Structure};
use crate::model::TypeId;
use crate::report::{Finding, FindingKind, MessagePlace, Report};

/// The most segments of other groups that are looked at to find one that belongs to a segment.
const MAX_LOOKED_AT: usize = 32;

/// A resource on its way.
#[derive(Debug)]
pub struct Resource {
    /// Its type.
    pub kind: TypeId,
    /// Its elements.
    pub root: NodeId,
    /// Whether an element refers to it, rather than the message structure making it.
    pub is_nested: bool,
    /// Whether anything in it came from the message.
    pub has_data: bool,
    /// Whether it replaces an existing resource.
    pub is_put: bool,
    /// What tells it from others of its type, as the structure says.
    pub key: Option<String>,
    /// Whether the key counts only where there is no identifier with a system.
    pub is_key_last: bool,
    /// Of what an element refers to and has no identifier: its content.
    pub content: Option<String>,
    /// Tells it from the others of this message: the structure's handle and the group instance that it lives in.
    pub made_as: Option<(usize, u32)>,
}

/// A conversion on its way.
pub struct State<'m> {
    pub structure: &'m Structure,
    /// For each segment, where in the structure it is.
    pub placements: Vec<Placement>,
    pub compiled: &'m Compiled,
    pub settings: &'m Settings,
    pub known: &'m Known,
    /// Where times without an offset were told.
    pub zone: Option<TimeZone>,
    pub segments: Segments<'m>,
    pub used: Used,
    pub tree: Tree<'m>,
    pub resources: Vec<Resource>,
    /// The resources of the structure, by handle and by the group instance that they live in.
    pub made: BTreeMap<(usize, u32), ResourceId>,
    pub groups: Vec<Group>,
    /// The resources that elements refer to, each with the segment's instance.
    pub nested: Vec<(ResourceId, u32)>,
    /// The last segment that was looked for, from where, and what was found: rows ask for the same one again and again.
    pub memo: Cell<(SegmentId, usize, Option<usize>)>,
    pub report: Report,
    /// Repetitions of fields that the report says something about already.
    pub told: HashSet<(SegmentId, u32, u16, u16)>,
    /// The resource that is written to.
    pub current: ResourceId,
    /// Number of the segment's application.
    pub scope: u32,
}

/// One instance of a group or a segment of the structure.
#[derive(Debug)]
pub struct Group {
    /// Its node.
    pub node: usize,
    /// The instance that it is in; of the message, itself.
    pub parent: u32,
    /// The last instance in it.
    pub last: u32,
    /// Position of its first segment.
    pub start: u32,
    /// Position after its last segment.
    pub end: u32,
}

/// Where a row is at.
#[derive(Debug, Clone, Copy)]
pub struct Here<'m> {
    /// Position of the segment.
    pub position: usize,
    /// Number of the segment's instance in the structure.
    pub group: u32,
    /// The repetition, or the part that a table is applied to.
    pub slot: Option<Slot<'m>>,
    /// The field that the slot is of.
    pub field: u16,
    /// The repetition's number, from 1; 0 when there is none.
    pub repetition: u16,
    /// Which instance of a list the repetition is, from 1. What a data type's table fills is one instance already.
    pub instance: u16,
}

impl Here<'_> {
    /// A row of a segment's table.
    pub fn at(position: usize, group: u32) -> Self {
        Self {
            position,
            group,
            slot: None,
            field: 0,
            repetition: 0,
            instance: 1,
        }
    }
}

impl<'m> State<'m> {
    /// Returns a value with its escape sequences resolved and without blanks at its ends.
    pub fn value(&self, slot: Slot<'m>) -> Cow<'m, str> {
        match escape::decode(slot.text, &self.segments.delimiters) {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            Cow::Owned(text) if text.trim().len() == text.len() => Cow::Owned(text),
            Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
        }
    }

    /// Tells whether something was sent there.
    pub fn is_valued(&self, slot: Slot<'m>) -> bool {
        slot.is_valued(&self.segments.delimiters)
    }

    /// Marks a part as used.
    pub fn use_slot(&mut self, slot: Slot<'m>) {
        let start = self.segments.offset(slot.text);
        self.used.mark(start, slot.text.len());
    }

    /// Returns the first repetition of a field when it is valued.
    pub fn first(&self, position: usize, field: u16) -> Option<Slot<'m>> {
        let text = self.segments.field(position, field);
        self.segments
            .repetitions(text)
            .next()
            .filter(|slot| self.is_valued(*slot))
    }

    /// Finds the segment with this id that belongs to a segment: the nearest before it, else after it, in the innermost
    /// group that has one. Those of other instances of a group that the segment is in do not belong to it: the ORC of
    /// another order.
    pub fn related(&self, segment: SegmentId, here: &Here<'m>) -> Option<usize> {
        let (known, at, found) = self.memo.get();
        if known == segment && at == here.position {
            return found;
        }
        let found = self.find_related(segment, here);
        self.memo.set((segment, here.position, found));
        found
    }

    fn find_related(&self, segment: SegmentId, here: &Here<'m>) -> Option<usize> {
        let positions = self.segments.with_id(segment);
        if positions.is_empty() {
            return None;
        }
        let nodes = &self.structure.nodes;
        let count = |node: usize| nodes[node].all.iter().filter(|id| **id == segment).count();
        let (mut from, mut number) = (None, here.group);
        loop {
            let group = &self.groups[number as usize];
            let n_own = from.map_or(0, |child: u32| count(self.groups[child as usize].node));
            if count(group.node) > n_own {
                let found = self.nearest(positions, group, number, from, here.position);
                if found.is_some() {
                    return found;
                }
            }
            if group.parent == number {
                return None;
            }
            from = Some(number);
            number = group.parent;
        }
    }

    /// Finds the nearest of these positions that is in a group but in no other instance of the child that was left.
    fn nearest(
        &self,
        positions: &[u32],
        group: &Group,
        number: u32,
        left: Option<u32>,
        position: usize,
    ) -> Option<usize> {
        let first = positions.partition_point(|other| *other < group.start);
        let last = positions.partition_point(|other| *other < group.end);
        let within = &positions[first..last];
        let n_before = within.partition_point(|other| (*other as usize) <= position);
        let before = within[..n_before].iter().rev().take(MAX_LOOKED_AT);
        let after = within[n_before..].iter().take(MAX_LOOKED_AT);
        let found = before.chain(after).find(|other| self.belongs(**other, number, left));
        found.map(|found| *found as usize)
    }

    fn belongs(&self, position: u32, number: u32, left: Option<u32>) -> bool {
        let (Placement::At(mut at) | Placement::Misplaced(mut at)) = self.placements[position as usize] else {
            return false;
        };
        while at > number && self.groups[at as usize].parent != number {
            at = self.groups[at as usize].parent;
        }
        let node = |group: u32| self.groups[group as usize].node;
        at > number && left.is_none_or(|left| at == left || node(at) != node(left)) || left.is_none() && at == number
    }

    /// Adds a finding about a part of the message.
    pub fn find(&mut self, place: MessagePlace, kind: FindingKind) {
        self.told
            .insert((place.segment, place.occurrence, place.field, place.repetition));
        self.report.add(Finding {
            place: Some(place),
            kind,
        });
    }

    /// Adds a finding about a resource.
    pub fn find_in_resource(&mut self, kind: FindingKind) {
        self.report.add(Finding { place: None, kind });
    }

    /// Returns the place of the repetition at hand.
    pub fn place(&self, here: &Here<'m>) -> MessagePlace {
        let mut place = self.segments.place(here.position, here.field);
        place.repetition = here.repetition;
        place
    }

    /// Makes a resource.
    pub fn add_resource(&mut self, kind: TypeId, is_nested: bool, made_as: Option<(usize, u32)>) -> ResourceId {
        let root = self.tree.add_object(kind);
        self.resources.push(Resource {
            kind,
            root,
            is_nested,
            has_data: false,
            is_put: false,
            key: None,
            is_key_last: false,
            content: None,
            made_as,
        });
        self.resources.len() as ResourceId - 1
    }

    /// Returns the name of an element with its type: `Patient.gender`.
    pub fn element_name(&self, owner: TypeId, element: u16) -> Box<str> {
        let kind = self.compiled.model.get(owner);
        let name = &self.compiled.model.element(owner, element).name;
        format!("{}.{name}", kind.name).into()
    }
}
