//! A connector's settings, as the channel file has them: `type` and whatever that type wants.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// The kind of connector and its own settings, which only the connector understands.
#[derive(Debug, Clone, PartialEq)]
pub struct ConnectorSettings {
    /// The connector's name, such as `mllp`.
    pub kind: String,
    /// Everything else.
    pub config: Value,
}

impl<'de> Deserialize<'de> for ConnectorSettings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Map::<String, Value>::deserialize(deserializer)?;
        match map.remove("type") {
            Some(Value::String(kind)) => Ok(Self {
                kind,
                config: Value::Object(map),
            }),
            _ => Err(serde::de::Error::custom(
                "a connector needs a `type`, such as `type: mllp`",
            )),
        }
    }
}

impl Serialize for ConnectorSettings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Map::new();
        map.insert("type".to_owned(), Value::String(self.kind.clone()));
        if let Value::Object(config) = &self.config {
            map.extend(config.clone());
        }
        map.serialize(serializer)
    }
}

impl JsonSchema for ConnectorSettings {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ConnectorSettings".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "object",
            "properties": { "type": { "type": "string" } },
            "required": ["type"],
            "additionalProperties": true,
        })
    }
}
