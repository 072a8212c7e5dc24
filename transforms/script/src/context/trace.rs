//! What each rule and step did, for whoever tries a channel out. It holds patient data: it is shown, and never kept or
//! logged.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::time::Instant;

use nilecare_hl7v2::Message;
use rhai::{Dynamic, Map};
use serde::Serialize;
use serde_json::Value as Json;

use super::{MapName, ScriptContext};
use crate::log::LogLine;
use crate::value::{Secrets, shown, write_text};
use crate::{Environment, SharedMap};

/// The most events of a trace.
const EVENTS: usize = 2_000;
/// The most changes of one event.
const CHANGES: usize = 200;
/// The longest value of a change, in bytes; a longer one is cut.
const VALUE_BYTES: usize = 1_000;

/// What a rule or a step is called in a trace.
#[derive(Debug, Clone, Copy)]
pub struct TracedPart<'a> {
    /// Its place in `channel.yaml`.
    pub place: &'a str,
    /// Its name; empty when it has none.
    pub name: &'a str,
    /// Its kind, such as `build`.
    pub kind: &'static str,
    /// Whether others run within it, which tell the changes themselves.
    pub is_group: bool,
}

/// What one rule or step did.
#[derive(Debug, Clone, Serialize)]
pub struct TraceEvent {
    /// Its place in `channel.yaml`: `/source/transformer/2`.
    pub place: String,
    /// Its name; empty when it has none.
    pub name: String,
    /// Its kind, such as `build`.
    pub kind: &'static str,
    /// The numbers of the items of the loops around it, the outermost first; from 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<usize>,
    /// When it began, in microseconds from the beginning of the trace.
    pub started_us: u64,
    /// How long it took, in microseconds.
    pub elapsed_us: u64,
    /// What a rule answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<bool>,
    /// The places of the message that changed; at most 200.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<FieldChange>,
    /// The variables that changed; at most 200.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub map_changes: Vec<MapChange>,
    /// The lines that it wrote.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<LogLine>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// A place of the message that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// An HL7 path, a JSON pointer, or empty for the whole.
    pub path: String,
    /// As it was; `None` when it was not there.
    pub before: Option<String>,
    /// As it is; `None` when it is gone.
    pub after: Option<String>,
}

/// A variable that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MapChange {
    /// The map: `channel_map`.
    pub map: &'static str,
    /// The name of the variable.
    pub key: String,
    /// As it was; `None` when it was not there.
    pub before: Option<String>,
    /// As it is; `None` when it is gone.
    pub after: Option<String>,
}

/// What all rules and steps did.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Trace {
    /// In the order in which they began.
    pub events: Vec<TraceEvent>,
    /// So many more events were not kept.
    pub n_dropped: usize,
}

/// A trace that is being written.
pub(crate) struct Tracing {
    trace: Trace,
    started: Instant,
    items: Vec<usize>,
}

/// The message and the maps at one moment.
struct Snapshot {
    message: Content,
    maps: Vec<(MapName, BTreeMap<String, String>)>,
}

enum Content {
    Hl7(Message),
    Json(Json),
}

impl ScriptContext {
    /// Begins to write down what each rule and step does.
    pub fn start_trace(&mut self) {
        self.tracing = Some(Box::new(Tracing {
            trace: Trace::default(),
            started: Instant::now(),
            items: Vec::new(),
        }));
    }

    /// Ends the trace and returns it; empty when none was begun.
    pub fn take_trace(&mut self) -> Trace {
        self.tracing.take().map(|tracing| tracing.trace).unwrap_or_default()
    }

    /// Tells whether a trace is written.
    pub fn is_traced(&self) -> bool {
        self.tracing.is_some()
    }

    /// Tells the trace the number of the item that a loop is at, and `None` when the loop ends.
    pub fn trace_item(&mut self, depth: usize, index: Option<usize>) {
        if let Some(tracing) = &mut self.tracing {
            tracing.items.truncate(depth);
            tracing.items.extend(index);
        }
    }

    /// Runs a rule or a step, and writes down what it did when a trace is written. `answer` tells what a rule answered.
    ///
    /// # Errors
    /// Those of `run`.
    pub fn traced<T, E: Display>(
        &mut self,
        part: TracedPart<'_>,
        environment: &Environment,
        answer: impl FnOnce(&T) -> Option<bool>,
        run: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let Some(tracing) = &mut self.tracing else {
            return run(self);
        };
        let Some(at) = tracing.begin(part) else {
            return run(self);
        };
        let before = (!part.is_group).then(|| self.snapshot(environment));
        let n_lines = self.effects.log.lines.len();
        let started = Instant::now();
        let result = run(self);
        let elapsed_us = microseconds(started);
        let (mut changes, mut map_changes) = (Vec::new(), Vec::new());
        if let Some(before) = before {
            let after = self.snapshot(environment);
            before.message.changes(&after.message, &mut changes);
            map_changes = changes_of_maps(&before.maps, &after.maps);
        }
        let log = self.effects.log.lines.get(n_lines..).unwrap_or_default();
        let log = if part.is_group { Vec::new() } else { log.to_vec() };
        if let Some(event) = self
            .tracing
            .as_mut()
            .and_then(|tracing| tracing.trace.events.get_mut(at))
        {
            event.elapsed_us = elapsed_us;
            event.result = result.as_ref().ok().and_then(answer);
            event.error = result.as_ref().err().map(ToString::to_string);
            event.changes = changes;
            event.map_changes = map_changes;
            event.log = log;
        }
        result
    }

    fn snapshot(&self, environment: &Environment) -> Snapshot {
        let message = match (self.hl7(), self.scope.get("msg")) {
            (Some(hl7), _) => Content::Hl7(hl7.message()),
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

impl Tracing {
    /// Makes room for an event, so that it stands before those within it; `None` when there is none left.
    fn begin(&mut self, part: TracedPart<'_>) -> Option<usize> {
        let at = self.trace.events.len();
        if at >= EVENTS {
            self.trace.n_dropped += 1;
            return None;
        }
        self.trace.events.push(TraceEvent {
            place: part.place.to_owned(),
            name: part.name.to_owned(),
            kind: part.kind,
            items: self.items.clone(),
            started_us: microseconds(self.started),
            elapsed_us: 0,
            result: None,
            changes: Vec::new(),
            map_changes: Vec::new(),
            log: Vec::new(),
            error: None,
        });
        Some(at)
    }
}

fn microseconds(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX)
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
    for position in 0..before.len() {
        let Some((segment, key)) = before.nth_segment(position).zip(before.segment_key(position)) else {
            continue;
        };
        let Some(now) = after.position_of(key).and_then(|position| after.nth_segment(position)) else {
            changes.push(change(segment_path(before, position), Some(segment.raw()), None));
            continue;
        };
        if now.raw() == segment.raw() {
            continue;
        }
        let path = segment_path(before, position);
        let n_fields = segment.fields().count().max(now.fields().count());
        for number in 1..=n_fields {
            let (old, new) = (segment.field(number), now.field(number));
            let (old, new) = (old.map(|field| field.raw()), new.map(|field| field.raw()));
            if old.unwrap_or_default() != new.unwrap_or_default() {
                changes.push(change(format!("{path}-{number}"), old, new));
            }
        }
    }
    for position in 0..after.len() {
        let is_new = after
            .segment_key(position)
            .is_some_and(|key| before.position_of(key).is_none());
        if let (true, Some(segment)) = (is_new, after.nth_segment(position)) {
            changes.push(change(segment_path(after, position), None, Some(segment.raw())));
        }
    }
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
