//! What is wrong with a site's definitions, told with lines.

use serde_saphyr::Spanned;

use super::layer::insert;
use super::{Addition, ElementEntry, SiteFile, SiteProblem};
use crate::data::{STRUCTURES, TABLES};
use crate::definition::DataTypeDefinition;
use crate::outline::{self, Content, Item};
use crate::standard::read_outline;
use crate::{Standard, Version};

/// Fields and components are numbered up to here, as in paths.
const MAX_NUMBER: u16 = 9_999;
/// All additions together leave room for any structure of the standard.
const MAX_ADDED: usize = outline::MAX_ITEMS / 2;

pub(super) fn problems(file: &SiteFile) -> Vec<SiteProblem> {
    let mut check = Check {
        file,
        problems: Vec::new(),
    };
    check.segments();
    check.data_types();
    check.tables();
    check.structures();
    check.additions();
    check.events();
    check.problems.sort_by_key(|problem| problem.line);
    check.problems
}

struct Check<'a> {
    file: &'a SiteFile,
    problems: Vec<SiteProblem>,
}

impl Check<'_> {
    fn segments(&mut self) {
        for (id, entry) in &self.file.segments {
            let is_id = matches!(id.as_bytes(), [a, b, c] if a.is_ascii_uppercase() && [b, c].iter().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()));
            if !is_id {
                self.add(
                    entry,
                    format!("segment {id}: its id must be a capital followed by two capitals or digits"),
                );
            }
            let is_standard = any_version(|standard| standard.segment(id).is_some());
            if !is_standard && entry.value.name.is_none() {
                self.add(
                    entry,
                    format!("segment {id}: give its name; only segments of the standard have one already"),
                );
            }
            for (&number, field) in &entry.value.fields {
                let is_standard = any_version(|standard| {
                    standard
                        .segment(id)
                        .is_some_and(|segment| segment.field(number.into()).is_some())
                });
                self.element(&format!("{id}-{number}"), number, field, is_standard);
            }
        }
    }

    fn data_types(&mut self) {
        for (id, entry) in &self.file.data_types {
            let is_standard = any_version(|standard| standard.data_type(id).is_some());
            if !is_standard && entry.value.name.is_none() {
                self.add(
                    entry,
                    format!("data type {id}: give its name; only data types of the standard have one already"),
                );
            }
            if !entry.value.components.is_empty() && form_is_fixed(id) {
                self.add(
                    entry,
                    format!("data type {id}: it is simple and cannot have components"),
                );
            }
            for (&number, component) in &entry.value.components {
                let is_standard = any_version(|standard| {
                    standard
                        .data_type(id)
                        .is_some_and(|data_type| data_type.component(number.into()).is_some())
                });
                self.element(&format!("{id}.{number}"), number, component, is_standard);
            }
        }
    }

    fn element(&mut self, place: &str, number: u16, entry: &Spanned<ElementEntry>, is_standard: bool) {
        let element = &entry.value;
        if number == 0 || number > MAX_NUMBER {
            self.add(entry, format!("{place}: numbers are from 1 to {MAX_NUMBER}"));
        }
        if !is_standard && (element.name.is_none() || element.data_type.is_none()) {
            self.add(
                entry,
                format!("{place}: give name and type; the standard does not have it"),
            );
        }
        if let Some(data_type) = &element.data_type {
            let is_known = self.file.data_types.contains_key(data_type)
                || any_version(|standard| standard.data_type(data_type).is_some());
            if !is_known {
                self.add(
                    entry,
                    format!("{place}: no version has a data type {data_type}; define it under data_types"),
                );
            }
        }
        if let Some(table) = &element.table {
            let is_known = self.file.tables.contains_key(table) || TABLES.block(table).is_some();
            if !is_known {
                self.add(
                    entry,
                    format!("{place}: no version has a table {table}; define it under tables"),
                );
            }
        }
        if element.length == Some(0) {
            self.add(entry, format!("{place}: a length must be at least 1"));
        }
    }

    fn tables(&mut self) {
        for (id, entry) in &self.file.tables {
            if entry.value.name.is_none() && TABLES.block(id).is_none() {
                self.add(
                    entry,
                    format!("table {id}: give its name; only tables of the standard have one already"),
                );
            }
            if entry.value.codes.keys().any(String::is_empty) {
                self.add(entry, format!("table {id}: a code is empty"));
            }
        }
    }

    fn structures(&mut self) {
        for (name, entry) in &self.file.structures {
            match outline::parse(&entry.value) {
                Ok(items) => {
                    if items[0].name != "MSH" {
                        self.add(entry, format!("structure {name}: it must start with MSH"));
                    }
                    self.known_segments(entry, &format!("structure {name}"), &items);
                }
                Err(error) => self.add(entry, format!("structure {name}: {error}")),
            }
        }
    }

    fn additions(&mut self) {
        let outlines = self
            .file
            .additions
            .iter()
            .filter_map(|entry| outline::parse(&entry.value.add).ok());
        let n_items: usize = outlines.map(|items| outline::count(&items)).sum();
        if let Some(first) = self.file.additions.first().filter(|_| n_items > MAX_ADDED) {
            self.add(
                first,
                format!("all additions together have more than {MAX_ADDED} segments and groups"),
            );
        }
        for entry in &self.file.additions {
            let addition = &entry.value;
            let place = format!("addition to {}", addition.structure);
            match outline::parse(&addition.add) {
                Ok(items) => {
                    self.known_segments(entry, &place, &items);
                    if !self.has_place(addition, &items) {
                        let within = addition
                            .group
                            .as_deref()
                            .map(|group| format!(" in {group}"))
                            .unwrap_or_default();
                        self.add(
                            entry,
                            format!(
                                "{place}: no such structure, or none of them has {}{within}",
                                addition.after
                            ),
                        );
                    }
                }
                Err(error) => self.add(entry, format!("{place}: {error}")),
            }
        }
    }

    fn has_place(&self, addition: &Addition, added: &[Item]) -> bool {
        let mut of_site = self.file.structures.iter().filter(|(name, _)| addition.is_for(name));
        let fits = |items: Option<Vec<Item>>| items.is_some_and(|mut items| insert(&mut items, addition, added));
        let mut shipped = STRUCTURES.keys().filter(|name| addition.is_for(name));
        of_site.any(|(_, outline)| fits(outline::parse(&outline.value).ok()))
            || shipped.any(|name| {
                let block = STRUCTURES.block(name);
                Version::ALL
                    .into_iter()
                    .any(|version| fits(block.and_then(|block| read_outline(block, version))))
            })
    }

    fn known_segments<T>(&mut self, entry: &Spanned<T>, place: &str, items: &[Item]) {
        let mut open: Vec<&Item> = items.iter().collect();
        while let Some(item) = open.pop() {
            match &item.content {
                Content::Sequence(items) | Content::Choice(items) => open.extend(items),
                Content::Segment => {
                    let id = &*item.name;
                    let is_known = id == "ANY"
                        || self.file.segments.contains_key(id)
                        || any_version(|standard| standard.segment(id).is_some());
                    if !is_known {
                        self.add(
                            entry,
                            format!("{place}: no version has a segment {id}; define it under segments"),
                        );
                    }
                }
            }
        }
    }

    fn events(&mut self) {
        for (event, entry) in &self.file.events {
            let is_pair = event.split_once('^').is_some_and(|(message_type, event)| {
                [message_type, event]
                    .iter()
                    .all(|part| part.len() == 3 && !part.contains('^'))
            });
            if !is_pair {
                self.add(
                    entry,
                    format!("event {event}: write message type and trigger event as ADT^Z01"),
                );
            }
            let structure = &entry.value;
            if !self.file.structures.contains_key(structure) && STRUCTURES.block(structure).is_none() {
                self.add(
                    entry,
                    format!("event {event}: no version has a structure {structure}; define it under structures"),
                );
            }
        }
    }

    fn add<T>(&mut self, entry: &Spanned<T>, text: String) {
        let line = entry.referenced.line();
        self.problems.push(SiteProblem {
            line: (line > 0).then_some(line),
            text,
        });
    }
}

/// Tells whether the standard fixes the form of a data type.
fn form_is_fixed(id: &str) -> bool {
    Standard::of(Version::USUAL)
        .data_type(id)
        .is_some_and(DataTypeDefinition::is_simple)
}

fn any_version(holds: impl Fn(&'static Standard) -> bool) -> bool {
    Version::ALL
        .into_iter()
        .rev()
        .any(|version| holds(Standard::of(version)))
}
