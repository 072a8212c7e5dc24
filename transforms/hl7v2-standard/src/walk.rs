//! Putting the segments of a message into the groups of its structure.
//!
//! The walk goes through the segments once. The groups that are open form a stack; for a segment there are a few places
//! in the structure (OBX has two or three), and for each of them a few ways to get there: further on in an open group, or
//! by a repetition of an open group, which closes the groups within it. The way that breaks the fewest rules is taken;
//! among equals the one that enters new groups at their start, so that an ORC begins the next order rather than a prior
//! result without its patient. Where this leaves several, the next few segments decide: an ORC starts the order of a diet
//! or of a tray by what follows it; then the way that closes the fewest groups is taken. A segment with no way stays in
//! the group that is open. So the time is linear in the segments, for any message, and nothing is lost.

mod state;

use std::collections::HashMap;

use crate::structure::{ROOT, SegmentId, Structure, StructureKind};
use state::{Frame, Record, State, Way};

/// How many segments are looked ahead where several ways are open, and how many ways are tried.
const N_AHEAD: usize = 8;
const N_TRIED: usize = 3;

/// A group of a message: segments that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupEntry {
    pub node: u16,
    /// Positions among the groups; the root is its own parent.
    pub parent: u32,
    pub next_sibling: Option<u32>,
    pub first_child: Option<u32>,
    last_child: Option<u32>,
    /// Which of the groups with its name within its parent it is, from 1.
    pub number: u32,
    /// Positions of segments, from 0.
    pub start: u32,
    pub end: u32,
}

/// What does not fit the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// The structure has no place for the segment.
    Unexpected { position: u32 },
    /// The segment comes too late or too early.
    OutOfOrder { position: u32 },
    /// A segment or the group that it starts comes again where it may come once.
    TooMany { position: u32, node: u16 },
    /// A group lacks a required segment or group.
    Missing { group: u32, node: u16 },
}

/// The groups of a message and the place of each segment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Walked {
    pub groups: Vec<GroupEntry>,
    /// For each segment its innermost group.
    pub group_of: Vec<u32>,
    pub misfits: Vec<Misfit>,
}

/// Puts segments with these ids into groups. Without a structure all of them are in the root.
pub(crate) fn walk(structure: Option<&Structure>, ids: &[SegmentId]) -> Walked {
    let root = GroupEntry {
        node: ROOT,
        parent: 0,
        next_sibling: None,
        first_child: None,
        last_child: None,
        number: 1,
        start: 0,
        end: ids.len() as u32,
    };
    let mut walked = Walked {
        groups: vec![root],
        group_of: Vec::with_capacity(ids.len()),
        misfits: Vec::new(),
    };
    let Some(structure) = structure else {
        walked.group_of.resize(ids.len(), 0);
        return walked;
    };
    let mut walk = Walk {
        structure,
        state: State::new(structure),
        recorder: Recorder {
            structure,
            numbers: HashMap::new(),
            walked,
        },
        ways: Vec::new(),
    };
    for position in 0..ids.len() {
        walk.place(position, ids);
    }
    walk.state.close_to(0, ids.len() as u32, &mut walk.recorder);
    walk.recorder.walked
}

struct Walk<'a> {
    structure: &'a Structure,
    state: State<'a>,
    recorder: Recorder<'a>,
    ways: Vec<Way>,
}

