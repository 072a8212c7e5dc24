//! Message structures as a flat tree, with the resources that live in each group.

use std::collections::HashMap;

use super::map::{Map, Spot, compile_message_condition, compile_message_spot};
use super::path::{self, Path};
use super::{Names, SegmentId};
use crate::model::{Kind, TypeId};
use crate::table::message::{self, Handle, Item};
use crate::table::{Condition, MessageTable, TableError};

/// A message structure.
#[derive(Debug)]
pub struct Structure {
    /// Segments and groups; number 0 is the message itself.
    pub nodes: Vec<Node>,
    /// The resources that it makes.
    pub handles: Vec<HandleInfo>,
}

/// A segment or a group.
#[derive(Debug)]
pub struct Node {
    /// Of a segment, its id.
    pub segment: Option<SegmentId>,
    /// The group that it is in; of the message, itself.
    pub parent: usize,
    /// Groups above it.
    pub depth: usize,
    /// Whether it may be absent.
    pub is_optional: bool,
    /// Whether there may be several.
    pub is_repeating: bool,
    /// Of a group, what it consists of.
    pub children: Vec<usize>,
    /// The segments that it may begin with.
    pub first: Vec<SegmentId>,
    /// All segments in it.
    pub all: Vec<SegmentId>,
    /// What it makes.
    pub rows: Vec<MessageRow>,
    /// Which resources then refer to each other.
    pub links: Vec<Link>,
}

/// A resource of a structure.
#[derive(Debug)]
pub struct HandleInfo {
    /// Its name.
    pub handle: Handle,
    /// Its type.
    pub kind: TypeId,
    /// The node that it lives as long as.
    pub scope: usize,
}

/// What a segment makes.
#[derive(Debug)]
pub struct MessageRow {
    /// Number of the resource in the structure.
    pub handle: usize,
    /// Number of the table.
    pub map: usize,
    /// Whether an existing resource is replaced.
    pub is_put: bool,
    /// What tells it from others of its type.
    pub key: Vec<Spot>,
    /// Whether the key counts only where there is no identifier with a system.
    pub is_key_last: bool,
    /// When it applies.
    pub condition: Option<Condition<Spot>>,
}

/// A reference from one resource to another.
#[derive(Debug)]
pub struct Link {
    /// Number of the resource that refers.
    pub from: usize,
    /// The element.
    pub path: Path,
    /// Number of the resource that is referred to.
    pub to: usize,
    /// When it applies.
    pub condition: Option<Condition<Spot>>,
}

/// Compiles a structure; what is wrong goes to `errors`.
pub(crate) fn compile(
    table: &MessageTable,
    names: &mut Names<'_>,
    maps: &[Map],
    errors: &mut Vec<TableError>,
) -> Structure {
    let mut structure = Structure {
        nodes: vec![Node::new(None, 0, 0)],
        handles: Vec::new(),
    };
    let mut segments: Vec<(usize, &Item)> = Vec::new();
    add_items(&table.items, 0, &mut structure.nodes, &mut segments);
    set_first(&mut structure.nodes);
    let mut numbers: HashMap<&Handle, usize> = HashMap::new();
    for (node, item) in &segments {
        for row in &item.rows {
            let scope = *node;
            match numbers.get(&row.handle) {
                Some(number) => {
                    let known = structure.handles[*number].scope;
                    structure.handles[*number].scope = common(&structure.nodes, known, scope);
                }
                None => match names.model.named(&row.handle.resource) {
                    Some(kind) => {
                        numbers.insert(&row.handle, structure.handles.len());
                        structure.handles.push(HandleInfo {
                            handle: row.handle.clone(),
                            kind,
                            scope,
                        });
                    }
                    None => errors.push(TableError::new(
                        &row.place,
                        format!("no resource is called {}", row.handle.resource),
                    )),
                },
            }
        }
    }
    for (node, item) in segments {
        for row in &item.rows {
            match compile_row(row, &item.name, &numbers, &structure.handles, names, maps) {
                Ok(row) => structure.nodes[node].rows.push(row),
                Err(problem) => errors.push(TableError::new(&row.place, problem)),
            }
        }
        for link in &item.links {
            match compile_link(link, &item.name, &numbers, &structure.handles, names) {
                Ok(link) => structure.nodes[node].links.push(link),
                Err(problem) => errors.push(TableError::new(&link.place, problem)),
            }
        }
    }
    structure
}

