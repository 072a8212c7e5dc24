//! Paths through resources.

use std::collections::HashMap;

use super::json::{Json, JsonId, Node};
use crate::table::fill::{Filter, ReadPath, ReadStep};

/// The resources of a bundle, or one alone.
pub struct Resources<'j> {
    pub json: &'j Json,
    /// In order, each with its type.
    pub list: Vec<(JsonId, &'j str)>,
    /// The patient that the message is about.
    patient: Option<JsonId>,
    /// By full URL, and by type and id.
    by_reference: HashMap<String, JsonId>,
}

/// Where a path begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// All resources, by type.
    Bundle,
    /// A resource or an element.
    At(JsonId),
}

impl<'j> Resources<'j> {
    /// Finds the resources; `None` when there is none.
    pub fn of(json: &'j Json) -> Option<Resources<'j>> {
        let mut resources = Resources {
            json,
            list: Vec::new(),
            patient: None,
            by_reference: HashMap::new(),
        };
        let kind = json.member_text(0, "resourceType")?;
        if kind != "Bundle" {
            resources.add(0, None);
            return Some(resources);
        }
        for entry in json
            .member(0, "entry")
            .map(|entries| json.items(entries))
            .unwrap_or_default()
        {
            if let Some(resource) = json.member(entry, "resource") {
                resources.add(resource, json.member_text(entry, "fullUrl"));
            }
        }
        resources.patient = resources
            .list
            .iter()
            .find(|(_, kind)| *kind == "Patient")
            .map(|(id, _)| *id);
        Some(resources)
    }

    fn add(&mut self, resource: JsonId, full_url: Option<&str>) {
        let Some(kind) = self.json.member_text(resource, "resourceType") else {
            return;
        };
        self.list.push((resource, kind));
        if let Some(id) = self.json.member_text(resource, "id") {
            self.by_reference.insert(format!("{kind}/{id}"), resource);
        }
        if let Some(url) = full_url {
            self.by_reference.insert(url.to_owned(), resource);
        }
        for contained in self
            .json
            .member(resource, "contained")
            .map(|list| self.json.items(list))
            .unwrap_or_default()
        {
            if let Some(id) = self.json.member_text(contained, "id") {
                self.by_reference.insert(format!("#{id}"), contained);
            }
        }
    }

    /// Returns the resource that a reference refers to.
    pub fn followed(&self, reference: JsonId) -> Option<JsonId> {
        let text = self.json.member_text(reference, "reference")?;
        let known = self.by_reference.get(text);
        // An absolute URL may end with the type and the id.
        known.copied().or_else(|| {
            let (rest, id) = text.rsplit_once('/')?;
            let kind = rest.rsplit('/').next()?;
            self.by_reference.get(&format!("{kind}/{id}")).copied()
        })
    }

    /// Returns the type of a resource.
    pub fn kind(&self, resource: JsonId) -> Option<&'j str> {
        self.json.member_text(resource, "resourceType")
    }

    /// Returns what stands at a path, and the references that were followed to get there.
    pub fn read(&self, start: Start, path: &ReadPath) -> (Vec<JsonId>, Vec<JsonId>) {
        let mut followed = Vec::new();
        let mut at: Vec<JsonId> = Vec::new();
        let mut steps = path.steps.as_slice();
        match start {
            Start::At(id) => at.push(id),
            Start::Bundle => {
                let Some((first, rest)) = steps.split_first() else {
                    return (at, followed);
                };
                let of_type = self
                    .list
                    .iter()
                    .filter(|(_, kind)| *kind == first.name)
                    .map(|(id, _)| *id);
                at.extend(of_type.filter(|id| !self.is_of_other_patient(*id)));
                at = self.filtered(at, &first.filter);
                steps = rest;
            }
        }
        for step in steps {
            let mut next = Vec::new();
            for id in at {
                if let Some(member) = self.json.member(id, &step.name) {
                    next.extend(self.step(member, step));
                }
            }
            if step.is_followed {
                followed.extend(
                    next.iter()
                        .filter_map(|reference| self.json.member(*reference, "reference")),
                );
                let resources = next
                    .into_iter()
                    .filter_map(|reference| self.followed(reference))
                    .collect();
                next = self.filtered(resources, &step.resources);
            }
            at = next;
        }
        at.retain(|id| !matches!(self.json.get(*id), Node::Null));
        (at, followed)
    }

    /// Tells whether a resource says that it is about another patient than the message.
    fn is_of_other_patient(&self, resource: JsonId) -> bool {
        let references = ["subject", "patient", "beneficiary"]
            .into_iter()
            .filter_map(|name| self.json.member(resource, name));
        let patient = references
            .flat_map(|member| self.json.items(member))
            .find_map(|reference| self.followed(reference));
        self.patient.is_some() && patient.is_some() && patient != self.patient
    }

    fn step(&self, member: JsonId, step: &ReadStep) -> Vec<JsonId> {
        let mut items = self.json.items(member);
        if let Some(url) = &step.url {
            items.retain(|item| self.json.member_text(*item, "url") == Some(url));
        }
        self.filtered(items, &step.filter)
    }

    fn filtered(&self, items: Vec<JsonId>, filter: &Filter) -> Vec<JsonId> {
        match filter {
            Filter::All => items,
            Filter::Number(number) => items.into_iter().skip(number - 1).take(1).collect(),
            Filter::Value {
                elements,
                value,
                is_negated,
            } => items
                .into_iter()
                .filter(|item| self.has(*item, elements, value) != *is_negated)
                .collect(),
        }
    }

    fn has(&self, id: JsonId, elements: &[String], value: &str) -> bool {
        match elements.split_first() {
            None => self
                .json
                .items(id)
                .iter()
                .any(|item| self.json.text(*item) == Some(value)),
            Some((first, rest)) => self
                .json
                .items(id)
                .into_iter()
                .filter_map(|item| self.json.member(item, first))
                .any(|member| self.has(member, rest, value)),
        }
    }
}
