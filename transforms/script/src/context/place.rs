//! The places that templates read.

use nilecare_hl7v2::Path;
use rhai::{Dynamic, ImmutableString, Map};

use super::items::Item;
use super::{MapName, Pointer, ScriptContext};
use crate::library::{self, Facts, Hl7, Hl7Group, Part, Source, configured};
use crate::value::{Secrets, Value, detached, write_text};
use crate::{Environment, Fact, SharedMap, TimePattern};

/// A place that templates read and steps write: in the message, in the item of a loop, in a map, or around them.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// The whole message.
    Msg,
    /// A place of the HL7 message.
    Hl7(Path),
    /// A place of the JSON or XML message.
    Json(Pointer),
    /// A place of the message, whatever its format, by a path that only its format knows.
    Part(String),
    /// The whole item of the innermost loop.
    Item,
    /// A place in the segment that is the item; the path begins with its id.
    ItemField(Path),
    /// A place in the group that is the item.
    ItemPath(Path),
    /// A component, and maybe a subcomponent of it, of the repetition that is the item; from 1.
    ItemComponent(usize, Option<usize>),
    /// A place in the element that is the item.
    ItemMember(Pointer),
    /// The number of the item, from 1.
    Index,
    /// The whole response.
    Response,
    /// A place of the response in HL7.
    ResponseHl7(Path),
    /// A place of the response in JSON.
    ResponseJson(Pointer),
    /// What the response means.
    Status,
    /// A fact of the source.
    Source(String),
    /// A variable of a map, or a place in it.
    Map(MapName, String, Pointer),
    /// A value of the configuration, or a place in it.
    Configuration(String, Pointer),
    /// What is known of the message.
    Fact(Fact),
    /// The time now, in UTC; in RFC 3339 without a pattern.
    Now(Option<TimePattern>),
    /// A random identifier.
    Uuid,
}

impl ScriptContext {
    /// Writes the text of a place; nothing when nothing is there. `tell_secrets` only where the text goes to a connector.
    pub fn write_place(&self, place: &Place, environment: &Environment, tell_secrets: bool, out: &mut String) {
        match place {
            Place::Hl7(path) if self.part().is_some() => self.write_part(&path.to_string(), out),
            Place::Hl7(path) => self.write_hl7("msg", path, out),
            Place::Part(path) => self.write_part(path, out),
            Place::ResponseHl7(path) => self.write_hl7("response", path, out),
            Place::ItemField(_) | Place::ItemComponent(..) if self.item_part().is_some() => {
                if let (Some(part), Some(place)) = (self.item_part(), place_in_item(place)) {
                    out.push_str(&part.get(&place).ok().flatten().unwrap_or_default());
                }
            }
            Place::ItemPath(path) => {
                if let Some(segment) = self.item_group().and_then(|group| group.segment(path)) {
                    segment.with_raw(path, |live, raw| out.push_str(&library::decoded(raw, path, live)));
                }
            }
            Place::ItemField(path) => {
                if let Some(Item::Segment(segment)) = self.items.last() {
                    segment.with_raw(path, |live, raw| out.push_str(&library::decoded(raw, path, live)));
                }
            }
            Place::ItemComponent(component, subcomponent) => {
                if let Some(Item::Repetition(repetition)) = self.items.last()
                    && let Some(path) = component_path(repetition.path(), *component, *subcomponent)
                {
                    let segment = repetition.segment();
                    segment.with_raw(&path, |live, raw| out.push_str(&library::decoded(raw, &path, live)));
                }
            }
            Place::Now(Some(pattern)) => out.push_str(&pattern.write(library::time::now())),
            Place::Uuid => out.push_str(&library::uuid()),
            other => self.with_value(other, environment, |value| {
                if tell_secrets {
                    write_text(value, Secrets::Told(&environment.configuration.get()), out);
                } else {
                    write_text(value, Secrets::Hidden, out);
                }
            }),
        }
    }

    /// Returns a copy of the value of a place with its type; `()` when nothing is there. Messages and their parts become
    /// text, so that later changes of them do not change it.
    pub fn place_value(&self, place: &Place, environment: &Environment) -> Value {
        match place {
            Place::Hl7(_)
            | Place::Part(_)
            | Place::ResponseHl7(_)
            | Place::ItemField(_)
            | Place::ItemPath(_)
            | Place::ItemComponent(..)
            | Place::Now(_)
            | Place::Uuid => {
                let mut text = String::new();
                self.write_place(place, environment, false, &mut text);
                Value::text(text)
            }
            other => {
                let mut found = Dynamic::UNIT;
                self.with_value(other, environment, |value| {
                    found = detached(value).map_or(Dynamic::UNIT, |(value, _)| value);
                });
                Value(found)
            }
        }
    }

    /// Writes a place whose path only the format of the message knows; nothing when it is none of this format.
    fn write_part(&self, path: &str, out: &mut String) {
        if let Some(part) = self.part() {
            out.push_str(&part.get(path).ok().flatten().unwrap_or_default());
            return;
        }
        if let Some(hl7) = self.hl7() {
            if let Ok(path) = path.parse() {
                let live = hl7.lock();
                out.push_str(&library::decoded(live.raw(&path).unwrap_or_default(), &path, &live));
            }
            return;
        }
        if let Some(found) = self.scope.get("msg").and_then(|msg| library::first_at(msg, path)) {
            write_text(&found, Secrets::Hidden, out);
        }
    }

