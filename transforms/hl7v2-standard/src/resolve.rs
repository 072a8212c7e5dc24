//! Which structure a message has (HL7 v2.5.1 §2.16.1 and table 0354).

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use nilecare_hl7v2::Message;

use crate::data::EVENTS;
use crate::structure::Structure;
use crate::{Standard, Version};

/// How the structure of a message was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StructureSource {
    /// MSH-9.3 names it.
    Declared,
    /// MSH-9.3 is empty; the message type and the trigger event have it.
    Event,
    /// MSH-9.3 names a structure that the version does not have (`ADT_A04` where the standard says `ADT_A01`); the
    /// message type and the trigger event have this one.
    EventInstead,
    /// The version has none, but this one has.
    OtherVersion(Version),
}

/// The structure of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedStructure {
    /// The structure.
    pub structure: Arc<Structure>,
    /// How it was found.
    pub source: StructureSource,
}

/// The structures of a message type and trigger event, the first that a version has is meant. An empty event stands
/// for all others of the type.
static BY_EVENT: LazyLock<HashMap<(&str, &str), &str>> = LazyLock::new(|| {
    let rows = EVENTS.lines().map(|line| {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        ((column(), column()), column())
    });
    rows.collect()
});

impl Standard {
    /// Returns the structure of a message: the one that MSH-9.3 names, else the one of the message type and trigger
    /// event, else the one that the nearest version has, an older one first. `None` when no version knows any.
    pub fn structure_of(&self, message: &Message) -> Option<ResolvedStructure> {
        let header = message.header();
        let declared = header.structure().unwrap_or_default();
        let message_type = header.message_type().unwrap_or_default();
        let event = header.trigger_event().unwrap_or_default();
        if let Some(structure) = self.structure(&declared) {
            return Some(resolved(structure, StructureSource::Declared));
        }
        if let Some(structure) = self.structure_of_event(&message_type, &event) {
            let source = match declared.is_empty() {
                true => StructureSource::Event,
                false => StructureSource::EventInstead,
            };
            return Some(resolved(structure, source));
        }
        self.other_versions().find_map(|other| {
            let structure = other.structure(&declared);
            let structure = structure.or_else(|| other.structure_of_event(&message_type, &event))?;
            Some(resolved(structure, StructureSource::OtherVersion(other.version())))
        })
    }

    /// Returns the structure of a message type and trigger event in this version: `ADT` and `A04` have `ADT_A01`.
    pub fn structure_of_event(&self, message_type: &str, event: &str) -> Option<&Arc<Structure>> {
        let of_site = self
            .site()
            .and_then(|site| site.structure_of_event(message_type, event));
        if let Some(structure) = of_site.and_then(|name| self.structure(name)) {
            return Some(structure);
        }
        let by_table = || self.first_structure(message_type, event);
        let of_same_name = || self.structure(&format!("{message_type}_{event}"));
        // Table 0354 came with v2.3.1; before it, most events had structures of their own.
        let found = if self.version() >= Version::V2_3_1 {
            by_table().or_else(of_same_name)
        } else {
            of_same_name().or_else(by_table)
        };
        found.or_else(|| self.first_structure(message_type, ""))
    }

    fn first_structure(&self, message_type: &str, event: &str) -> Option<&Arc<Structure>> {
        let names = BY_EVENT.get(&(message_type, event))?;
        names.split(' ').find_map(|name| self.structure(name))
    }

    /// Iterates over the older versions, newest first, and then the newer ones.
    fn other_versions(&self) -> impl Iterator<Item = &'static Standard> {
        let position = self.version() as usize;
        let older = Version::ALL[..position].iter().rev();
        let newer = Version::ALL[position + 1..].iter();
        older.chain(newer).map(|&version| Standard::of(version))
    }
}

fn resolved(structure: &Arc<Structure>, source: StructureSource) -> ResolvedStructure {
    ResolvedStructure {
        structure: Arc::clone(structure),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn structure(message_type: &str, version: &str) -> Option<(String, StructureSource)> {
        let text = format!("MSH|^~\\&|LAB|N|HUB|N|20240305||{message_type}|1|P|{version}\r");
        let message = Message::parse(text.as_str()).expect("it is a message");
        let resolved = Standard::for_message(&message).structure_of(&message)?;
        Some((resolved.structure.name().to_owned(), resolved.source))
    }

    #[test]
    fn structures_are_found() {
        use StructureSource::{Declared, Event, EventInstead, OtherVersion};
        for (message_type, version, name, source) in [
            ("ADT^A01^ADT_A01", "2.5.1", "ADT_A01", Declared),
            ("ADT^A04", "2.5.1", "ADT_A01", Event),
            ("ADT^A04^ADT_A04", "2.5.1", "ADT_A01", EventInstead),
            ("ADT^A28", "2.4", "ADT_A05", Event),
            ("ADT^A40", "2.3.1", "ADT_A39", Event),
            ("SIU^S15", "2.3.1", "SIU_S12", Event),
            ("ORU^R01", "2.1", "ORU_R01", Event),
            ("ORU", "2.3", "ORU_R01", Event),
            ("ACK^A01", "2.2", "ACK", Event),
            ("ACK", "2.5.1", "ACK", Event),
            ("ORM^O01", "2.8", "ORM_O01", OtherVersion(Version::V2_6)),
            ("OML^O21^OML_O21", "2.3.1", "OML_O21", OtherVersion(Version::V2_4)),
        ] {
            assert_eq!(
                structure(message_type, version),
                Some((name.to_owned(), source)),
                "{message_type} {version}"
            );
        }
        assert_eq!(structure("ZZZ^Z01", "2.5.1"), None);
        assert_eq!(structure("", "2.5.1"), None);
    }
}
