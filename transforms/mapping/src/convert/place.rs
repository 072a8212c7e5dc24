//! Which part of a message structure each segment is, leniently: segments may be missing, out of order, or unknown.
//!
//! A segment belongs to the first place after that of the segment before it: in the same group, then in a new instance of
//! the group, then further on, then the same one group out. A group is entered by a segment that it may begin with. Where
//! that fails, a place before it in an open group is taken, then any place; both are reported.

use super::segments::Segments;
use super::state::Group;
use crate::compile::{SegmentId, Structure};

/// Where each segment of a message belongs.
pub struct Placed {
    /// Instances of groups and segments; number 0 is the message. Those in a group come after it.
    pub groups: Vec<Group>,
    /// For each segment of the message, its instance.
    pub segments: Vec<Placement>,
}

/// Where a segment belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// The structure has no such segment.
    Unknown,
    /// Its instance.
    At(u32),
    /// Its instance, which is out of order.
    Misplaced(u32),
}

/// Places the segments of a message.
pub fn place(structure: &Structure, segments: &Segments<'_>) -> Placed {
    let mut placer = Placer {
        structure,
        groups: vec![Group {
            node: 0,
            parent: 0,
            last: 0,
            start: 0,
            end: segments.list.len() as u32,
        }],
        open: vec![Open {
            group: 0,
            child: 0,
            is_started: false,
        }],
    };
    let mut placements = Vec::with_capacity(segments.list.len());
    for (position, segment) in segments.list.iter().enumerate() {
        placements.push(placer.place(segment.id, position as u32));
    }
    Placed {
        groups: placer.groups,
        segments: placements,
    }
}

struct Placer<'s> {
    structure: &'s Structure,
    groups: Vec<Group>,
    /// The groups that are open, the message first.
    open: Vec<Open>,
}

/// An open group.
#[derive(Clone, Copy)]
struct Open {
    /// Its instance.
    group: u32,
    /// Which of its node's children was reached, by its number among them.
    child: usize,
    /// Whether that child was entered.
    is_started: bool,
}

/// How a group may be entered.
#[derive(Clone, Copy, PartialEq)]
enum Entry {
    /// By a segment that it may begin with.
    First,
    /// By any segment in it.
    Any,
}

impl Placer<'_> {
    fn place(&mut self, id: SegmentId, position: u32) -> Placement {
        if !self.structure.nodes[0].all.contains(&id) {
            return Placement::Unknown;
        }
        if let Some(group) = self.forward(id, position, Entry::First) {
            return Placement::At(group);
        }
        if let Some(group) = self.backward(id, position) {
            return Placement::Misplaced(group);
        }
        if let Some(group) = self.forward(id, position, Entry::Any) {
            return Placement::Misplaced(group);
        }
        // From the start of the message again.
        self.open.truncate(1);
        self.open[0] = Open {
            group: 0,
            child: 0,
            is_started: false,
        };
        match self.forward(id, position, Entry::Any) {
            Some(group) => Placement::Misplaced(group),
            None => Placement::Unknown,
        }
    }

    /// Looks from the place that was reached onwards, the innermost group first.
    fn forward(&mut self, id: SegmentId, position: u32, entry: Entry) -> Option<u32> {
        for depth in (0..self.open.len()).rev() {
            let open = self.open[depth];
            let node = &self.structure.nodes[self.groups[open.group as usize].node];
            for child in open.child..node.children.len() {
                let number = node.children[child];
                let candidate = &self.structure.nodes[number];
                let is_again = child == open.child && open.is_started;
                if is_again && !candidate.is_repeating {
                    continue;
                }
                let fits = match (candidate.segment, entry) {
                    (Some(segment), _) => segment == id,
                    (None, Entry::First) => candidate.first.contains(&id),
                    (None, Entry::Any) => candidate.all.contains(&id),
                };
                if fits {
                    self.open.truncate(depth + 1);
                    return self.enter(child, number, id, position, entry);
                }
            }
        }
        None
    }

    /// Enters a child of the innermost open group, down to the segment.
    fn enter(&mut self, child: usize, number: usize, id: SegmentId, position: u32, entry: Entry) -> Option<u32> {
        let (mut child, mut number) = (child, number);
        loop {
            let top = self.open.last_mut()?;
            top.child = child;
            top.is_started = true;
            let parent = top.group;
            let group = self.add(number, parent, position);
            let node = &self.structure.nodes[number];
            if node.segment.is_some() {
                return Some(group);
            }
            self.open.push(Open {
                group,
                child: 0,
                is_started: false,
            });
            let next = node.children.iter().position(|child| {
                let child = &self.structure.nodes[*child];
                match entry {
                    Entry::First => child.first.contains(&id),
                    Entry::Any => child.all.contains(&id),
                }
            });
            // A group that holds the segment has a child that holds it.
            child = next?;
            number = node.children[child];
        }
    }

    /// Looks for a segment of an open group that stands before the place that was reached; the place stays.
    fn backward(&mut self, id: SegmentId, position: u32) -> Option<u32> {
        for depth in (0..self.open.len()).rev() {
            let open = self.open[depth];
            let node = &self.structure.nodes[self.groups[open.group as usize].node];
            let reached = node.children.iter().take(open.child + 1).copied();
            let found = reached.into_iter().find(|number| {
                let candidate = &self.structure.nodes[*number];
                candidate.segment == Some(id) && (candidate.is_repeating || depth == 0)
            });
            if let Some(number) = found {
                return Some(self.add(number, open.group, position));
            }
        }
        None
    }

    fn add(&mut self, node: usize, parent: u32, position: u32) -> u32 {
        let number = self.groups.len() as u32;
        self.groups.push(Group {
            node,
            parent,
            last: number,
            start: position,
            end: position + 1,
        });
        let mut above = parent;
        loop {
            let group = &mut self.groups[above as usize];
            group.last = number;
            group.end = group.end.max(position + 1);
            if above == 0 {
                return number;
            }
            above = group.parent;
        }
    }
}

