//! A message structure, laid out for walking: all its segments and groups in one list.

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::outline::{Content, Item};

/// A message structure: which segments and groups a message has, in which order and how often.
#[derive(Debug, PartialEq, Eq)]
pub struct Structure {
    name: Cow<'static, str>,
    /// The root first; the children of a group stand side by side.
    nodes: Vec<Node>,
    /// The nodes of each segment id, in the order of the message.
    by_id: Vec<(SegmentId, u16)>,
}

pub(crate) type SegmentId = [u8; 3];
/// Stands for any segment.
pub(crate) const ANY: SegmentId = *b"ANY";
pub(crate) const ROOT: u16 = 0;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub name: Cow<'static, str>,
    pub kind: StructureKind,
    pub is_required: bool,
    pub repeats: bool,
    pub parent: u16,
    /// Position among the children of its parent, from 0.
    pub position: u16,
    pub depth: u8,
    /// How many of the siblings before it are required. 0 in a choice.
    pub n_required_before: u16,
    pub first_child: u16,
    pub n_children: u16,
}

/// What a part of a structure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StructureKind {
    /// A segment.
    Segment,
    /// A group: its parts come in this order.
    Sequence,
    /// One of its parts comes.
    Choice,
}

impl Structure {
    pub(crate) fn new(name: Cow<'static, str>, items: &[Item]) -> Structure {
        let mut nodes = vec![Node {
            name: name.clone(),
            kind: StructureKind::Sequence,
            is_required: true,
            repeats: false,
            parent: ROOT,
            position: 0,
            depth: 0,
            n_required_before: 0,
            first_child: 0,
            n_children: 0,
        }];
        let mut open: VecDeque<(u16, &[Item])> = VecDeque::from([(ROOT, items)]);
        while let Some((parent, items)) = open.pop_front() {
            let first_child = nodes.len() as u16;
            add_children(&mut nodes, parent, items);
            for (node, item) in (first_child..).zip(items) {
                if let Content::Sequence(items) | Content::Choice(items) = &item.content {
                    open.push_back((node, items));
                }
            }
        }
        let by_id = by_id(&nodes);
        Structure { name, nodes, by_id }
    }

    /// Returns its name: `ADT_A01`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the whole structure as a part.
    pub fn root(&self) -> StructurePart<'_> {
        self.part(ROOT)
    }

    pub(crate) fn part(&self, node: u16) -> StructurePart<'_> {
        StructurePart { structure: self, node }
    }

    pub(crate) fn node(&self, node: u16) -> &Node {
        &self.nodes[usize::from(node)]
    }

    pub(crate) fn n_nodes(&self) -> usize {
        self.nodes.len()
    }

    /// Iterates over the nodes of a segment.
    pub(crate) fn nodes_of(&self, id: SegmentId) -> impl Iterator<Item = u16> + '_ {
        let start = self.by_id.partition_point(|entry| entry.0 < id);
        let entries = self.by_id[start..].iter().take_while(move |entry| entry.0 == id);
        entries.map(|entry| entry.1)
    }
}

fn add_children(nodes: &mut Vec<Node>, parent: u16, items: &[Item]) {
    let first_child = nodes.len() as u16;
    let above = &mut nodes[usize::from(parent)];
    (above.first_child, above.n_children) = (first_child, items.len() as u16);
    let (depth, is_choice) = (above.depth + 1, above.kind == StructureKind::Choice);
    let mut n_required_before = 0;
    for (position, item) in items.iter().enumerate() {
        nodes.push(Node {
            name: item.name.clone(),
            kind: match item.content {
                Content::Segment => StructureKind::Segment,
                Content::Sequence(_) => StructureKind::Sequence,
                Content::Choice(_) => StructureKind::Choice,
            },
            is_required: must_come(item),
            repeats: item.repeats,
            parent,
            position: position as u16,
            depth,
            n_required_before,
            first_child: 0,
            n_children: 0,
        });
        n_required_before += u16::from(must_come(item) && !is_choice);
    }
}

/// Tells whether a message that lacks the item is wrong. A required group of optional parts may be left out.
fn must_come(item: &Item) -> bool {
    item.is_required
        && match &item.content {
            Content::Segment => true,
            Content::Sequence(items) => items.iter().any(must_come),
            Content::Choice(items) => items.iter().all(must_come),
        }
}

fn by_id(nodes: &[Node]) -> Vec<(SegmentId, u16)> {
    let id_of = |node: &Node| SegmentId::try_from(node.name.as_bytes()).ok();
    let segments = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.kind == StructureKind::Segment);
    let mut by_id: Vec<_> = segments
        .filter_map(|(position, node)| Some((id_of(node)?, position as u16)))
        .collect();
    by_id.sort_unstable();
    by_id
}

/// A segment or group of a structure.
#[derive(Clone, Copy)]
pub struct StructurePart<'a> {
    structure: &'a Structure,
    node: u16,
}

impl<'a> StructurePart<'a> {
    /// Returns the segment id or the name of the group; empty for a group without a name, as many choices are.
    pub fn name(&self) -> &'a str {
        &self.structure.node(self.node).name
    }

    /// Returns what it is.
    pub fn kind(&self) -> StructureKind {
        self.structure.node(self.node).kind
    }

    /// Tells whether it must come at least once.
    pub fn is_required(&self) -> bool {
        self.structure.node(self.node).is_required
    }

    /// Tells whether it may come more than once.
    pub fn repeats(&self) -> bool {
        self.structure.node(self.node).repeats
    }

    /// Iterates over the parts of a group; a segment has none.
    pub fn parts(&self) -> impl Iterator<Item = StructurePart<'a>> + use<'a> {
        let structure = self.structure;
        let node = structure.node(self.node);
        (node.first_child..node.first_child + node.n_children).map(move |node| structure.part(node))
    }

    /// Returns the segment that it starts with.
    pub fn first_segment(&self) -> &'a str {
        let mut part = *self;
        while let Some(first) = part
            .parts()
            .find(StructurePart::is_required)
            .or_else(|| part.parts().next())
        {
            part = first;
        }
        part.name()
    }
}

impl std::fmt::Debug for StructurePart<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}({})", self.kind(), self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline;

    #[test]
    fn parts_are_walked() {
        let items = outline::parse("MSH [PATIENT: PID [PD1]] {ORDER: [ORC] <OBR|RXO>}").expect("it is an outline");
        let structure = Structure::new("ORM_O01".into(), &items);
        let names: Vec<_> = structure.root().parts().map(|part| part.name()).collect();
        assert_eq!(names, ["MSH", "PATIENT", "ORDER"]);
        let order = structure.root().parts().nth(2).expect("ORDER is there");
        assert!(order.repeats() && order.is_required());
        assert_eq!(order.first_segment(), "OBR");
        let nodes: Vec<_> = structure.nodes_of(*b"OBR").collect();
        assert_eq!(nodes.len(), 1);
        assert_eq!(structure.node(nodes[0]).depth, 3);
        assert_eq!(structure.nodes_of(*b"ZZZ").count(), 0);
    }
}
