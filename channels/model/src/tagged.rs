//! Reads steps and rules: a map with `name`, `enabled`, `type` and what that type wants. `type: script` may be left out.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// Reads the name, whether it is enabled, and the rest as one of several kinds.
pub(crate) fn tagged<'de, D: Deserializer<'de>, K: DeserializeOwned>(
    deserializer: D,
) -> Result<(String, bool, K), D::Error> {
    let mut map = Map::<String, Value>::deserialize(deserializer)?;
    let name = match map.remove("name") {
        None => String::new(),
        Some(Value::String(name)) => name,
        Some(_) => return Err(D::Error::custom("`name` must be a text")),
    };
    let enabled = match map.remove("enabled") {
        None => true,
        Some(Value::Bool(enabled)) => enabled,
        Some(_) => return Err(D::Error::custom("`enabled` must be true or false")),
    };
    map.entry("type").or_insert_with(|| Value::String("script".to_owned()));
    let place = if name.is_empty() {
        String::new()
    } else {
        format!("{name:?}: ")
    };
    let kind = K::deserialize(Value::Object(map)).map_err(|error| D::Error::custom(format!("{place}{error}")))?;
    Ok((name, enabled, kind))
}
