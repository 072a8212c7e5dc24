//! A message into a bundle: its segments are placed in the structure, their tables applied, the resources linked,
//! completed, told apart, and written.

mod apply;
mod coding;
mod complete;
mod date;
mod evaluate;
mod identity;
pub mod known;
mod links;
mod merge;
mod place;
mod segments;
mod state;
mod system;
mod tree;
mod unused;
mod uuid;
mod value;
mod write;

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};

use nilecare_hl7v2::Message;

use self::date::Time;
use self::known::Known;
use self::links::Pending;
use self::place::Placement;
use self::segments::{Segments, Used};
use self::state::{Here, Resource, State};
use self::tree::Tree;
use crate::compile::{Compiled, Structure};
use crate::report::{FindingKind, Report};
use crate::{Conversion, ConvertError, Settings};

/// Converts a message that was not changed since it was parsed.
pub fn convert<'m>(
    compiled: &'m Compiled,
    known: &'m Known,
    message: &'m Message,
    settings: &'m Settings,
) -> Result<Conversion, ConvertError> {
    let structure = find_structure(compiled, message)?;
    let segments = Segments::of(message);
    let placed = place::place(structure, &segments);
    // The offset of MSH-7 holds for all times that have none (HL7 v2.5.1 §2.15.9.7).
    let sent = segments.repetitions(segments.field(0, 7)).next();
    let sender = sent
        .and_then(|slot| segments.part(slot, 1))
        .and_then(|slot| Time::parse(slot.text));
    let zone = settings.zone.clone().or_else(|| sender?.zone());
    let used = Used::new(segments.n_bytes());
    let tree = Tree::with_capacity(segments.list.len() * 32);
    let placements = placed.segments;
    let mut state = State {
        structure,
        placements: placements.clone(),
        compiled,
        settings,
        known,
        zone,
        segments,
        used,
        tree,
        resources: Vec::new(),
        made: BTreeMap::new(),
        groups: placed.groups,
        nested: Vec::new(),
        memo: Cell::new((*b"   ", 0, None)),
        report: Report::default(),
        told: HashSet::new(),
        current: 0,
        scope: 0,
    };
    // Number 0 is the bundle.
    state.add_resource(known.bundle, false, None);
    let mut pending = Vec::new();
    let mut is_taken = vec![false; placements.len()];
    for (position, placement) in placements.iter().enumerate() {
        is_taken[position] = state.convert_segment(structure, position, *placement, &mut pending);
    }
    state.find_unused(&is_taken);
    let filled = state.link(structure, pending);
    let kept = state.complete(structure, &filled);
    let target = state.merge(&kept);
    let entries = state.identify(&kept, &target);
    let bundle = state.write_bundle(&entries, &target);
    Ok(Conversion {
        bundle,
        report: state.report,
    })
}

/// Finds the structure by the message's type and event, else by the structure that MSH-9 names.
fn find_structure<'m>(compiled: &'m Compiled, message: &Message) -> Result<&'m Structure, ConvertError> {
    let value = |component| {
        let header = message.nth_segment(0)?;
        header.value(9, component).map(std::borrow::Cow::into_owned)
    };
    let kind = value(1).ok_or(ConvertError::NoType)?;
    let (event, structure) = (value(2).unwrap_or_default(), value(3).unwrap_or_default());
    let by_event = compiled.events.get(&format!("{kind}^{event}"));
    let by_structure = || {
        compiled
            .events
            .get(&structure)
            .filter(|_| structure.starts_with(kind.as_str()))
    };
    // ORM, ORU and others have one structure whatever the event.
    let by_kind = || compiled.events.get(&kind);
    let number = by_event
        .or_else(by_structure)
        .or_else(by_kind)
        .ok_or(ConvertError::UnknownType)?;
    Ok(&compiled.structures[*number])
}

impl<'m> State<'m> {
    /// Applies what the structure has for a segment; tells whether it has anything.
    fn convert_segment(
        &mut self,
        structure: &'m Structure,
        position: usize,
        placement: Placement,
        pending: &mut Vec<Pending<'m>>,
    ) -> bool {
        let group = match placement {
            Placement::Unknown => {
                let place = self.segments.place(position, 0);
                self.find(place, FindingKind::SegmentUnknown);
                return false;
            }
            Placement::At(group) => group,
            Placement::Misplaced(group) => {
                let place = self.segments.place(position, 0);
                self.find(place, FindingKind::SegmentMisplaced);
                group
            }
        };
        let node = &structure.nodes[self.groups[group as usize].node];
        if node.rows.is_empty() {
            let place = self.segments.place(position, 0);
            self.find(place, FindingKind::SegmentNotMapped);
            return false;
        }
        let here = Here::at(position, group);
        // The scope in which the segment's table last wrote to each resource, so that links meet the same instances.
        let mut scopes: Vec<(usize, u32)> = Vec::new();
        for row in &node.rows {
            let applies = row
                .condition
                .as_ref()
                .is_none_or(|condition| self.holds(condition, &here));
            let info = &structure.handles[row.handle];
            let is_left_out = info.handle.resource == "Provenance" && !self.settings.has_provenance;
            if !applies || is_left_out {
                continue;
            }
            let resource = if info.kind == self.known.bundle {
                0
            } else {
                self.resource_of(structure, row.handle, group)
            };
            self.scope += 1;
            self.current = resource;
            scopes.push((row.handle, self.scope));
            let known = &mut self.resources[resource as usize];
            known.is_put |= row.is_put;
            if !row.key.is_empty() && known.key.is_none() {
                let key = self.key(&row.key, &here);
                self.resources[resource as usize].key = key;
                self.resources[resource as usize].is_key_last = row.is_key_last;
            }
            let root = self.resources[resource as usize].root;
            self.apply_segment(&self.compiled.maps[row.map], root, position, group);
        }
        self.scope += 1;
        for (number, link) in node.links.iter().enumerate() {
            if link
                .condition
                .as_ref()
                .is_none_or(|condition| self.holds(condition, &here))
            {
                let scope = scopes.iter().rev().find(|(handle, _)| *handle == link.from);
                pending.push(Pending {
                    link,
                    group,
                    number: number as u16,
                    scope: scope.map_or(self.scope, |(_, scope)| *scope),
                });
            }
        }
        true
    }

    /// Returns the resource of a handle in the group instance that it lives in; makes it when there is none.
    fn resource_of(&mut self, structure: &Structure, handle: usize, group: u32) -> u32 {
        let info = &structure.handles[handle];
        let mut scope = group;
        while self.groups[scope as usize].node != info.scope && scope != 0 {
            scope = self.groups[scope as usize].parent;
        }
        if let Some(resource) = self.made.get(&(handle, scope)) {
            return *resource;
        }
        let resource = self.add_resource(info.kind, false, Some((handle, scope)));
        self.made.insert((handle, scope), resource);
        resource
    }
}

/// Tells whether a resource is in the bundle.
fn is_main(resource: &Resource) -> bool {
    !resource.is_nested && resource.has_data
}
