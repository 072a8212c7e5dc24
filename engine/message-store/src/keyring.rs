//! The keys that contents of encrypted channels are sealed with.

use nilecare_types::Secret;

/// The longest name of a key, in bytes.
const KEY_ID_LIMIT: usize = 64;

/// The name of a key, stored in the clear with each content that it seals.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyId(String);

impl KeyId {
    /// Names a key, with 1 to 64 bytes.
    ///
    /// # Errors
    /// When the name is empty or longer.
    pub fn new(name: impl Into<String>) -> Result<Self, KeyringError> {
        let name = name.into();
        if name.is_empty() || name.len() > KEY_ID_LIMIT {
            return Err(KeyringError::Name);
        }
        Ok(Self(name))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Keys that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// A name is empty or too long.
    #[error("a key id has 1 to {KEY_ID_LIMIT} bytes")]
    Name,
    /// Two keys have one name.
    #[error("key id {0:?} is given twice")]
    Twice(String),
}

/// The keys for contents of encrypted channels. The first seals; all of them open.
#[derive(Debug, Clone, Default)]
pub struct Keyring(Vec<(KeyId, Secret<[u8; 32]>)>);

impl Keyring {
    /// Takes the keys, the one to write with first.
    ///
    /// # Errors
    /// When two keys have one name.
    pub fn new(keys: Vec<(KeyId, Secret<[u8; 32]>)>) -> Result<Self, KeyringError> {
        for (at, (id, _)) in keys.iter().enumerate() {
            if keys[..at].iter().any(|(other, _)| other == id) {
                return Err(KeyringError::Twice(id.0.clone()));
            }
        }
        Ok(Self(keys))
    }

    /// Returns the keys, the one to write with first.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &(KeyId, Secret<[u8; 32]>)> {
        self.0.iter()
    }
}
