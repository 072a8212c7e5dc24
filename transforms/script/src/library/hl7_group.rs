//! Groups of segments of an HL7 v2 message, as the standard names them: `ORDER_OBSERVATION` of an ORU^R01. A group is found when
//! it is asked for, and keeps its segments when others come and go.

use std::sync::Arc;

use nilecare_hl7v2::{EditError, Path, SegmentKey};
use nilecare_hl7v2_standard::{Group, Item, Standard, Tree};
use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString};

use super::hl7::{Hl7, Live, Result, parse};
use super::hl7_part::Hl7Segment;
use super::hl7_reading::Reading;

/// A group.
#[derive(Clone)]
pub(crate) struct Hl7Group {
    message: Hl7,
    node: Arc<Node>,
}

/// A group as it was found.
struct Node {
    name: ImmutableString,
    /// All its segments, those of the groups in it included.
    segments: Vec<SegmentKey>,
    groups: Vec<Arc<Node>>,
}

impl Node {
    fn of(group: Group<'_>, live: &Live) -> Self {
        let mut segments = Vec::new();
        let mut groups = Vec::new();
        for item in group.items() {
            match item {
                Item::Segment(position) => segments.extend(live.segment_key(position)),
                // The groups of the standard nest a few levels only.
                Item::Group(inner) => {
                    let inner = Self::of(inner, live);
                    segments.extend(&inner.segments);
                    groups.push(Arc::new(inner));
                }
            }
        }
        Self {
            name: group.name().into(),
            segments,
            groups,
        }
    }

    fn collect(&self, name: &str, found: &mut Vec<Arc<Self>>) {
        for group in &self.groups {
            if group.name.eq_ignore_ascii_case(name) {
                found.push(Arc::clone(group));
            }
            group.collect(name, found);
        }
    }
}

impl Hl7Group {
    /// Finds all groups with this name in a message, at any depth, in order; none when its structure has no such group.
    pub fn of_message(message: &Hl7, name: &str) -> Vec<Self> {
        let live = message.lock();
        let tree = Tree::of(&live, Standard::for_message(&live));
        let root = Node::of(tree.root(), &live);
        drop(live);
        Self {
            message: message.clone(),
            node: Arc::new(root),
        }
        .groups(name)
    }

    /// Finds all groups with this name in it, at any depth.
    pub fn groups(&self, name: &str) -> Vec<Self> {
        let mut found = Vec::new();
        self.node.collect(name, &mut found);
        let group = |node| Self {
            message: self.message.clone(),
            node,
        };
        found.into_iter().map(group).collect()
    }

    /// Returns its segments, all or those with this id, that are still in the message.
    pub fn segments(&self, only: Option<&str>) -> Vec<Hl7Segment> {
        let live = self.message.lock();
        let mut segments = Vec::new();
        for key in &self.node.segments {
            let Some(position) = live.position_of(*key) else {
                continue;
            };
            let Some(segment) = live.nth_segment(position) else {
                continue;
            };
            if only.is_none_or(|only| only == segment.id()) {
                let id = segment.id().into();
                segments.push(Hl7Segment::new(self.message.clone(), id, *key, position, live.n_moves));
            }
        }
        segments
    }

    /// Returns the segment that a path means: the first OBX of the group for `OBX-5`, the second for `OBX(2)-5`.
    pub fn segment(&self, path: &Path) -> Option<Hl7Segment> {
        let mut segments = self.segments(Some(path.segment_id()));
        let index = path.occurrence() - 1;
        (index < segments.len()).then(|| segments.swap_remove(index))
    }

    fn read(&self, place: &str, reading: Reading) -> Result<Dynamic> {
        let path = parse(place)?;
        Ok(match self.segment(&path) {
            Some(segment) => segment.with_raw(&path, |live, raw| reading.of(Some(raw), &path, live)),
            None => reading.of(None, &path, &self.message.lock()),
        })
    }

    /// Sets the value at a path.
    pub fn set(&self, path: &Path, value: &str) -> std::result::Result<(), EditError> {
        let segment = self.segment(path).ok_or_else(|| EditError::SegmentAbsent {
            path: path.segment_id().to_owned(),
        })?;
        segment.set(path, value)
    }

    /// Gives it as it is sent, a line a segment.
    pub fn text(&self) -> String {
        let segments = self.segments(None);
        segments.iter().map(|segment| segment.text() + "\r").collect()
    }
}

fn done<T>(result: std::result::Result<T, EditError>) -> Result<T> {
    result.map_err(|error| error.to_string().into())
}

fn array<T: Clone + Send + Sync + 'static>(items: Vec<T>) -> Array {
    items.into_iter().map(Dynamic::from).collect()
}

pub(super) fn register(engine: &mut Engine) {
    let set = |group: &mut Hl7Group, place: &str, value: Dynamic| -> std::result::Result<(), Box<EvalAltResult>> {
        done(group.set(&parse(place)?, &value.to_string()))
    };
    engine
        .register_fn("groups", |msg: &mut Hl7, name: &str| {
            array(Hl7Group::of_message(msg, name))
        })
        .register_type_with_name::<Hl7Group>("Group")
        .register_indexer_get(|group: &mut Hl7Group, place: &str| group.read(place, Reading::Value))
        .register_indexer_set(set)
        .register_fn("groups", |group: &mut Hl7Group, name: &str| array(group.groups(name)))
        .register_fn("segments", |group: &mut Hl7Group| array(group.segments(None)))
        .register_fn("segments", |group: &mut Hl7Group, id: &str| {
            array(group.segments(Some(id)))
        })
        .register_fn("count", |group: &mut Hl7Group, id: &str| {
            group.segments(Some(id)).len() as i64
        })
        .register_fn("get", |group: &mut Hl7Group, place: &str| {
            group.read(place, Reading::Value)
        })
        .register_fn("value", |group: &mut Hl7Group, place: &str| {
            group.read(place, Reading::Patch)
        })
        .register_fn("text", |group: &mut Hl7Group, place: &str| {
            group.read(place, Reading::Text)
        })
        .register_fn("raw", |group: &mut Hl7Group, place: &str| {
            group.read(place, Reading::Raw)
        })
        .register_fn("exists", |group: &mut Hl7Group, place: &str| {
            group.read(place, Reading::Exists)
        })
        .register_fn("set", set)
        .register_fn("to_string", |group: &mut Hl7Group| group.text())
        .register_get("name", |group: &mut Hl7Group| group.node.name.clone());
}
