//! Values that an installation gives to its channels: addresses, codes, passwords.

use std::collections::BTreeMap;
use std::fmt;

use nilecare_types::Secret;
use serde_json::Value as Json;

/// What an installation gives to its channels, by name.
#[derive(Default)]
pub struct Configuration(BTreeMap<String, ConfigurationValue>);

/// One value of an installation.
pub enum ConfigurationValue {
    /// A text, a number, a boolean, a list or an object.
    Plain(Json),
    /// A text that is told to connectors only. Scripts can pass it on; it shows as `***`.
    Secret(Secret<String>),
}

impl Configuration {
    /// Wraps the values.
    pub fn new(values: BTreeMap<String, ConfigurationValue>) -> Self {
        Self(values)
    }

    /// Returns a value.
    pub fn get(&self, name: &str) -> Option<&ConfigurationValue> {
        self.0.get(name)
    }

    /// Iterates over the names, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Tells a secret.
    pub(crate) fn secret(&self, name: &str) -> Option<&str> {
        match self.0.get(name)? {
            ConfigurationValue::Secret(secret) => Some(secret.expose()),
            ConfigurationValue::Plain(_) => None,
        }
    }
}

impl fmt::Debug for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

impl fmt::Debug for ConfigurationValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Plain(_) => "Plain",
            Self::Secret(_) => "Secret",
        })
    }
}