    /// Returns the message of XML, X12 or delimited text that `msg` is.
    pub(super) fn part(&self) -> Option<Part> {
        let msg = self.scope.get("msg")?;
        msg.read_lock::<Part>().map(|part| part.clone())
    }

    /// Returns the group that the item is.
    pub(super) fn item_group(&self) -> Option<&Hl7Group> {
        match self.items.last()? {
            Item::Group(group) => Some(group),
            _ => None,
        }
    }

    /// Returns the part that the item is.
    pub(super) fn item_part(&self) -> Option<&Part> {
        match self.items.last()? {
            Item::Part(part) => Some(part),
            _ => None,
        }
    }

    fn write_hl7(&self, name: &str, path: &Path, out: &mut String) {
        let Some(hl7) = self.scope.get(name).and_then(|value| value.read_lock::<Hl7>()) else {
            return;
        };
        let live = hl7.lock();
        out.push_str(&library::decoded(live.raw(path).unwrap_or_default(), path, &live));
    }

    /// Gives `function` the value of a place, when something is there.
    fn with_value(&self, place: &Place, environment: &Environment, function: impl FnOnce(&Dynamic)) {
        let variable = |name: &str| self.scope.get(name);
        match place {
            Place::Msg => variable("msg").map(function),
            Place::Json(pointer) => match self.part() {
                Some(part) => got(&part, &pointer.to_string()).map(|text| function(&text)),
                None => variable("msg").and_then(|msg| pointer.read(msg, function)),
            },
            Place::Response => variable("response").map(function),
            Place::ResponseJson(pointer) => variable("response").and_then(|value| read_json(value, pointer, function)),
            Place::Status => variable("status").map(function),
            Place::Item => self.with_item_value(function),
            Place::ItemMember(pointer) => match (self.items.last(), variable("msg")) {
                (Some(Item::Part(part)), _) => {
                    let place = place_in_item(place).unwrap_or_default();
                    got(part, &place).map(|text| function(&text))
                }
                (Some(Item::Element(element)), Some(msg)) => {
                    element.read(msg, |value| pointer.read(value, function)).flatten()
                }
                _ => None,
            },
            Place::Index => variable("index").map(function),
            Place::Source(name) => variable("source")
                .and_then(|value| value.read_lock::<Source>())
                .and_then(|source| source.0.get(name.as_str()).map(|text| function(&text_value(text)))),
            Place::Map(map, key, pointer) => self.with_variable(*map, key, pointer, environment, function),
            Place::Configuration(name, pointer) => {
                configured(environment, name).and_then(|value| pointer.read(&value, function))
            }
            Place::Fact(fact) => variable("message")
                .and_then(|value| value.read_lock::<Facts>())
                .map(|facts| function(&facts.get(*fact))),
            Place::Now(None) => {
                function(&text_value(&library::time::now().to_string()));
                Some(())
            }
            // The rest are texts, written by `write_place`.
            _ => None,
        };
    }

    fn with_variable(
        &self,
        map: MapName,
        key: &str,
        pointer: &Pointer,
        environment: &Environment,
        function: impl FnOnce(&Dynamic),
    ) -> Option<()> {
        let shared = match map {
            MapName::Global => Some(environment.global_map.clone()),
            MapName::GlobalChannel => self.scope.get_value::<SharedMap>("global_channel_map"),
            MapName::Channel | MapName::Connector | MapName::Response => None,
        };
        if let Some(shared) = shared {
            return pointer.read(&shared.get(key)?, function);
        }
        let entries = self.scope.get(map.variable())?.read_lock::<Map>()?;
        let value = entries.get(key)?;
        // A destination's entry stands for its response.
        let is_outcome = map == MapName::Response && pointer.is_whole();
        match value.read_lock::<Map>().filter(|_| is_outcome) {
            Some(outcome) => outcome.get("response").map(function),
            None => pointer.read(value, function),
        }
    }
}

/// Reads a place of a value that may be a text of JSON, as responses are.
fn read_json(value: &Dynamic, pointer: &Pointer, function: impl FnOnce(&Dynamic)) -> Option<()> {
    match value.as_immutable_string_ref() {
        Ok(text) => {
            let parsed = serde_json::from_str::<serde_json::Value>(&text).ok()?;
            pointer.read(&crate::value::from_json(&parsed), function)
        }
        Err(_) => pointer.read(value, function),
    }
}

fn got(part: &Part, place: &str) -> Option<Dynamic> {
    let text = part.get(place).ok().flatten()?;
    Some(text_value(&text))
}

/// Names a place of the item within it: `5.1` of a segment, `name` of an element.
pub(super) fn place_in_item(place: &Place) -> Option<String> {
    match place {
        Place::ItemField(path) => {
            let text = path.to_string();
            text.split_once('-').map(|(_, rest)| rest.to_owned())
        }
        Place::ItemComponent(component, None) => Some(component.to_string()),
        Place::ItemComponent(component, Some(subcomponent)) => Some(format!("{component}.{subcomponent}")),
        Place::ItemMember(pointer) => Some(pointer.to_string().trim_start_matches('/').to_owned()),
        _ => None,
    }
}

fn text_value(text: &str) -> Dynamic {
    ImmutableString::from(text).into()
}

/// Names a component of a repetition.
pub(super) fn component_path(repetition: &Path, component: usize, subcomponent: Option<usize>) -> Option<Path> {
    let path = repetition.with_component(component).ok()?;
    match subcomponent {
        Some(number) => path.with_subcomponent(number).ok(),
        None => Some(path),
    }
}
