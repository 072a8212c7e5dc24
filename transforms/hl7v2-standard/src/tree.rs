//! A message as a tree of groups, over the positions of its segments.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use nilecare_hl7v2::Message;

use crate::structure::{ROOT, SegmentId, Structure, StructurePart};
use crate::walk::{self, GroupEntry, Misfit};
use crate::{ResolvedStructure, Standard, StructureSource};

/// The groups of a message: an index over the positions of its segments, which holds none of its content.
///
/// Every segment is in exactly one group, and walking the tree gives the segments in the order of the message. It is of
/// the message as it was when the tree was made: make another one after segments were added or removed.
#[derive(Debug, Clone)]
pub struct Tree {
    structure: Option<Arc<Structure>>,
    source: Option<StructureSource>,
    groups: Vec<GroupEntry>,
    /// For each segment its innermost group.
    group_of: Vec<u32>,
    ids: Vec<SegmentId>,
    misfits: Vec<Misfit>,
}

/// A group of a message, or the whole message.
#[derive(Clone, Copy)]
pub struct Group<'t> {
    tree: &'t Tree,
    position: u32,
}

/// What stands in a group.
#[derive(Debug, Clone, Copy)]
pub enum Item<'t> {
    /// A segment, by its position among all segments of the message, from 0.
    Segment(usize),
    /// A group.
    Group(Group<'t>),
}

impl Tree {
    /// Makes the tree of a message by the structure that [`Standard::structure_of`] finds. A message whose structure is
    /// not known has all segments in the root. It never fails; [`crate::validate`] tells what does not fit.
    pub fn of(message: &Message, standard: &Standard) -> Tree {
        match standard.structure_of(message) {
            Some(ResolvedStructure { structure, source }) => Tree {
                source: Some(source),
                ..Tree::with_structure(message, Some(structure))
            },
            None => Tree::with_structure(message, None),
        }
    }

    /// Makes the tree of a message by this structure.
    pub fn with_structure(message: &Message, structure: Option<Arc<Structure>>) -> Tree {
        let ids: Vec<SegmentId> = message.segments().map(|segment| key_of(segment.id())).collect();
        let walked = walk::walk(structure.as_deref(), &ids);
        Tree {
            structure,
            source: None,
            groups: walked.groups,
            group_of: walked.group_of,
            ids,
            misfits: walked.misfits,
        }
    }

    /// Returns the structure that the tree was made by; `None` when it is not known.
    pub fn structure(&self) -> Option<&Arc<Structure>> {
        self.structure.as_ref()
    }

    /// Returns how the structure was found; `None` when there is none, or when it was given.
    pub fn source(&self) -> Option<StructureSource> {
        self.source
    }

    /// Returns the whole message as a group.
    pub fn root(&self) -> Group<'_> {
        self.group(0)
    }

    /// Returns the innermost group of the segment at `position` among all segments, from 0.
    pub fn group_of(&self, position: usize) -> Option<Group<'_>> {
        self.group_of.get(position).map(|&group| self.group(group))
    }

    /// Counts the segments of the message.
    pub fn segment_count(&self) -> usize {
        self.ids.len()
    }

    /// Tells whether all segments fit the structure. Z-segments fit anywhere.
    pub fn fits(&self) -> bool {
        self.structure.is_some() && self.misfits.is_empty()
    }

    pub(crate) fn misfits(&self) -> &[Misfit] {
        &self.misfits
    }

    pub(crate) fn group(&self, position: u32) -> Group<'_> {
        Group { tree: self, position }
    }

    /// Returns a part of the structure.
    pub(crate) fn part(&self, node: u16) -> Option<StructurePart<'_>> {
        self.structure.as_ref().map(|structure| structure.part(node))
    }
}

/// Segments whose id is odd have no place in any structure.
fn key_of(id: &str) -> SegmentId {
    id.as_bytes().try_into().unwrap_or([0; 3])
}

