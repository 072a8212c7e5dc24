//! What a token alone does not tell.

use async_trait::async_trait;

use crate::{Principal, TokenError};

/// Every API key begins so; scanners of repositories find leaked ones by it.
pub const API_KEY_PREFIX: &str = "nck_";

/// Knows API keys and which sign-ins were ended before their tokens expire. Implemented by auth.
#[async_trait]
pub trait Credentials: std::fmt::Debug + Send + Sync {
    /// Reads who holds an API key.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] when it is unknown, expired or revoked, [`TokenError::Unavailable`] when it cannot be looked up.
    async fn api_key(&self, key: &str) -> Result<Principal, TokenError>;

    /// Tells whether a sign-in was ended. Asked with each request, so it must not wait for anything.
    fn has_ended(&self, session: &str) -> bool;
}
