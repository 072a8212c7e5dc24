//! The configuration map: values that channels read and that differ from one site to the next, such as addresses and
//! passwords.
//!
//! ```yaml
//! version: 1
//! values:
//!   lab.host: { value: 10.1.2.3, comment: the analyser in room 5 }
//!   lab.password: { secret: true, value: 'sealed:1:…' }
//! ```
//!
//! A secret is sealed with AES-256-GCM under the hub's key and its name, so the file may be kept in git, and a sealed value
//! cannot be moved to another name. A secret that somebody wrote into the file as it is is sealed at the next scan.

mod file;
mod key;

use std::collections::BTreeMap;

use nilecare_types::Secret;
use serde_json::Value;

pub use key::{SecretKey, SecretKeyError};

use crate::RepositoryError;

const NAME_LIMIT: usize = 128;
const N_VALUES_LIMIT: usize = 10_000;
const VALUE_LIMIT: usize = 64 << 10;
const COMMENT_LIMIT: usize = 2_000;

/// All values, by name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ConfigurationMap(BTreeMap<String, ConfigurationEntry>);

/// One value with what people say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfigurationEntry {
    /// The value.
    pub value: EntryValue,
    /// What it is for.
    pub comment: String,
}

/// A value as the file has it.
#[derive(Debug, Clone, PartialEq)]
pub enum EntryValue {
    /// Text, a number, true or false, a list or a map.
    Plain(Value),
    /// A secret, sealed.
    Sealed(String),
    /// A secret that is not sealed yet.
    Open(Secret<String>),
}

/// A value as channels read it.
#[derive(Debug, Clone, PartialEq)]
pub enum ConfigurationValue {
    /// Text, a number, true or false, a list or a map.
    Plain(Value),
    /// A secret.
    Secret(Secret<String>),
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A list or a map.
    Json,
    /// A text that is not shown.
    Secret,
}

/// The map is not valid, or a secret cannot be read. Never quotes a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigurationError {
    /// The file is no configuration map.
    #[error("configuration.yaml: {0}")]
    File(String),
    /// A name is not allowed.
    #[error("the name of a value is 1 to 128 letters, digits, '.', '_' and '-', beginning with a letter")]
    Name,
    /// A value is not allowed.
    #[error("{name}: {reason}")]
    Value {
        /// The value's name.
        name: String,
        /// What is wrong.
        reason: &'static str,
    },
    /// There are too many.
    #[error("the configuration map has more than {N_VALUES_LIMIT} values")]
    TooMany,
    /// A secret was sealed with another key or under another name, or is damaged.
    #[error("{0}: cannot be opened with this hub's key; set it again with: nilecare config set-secret {0}")]
    Sealed(String),
}

impl EntryValue {
    /// Returns the type.
    pub fn kind(&self) -> ValueKind {
        match self {
            Self::Plain(Value::Number(_)) => ValueKind::Number,
            Self::Plain(Value::Bool(_)) => ValueKind::Boolean,
            Self::Plain(Value::Array(_) | Value::Object(_)) => ValueKind::Json,
            Self::Plain(Value::String(_) | Value::Null) => ValueKind::Text,
            Self::Sealed(_) | Self::Open(_) => ValueKind::Secret,
        }
    }
}

