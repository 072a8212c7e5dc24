//! The groups that are open, and the ways from them to a place for the next segment.

use crate::outline::MAX_DEPTH;
use crate::structure::{ANY, Node, ROOT, SegmentId, Structure, StructureKind};

/// Where a walk stands.
#[derive(Clone)]
pub(super) struct State<'a> {
    structure: &'a Structure,
    /// The open groups, the root first; also those without a name.
    frames: Vec<Frame>,
    /// How often each child of each open group came.
    counts: Vec<u32>,
    /// For each node the position after its last segment; 0 when it had none.
    last_placed: Vec<u32>,
}

/// An open group.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub node: u16,
    /// The group of the message: for a group without a name the one around it.
    pub group: u32,
    /// The position of its first segment.
    start: u32,
    /// The child that the walk has come to.
    current: Option<u16>,
    first_count: usize,
}

/// A way to a place for a segment.
#[derive(Clone, Copy)]
pub(super) struct Way {
    node: u16,
    /// The open groups up to this one stay open.
    depth: usize,
    is_backward: bool,
    pub cost: Cost,
}

/// What a way breaks, in the order in which it matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    pub n_broken_rules: u16,
    /// Groups that are not entered at their first part.
    n_late_entries: u16,
    n_closed: u16,
}

impl Cost {
    /// Tells whether neither breaks a rule and both enter groups alike, so that only what follows can tell.
    pub fn is_as_clean_as(&self, best: &Cost) -> bool {
        self.n_broken_rules == 0 && self.n_late_entries == best.n_late_entries
    }
}

/// Takes down what happens on the way.
pub(super) trait Record {
    /// A part came for the `count`th time in its group.
    fn came(&mut self, node: u16, count: u32, is_backward: bool, position: u32);
    /// A group was opened in the innermost open one; returns its number among the groups of the message.
    fn opened(&mut self, within: &Frame, node: u16, count: u32, position: u32) -> u32;
    /// A group was closed; `counts` says how often each of its parts came.
    fn closed(&mut self, frame: &Frame, counts: &[u32], position: u32);
}

/// The nodes from the root to a segment.
struct Ancestry {
    nodes: [u16; MAX_DEPTH + 2],
    depth: usize,
}

impl<'a> State<'a> {
    pub fn new(structure: &'a Structure) -> State<'a> {
        let mut state = State {
            structure,
            frames: Vec::with_capacity(8),
            counts: Vec::with_capacity(64),
            last_placed: vec![0; structure.n_nodes()],
        };
        state.push_frame(ROOT, 0, 0);
        state
    }

    /// Returns the innermost group of the message that is open.
    pub fn innermost_group(&self) -> u32 {
        self.frames.last().map_or(0, |frame| frame.group)
    }

    /// Tells whether the structure has the segment anywhere.
    pub fn knows(&self, id: SegmentId) -> bool {
        self.structure.nodes_of(id).next().is_some()
    }

    /// Finds the ways to places for a segment, the best first.
    pub fn find_ways(&self, id: SegmentId, ways: &mut Vec<Way>) {
        ways.clear();
        for node in self.structure.nodes_of(id) {
            self.look_for_ways(node, ways);
        }
        if ways.is_empty() && !self.knows(id) {
            for node in self.structure.nodes_of(ANY) {
                self.look_for_ways(node, ways);
            }
            ways.retain(|way| way.cost.n_broken_rules == 0);
        }
        ways.sort_by_key(|way| way.cost);
    }

    /// Looks for ways to a node from each open group around it.
    fn look_for_ways(&self, node: u16, ways: &mut Vec<Way>) {
        let ancestry = self.ancestry(node);
        let common = self.frames.iter().zip(&ancestry.nodes[..ancestry.depth]);
        let n_common = common.take_while(|(frame, ancestor)| frame.node == **ancestor).count();
        for depth in (0..n_common).rev() {
            let is_innermost = depth + 1 == n_common;
            ways.extend(self.way_from(&ancestry, depth, is_innermost));
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
        last_placed > open.start
    }

    pub fn take(&mut self, way: Way, position: u32, record: &mut impl Record) {
        self.close_to(way.depth + 1, position, record);
        let ancestry = self.ancestry(way.node);
        for level in way.depth + 1..=ancestry.depth {
            let is_first_step = level == way.depth + 1;
            let is_segment = level == ancestry.depth;
            let node = ancestry.nodes[level];
            let is_backward = is_first_step && way.is_backward;
            let count = self.count(node, is_backward && is_segment);
            record.came(node, count, is_backward, position);
            if !is_segment {
                let within = self.frames.last().expect("the root is always open");
                let group = record.opened(within, node, count, position);
                self.push_frame(node, group, position);
            }
        }
        self.last_placed[usize::from(way.node)] = position + 1;
    }

    /// Counts a child of the innermost open group. With `stays` the walk does not move to it.
    fn count(&mut self, node: u16, stays: bool) -> u32 {
        let child = self.structure.node(node);
        let frame = self.frames.last_mut().expect("the root is always open");
        if !stays {
            frame.current = Some(child.position);
        }
        let count = &mut self.counts[frame.first_count + usize::from(child.position)];
        *count += 1;
        *count
    }

    fn push_frame(&mut self, node: u16, group: u32, start: u32) {
        let first_count = self.counts.len();
        let n_children = self.structure.node(node).n_children;
        self.counts.resize(first_count + usize::from(n_children), 0);
        self.frames.push(Frame {
            node,
            group,
            start,
            current: None,
            first_count,
        });
    }

    /// Closes open groups until `n_open` are left.
    pub fn close_to(&mut self, n_open: usize, position: u32, record: &mut impl Record) {
        while self.frames.len() > n_open {
            let Some(frame) = self.frames.pop() else { return };
            record.closed(&frame, &self.counts[frame.first_count..], position);
            self.counts.truncate(frame.first_count);
        }
    }

    fn ancestry(&self, node: u16) -> Ancestry {
        let depth = usize::from(self.structure.node(node).depth);
        let mut nodes = [ROOT; MAX_DEPTH + 2];
        let mut node = node;
        for level in (1..=depth).rev() {
            nodes[level] = node;
            node = self.structure.node(node).parent;
        }
        Ancestry { nodes, depth }
    }
}
