//! The bundle as JSON: elements in the order of the specification, numbers digit by digit as they were sent.

use super::identity::Entry;
use super::state::State;
use super::tree::{Key, Node, NodeId, ResourceId, Scalar};
use crate::Bundle;

/// How deep elements are written; paths of tables are far shorter.
const MAX_DEPTH: usize = 64;

impl<'m> State<'m> {
    /// Writes the bundle.
    pub fn write_bundle(&mut self, entries: &[Entry], target: &[ResourceId]) -> Bundle {
        self.tree.sort_members();
        let mut writer = Writer {
            state: self,
            written: self.written(),
            entries,
            target,
            json: String::with_capacity(self.tree.len() * 40),
        };
        let mut resources = Vec::with_capacity(entries.len());
        writer.json.push_str("{\"resourceType\":\"Bundle\"");
        writer.members(self.resources[0].root, true, 0);
        writer.json.push_str(",\"type\":\"transaction\",\"entry\":[");
        for (n, entry) in entries.iter().enumerate() {
            if n > 0 {
                writer.json.push(',');
            }
            resources.push(writer.entry(entry));
        }
        writer.json.push_str("]}");
        Bundle::new(writer.json, resources)
    }
}

impl State<'_> {
    /// Finds which nodes hold something. Nodes come after those above them, so one walk from the end does.
    fn written(&self) -> Vec<bool> {
        let mut written = vec![false; self.tree.len()];
        for id in (0..self.tree.len()).rev() {
            written[id] = match self.tree.get(id as NodeId) {
                Node::Value { value, extension } => value.is_some() || extension.is_some(),
                Node::List { items } => items.iter().any(|(_, item)| written[*item as usize]),
                Node::Object { members, target, .. } => {
                    target.is_some() || members.iter().any(|(_, node)| written[*node as usize])
                }
            };
        }
        written
    }
}

struct Writer<'s, 'm> {
    state: &'s State<'m>,
    /// Which nodes hold something.
    written: Vec<bool>,
    entries: &'s [Entry],
    /// For each resource, the one that is written for it.
    target: &'s [ResourceId],
    json: String,
}

impl Writer<'_, '_> {
    /// Writes an entry; returns where in the text its resource stands.
    fn entry(&mut self, entry: &Entry) -> std::ops::Range<usize> {
        self.json.push_str("{\"fullUrl\":");
        self.text(&entry.full_url);
        self.json.push_str(",\"resource\":");
        let start = self.json.len();
        let resource = &self.state.resources[entry.resource as usize];
        self.json.push_str("{\"resourceType\":");
        self.text(&self.state.compiled.model.get(resource.kind).name);
        self.members(resource.root, true, 0);
        self.json.push('}');
        let end = self.json.len();
        self.json.push_str(",\"request\":{\"method\":");
        self.text(entry.method);
        self.json.push_str(",\"url\":");
        self.text(&entry.url);
        if let Some(query) = &entry.if_none_exist {
            self.json.push_str(",\"ifNoneExist\":");
            self.text(query);
        }
        self.json.push_str("}}");
        start..end
    }

    /// Writes the elements of an object, each after a comma but maybe the first.
    fn members(&mut self, node: NodeId, mut is_continued: bool, depth: usize) {
        let state = self.state;
        let Node::Object { kind, members, target } = state.tree.get(node) else {
            return;
        };
        if depth == MAX_DEPTH {
            return;
        }
        if let Some(target) = target {
            self.reference(*target, &mut is_continued);
        }
        for (element, node) in members {
            if !self.is_written(*node) {
                continue;
            }
            let name = &state.compiled.model.element(*kind, *element).name;
            self.member(name, *node, &mut is_continued, depth);
        }
    }

    fn reference(&mut self, target: ResourceId, is_continued: &mut bool) {
        let written = self.target[target as usize];
        if let Ok(entry) = self.entries.binary_search_by_key(&written, |entry| entry.resource) {
            self.name("reference", "", is_continued);
            let entries = self.entries;
            self.text(&entries[entry].full_url);
        }
    }

