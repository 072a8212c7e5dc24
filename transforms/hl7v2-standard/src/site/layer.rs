//! A site's definitions, joined with those of one version.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde_saphyr::Spanned;

use super::{Addition, ElementEntry, SiteFile, TableEntry};
use crate::data::STRUCTURES;
use crate::definition::{DataTypeDefinition, SegmentDefinition};
use crate::element::{ElementDefinition, Optionality};
use crate::outline::{self, Content, Item};
use crate::standard::read_outline;
use crate::structure::Structure;
use crate::table::{Code, Table, TableKind};
use crate::{Standard, Version};

/// What a site defines, complete for one version.
#[derive(Debug)]
pub(crate) struct Layer {
    pub segments: BTreeMap<String, SegmentDefinition>,
    pub data_types: BTreeMap<String, DataTypeDefinition>,
    pub tables: BTreeMap<String, Table>,
    pub structures: BTreeMap<String, Arc<Structure>>,
    events: BTreeMap<String, String>,
}

impl Layer {
    pub(super) fn new(file: &SiteFile, standard: &'static Standard) -> Layer {
        let segments = file.segments.iter().map(|(id, entry)| {
            let base = standard.segment(id);
            let fields = elements(base.map(SegmentDefinition::fields), &entry.value.fields);
            let segment = SegmentDefinition {
                id: id.clone().into(),
                name: name(&entry.value.name, base.map(SegmentDefinition::name)),
                fields,
            };
            (id.clone(), segment)
        });
        let data_types = file.data_types.iter().map(|(id, entry)| {
            let base = standard.data_type(id);
            let components = elements(base.map(DataTypeDefinition::components), &entry.value.components);
            let data_type = DataTypeDefinition {
                id: id.clone().into(),
                name: name(&entry.value.name, base.map(DataTypeDefinition::name)),
                components,
            };
            (id.clone(), data_type)
        });
        let tables = file.tables.iter();
        let events = file
            .events
            .iter()
            .map(|(event, structure)| (event.clone(), structure.value.clone()));
        Layer {
            segments: segments.collect(),
            data_types: data_types.collect(),
            tables: tables
                .map(|(id, entry)| (id.clone(), table(id, &entry.value, standard.table(id))))
                .collect(),
            structures: structures(file, standard.version()),
            events: events.collect(),
        }
    }

    pub fn structure_of_event(&self, message_type: &str, event: &str) -> Option<&str> {
        self.events.get(&format!("{message_type}^{event}")).map(String::as_str)
    }
}

fn name(own: &Option<String>, base: Option<&str>) -> Cow<'static, str> {
    own.as_deref().or(base).unwrap_or_default().to_owned().into()
}

fn elements(base: Option<&[ElementDefinition]>, own: &BTreeMap<u16, Spanned<ElementEntry>>) -> Vec<ElementDefinition> {
    let mut elements: BTreeMap<u16, ElementDefinition> = base
        .unwrap_or_default()
        .iter()
        .map(|element| (element.number, element.clone()))
        .collect();
    for (&number, entry) in own {
        let element = element(number, &entry.value, elements.get(&number));
        elements.insert(number, element);
    }
    elements.into_values().collect()
}

fn element(number: u16, own: &ElementEntry, base: Option<&ElementDefinition>) -> ElementDefinition {
    ElementDefinition {
        number,
        name: name(&own.name, base.map(ElementDefinition::name)),
        // A field that this version does not have yet, and of which the site says but a part, is text.
        data_type: match own.data_type.clone() {
            Some(data_type) => data_type.into(),
            None => base.map_or(Cow::Borrowed("ST"), |base| base.data_type.clone()),
        },
        optionality: match own.required {
            Some(true) => Optionality::Required,
            Some(false) => Optionality::Optional,
            None => base.map_or(Optionality::Optional, |base| base.optionality),
        },
        max_repetitions: match own.repeats {
            Some(true) => None,
            Some(false) => Some(1),
            None => base.map_or(Some(1), |base| base.max_repetitions),
        },
        length: own.length.or(base.and_then(|base| base.length)),
        table: match own.table.clone() {
            Some(table) => Some(table.into()),
            None => base.and_then(|base| base.table.clone()),
        },
    }
}

