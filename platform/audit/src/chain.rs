//! The key and the arithmetic of the chain.

use nilecare_types::Secret;
use ring::hmac;

use crate::AuditError;

const MIN_KEY_BYTES: usize = 32;
/// What the first entry follows.
pub(crate) const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The key that entries are chained with.
#[derive(Clone)]
pub struct AuditKey(hmac::Key);

impl AuditKey {
    /// Takes a key.
    ///
    /// # Errors
    /// When it has fewer than 32 bytes.
    pub fn new(key: &Secret<String>) -> Result<Self, AuditError> {
        let bytes = key.expose().as_bytes();
        if bytes.len() < MIN_KEY_BYTES {
            return Err(AuditError::KeyTooShort);
        }
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, bytes)))
    }

    pub(crate) fn hash(&self, prev: &str, content: &str) -> String {
        self.sign(&[b"entry", prev.as_bytes(), content.as_bytes()])
    }

    pub(crate) fn head_tag(&self, n: i64, hash: &str) -> String {
        self.sign(&[b"head", &n.to_be_bytes(), hash.as_bytes()])
    }

    fn sign(&self, parts: &[&[u8]]) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        for part in parts {
            // The length before each part, so that two lists of parts never read the same.
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        context
            .sign()
            .as_ref()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

impl std::fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AuditKey(••••)")
    }
}
