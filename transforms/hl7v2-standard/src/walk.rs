//! Putting the segments of a message into the groups of its structure.
//!
//! The walk looks at each segment once. The groups that are open form a stack; for a segment there are a few places in
//! the structure (OBX has two or three), and for each of them a few ways to get there: further on in an open group, or
//! by a repetition of an open group, which closes the groups within it. The way that breaks the fewest rules is taken;
//! among equals the one that enters new groups at their start, so that an ORC begins the next order rather than a
//! prior result without its patient; then the one that closes the fewest groups. A segment with no way stays in the
//! group that is open. So the time is linear in the segments, for any message, and nothing is lost.

use std::collections::HashMap;

use crate::structure::{ANY, Node, ROOT, SegmentId, Structure, StructureKind};

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
        frames: Vec::with_capacity(8),
        counts: Vec::with_capacity(64),
        last_placed: vec![0; structure.n_nodes()],
        numbers: HashMap::new(),
        walked,
    };
    walk.push_frame(ROOT, 0);
    for (position, &id) in ids.iter().enumerate() {
        walk.place(position as u32, id);
    }
    walk.close_to(0, ids.len() as u32);
    walk.walked
}

struct Walk<'a> {
    structure: &'a Structure,
    /// The open groups, the root first; also those without a name.
    frames: Vec<Frame>,
    /// How often each child of each open group came.
    counts: Vec<u32>,
    /// For each node the position after its last segment; 0 when it had none.
    last_placed: Vec<u32>,
    /// How often each group came that stands in a group without a name, by the group of the message and the node.
    numbers: HashMap<(u32, u16), u32>,
    walked: Walked,
}

struct Frame {
    node: u16,
    /// The group of the message: for a group without a name the one around it.
    group: u32,
    /// The child that the walk has come to.
    current: Option<u16>,
    first_count: usize,
}

/// A way to a place for a segment.
#[derive(Clone, Copy)]
struct Way {
    node: u16,
    /// The open groups up to this one stay open.
    depth: usize,
    is_backward: bool,
    cost: Cost,
}

/// What a way breaks, in the order in which it matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    n_broken_rules: u16,
    /// Groups that are not entered at their first part.
    n_late_entries: u16,
    n_closed: u16,
}

/// The nodes from the root to a segment.
struct Ancestry {
    nodes: [u16; crate::outline::MAX_DEPTH + 2],
    depth: usize,
}

