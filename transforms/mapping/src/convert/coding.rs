//! Codes: looked up in tables, kept with the system that they are of when no table has them.

use std::borrow::Cow;

use super::apply::Base;
use super::segments::Slot;
use super::state::{Here, State};
use super::tree::{Key, Node, NodeId, Scalar};
use crate::compile::Path;
use crate::report::FindingKind;
use crate::table::CodeTable;
use crate::table::target::EXTENSIONS;

/// Label of instances that no row of a table names.
const OWN_LABEL: u16 = u16::MAX;

/// The parts of a coding that were sent.
struct Sent<'m> {
    code: Cow<'m, str>,
    display: Option<Cow<'m, str>>,
    /// The system's name.
    system: Option<Cow<'m, str>>,
    version: Option<Cow<'m, str>>,
    /// Whether it is the first of its field, which the table of codes is for.
    is_first: bool,
}

impl<'m> State<'m> {
    /// Writes a coding from the parts of a value.
    pub fn write_coding(
        &mut self,
        base: &Base<'_>,
        path: &'m Path,
        here: &Here<'m>,
        slot: Slot<'m>,
        parts: [u16; 4],
        codes: Option<usize>,
    ) {
        let slots = parts.map(|number| {
            let part = (number > 0).then(|| self.segments.part(slot, number)).flatten()?;
            self.is_valued(part).then_some(part)
        });
        let [code, display, system, version] = slots.map(|part| part.map(|part| self.value(part)));
        let Some(code) = code else {
            if let (Some(text), Some(slot)) = (display, slots[1])
                && self.write_text(base, path, here, text)
            {
                self.use_slot(slot);
            }
            return;
        };
        let sent = Sent {
            code,
            display,
            system,
            version,
            is_first: parts[0] == 1,
        };
        let Some(target) = self.walk(base, path, here) else {
            return;
        };
        self.touch(true);
        let is_display_kept = self.write_sent(base, target.node, here, sent, codes);
        for (number, slot) in slots.into_iter().enumerate() {
            if let Some(slot) = slot.filter(|_| number != 1 || is_display_kept) {
                self.use_slot(slot);
            }
        }
    }

    /// Writes a coding; tells whether the display that was sent is in it or beside it.
    fn write_sent(
        &mut self,
        base: &Base<'_>,
        node: NodeId,
        here: &Here<'m>,
        sent: Sent<'m>,
        codes: Option<usize>,
    ) -> bool {
        let compiled = self.compiled;
        let table = codes.map(|number| &compiled.codes[number]);
        let url = sent.system.as_ref().and_then(|name| self.code_system(name));
        let is_of_table = |table: &CodeTable| url.is_none() || url.as_deref() == table.from.as_deref();
        if let Some(table) = table.filter(|table| is_of_table(table)) {
            if let Some(found) = table.codes.get(sent.code.as_ref()) {
                let own = found.display.as_deref().map(Cow::Borrowed);
                let parts = [
                    found.system.as_deref().map(Cow::Borrowed),
                    Some(Cow::Borrowed(found.code.as_str())),
                    own.clone().or_else(|| sent.display.clone()),
                ];
                self.set_coding(node, parts, sent.version);
                let differs = own.is_some() && sent.display.is_some() && own != sent.display;
                return match sent.display {
                    Some(display) if differs => self.set_concept_text(base.node, display),
                    _ => true,
                };
            }
            if sent.is_first && !table.codes.is_empty() {
                let name = self.table_name(codes);
                let place = self.place(here);
                self.find(place, FindingKind::NoCode { table: name });
            }
        }
        let system = url.or_else(|| table.and_then(|table| table.from.as_deref()).map(Cow::Borrowed));
        self.set_coding(node, [system, Some(sent.code), sent.display], sent.version);
        true
    }

    /// Returns the name of a table of codes.
    pub fn table_name(&self, codes: Option<usize>) -> Box<str> {
        let name = codes.and_then(|number| self.compiled.code_names.get(number));
        name.map_or("", String::as_str).into()
    }

    /// Writes a display without a code as the text of the concept.
    fn write_text(&mut self, base: &Base<'_>, path: &'m Path, here: &Here<'m>, text: Cow<'m, str>) -> bool {
        if self.is_concept(base.node) {
            let is_set = self.set_concept_text(base.node, text);
            self.touch(is_set);
            return is_set;
        }
        let Some(target) = self.walk(base, path, here) else {
            return false;
        };
        self.set_coding(target.node, [None, None, Some(text)], None);
        self.touch(true);
        true
    }