#[cfg(test)]
mod tests {
    use nilecare_hl7v2::Message;

    use super::*;
    use crate::compile::compile;
    use crate::model;
    use crate::table::Tables;

    fn placed(structure: &str, segments: &str) -> Vec<String> {
        let mut tables = Tables::default();
        tables
            .read("t", &format!("message M\n{structure}"), false)
            .expect("the structure is right");
        let model = model::read("r4", "Meta\nNarrative\nExtension\nReference\n").expect("the model is right");
        let compiled = compile(&tables, model).expect("the tables are right");
        let structure = &compiled.structures[0];
        let text: String = segments.split(' ').map(|id| format!("{id}|\r")).collect();
        let message = Message::parse(text.replace("MSH|", "MSH|^~\\&|")).expect("it is a message");
        let segments = Segments::of(&message);
        let placed = place(structure, &segments);
        let mut names = Vec::new();
        for placement in placed.segments {
            let (mark, mut group) = match placement {
                Placement::Unknown => {
                    names.push("?".to_owned());
                    continue;
                }
                Placement::At(group) => ("", group),
                Placement::Misplaced(group) => ("!", group),
            };
            let mut path = Vec::new();
            while group != 0 {
                path.push(group.to_string());
                group = placed.groups[group as usize].parent;
            }
            path.reverse();
            names.push(format!("{mark}{}", path.join(".")));
        }
        names
    }

    const ORU: &str = "MSH\nPATIENT_RESULT+ {\nPATIENT? {\nPID\nPV1?\n}\nORDER+ {\nORC?\nOBR\nNTE*\nOBSERVATION* {\nOBX\nNTE*\n}\nSPECIMEN* {\nSPM\nOBX*\n}\n}\n}\nDSC?\n";

    #[test]
    fn groups_repeat_by_their_first_segments() {
        assert_eq!(
            placed(ORU, "MSH PID OBR OBX NTE OBX OBR OBX SPM OBX"),
            [
                "1",
                "2.3.4",
                "2.5.6",
                "2.5.7.8",
                "2.5.7.9",
                "2.5.10.11",
                "2.12.13",
                "2.12.14.15",
                "2.12.16.17",
                "2.12.16.18"
            ]
        );
        assert_eq!(
            placed(ORU, "MSH PID OBR PID OBR"),
            ["1", "2.3.4", "2.5.6", "7.8.9", "7.10.11"]
        );
    }

    #[test]
    fn missing_misplaced_and_unknown_segments_are_borne() {
        assert_eq!(placed(ORU, "MSH OBX ZZZ OBX"), ["1", "!2.3.4.5", "?", "2.3.6.7"]);
        assert_eq!(placed(ORU, "MSH PID OBR PV1"), ["1", "2.3.4", "2.5.6", "!7.8.9"]);
        let adt = "MSH\nPID\nNK1*\nPV1\nAL1*\n";
        assert_eq!(placed(adt, "MSH PID PV1 NK1 AL1 AL1"), ["1", "2", "3", "!4", "5", "6"]);
        assert_eq!(placed(adt, "MSH PID PID"), ["1", "2", "!3"]);
    }
}