fn table(id: &str, own: &TableEntry, base: Option<&Table>) -> Table {
    let mut codes: Vec<Code> = base.map(|base| base.codes.clone()).unwrap_or_default();
    codes.retain(|code| !own.codes.contains_key(&*code.code));
    codes.extend(own.codes.iter().map(|(code, meaning)| Code {
        code: code.clone().into(),
        meaning: meaning.clone().into(),
        is_in_version: true,
    }));
    let (kind, is_open) = match (own.closed, base) {
        (Some(true), _) => (TableKind::Hl7, false),
        (Some(false), _) => (TableKind::User, true),
        (None, Some(base)) => (base.kind, base.is_open),
        (None, None) => (TableKind::User, false),
    };
    let mut table = Table::new(
        id.to_owned().into(),
        name(&own.name, base.map(Table::name)),
        kind,
        is_open,
        codes,
    );
    table.is_closed = own.closed == Some(true);
    table
}

fn structures(file: &SiteFile, version: Version) -> BTreeMap<String, Arc<Structure>> {
    let mut outlines: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for (name, outline) in &file.structures {
        if let Ok(items) = outline::parse(&outline.value) {
            outlines.insert(name.clone(), items);
        }
    }
    for entry in &file.additions {
        let addition = &entry.value;
        let Ok(added) = outline::parse(&addition.add) else {
            continue;
        };
        for name in STRUCTURES.keys().filter(|name| addition.is_for(name)) {
            if outlines.contains_key(name) {
                continue;
            }
            let items = STRUCTURES.block(name).and_then(|block| read_outline(block, version));
            let items = items.filter(|items| insert(&mut items.clone(), addition, &added));
            outlines.extend(items.map(|items| (name.to_owned(), items)));
        }
        for (_, items) in outlines.iter_mut().filter(|(name, _)| addition.is_for(name)) {
            insert(items, addition, &added);
        }
    }
    let laid_out = outlines.into_iter().map(|(name, items)| {
        let structure = Structure::new(name.clone().into(), &items);
        (name, Arc::new(structure))
    });
    laid_out.collect()
}

/// Puts items after the first segment or group with the name `addition.after`; returns whether there is one, and whether
/// the structure has room for them.
pub(super) fn insert(items: &mut Vec<Item>, addition: &Addition, added: &[Item]) -> bool {
    let has_room = outline::count(items) + outline::count(added) <= outline::MAX_ITEMS;
    let max_depth = outline::MAX_DEPTH.saturating_sub(outline::depth(added));
    has_room
        && insert_within(
            items,
            addition,
            added,
            Level {
                is_right_group: addition.group.is_none(),
                n_deeper: max_depth,
            },
        )
}

#[derive(Clone, Copy)]
struct Level {
    is_right_group: bool,
    /// How many levels further down the items may go.
    n_deeper: usize,
}

/// Goes no deeper than [`outline::MAX_DEPTH`].
fn insert_within(items: &mut Vec<Item>, addition: &Addition, added: &[Item], level: Level) -> bool {
    let place = items.iter().position(|item| item.name == addition.after);
    if let Some(place) = place.filter(|_| level.is_right_group) {
        items.splice(place + 1..place + 1, added.iter().cloned());
        return true;
    }
    let Some(n_deeper) = level.n_deeper.checked_sub(1) else {
        return false;
    };
    items.iter_mut().any(|item| match &mut item.content {
        Content::Sequence(parts) => {
            let is_right_group = level.is_right_group || addition.group.as_deref() == Some(&*item.name);
            insert_within(
                parts,
                addition,
                added,
                Level {
                    is_right_group,
                    n_deeper,
                },
            )
        }
        Content::Choice(_) | Content::Segment => false,
    })
}