    fn is_concept(&self, node: NodeId) -> bool {
        matches!(self.tree.get(node), Node::Object { kind, .. } if *kind == self.known.concept)
    }

    /// Sets the text of a concept that has none; tells whether it is there.
    fn set_concept_text(&mut self, concept: NodeId, text: Cow<'m, str>) -> bool {
        if !self.is_concept(concept) {
            return false;
        }
        let element = self.known.concept_text;
        if let Some(known) = self.tree.member_text(concept, element) {
            return known == text;
        }
        self.add_text(concept, element, text);
        true
    }

    fn add_text(&mut self, node: NodeId, element: u16, text: Cow<'m, str>) {
        if self.tree.member(node, element).is_none() {
            let value = self.tree.add_value();
            self.tree.set(value, Scalar::Text(text));
            self.tree.add_member(node, element, value);
        }
    }

    /// Fills a coding; in a concept, a new one.
    pub fn set_coding(&mut self, node: NodeId, parts: [Option<Cow<'m, str>>; 3], version: Option<Cow<'m, str>>) {
        let coding = if self.is_concept(node) {
            self.add_coding(node)
        } else {
            node
        };
        let known = self.known;
        let [system, code, display] = parts;
        let parts = [
            (known.coding_system, system),
            (known.coding_version, version),
            (known.coding_code, code),
            (known.coding_display, display),
        ];
        for (element, part) in parts {
            if let Some(part) = part {
                self.add_text(coding, element, part);
            }
        }
    }

    /// Adds an empty coding to a concept.
    fn add_coding(&mut self, concept: NodeId) -> NodeId {
        let element = self.known.concept_coding;
        let list = match self.tree.member(concept, element) {
            Some(list) => list,
            None => {
                let list = self.tree.add_list();
                self.tree.add_member(concept, element, list);
                list
            }
        };
        let coding = self.tree.add_object(self.known.coding);
        let key = Key {
            scope: self.scope,
            label: OWN_LABEL,
            ..Key::default()
        };
        self.tree.add_item(list, key, coding);
        coding
    }

    /// Keeps a code that its table does not have beside an element that takes only FHIR's own codes, as an alternate code;
    /// tells whether it was kept.
    pub fn keep_code(
        &mut self,
        base: &Base<'_>,
        path: &'m Path,
        here: &Here<'m>,
        code: Cow<'m, str>,
        table: usize,
    ) -> bool {
        let place = self.place(here);
        let name = self.table_name(Some(table));
        self.find(place, FindingKind::NoCode { table: name });
        let Some(system) = self.compiled.codes[table].from.as_deref() else {
            return false;
        };
        let Some(target) = self.walk(base, path, here) else {
            return false;
        };
        let concept = self.add_extension_concept(target.node, "alternate-codes");
        self.set_coding(concept, [Some(Cow::Borrowed(system)), Some(code), None], None);
        self.touch(true);
        true
    }

    /// Adds an extension with an empty concept to a value, and returns the concept.
    fn add_extension_concept(&mut self, value: NodeId, name: &str) -> NodeId {
        let extension = self.add_extension(value, name);
        let concept = self.tree.add_object(self.known.concept);
        self.tree.add_member(extension, self.known.extension_concept, concept);
        concept
    }

    /// Adds an extension of HL7's to a value or an object, and returns it.
    pub fn add_extension(&mut self, node: NodeId, name: &str) -> NodeId {
        let known = self.known;
        let element = match self.tree.get(node) {
            Node::Object { kind, .. } => self.compiled.model.get(*kind).element("extension").unwrap_or_default(),
            _ => 0,
        };
        let list = match self.tree.get(node) {
            Node::Value { extension, .. } => *extension,
            _ => self.tree.member(node, element),
        };
        let list = list.unwrap_or_else(|| {
            let list = self.tree.add_list();
            match self.tree.get_mut(node) {
                Node::Value { extension, .. } => *extension = Some(list),
                _ => self.tree.add_member(node, element, list),
            }
            list
        });
        let extension = self.tree.add_object(known.extension);
        let key = Key {
            scope: self.scope,
            label: OWN_LABEL,
            ..Key::default()
        };
        self.tree.add_item(list, key, extension);
        self.add_text(
            extension,
            known.extension_url,
            Cow::Owned(format!("{EXTENSIONS}{name}")),
        );
        extension
    }
}
