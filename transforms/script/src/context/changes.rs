//! What changed between two moments of a message.

use std::collections::{BTreeMap, HashMap};

use nilecare_hl7v2::{Message, SegmentKey};
use rhai::{Dynamic, Map};
use serde_json::Value as Json;

use super::trace::{FieldChange, MapChange};
use super::{MapName, ScriptContext};
use crate::value::{Secrets, shown, write_text};
use crate::{Environment, SharedMap};

/// The most changes of one event.
const CHANGES: usize = 200;
/// The longest value of a change, in bytes; a longer one is cut.
const VALUE_BYTES: usize = 1_000;

/// The message and the maps at one moment.
pub(super) struct Snapshot {
    message: Content,
    maps: Vec<(MapName, BTreeMap<String, String>)>,
}

enum Content {
    Hl7(Message),
    Json(Json),
}

impl ScriptContext {
    pub(super) fn snapshot(&self, environment: &Environment) -> Snapshot {
        let message = match (self.hl7(), self.scope.get("msg")) {
            (Some(hl7), _) => Content::Hl7(hl7.message()),
            (None, Some(_)) if self.part().is_some() => {
                Content::Json(self.part().map_or(Json::Null, |part| part.message().to_json()))
            }
            (None, Some(msg)) => Content::Json(shown(msg)),
            (None, None) => Content::Json(Json::Null),
        };
        let maps = MapName::ALL.map(|map| (map, self.entries_as_text(map, environment)));
        Snapshot {
            message,
            maps: maps.into(),
        }
    }

    fn entries_as_text(&self, map: MapName, environment: &Environment) -> BTreeMap<String, String> {
        let entries = match map {
            MapName::Global => environment.global_map.snapshot(),
            MapName::GlobalChannel => {
                let shared = self.scope.get_value::<SharedMap>("global_channel_map");
                shared.map(|shared| shared.snapshot()).unwrap_or_default()
            }
            MapName::Channel | MapName::Connector | MapName::Response => {
                let entries = self
                    .scope
                    .get(map.variable())
                    .and_then(|value| value.read_lock::<Map>());
                let entries = entries.map(|entries| entries.clone()).unwrap_or_default();
                entries
                    .into_iter()
                    .map(|(key, value)| (key.to_string(), value))
                    .collect()
            }
        };
        entries.into_iter().map(|(key, value)| (key, text(&value))).collect()
    }
}

fn text(value: &Dynamic) -> String {
    let mut text = String::new();
    write_text(value, Secrets::Hidden, &mut text);
    text
}

fn cut(text: &str) -> String {
    if text.len() <= VALUE_BYTES {
        return text.to_owned();
    }
    let mut end = VALUE_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}…", &text[..end])
}

fn change(path: String, before: Option<&str>, after: Option<&str>) -> FieldChange {
    FieldChange {
        path,
        before: before.map(cut),
        after: after.map(cut),
    }
}

impl Snapshot {
    /// Tells the places of the message that differ.
    pub fn changes(&self, after: &Self) -> Vec<FieldChange> {
        let mut changes = Vec::new();
        self.message.changes(&after.message, &mut changes);
        changes
    }

    /// Tells the variables that differ.
    pub fn map_changes(&self, after: &Self) -> Vec<MapChange> {
        changes_of_maps(&self.maps, &after.maps)
    }
}

impl Content {
    fn changes(&self, after: &Self, changes: &mut Vec<FieldChange>) {
        match (self, after) {
            (Self::Hl7(before), Self::Hl7(after)) => changes_of_hl7(before, after, changes),
            (Self::Json(before), Self::Json(after)) => changes_of_json(String::new(), before, after, changes),
            (before, after) => changes.push(change(String::new(), Some(&before.text()), Some(&after.text()))),
        }
        changes.truncate(CHANGES);
    }

    fn text(&self) -> String {
        match self {
            Self::Hl7(message) => message.text().as_str().to_owned(),
            Self::Json(value) => value.to_string(),
        }
    }
}

