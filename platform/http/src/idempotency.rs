//! The key that makes a command safe to send twice.

use axum::extract::FromRequestParts;
use http::request::Parts;
use nilecare_types::ProblemKind;

use crate::ApiError;

/// The header `Idempotency-Key`: 1 to 200 visible ASCII characters, chosen by the sender, the same for each attempt.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Reads a key; `None` when it is empty, longer than 200 characters or not visible ASCII.
    pub fn parse(text: &str) -> Option<Self> {
        let is_valid = (1..=200).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        is_valid.then(|| Self(text.to_owned()))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let header = parts
            .headers
            .get("idempotency-key")
            .and_then(|value| value.to_str().ok());
        header.and_then(Self::parse).ok_or_else(|| {
            ApiError::new(
                ProblemKind::Invalid,
                "idempotency-key-missing",
                "The header Idempotency-Key is missing or not valid",
                "Send a key of 1 to 200 visible ASCII characters, the same for each attempt of one command.",
            )
        })
    }
}
