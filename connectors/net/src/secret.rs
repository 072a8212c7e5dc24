//! Settings that name a secret, so that a channel file holds none.

use std::fmt;

use nilecare_types::{Secret, SecretError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// Where a secret is: `env:NAME` or `file:PATH`. It is read when it is used, so a changed file counts from the next use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct SecretName(String);

/// A text that names no secret. What was written is not repeated: it may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a secret does not stand in a channel file; name where it is, env:NAME or file:PATH")]
pub struct NotASecret;

impl SecretName {
    /// Reads the secret.
    ///
    /// # Errors
    /// When the variable or the file is not there.
    pub fn read(&self) -> Result<Secret<String>, SecretError> {
        Secret::resolve(&self.0)
    }
}

/// Tells whether two texts are equal, in a time that tells nothing of either but the length of the shown one.
pub fn is_equal(shown: &[u8], right: &[u8]) -> bool {
    Sha256::digest(shown).ct_eq(&Sha256::digest(right)).into()
}

/// Tells whether a peer shows one of these secrets. All are looked at, whichever it is; one that cannot be read is nobody's.
pub fn is_one_of(shown: &[u8], secrets: &[SecretName]) -> bool {
    let mut is_one = false;
    for secret in secrets {
        match secret.read() {
            Ok(secret) if !secret.expose().is_empty() => is_one |= is_equal(shown, secret.expose().as_bytes()),
            Ok(_) => tracing::error!(%secret, "a secret is empty; nobody is let in by it"),
            Err(error) => tracing::error!(%error, "a secret cannot be read; nobody is let in by it"),
        }
    }
    is_one
}

impl TryFrom<String> for SecretName {
    type Error = NotASecret;

    fn try_from(text: String) -> Result<Self, NotASecret> {
        let place = text.strip_prefix("env:").or_else(|| text.strip_prefix("file:"));
        let is_name = place.is_some_and(|place| !place.trim().is_empty());
        is_name.then_some(Self(text)).ok_or(NotASecret)
    }
}

impl From<SecretName> for String {
    fn from(name: SecretName) -> Self {
        name.0
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_itself_is_refused_and_not_repeated() {
        for text in ["hunter2", "env:", "file: ", ""] {
            let error = SecretName::try_from(text.to_owned()).expect_err(text);
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn a_changed_file_counts_from_the_next_use() {
        let path = std::env::temp_dir().join(format!("nilecare-secret-{}", std::process::id()));
        let name = SecretName::try_from(format!("file:{}", path.display())).expect("it names a file");
        for value in ["first", "second"] {
            std::fs::write(&path, format!("{value}\n")).expect("the folder can be written");
            assert_eq!(name.read().expect("it is there").expose(), value);
        }
        std::fs::remove_file(&path).expect("it is ours");
        assert!(name.read().is_err());
    }
}