fn changes_of_hl7(before: &Message, after: &Message, changes: &mut Vec<FieldChange>) {
    let segment_path = |message: &Message, position: usize| {
        let id = message
            .nth_segment(position)
            .map_or("", |segment| segment.id())
            .to_owned();
        match message.occurrence_at(position) {
            1 => id,
            occurrence => format!("{id}({occurrence})"),
        }
    };
    let (places_before, places_after) = (places(before), places(after));
    for (position, segment) in before.segments().enumerate() {
        let place = before.segment_key(position).and_then(|key| places_after.get(&key));
        let Some(now) = place.and_then(|position| after.nth_segment(*position)) else {
            if changes.len() < CHANGES {
                changes.push(change(segment_path(before, position), Some(segment.raw()), None));
            }
            continue;
        };
        if now.raw() == segment.raw() || changes.len() >= CHANGES {
            continue;
        }
        let path = segment_path(before, position);
        let n_fields = segment.fields().count().max(now.fields().count());
        for number in 1..=n_fields {
            let (old, new) = (segment.field(number), now.field(number));
            let (old, new) = (old.map(|field| field.raw()), new.map(|field| field.raw()));
            if old.unwrap_or_default() != new.unwrap_or_default() && changes.len() < CHANGES {
                changes.push(change(format!("{path}-{number}"), old, new));
            }
        }
    }
    for (position, segment) in after.segments().enumerate() {
        let is_new = after
            .segment_key(position)
            .is_some_and(|key| !places_before.contains_key(&key));
        if is_new && changes.len() < CHANGES {
            changes.push(change(segment_path(after, position), None, Some(segment.raw())));
        }
    }
}

/// Where each segment is.
fn places(message: &Message) -> HashMap<SegmentKey, usize> {
    let places = (0..message.len()).filter_map(|position| Some((message.segment_key(position)?, position)));
    places.collect()
}

fn changes_of_json(path: String, before: &Json, after: &Json, changes: &mut Vec<FieldChange>) {
    if before == after || changes.len() >= CHANGES {
        return;
    }
    let absent = |value: &Json, path: String, is_before: bool, changes: &mut Vec<FieldChange>| {
        let text = json_text(value);
        let (before, after) = if is_before {
            (Some(text), None)
        } else {
            (None, Some(text))
        };
        changes.push(change(path, before.as_deref(), after.as_deref()));
    };
    match (before, after) {
        (Json::Object(old), Json::Object(new)) => {
            for (key, value) in old {
                let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
                match new.get(key) {
                    Some(now) => changes_of_json(path, value, now, changes),
                    None => absent(value, path, true, changes),
                }
            }
            for (key, value) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
                let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
                absent(value, path, false, changes);
            }
        }
        (Json::Array(old), Json::Array(new)) => {
            for index in 0..old.len().max(new.len()) {
                let path = format!("{path}/{index}");
                match (old.get(index), new.get(index)) {
                    (Some(old), Some(new)) => changes_of_json(path, old, new, changes),
                    (Some(old), None) => absent(old, path, true, changes),
                    (None, Some(new)) => absent(new, path, false, changes),
                    (None, None) => {}
                }
            }
        }
        _ => changes.push(change(path, Some(&json_text(before)), Some(&json_text(after)))),
    }
}

fn json_text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn changes_of_maps(
    before: &[(MapName, BTreeMap<String, String>)],
    after: &[(MapName, BTreeMap<String, String>)],
) -> Vec<MapChange> {
    let mut changes = Vec::new();
    for ((map, before), (_, after)) in before.iter().zip(after) {
        let gone = before.keys().filter(|key| !after.contains_key(*key));
        for key in after.keys().chain(gone) {
            let (old, new) = (before.get(key), after.get(key));
            if old != new && changes.len() < CHANGES {
                changes.push(MapChange {
                    map: map.variable(),
                    key: key.clone(),
                    before: old.map(|text| cut(text)),
                    after: new.map(|text| cut(text)),
                });
            }
        }
    }
    changes
}