impl Node {
    fn new(segment: Option<SegmentId>, parent: usize, depth: usize) -> Node {
        Node {
            segment,
            parent,
            depth,
            is_optional: false,
            is_repeating: false,
            children: Vec::new(),
            first: Vec::new(),
            all: Vec::new(),
            rows: Vec::new(),
            links: Vec::new(),
        }
    }
}

fn add_items<'t>(items: &'t [Item], parent: usize, nodes: &mut Vec<Node>, segments: &mut Vec<(usize, &'t Item)>) {
    for item in items {
        let number = nodes.len();
        let segment = item.group.is_none().then(|| segment_id(&item.name));
        let mut node = Node::new(segment, parent, nodes[parent].depth + 1);
        node.is_optional = item.is_optional;
        node.is_repeating = item.is_repeating;
        nodes.push(node);
        nodes[parent].children.push(number);
        match &item.group {
            Some(group) => add_items(group, number, nodes, segments),
            None => segments.push((number, item)),
        }
    }
}

/// A name that is no segment's stands for one that no message has.
fn segment_id(name: &str) -> SegmentId {
    name.as_bytes().try_into().unwrap_or(*b"???")
}

/// Fills in which segments each node holds and may begin with; children come after their parents.
fn set_first(nodes: &mut [Node]) {
    for number in (0..nodes.len()).rev() {
        if let Some(id) = nodes[number].segment {
            nodes[number].first = vec![id];
            nodes[number].all = vec![id];
            continue;
        }
        let (mut first, mut all) = (Vec::new(), Vec::new());
        let mut may_begin = true;
        for child in &nodes[number].children {
            let child = &nodes[*child];
            all.extend(&child.all);
            if may_begin {
                first.extend(&child.first);
            }
            may_begin &= child.is_optional;
        }
        nodes[number].first = first;
        nodes[number].all = all;
    }
}

/// Returns the innermost node that holds both.
fn common(nodes: &[Node], mut one: usize, mut other: usize) -> usize {
    while one != other {
        if nodes[one].depth >= nodes[other].depth {
            one = nodes[one].parent;
        } else {
            other = nodes[other].parent;
        }
    }
    one
}

fn compile_row(
    row: &message::MessageRow,
    segment: &str,
    numbers: &HashMap<&Handle, usize>,
    handles: &[HandleInfo],
    names: &Names<'_>,
    maps: &[Map],
) -> Result<MessageRow, String> {
    let handle = *numbers.get(&row.handle).ok_or("expected a resource")?;
    let map = *names
        .maps
        .get(row.map.as_str())
        .ok_or_else(|| format!("no table is called {}", row.map))?;
    let fits = maps[map].root == Some(Kind::Complex(handles[handle].kind)) && maps[map].name.starts_with(segment);
    if !fits {
        return Err(format!("{} does not make a {} from a {segment}", row.map, row.handle));
    }
    Ok(MessageRow {
        handle,
        map,
        is_put: row.is_put,
        is_key_last: row.is_key_last,
        key: row
            .key
            .iter()
            .map(|source| compile_message_spot(source, segment))
            .collect::<Result<_, _>>()?,
        condition: compile_optional(row.condition.as_ref(), segment)?,
    })
}

fn compile_link(
    link: &message::Link,
    segment: &str,
    numbers: &HashMap<&Handle, usize>,
    handles: &[HandleInfo],
    names: &mut Names<'_>,
) -> Result<Link, String> {
    let find = |handle: &Handle| {
        let number = numbers.get(handle).copied();
        number.ok_or_else(|| format!("no segment of the structure makes a {handle}"))
    };
    let from = find(&link.from)?;
    let root = Some(Kind::Complex(handles[from].kind));
    let path = path::compile(&link.path, &link.from.to_string(), root, &[], names)?;
    if path.end != names.model.named("Reference").map(Kind::Complex) {
        return Err("expected an element that refers to a resource".to_owned());
    }
    Ok(Link {
        from,
        path,
        to: find(&link.to)?,
        condition: compile_optional(link.condition.as_ref(), segment)?,
    })
}

fn compile_optional(condition: Option<&Condition>, segment: &str) -> Result<Option<Condition<Spot>>, String> {
    condition
        .map(|condition| compile_message_condition(condition, segment))
        .transpose()
}
