//! Which resource is which: URLs within the bundle, and how a server tells whether it has a resource already.
//!
//! A resource is known by what its structure says (`key`), by its first identifier with a system, or, when an element refers
//! to it, by its content. It is then created unless it exists (`ifNoneExist`), or put in its place (`put`). What is known by
//! none of these is created. What is known has the same URL in every bundle; the rest is known by the message.

use std::borrow::Cow;
use std::collections::HashSet;

use super::state::{Here, State};
use super::system::encode_into;
use super::tree::{Key, Node, NodeId, ResourceId, Scalar};
use super::uuid;
use crate::compile::Spot;
use crate::report::FindingKind;

/// An entry of the bundle.
pub struct Entry {
    pub resource: ResourceId,
    pub full_url: String,
    pub method: &'static str,
    pub url: String,
    pub if_none_exist: Option<String>,
}

/// By what a resource is known.
struct Identity {
    full_url: String,
    /// The search that finds it.
    query: String,
    /// Whether the identifier is still to be added.
    is_made: bool,
}

/// The most identifiers of a resource that are tried.
const MAX_IDENTIFIERS: usize = 8;

/// The system of identifiers that are URIs (FHIR R4 §2.24.0.12).
const URI_SYSTEM: &str = "urn:ietf:rfc:3986";

impl<'m> State<'m> {
    /// Puts the values of a key together; `None` when none is there.
    pub fn key(&self, spots: &[Spot], here: &Here<'m>) -> Option<String> {
        let mut key = String::new();
        let mut has_values = false;
        for spot in spots {
            if let Some(slot) = self.spot(*spot, here) {
                key.push_str(&self.value(slot));
                has_values = true;
            }
            key.push('\u{1f}');
        }
        has_values.then_some(key)
    }

    /// Gives the resources that are written their entries, in the order in which they were made.
    pub fn identify(&mut self, kept: &[bool], target: &[ResourceId]) -> Vec<Entry> {
        let message = self.message_name();
        let mut known: HashSet<String> = HashSet::new();
        let mut entries = Vec::new();
        for number in 1..self.resources.len() {
            let is_written = kept[number] && target[number] as usize == number;
            if is_written {
                let entry = self.entry(number as ResourceId, &message, &mut known);
                entries.push(entry);
            }
        }
        entries
    }

    /// Returns what a resource is called within its message.
    pub fn name_in_message(&self, number: ResourceId) -> String {
        let made_as = self.resources[number as usize].made_as;
        made_as.map_or_else(String::new, |(handle, scope)| {
            format!("{}/{scope}", self.structure.handles[handle].handle)
        })
    }

    /// Returns what tells a message from others: sender and control id, or the whole text where these are missing.
    fn message_name(&self) -> String {
        let field = |number| self.segments.field(0, number);
        if field(10).is_empty() {
            let texts: Vec<&str> = self.segments.list.iter().map(|segment| segment.raw).collect();
            return texts.join("\r");
        }
        format!("{}\u{1f}{}\u{1f}{}", field(3), field(4), field(10))
    }

    fn entry(&mut self, number: ResourceId, message: &str, known: &mut HashSet<String>) -> Entry {
        let resource = &self.resources[number as usize];
        let (root, is_put, kind) = (resource.root, resource.is_put, self.compiled.model.get(resource.kind));
        let name = kind.name.as_str();
        let identity = self.identity(number, known);
        let Some(identity) = identity else {
            let ordinal = number.to_string();
            let full_url = uuid::urn(&[message, &self.name_in_message(number), &ordinal]);
            if kind.element("identifier").is_some() {
                self.find_in_resource(FindingKind::NoIdentity { resource: name.into() });
            }
            return Entry {
                resource: number,
                full_url,
                method: "POST",
                url: name.to_owned(),
                if_none_exist: None,
            };
        };
        known.insert(identity.full_url.clone());
        if identity.is_made {
            self.add_identifier(root, &identity.full_url);
        }
        let query = identity.query;
        Entry {
            resource: number,
            full_url: identity.full_url,
            method: if is_put { "PUT" } else { "POST" },
            url: if is_put {
                format!("{name}?{query}")
            } else {
                name.to_owned()
            },
            if_none_exist: (!is_put).then_some(query),
        }
    }