impl<'t> Group<'t> {
    fn entry(&self) -> &'t GroupEntry {
        &self.tree.groups[self.position as usize]
    }

    /// Returns its name: `ORDER_OBSERVATION`; for the root that of the structure, empty when it is not known.
    pub fn name(&self) -> &'t str {
        self.tree.part(self.entry().node).map_or("", |part| part.name())
    }

    /// Returns which of the groups with its name within its parent it is, from 1.
    pub fn number(&self) -> usize {
        self.entry().number as usize
    }

    /// Tells whether it is the whole message.
    pub fn is_root(&self) -> bool {
        self.position == 0
    }

    /// Returns the group around it; `None` for the root.
    pub fn parent(&self) -> Option<Group<'t>> {
        (!self.is_root()).then(|| self.tree.group(self.entry().parent))
    }

    /// Returns what the structure says of it; `None` when it is not known.
    pub fn definition(&self) -> Option<StructurePart<'t>> {
        self.tree.part(self.entry().node)
    }

    /// Returns the positions of its segments among all segments, from 0, those of the groups in it included.
    pub fn range(&self) -> Range<usize> {
        self.entry().start as usize..self.entry().end as usize
    }

    /// Iterates over its segments and groups in order.
    pub fn items(&self) -> impl Iterator<Item = Item<'t>> + use<'t> {
        let tree = self.tree;
        let Range { start: mut next, end } = self.range();
        let mut group = self.entry().first_child;
        std::iter::from_fn(move || {
            if let Some(position) = group {
                let child = tree.group(position);
                if child.range().start == next {
                    next = child.range().end;
                    group = child.entry().next_sibling;
                    return Some(Item::Group(child));
                }
            }
            let position = next;
            next += 1;
            (position < end).then_some(Item::Segment(position))
        })
    }

    /// Iterates over the groups directly in it.
    pub fn groups(&self) -> impl Iterator<Item = Group<'t>> + use<'t> {
        let tree = self.tree;
        let first = self.entry().first_child.map(|position| tree.group(position));
        std::iter::successors(first, move |group| {
            group.entry().next_sibling.map(|position| tree.group(position))
        })
    }

    /// Iterates over all groups with this name in it, at any depth, in order; upper and lower case are the same.
    pub fn groups_named(&self, name: &str) -> impl Iterator<Item = Group<'t>> {
        let tree = self.tree;
        // The groups in a group stand after it, up to the first one that starts at or after its end.
        let end = self.range().end;
        let candidates = (self.position + 1..tree.groups.len() as u32).map(move |position| tree.group(position));
        candidates
            .take_while(move |group| group.range().start < end)
            .filter(move |group| group.name().eq_ignore_ascii_case(name))
    }

    /// Returns group `number`, from 1, of those with this name in it, at any depth.
    pub fn group(&self, name: &str, number: usize) -> Option<Group<'t>> {
        self.groups_named(name).nth(number.checked_sub(1)?)
    }

    /// Iterates over the positions of the segments directly in it, those of the groups in it left out.
    pub fn segments(&self) -> impl Iterator<Item = usize> + use<'t> {
        self.items().filter_map(|item| match item {
            Item::Segment(position) => Some(position),
            Item::Group(_) => None,
        })
    }

    /// Returns the position, from 0, of segment `number`, from 1, of those with this id in the group. Where the
    /// structure has the segment directly in the group, only those are counted; otherwise those at any depth.
    pub fn segment(&self, id: &str, number: usize) -> Option<usize> {
        let key = key_of(id);
        let has_id = |position: &usize| self.tree.ids[*position] == key;
        let n_before = number.checked_sub(1)?;
        if self.has_directly(id) {
            self.segments().filter(has_id).nth(n_before)
        } else {
            self.range().filter(has_id).nth(n_before)
        }
    }

    fn has_directly(&self, id: &str) -> bool {
        let mut open: Vec<StructurePart<'_>> = self.definition().into_iter().collect();
        while let Some(part) = open.pop() {
            for part in part.parts() {
                if part.name() == id {
                    return true;
                }
                if part.name().is_empty() {
                    open.push(part);
                }
            }
        }
        false
    }
}

impl fmt::Display for Group<'_> {
    /// Writes its path from the message down: `PATIENT_RESULT(1).ORDER_OBSERVATION(2)`; nothing for the root.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut groups: Vec<_> = std::iter::successors(Some(*self), Group::parent).collect();
        groups.pop();
        for (n, group) in groups.iter().rev().enumerate() {
            let separator = if n > 0 { "." } else { "" };
            write!(f, "{separator}{}({})", group.name(), group.number())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Group<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.entry().node == ROOT { "Message" } else { "Group" };
        write!(f, "{what}({}, {:?})", self, self.range())
    }
}

#[cfg(test)]
mod tests;