    fn name(&mut self, name: &str, mark: &str, is_continued: &mut bool) {
        if std::mem::replace(is_continued, true) {
            self.json.push(',');
        }
        self.json.push('"');
        self.json.push_str(mark);
        self.json.push_str(name);
        self.json.push_str("\":");
    }

    fn is_written(&self, node: NodeId) -> bool {
        self.written[node as usize]
    }

    fn member(&mut self, name: &str, node: NodeId, is_continued: &mut bool, depth: usize) {
        let state = self.state;
        match state.tree.get(node) {
            Node::Value { value, extension } => {
                if let Some(value) = value {
                    self.name(name, "", is_continued);
                    self.scalar(value);
                }
                if let Some(extension) = extension {
                    self.name(name, "_", is_continued);
                    self.extensions(*extension, depth);
                }
            }
            Node::List { items } => self.list(name, items, is_continued, depth),
            Node::Object { .. } => {
                self.name(name, "", is_continued);
                self.object(node, depth);
            }
        }
    }

    fn object(&mut self, node: NodeId, depth: usize) {
        self.json.push('{');
        self.members(node, false, depth + 1);
        self.json.push('}');
    }

    fn extensions(&mut self, list: NodeId, depth: usize) {
        self.json.push('{');
        self.member("extension", list, &mut false, depth + 1);
        self.json.push('}');
    }

    /// Writes a list. Extensions of values stand in a second list with the same places (FHIR R4 §2.6.2.3).
    fn list(&mut self, name: &str, items: &[(Key, NodeId)], is_continued: &mut bool, depth: usize) {
        let state = self.state;
        let is_of_values = items
            .iter()
            .filter(|(_, item)| self.is_written(*item))
            .all(|(_, item)| matches!(state.tree.get(*item), Node::Value { .. }));
        if !is_of_values {
            self.name(name, "", is_continued);
            let mut before = '[';
            for (_, item) in items {
                if self.is_written(*item) {
                    self.json.push(before);
                    self.object(*item, depth);
                    before = ',';
                }
            }
            self.json.push(']');
            return;
        }
        let parts: Vec<(Option<&Scalar<'_>>, Option<NodeId>)> = items
            .iter()
            .filter(|(_, item)| self.is_written(*item))
            .map(|(_, item)| match state.tree.get(*item) {
                Node::Value { value, extension } => (value.as_ref(), *extension),
                _ => (None, None),
            })
            .collect();
        if parts.iter().any(|(value, _)| value.is_some()) {
            self.name(name, "", is_continued);
            self.json.push('[');
            for (n, (value, _)) in parts.iter().enumerate() {
                if n > 0 {
                    self.json.push(',');
                }
                match value {
                    Some(value) => self.scalar(value),
                    None => self.json.push_str("null"),
                }
            }
            self.json.push(']');
        }
        if parts.iter().any(|(_, extension)| extension.is_some()) {
            self.name(name, "_", is_continued);
            self.json.push('[');
            for (n, (_, extension)) in parts.iter().enumerate() {
                if n > 0 {
                    self.json.push(',');
                }
                match extension {
                    Some(extension) => self.extensions(*extension, depth),
                    None => self.json.push_str("null"),
                }
            }
            self.json.push(']');
        }
    }

    fn scalar(&mut self, scalar: &Scalar<'_>) {
        match scalar {
            Scalar::Verbatim(text) => self.json.push_str(text),
            Scalar::Text(text) => self.text(text),
        }
    }

    fn text(&mut self, text: &str) {
        write_text(&mut self.json, text);
    }
}

/// Writes a text between quotation marks (RFC 8259 §7).
pub fn write_text(json: &mut String, text: &str) {
    json.push('"');
    // All bytes are looked at, whatever the first ones say: so the compiler takes many at a time.
    let needs_escape = |byte: u8| (byte < 0x20) | (byte == b'"') | (byte == b'\\');
    let is_plain = !text.bytes().fold(false, |found, byte| found | needs_escape(byte));
    if is_plain {
        json.push_str(text);
        json.push('"');
        return;
    }
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            // No other control character may stand in a string of FHIR.
            0..0x20 => "",
            _ => continue,
        };
        json.push_str(&text[start..at]);
        json.push_str(escaped);
        start = at + 1;
    }
    json.push_str(&text[start..]);
    json.push('"');
}
