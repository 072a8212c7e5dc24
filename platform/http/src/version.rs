//! `If-Match` and `ETag` (RFC 9110 §8.8.3, §13.1.1): a change is made to what was read, and to nothing newer.

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::header::{ETAG, IF_MATCH};
use http::request::Parts;
use serde::Serialize;

use crate::ApiError;

/// A record that counts its changes.
pub trait HasVersion {
    /// Returns the count; it grows with each change.
    fn version(&self) -> u64;
}

/// The version that the caller has read; nothing when the header is absent or `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Option<u64>);

impl IfMatch {
    /// Tells whether a record of this version may be changed.
    pub fn allows(self, version: u64) -> bool {
        self.0.is_none_or(|read| read == version)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let Some(header) = parts.headers.get(IF_MATCH) else {
            return Ok(Self(None));
        };
        let text = header.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let number = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        match number.and_then(|number| number.parse().ok()) {
            Some(version) => Ok(Self(Some(version))),
            None => Err(ApiError::unprocessable(vec![
                "If-Match: must be the ETag that came with what was read, such as \"3\"".to_owned(),
            ])),
        }
    }
}

/// A record as JSON, with its version as `ETag`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T>(pub T);

impl<T: HasVersion + Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let tag = format!("\"{}\"", self.0.version());
        ([(ETAG, tag)], axum::Json(self.0)).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(header: Option<&str>) -> Result<IfMatch, ApiError> {
        let mut request = http::Request::builder();
        if let Some(header) = header {
            request = request.header(IF_MATCH, header);
        }
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        IfMatch::from_request_parts(&mut parts, &()).await
    }

    #[tokio::test]
    async fn a_version_is_read_and_what_is_none_is_refused() {
        assert_eq!(read(None).await.ok(), Some(IfMatch(None)));
        assert_eq!(read(Some("*")).await.ok(), Some(IfMatch(None)));
        let third = read(Some("\"3\"")).await.ok();
        assert_eq!(third, Some(IfMatch(Some(3))));
        assert!(third.is_some_and(|version| version.allows(3) && !version.allows(4)));
        for wrong in ["3", "\"x\"", "W/\"3\""] {
            assert!(read(Some(wrong)).await.is_err(), "{wrong}");
        }
    }
}
