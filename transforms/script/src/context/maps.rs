//! The maps of a message: set by steps, filled with outcomes, kept with the message.

use bytes::Bytes;
use rhai::{Array, Dynamic, ImmutableString, Map};
use serde_json::Value as Json;

use super::{ScriptContext, response_value};
use crate::value::{self, Value};
use crate::{Environment, SharedMap};

/// The most elements of a list that steps fill.
const LIST: usize = 100_000;

/// A map that scripts and steps use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MapName {
    /// `channel_map`: of one message, from the source on.
    Channel,
    /// `connector_map`: of one message at one connector.
    Connector,
    /// `response_map`: what became of one message at its destinations.
    Response,
    /// `global_channel_map`: of one channel, in memory.
    GlobalChannel,
    /// `global_map`: of all channels, in memory.
    Global,
}

impl MapName {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Channel,
        Self::Connector,
        Self::Response,
        Self::GlobalChannel,
        Self::Global,
    ];

    /// The maps that are kept with a message.
    const KEPT: [Self; 3] = [Self::Channel, Self::Connector, Self::Response];

    /// Returns the variable of scripts.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Channel => "channel_map",
            Self::Connector => "connector_map",
            Self::Response => "response_map",
            Self::GlobalChannel => "global_channel_map",
            Self::Global => "global_map",
        }
    }

    /// Finds a map by its variable.
    pub fn named(variable: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|map| map.variable() == variable)
    }
}

impl ScriptContext {
    /// Sets a variable of a map; with `append` the value is added to a list under the name, which is made when there is none.
    ///
    /// # Errors
    /// When a shared map or the list is full, or a script has put something else in the place of the map.
    pub fn set_variable(
        &mut self,
        map: MapName,
        key: &str,
        value: Value,
        append: bool,
        environment: &Environment,
    ) -> Result<(), String> {
        let shared = match map {
            MapName::Global => Some(environment.global_map.clone()),
            MapName::GlobalChannel => self.scope.get_value::<SharedMap>("global_channel_map"),
            MapName::Channel | MapName::Connector | MapName::Response => None,
        };
        if let Some(shared) = shared {
            let set = if append {
                shared.push(key, &value.0)
            } else {
                shared.set(key, &value.0)
            };
            return set.map_err(|error| format!("{} {key}: {error}", map.variable()));
        }
        let variable = map.variable();
        let mut entries = self
            .scope
            .get_mut(variable)
            .and_then(|value| value.write_lock::<Map>())
            .ok_or_else(|| {
                format!("a script has put something else in the place of {variable}; set its entries only")
            })?;
        if !append {
            entries.insert(key.into(), value.0);
            return Ok(());
        }
        let list = entries.entry(key.into()).or_insert_with(|| Array::new().into());
        if let Some(mut list) = list.write_lock::<Array>() {
            if list.len() >= LIST {
                return Err(format!("{variable} {key}: a list may have {LIST} elements"));
            }
            list.push(value.0);
            return Ok(());
        }
        let first = list.take();
        *list = Dynamic::from_array(vec![first, value.0]);
        Ok(())
    }

    /// Notes what became of the message at a destination: `response_map[ID]` is then
    /// `#{ status, response, error }`. The response is a message when it is one, text otherwise.
    pub fn add_outcome(&mut self, destination_id: &str, status: &str, response: Option<&Bytes>, error: Option<&str>) {
        let text = |text: &str| Dynamic::from(ImmutableString::from(text));
        let outcome = Map::from([
            ("status".into(), text(status)),
            ("response".into(), response_value(response)),
            ("error".into(), error.map_or(Dynamic::UNIT, text)),
        ]);
        let outcomes = self.scope.get_mut(MapName::Response.variable());
        if let Some(mut outcomes) = outcomes.and_then(|outcomes| outcomes.write_lock::<Map>()) {
            outcomes.insert(destination_id.into(), outcome.into());
        }
    }

    /// Returns `channel_map`, `connector_map` and `response_map` as one JSON object, for [`Self::restore_maps`]; `None` when
    /// all are empty. A secret is kept by its name only.
    pub fn maps_json(&self) -> Option<String> {
        let mut kept = serde_json::Map::new();
        for map in MapName::KEPT {
            let Some(entries) = self.scope.get(map.variable()) else {
                continue;
            };
            let is_empty = entries.read_lock::<Map>().is_none_or(|entries| entries.is_empty());
            if !is_empty {
                kept.insert(map.variable().to_owned(), value::kept(entries));
            }
        }
        (!kept.is_empty()).then(|| Json::Object(kept).to_string())
    }

    /// Puts in the maps that [`Self::maps_json`] gave; those that it does not tell are empty then.
    ///
    /// # Errors
    /// When the text is none of ours.
    pub fn restore_maps(&mut self, json: &str) -> Result<(), String> {
        let wrong =
            |error: serde_json::Error| format!("the maps of the message cannot be read at line {}", error.line());
        let kept = serde_json::from_str::<serde_json::Map<String, Json>>(json).map_err(wrong)?;
        for map in MapName::KEPT {
            let restored = match kept.get(map.variable()) {
                Some(entries @ Json::Object(_)) => value::restored(entries),
                _ => Map::new().into(),
            };
            if let Some(variable) = self.scope.get_mut(map.variable()) {
                *variable = restored;
            }
        }
        Ok(())
    }
}
