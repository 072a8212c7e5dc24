//! What of the resources is not in the message.

use super::json::{JsonId, Node};
use super::write::Writer;

/// What tells nothing that a message could carry.
const IGNORED: [&str; 5] = ["resourceType", "id", "meta", "text", "implicitRules"];

/// The most elements that are told.
const MAX_PATHS: usize = 10_000;

impl Writer<'_> {
    /// Returns the elements of which nothing was written, each by the path of the highest of them.
    pub fn unused(&self) -> Vec<String> {
        let mut paths = Vec::new();
        for (n, (resource, kind)) in self.resources.list.iter().enumerate() {
            let path = format!("{kind}({})", n + 1);
            if !self.is_any_used(*resource, 0) {
                paths.push(path);
                continue;
            }
            self.add_unused(*resource, &path, &mut paths, 0);
        }
        paths.truncate(MAX_PATHS);
        paths
    }

    fn is_any_used(&self, id: JsonId, depth: usize) -> bool {
        // The parser bounds the depth.
        match self.json().get(id) {
            Node::Object(members) => members
                .iter()
                .filter(|(name, _)| depth > 0 || !IGNORED.contains(&name.as_str()))
                .any(|(_, value)| self.is_any_used(*value, depth + 1)),
            Node::Array(items) => items.iter().any(|item| self.is_any_used(*item, depth + 1)),
            Node::Scalar(_) => self.is_used(id),
            Node::Null => false,
        }
    }

    fn add_unused(&self, id: JsonId, path: &str, paths: &mut Vec<String>, depth: usize) {
        if paths.len() >= MAX_PATHS {
            return;
        }
        let mut visit = |path: String, value: JsonId| {
            if matches!(self.json().get(value), Node::Null) {
                return;
            }
            if self.is_any_used(value, depth + 1) {
                self.add_unused(value, &path, paths, depth + 1);
            } else {
                paths.push(path);
            }
        };
        match self.json().get(id) {
            Node::Object(members) => {
                for (name, value) in members {
                    if depth > 0 || !IGNORED.contains(&name.as_str()) {
                        visit(format!("{path}.{name}"), *value);
                    }
                }
            }
            Node::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    visit(format!("{path}({})", n + 1), *item);
                }
            }
            Node::Scalar(_) | Node::Null => {}
        }
    }
}