impl Walk<'_> {
    fn place(&mut self, position: u32, id: SegmentId) {
        match self.best_way(id) {
            Some(way) => self.take(way, position),
            None => self.attach(position, id),
        }
    }

    fn best_way(&self, id: SegmentId) -> Option<Way> {
        let mut best: Option<Way> = None;
        let mut is_known = false;
        for node in self.structure.nodes_of(id) {
            is_known = true;
            self.look_for_ways(node, &mut best);
        }
        if !is_known {
            for node in self.structure.nodes_of(ANY) {
                self.look_for_ways(node, &mut best);
            }
            best = best.filter(|way| way.cost.n_broken_rules == 0);
        }
        best
    }

    /// Looks for ways to a node from each open group around it.
    fn look_for_ways(&self, node: u16, best: &mut Option<Way>) {
        let ancestry = self.ancestry(node);
        let common = self.frames.iter().zip(&ancestry.nodes[..ancestry.depth]);
        let n_common = common.take_while(|(frame, ancestor)| frame.node == **ancestor).count();
        for depth in (0..n_common).rev() {
            let is_innermost = depth + 1 == n_common;
            let way = self.way_from(&ancestry, depth, is_innermost);
            let is_better = |way: &Way| best.is_none_or(|best| way.cost < best.cost);
            *best = way.filter(is_better).or(*best);
        }
    }

    fn way_from(&self, ancestry: &Ancestry, depth: usize, is_innermost: bool) -> Option<Way> {
        let frame = &self.frames[depth];
        let child = self.structure.node(ancestry.nodes[depth + 1]);
        let (n_descent_broken, n_late_entries) = self.descent(ancestry, depth + 1);
        let is_repetition = frame.current == Some(child.position);
        let is_backward = frame.current.is_some_and(|current| child.position < current);
        let has_come = self.counts[frame.first_count + usize::from(child.position)] > 0;
        let is_excess = has_come && !child.repeats;
        let is_in_choice = self.structure.node(frame.node).kind == StructureKind::Choice;
        if is_in_choice && frame.current.is_some() && !is_repetition {
            return None;
        }
        // A group's first segment that comes again starts the group anew.
        if is_excess && is_repetition && child.position == 0 && child.kind == StructureKind::Segment && depth > 0 {
            return None;
        }
        if is_backward && (!is_innermost || n_descent_broken > 0) {
            return None;
        }
        if is_repetition && !is_innermost && n_descent_broken > 0 && !self.came_in_open_group(ancestry, depth) {
            return None;
        }
        let n_skipped = if is_repetition || is_backward {
            0
        } else {
            self.n_required_between(frame, child)
        };
        let n_closed = (self.frames.len() - 1 - depth) as u16;
        // Rather an order without its ORC than a prior result without its patient and without its ORC.
        let is_far_fetched = n_late_entries > 1;
        Some(Way {
            node: ancestry.nodes[ancestry.depth],
            depth,
            is_backward,
            cost: Cost {
                n_broken_rules: n_descent_broken
                    + n_skipped
                    + u16::from(is_backward)
                    + u16::from(is_excess)
                    + u16::from(is_far_fetched),
                n_late_entries,
                n_closed,
            },
        })
    }

    /// Counts what is skipped by entering new groups from the one at `depth` down: required parts, and groups that are
    /// entered late.
    fn descent(&self, ancestry: &Ancestry, depth: usize) -> (u16, u16) {
        let mut n_broken = 0;
        let mut n_late = 0;
        for level in depth..ancestry.depth {
            let group = self.structure.node(ancestry.nodes[level]);
            let entered_at = self.structure.node(ancestry.nodes[level + 1]);
            n_broken += entered_at.n_required_before;
            let is_late = group.kind == StructureKind::Sequence && entered_at.position > 0;
            n_late += u16::from(is_late);
        }
        (n_broken, n_late)
    }

    fn n_required_between(&self, frame: &Frame, child: &Node) -> u16 {
        let group = self.structure.node(frame.node);
        let first_skipped = frame.current.map_or(0, |current| current + 1);
        let first_skipped = self
            .structure
            .node(group.first_child + first_skipped.min(child.position));
        child.n_required_before - first_skipped.n_required_before
    }

    /// Tells whether the open repetition of the group below `depth` has the segment already. Then another one starts the
    /// next repetition, even when senders leave out what the standard starts it with.
    fn came_in_open_group(&self, ancestry: &Ancestry, depth: usize) -> bool {
        let last_placed = self.last_placed[usize::from(ancestry.nodes[ancestry.depth])];
        let open = &self.frames[depth + 1];
        last_placed > self.walked.groups[open.group as usize].start
    }

    fn take(&mut self, way: Way, position: u32) {
        self.close_to(way.depth + 1, position);
        let ancestry = self.ancestry(way.node);
        for level in way.depth + 1..=ancestry.depth {
            let is_first_step = level == way.depth + 1;
            let is_segment = level == ancestry.depth;
            let node = ancestry.nodes[level];
            let stays = is_first_step && way.is_backward && is_segment;
            let has_come = self.count(node, stays);
            let is_excess = has_come && !self.structure.node(node).repeats;
            if is_excess {
                self.walked.misfits.push(Misfit::TooMany { position, node });
            } else if is_first_step && way.is_backward {
                self.walked.misfits.push(Misfit::OutOfOrder { position });
            }
            if !is_segment {
                self.open(node, position);
            }
        }
        self.last_placed[usize::from(way.node)] = position + 1;
        let group = self.innermost_group();
        self.walked.group_of.push(group);
    }

    /// Counts a child of the innermost open group; returns whether it came before. With `stays` the walk does not move
    /// to it.
    fn count(&mut self, node: u16, stays: bool) -> bool {
        let child = self.structure.node(node);
        let frame = self.frames.last_mut().expect("the root is always open");
        if !stays {
            frame.current = Some(child.position);
        }
        let count = &mut self.counts[frame.first_count + usize::from(child.position)];
        *count += 1;
        *count > 1
    }

    fn open(&mut self, node: u16, position: u32) {
        let parent = self.innermost_group();
        let has_name = !self.structure.node(node).name.is_empty();
        let group = if has_name {
            self.add_group(node, parent, position)
        } else {
            parent
        };
        self.push_frame(node, group);
    }

    fn add_group(&mut self, node: u16, parent: u32, position: u32) -> u32 {
        let number = self.number_of(node, parent);
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

    /// Counts which of its name within its parent a new group is.
    fn number_of(&mut self, node: u16, parent: u32) -> u32 {
        let frame = self.frames.last().expect("the root is always open");
        let is_in_named_group = !self.structure.node(frame.node).name.is_empty();
        if is_in_named_group {
            return self.counts[frame.first_count + usize::from(self.structure.node(node).position)];
        }
        let number = self.numbers.entry((parent, node)).or_default();
        *number += 1;
        *number
    }

    fn push_frame(&mut self, node: u16, group: u32) {
        let first_count = self.counts.len();
        let n_children = self.structure.node(node).n_children;
        self.counts.resize(first_count + usize::from(n_children), 0);
        self.frames.push(Frame {
            node,
            group,
            current: None,
            first_count,
        });
    }

    /// Closes open groups until `n_open` are left, and notes what they lack.
    fn close_to(&mut self, n_open: usize, position: u32) {
        while self.frames.len() > n_open {
            let Some(frame) = self.frames.pop() else { return };
            let node = self.structure.node(frame.node);
            if !node.name.is_empty() {
                self.walked.groups[frame.group as usize].end = position;
            }
            if node.kind == StructureKind::Sequence {
                self.note_missing(&frame, node);
            }
            self.counts.truncate(frame.first_count);
        }
    }

    fn note_missing(&mut self, frame: &Frame, group: &Node) {
        for child in group.first_child..group.first_child + group.n_children {
            let position = usize::from(child - group.first_child);
            let is_missing = self.structure.node(child).is_required && self.counts[frame.first_count + position] == 0;
            if is_missing {
                let group = frame.group;
                self.walked.misfits.push(Misfit::Missing { group, node: child });
            }
        }
    }

    /// Leaves a segment without a place in the group that is open. Z-segments may stand anywhere (HL7 v2.5.1 §2.11),
    /// and ADD continues any segment (§2.10.2).
    fn attach(&mut self, position: u32, id: SegmentId) {
        let group = self.innermost_group();
        self.walked.group_of.push(group);
        let may_stand_anywhere = id[0] == b'Z' || id == *b"ADD";
        if may_stand_anywhere {
            return;
        }
        let is_known = self.structure.nodes_of(id).next().is_some();
        self.walked.misfits.push(if is_known {
            Misfit::OutOfOrder { position }
        } else {
            Misfit::Unexpected { position }
        });
    }

    fn innermost_group(&self) -> u32 {
        self.frames.last().map_or(0, |frame| frame.group)
    }

    fn ancestry(&self, node: u16) -> Ancestry {
        let depth = usize::from(self.structure.node(node).depth);
        let mut nodes = [ROOT; crate::outline::MAX_DEPTH + 2];
        let mut node = node;
        for level in (1..=depth).rev() {
            nodes[level] = node;
            node = self.structure.node(node).parent;
        }
        Ancestry { nodes, depth }
    }
}