impl Walk<'_> {
    fn place(&mut self, position: usize, ids: &[SegmentId]) {
        self.state.find_ways(ids[position], &mut self.ways);
        let n_equal = self
            .ways
            .iter()
            .take_while(|way| way.cost.is_as_clean_as(&self.ways[0].cost))
            .count();
        let way = if n_equal > 1 {
            self.way_by_what_follows(position, ids, n_equal.min(N_TRIED))
        } else {
            self.ways.first().copied()
        };
        match way {
            Some(way) => {
                self.state.take(way, position as u32, &mut self.recorder);
                self.recorder.walked.group_of.push(self.state.innermost_group());
            }
            None => self.attach(position as u32, ids[position]),
        }
    }

    /// Chooses the way on which the next segments break the fewest rules; the first among equals.
    fn way_by_what_follows(&self, position: usize, ids: &[SegmentId], n_tried: usize) -> Option<Way> {
        let end = ids.len().min(position + 1 + N_AHEAD);
        let n_broken = |way: &&Way| self.n_broken_ahead(**way, position, &ids[position + 1..end]);
        self.ways[..n_tried].iter().min_by_key(n_broken).copied()
    }

    fn n_broken_ahead(&self, way: Way, position: usize, following: &[SegmentId]) -> usize {
        let mut state = self.state.clone();
        let mut ways = Vec::new();
        let mut n_broken = 0;
        let mut ahead = Ahead {
            structure: self.structure,
            n_missing: 0,
        };
        state.take(way, position as u32, &mut ahead);
        for (n, &id) in following.iter().enumerate() {
            state.find_ways(id, &mut ways);
            match ways.first() {
                Some(&way) => {
                    n_broken += usize::from(way.cost.n_broken_rules);
                    state.take(way, (position + 1 + n) as u32, &mut ahead);
                }
                None => n_broken += usize::from(state.knows(id)),
            }
        }
        n_broken + ahead.n_missing
    }

    /// Leaves a segment without a place in the group that is open. Z-segments may stand anywhere (HL7 v2.5.1 §2.11),
    /// and ADD continues any segment (§2.10.2).
    fn attach(&mut self, position: u32, id: SegmentId) {
        let walked = &mut self.recorder.walked;
        walked.group_of.push(self.state.innermost_group());
        let may_stand_anywhere = id[0] == b'Z' || id == *b"ADD";
        if may_stand_anywhere {
            return;
        }
        let is_known = self.structure.nodes_of(id).next().is_some();
        walked.misfits.push(if is_known {
            Misfit::OutOfOrder { position }
        } else {
            Misfit::Unexpected { position }
        });
    }
}

/// Takes the groups and misfits of a message down.
struct Recorder<'a> {
    structure: &'a Structure,
    /// How often each group came that stands in a group without a name, by the group of the message and the node.
    numbers: HashMap<(u32, u16), u32>,
    walked: Walked,
}

impl Record for Recorder<'_> {
    fn came(&mut self, node: u16, count: u32, is_backward: bool, position: u32) {
        let is_excess = count > 1 && !self.structure.node(node).repeats;
        if is_excess {
            self.walked.misfits.push(Misfit::TooMany { position, node });
        } else if is_backward {
            self.walked.misfits.push(Misfit::OutOfOrder { position });
        }
    }

    fn opened(&mut self, within: &Frame, node: u16, count: u32, position: u32) -> u32 {
        let parent = within.group;
        let is_named = |node| !self.structure.node(node).name.is_empty();
        if !is_named(node) {
            return parent;
        }
        let number = if is_named(within.node) {
            count
        } else {
            let number = self.numbers.entry((parent, node)).or_default();
            *number += 1;
            *number
        };
        let groups = &mut self.walked.groups;
        let group = groups.len() as u32;
        match groups[parent as usize].last_child.replace(group) {
            Some(previous) => groups[previous as usize].next_sibling = Some(group),
            None => groups[parent as usize].first_child = Some(group),
        }
        groups.push(GroupEntry {
            node,
            parent,
            next_sibling: None,
            first_child: None,
            last_child: None,
            number,
            start: position,
            end: position,
        });
        group
    }

    fn closed(&mut self, frame: &Frame, counts: &[u32], position: u32) {
        let node = self.structure.node(frame.node);
        if !node.name.is_empty() {
            self.walked.groups[frame.group as usize].end = position;
        }
        for node in missing(self.structure, frame, counts) {
            let group = frame.group;
            self.walked.misfits.push(Misfit::Missing { group, node });
        }
    }
}

/// Takes down only how many required parts are missing: for looking ahead.
struct Ahead<'a> {
    structure: &'a Structure,
    n_missing: usize,
}

impl Record for Ahead<'_> {
    fn came(&mut self, _: u16, _: u32, _: bool, _: u32) {}

    fn opened(&mut self, within: &Frame, _: u16, _: u32, _: u32) -> u32 {
        within.group
    }

    fn closed(&mut self, frame: &Frame, counts: &[u32], _: u32) {
        self.n_missing += missing(self.structure, frame, counts).count();
    }
}

/// Iterates over the required parts that did not come in a group.
fn missing<'s>(structure: &'s Structure, frame: &Frame, counts: &'s [u32]) -> impl Iterator<Item = u16> + use<'s> {
    let group = structure.node(frame.node);
    let is_sequence = group.kind == StructureKind::Sequence;
    let children = (group.first_child..group.first_child + group.n_children).zip(counts);
    let missing =
        children.filter(move |(child, count)| is_sequence && **count == 0 && structure.node(*child).is_required);
    missing.map(|(child, _)| child)
}
