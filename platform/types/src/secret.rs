//! Secrets: never printed, wiped when dropped, named by where they come from.

use std::fmt;

use serde::{Deserialize, Deserializer};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A secret value. `Debug` shows dots; there is no `Display` and no `Serialize`.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Gives the value to whoever must have it; keep the use short and visible.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("••••")
    }
}

/// A secret that a setting names could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// `env:NAME`, and the variable is not set.
    #[error("environment variable {0} is not set; set it or name another secret")]
    MissingVariable(String),
    /// `file:PATH`, and the file cannot be read.
    #[error("reading secret file {path}")]
    ReadFile {
        /// The path as set.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
}

impl Secret<String> {
    /// Reads a setting: `env:NAME`, `file:PATH`, or the secret itself.
    ///
    /// # Errors
    /// When the variable or file named is not there.
    pub fn resolve(setting: &str) -> Result<Self, SecretError> {
        if let Some(name) = setting.strip_prefix("env:") {
            let value = std::env::var(name).map_err(|_| SecretError::MissingVariable(name.to_owned()))?;
            return Ok(Self(value));
        }
        if let Some(path) = setting.strip_prefix("file:") {
            let text = std::fs::read_to_string(path).map_err(|source| SecretError::ReadFile {
                path: path.to_owned(),
                source,
            })?;
            return Ok(Self(text.trim_end_matches(['\r', '\n']).to_owned()));
        }
        Ok(Self(setting.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Secret<String> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let setting = String::deserialize(deserializer)?;
        Self::resolve(&setting).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_shows_the_value() {
        assert_eq!(format!("{:?}", Secret::new("hunter2".to_owned())), "••••");
    }
}
