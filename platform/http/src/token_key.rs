//! The key of access tokens, and why a key or token is refused.

use nilecare_types::Secret;
use ring::hmac;

const MIN_KEY_BYTES: usize = 32;

/// The key that signs and verifies, at least 32 bytes (RFC 7518 §3.2).
#[derive(Debug, Clone)]
pub struct TokenKey(Secret<String>);

impl TokenKey {
    /// Takes a key.
    ///
    /// # Errors
    /// When it has fewer than 32 bytes.
    pub fn new(key: Secret<String>) -> Result<Self, TokenError> {
        if key.expose().len() < MIN_KEY_BYTES {
            return Err(TokenError::KeyTooShort);
        }
        Ok(Self(key))
    }

    /// Derives a key for another purpose, so that no key is used for two things.
    pub fn derive(&self, purpose: &str) -> Secret<[u8; 32]> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.as_bytes());
        let tag = hmac::sign(&key, purpose.as_bytes());
        Secret::new(tag.as_ref().try_into().expect("an HMAC-SHA-256 has 32 bytes"))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.expose().as_bytes()
    }
}

/// Why a token or a key was refused. Never holds the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The signing key is too short.
    #[error(
        "the signing key must have at least {MIN_KEY_BYTES} bytes; set a longer one, for example 32 random bytes as hex"
    )]
    KeyTooShort,
    /// Expired; the client refreshes.
    #[error("the access token has expired; refresh it")]
    Expired,
    /// Issued for a time that has not come: a clock is wrong.
    #[error("the access token is not valid yet; check the clocks")]
    NotYetValid,
    /// Not ours, altered, or of another kind.
    #[error("the access token is not valid; sign in again")]
    Invalid,
    /// The sign-in was ended, by its holder or an administrator.
    #[error("the sign-in has ended; sign in again")]
    Ended,
    /// Keys cannot be looked up now.
    #[error("API keys cannot be checked now; try again")]
    Unavailable,
}