impl ConfigurationMap {
    /// Walks the values by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ConfigurationEntry)> {
        self.0.iter().map(|(name, entry)| (name.as_str(), entry))
    }

    /// Returns a value.
    pub fn get(&self, name: &str) -> Option<&ConfigurationEntry> {
        self.0.get(name)
    }

    /// Sets a value; a comment that is `None` stays as it was.
    ///
    /// # Errors
    /// When the name or value is not allowed.
    pub fn set(&mut self, name: &str, value: EntryValue, comment: Option<String>) -> Result<(), ConfigurationError> {
        let old = self.0.get(name).map(|entry| entry.comment.clone());
        let comment = comment.or(old).unwrap_or_default();
        let entry = ConfigurationEntry { value, comment };
        check(name, &entry)?;
        self.0.insert(name.to_owned(), entry);
        if self.0.len() > N_VALUES_LIMIT {
            return Err(ConfigurationError::TooMany);
        }
        Ok(())
    }

    /// Removes a value; tells whether it was there.
    pub fn unset(&mut self, name: &str) -> bool {
        self.0.remove(name).is_some()
    }

    /// Seals the secrets that are not sealed; tells whether there were any.
    pub(crate) fn seal(&mut self, key: &SecretKey) -> Result<bool, RepositoryError> {
        let mut is_changed = false;
        for (name, entry) in &mut self.0 {
            if let EntryValue::Open(secret) = &entry.value {
                entry.value = EntryValue::Sealed(key.seal(name, secret)?);
                is_changed = true;
            }
        }
        Ok(is_changed)
    }

    /// Returns all values as channels read them.
    ///
    /// # Errors
    /// When a secret cannot be opened.
    pub fn open(&self, key: &SecretKey) -> Result<BTreeMap<String, ConfigurationValue>, ConfigurationError> {
        let mut values = BTreeMap::new();
        for (name, entry) in &self.0 {
            let value = match &entry.value {
                EntryValue::Plain(value) => ConfigurationValue::Plain(value.clone()),
                EntryValue::Open(secret) => ConfigurationValue::Secret(secret.clone()),
                EntryValue::Sealed(sealed) => {
                    let opened = key.open(name, sealed);
                    ConfigurationValue::Secret(opened.ok_or_else(|| ConfigurationError::Sealed(name.clone()))?)
                }
            };
            values.insert(name.clone(), value);
        }
        Ok(values)
    }
}

fn check(name: &str, entry: &ConfigurationEntry) -> Result<(), ConfigurationError> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let begins_well = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if name.len() > NAME_LIMIT || !begins_well || !name.bytes().all(is_plain) {
        return Err(ConfigurationError::Name);
    }
    let error = |reason| ConfigurationError::Value {
        name: name.to_owned(),
        reason,
    };
    if entry.comment.len() > COMMENT_LIMIT {
        return Err(error("a comment has at most 2000 bytes"));
    }
    let size = match &entry.value {
        EntryValue::Plain(Value::Null) => return Err(error("has no value; remove it or give it one")),
        EntryValue::Plain(Value::String(text)) => text.len(),
        EntryValue::Plain(value) => value.to_string().len(),
        EntryValue::Sealed(sealed) => sealed.len(),
        EntryValue::Open(secret) => secret.expose().len(),
    };
    if size > VALUE_LIMIT {
        return Err(error("a value has at most 64 KiB"));
    }
    Ok(())
}

impl crate::Repository {
    /// Returns the configuration map with the revision that it is of; an empty one when there is none.
    ///
    /// # Errors
    /// When the file is no configuration map.
    pub fn configuration(&self) -> Result<(ConfigurationMap, Option<crate::RevisionId>), RepositoryError> {
        match self.get(&crate::ItemId::configuration(), None) {
            Ok(stored) => Ok((
                ConfigurationMap::read(stored.files.content())?,
                Some(stored.revision.id),
            )),
            Err(RepositoryError::NotFound(_)) => Ok((ConfigurationMap::default(), None)),
            Err(error) => Err(error),
        }
    }

    /// Returns all configuration values, secrets opened, for the scripts' environment.
    ///
    /// # Errors
    /// When the file is no configuration map or a secret cannot be opened.
    pub fn configuration_values(&self) -> Result<BTreeMap<String, ConfigurationValue>, RepositoryError> {
        Ok(self.configuration()?.0.open(self.key())?)
    }

    /// Changes the configuration map; tries again when somebody else changed another value meanwhile.
    ///
    /// # Errors
    /// What `change` tells, or when the map cannot be saved.
    pub fn change_configuration(
        &self,
        author: &str,
        comment: &str,
        change: impl Fn(&mut ConfigurationMap) -> Result<(), RepositoryError>,
    ) -> Result<crate::Saved, RepositoryError> {
        const ATTEMPTS: usize = 3;
        let item = crate::ItemId::configuration();
        for attempt in 1.. {
            let (mut map, base) = self.configuration()?;
            change(&mut map)?;
            map.seal(self.key())?;
            let saved = self.save(crate::Save {
                item: item.clone(),
                files: crate::Files::single(&item, map.write()?.into_bytes())?,
                base,
                author: author.to_owned(),
                comment: comment.to_owned(),
                is_draft: true,
            });
            match saved {
                Err(RepositoryError::Conflict(_)) if attempt < ATTEMPTS => {}
                other => return other,
            }
        }
        Err(RepositoryError::NotFound(item))
    }
}