    /// Returns the best of what a resource can be known by and no other is known by already.
    fn identity(&self, number: ResourceId, known: &HashSet<String>) -> Option<Identity> {
        let resource = &self.resources[number as usize];
        let kind = self.compiled.model.get(resource.kind);
        self.known.identifiers[usize::from(resource.kind)]?;
        let is_free = |identity: &Identity| !known.contains(&identity.full_url);
        let made = |name: &str| {
            let full_url = uuid::urn(&[&kind.name, name]);
            Identity {
                query: format!("identifier={URI_SYSTEM}|{full_url}"),
                full_url,
                is_made: true,
            }
        };
        let by_key = || resource.key.as_deref().map(made).filter(is_free);
        let by_identifier = || {
            let all = self
                .identifiers(resource.root)
                .into_iter()
                .map(|(system, value)| Identity {
                    full_url: uuid::urn(&[&kind.name, &system, &value]),
                    query: identifier_query(&system, &value),
                    is_made: false,
                });
            all.into_iter().find(is_free)
        };
        // What an element refers to and has no identifier is known by its content.
        let by_content = || resource.content.as_deref().map(made).filter(is_free);
        if resource.is_key_last {
            by_identifier().or_else(by_key).or_else(by_content)
        } else {
            by_key().or_else(by_identifier).or_else(by_content)
        }
    }

    /// Returns system and value of the first identifier that has both.
    pub fn identifier(&self, root: NodeId) -> Option<(String, String)> {
        self.identifiers(root).into_iter().next()
    }

    /// Returns system and value of the first identifiers that have both.
    fn identifiers(&self, root: NodeId) -> Vec<(String, String)> {
        let Node::Object { kind, .. } = self.tree.get(root) else {
            return Vec::new();
        };
        let kind = usize::from(*kind);
        let elements = [self.known.identifiers[kind], self.known.master_identifiers[kind]];
        let nodes = elements
            .into_iter()
            .flatten()
            .filter_map(|element| self.tree.member(root, element));
        let identifiers = nodes.flat_map(|node| self.tree.items(node)).take(MAX_IDENTIFIERS);
        let both = identifiers.filter_map(|identifier| {
            let system = self.tree.member_text(identifier, self.known.identifier_system)?;
            let value = self.tree.member_text(identifier, self.known.identifier_value)?;
            Some((system.to_owned(), value.to_owned()))
        });
        both.collect()
    }

    /// Adds the identifier by which a server knows the resource again.
    fn add_identifier(&mut self, root: NodeId, value: &str) {
        let Node::Object { kind, .. } = self.tree.get(root) else {
            return;
        };
        let Some(element) = self.known.identifiers[usize::from(*kind)] else {
            return;
        };
        let list = match (
            self.compiled.model.element(*kind, element).is_list,
            self.tree.member(root, element),
        ) {
            (true, Some(list)) => Some(list),
            (true, None) => {
                let list = self.tree.add_list();
                self.tree.add_member(root, element, list);
                Some(list)
            }
            // The one identifier that the element takes is there already.
            (false, Some(_)) => return,
            (false, None) => None,
        };
        let identifier = self.tree.add_object(self.known.identifier);
        match list {
            Some(list) => self.tree.add_item(list, Key::default(), identifier),
            None => self.tree.add_member(root, element, identifier),
        }
        for (element, text) in [
            (self.known.identifier_system, URI_SYSTEM),
            (self.known.identifier_value, value),
        ] {
            let node = self.tree.add_value();
            self.tree.set(node, Scalar::Text(text.to_owned().into()));
            self.tree.add_member(identifier, element, node);
        }
    }
}

/// Writes the search for an identifier. What separates the parts of a token is marked (FHIR R4 §3.1.1.4.0.1); colons and
/// slashes of systems may stand in a query.
fn identifier_query(system: &str, value: &str) -> String {
    let mut query = String::with_capacity(system.len() + value.len() + 16);
    query.push_str("identifier=");
    for (n, text) in [system, value].into_iter().enumerate() {
        if n > 0 {
            query.push('|');
        }
        let marked = if text.contains(['\\', ',', '|', '$']) {
            marked(text)
        } else {
            Cow::Borrowed(text)
        };
        encode_into(&marked, "-._~:/", &mut query);
    }
    query
}

fn marked(text: &str) -> Cow<'_, str> {
    let mut marked = String::with_capacity(text.len() + 4);
    for character in text.chars() {
        if ['\\', ',', '|', '$'].contains(&character) {
            marked.push('\\');
        }
        marked.push(character);
    }
    Cow::Owned(marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_separates_tokens_is_marked() {
        assert_eq!(
            identifier_query("urn:oid:1.2", "A|1,2 Ä"),
            "identifier=urn:oid:1.2|A%5C%7C1%5C%2C2%20%C3%84"
        );
    }
}
