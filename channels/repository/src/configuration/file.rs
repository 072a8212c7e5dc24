//! The map's file.

use std::collections::BTreeMap;

use nilecare_types::Secret;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ConfigurationEntry, ConfigurationError, ConfigurationMap, EntryValue, N_VALUES_LIMIT, check};

/// What a sealed value begins with; the number tells how it was sealed.
pub(super) const SEALED: &str = "sealed:1:";

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct MapFile {
    version: u32,
    #[serde(default)]
    values: BTreeMap<String, EntryFile>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct EntryFile {
    #[serde(default, skip_serializing_if = "is_no")]
    secret: bool,
    value: Value,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    comment: String,
}

fn is_no(value: &bool) -> bool {
    !*value
}

impl ConfigurationMap {
    /// Reads the file.
    ///
    /// # Errors
    /// When it is no configuration map. The text tells line and column, and never a value.
    pub fn read(content: &[u8]) -> Result<Self, ConfigurationError> {
        let file = |text: &str| ConfigurationError::File(text.to_owned());
        let text = std::str::from_utf8(content).map_err(|_| file("is no UTF-8"))?;
        let read: MapFile = serde_saphyr::from_str(text).map_err(|error| match error.location() {
            // What the parser says could quote a secret.
            Some(at) => file(&format!(
                "line {} column {}: is not of the form that docs/configuration.md tells",
                at.line(),
                at.column()
            )),
            None => file("is not of the form that docs/configuration.md tells"),
        })?;
        if read.version != 1 {
            return Err(file("version must be 1"));
        }
        if read.values.len() > N_VALUES_LIMIT {
            return Err(ConfigurationError::TooMany);
        }
        let mut map = Self::default();
        for (name, entry) in read.values {
            let value = match (entry.secret, entry.value) {
                (false, value) => EntryValue::Plain(value),
                (true, Value::String(text)) if text.starts_with(SEALED) => EntryValue::Sealed(text),
                (true, Value::String(text)) => EntryValue::Open(Secret::new(text)),
                (true, _) => {
                    let reason = "a secret must be a text; put it in quotes";
                    return Err(ConfigurationError::Value { name, reason });
                }
            };
            let comment = entry.comment;
            let entry = ConfigurationEntry { value, comment };
            check(&name, &entry)?;
            map.0.insert(name, entry);
        }
        Ok(map)
    }

    /// Writes the file. Every secret must be sealed.
    ///
    /// # Errors
    /// When one is not.
    pub fn write(&self) -> Result<String, ConfigurationError> {
        let mut values = BTreeMap::new();
        for (name, entry) in &self.0 {
            let (secret, value) = match &entry.value {
                EntryValue::Plain(value) => (false, value.clone()),
                EntryValue::Sealed(sealed) => (true, Value::String(sealed.clone())),
                EntryValue::Open(_) => {
                    let reason = "is a secret that is not sealed";
                    return Err(ConfigurationError::Value {
                        name: name.clone(),
                        reason,
                    });
                }
            };
            let comment = entry.comment.clone();
            values.insert(name.clone(), EntryFile { secret, value, comment });
        }
        serde_saphyr::to_string(&MapFile { version: 1, values })
            .map_err(|_| ConfigurationError::File("cannot be written".to_owned()))
    }
}
