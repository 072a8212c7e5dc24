//! `If-Match` and `ETag` (RFC 9110 §8.8.3, §13.1.1): the version of a device.

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::header::{ETAG, IF_MATCH};
use http::request::Parts;
use nilecare_contracts::device::Device;
use nilecare_http::ApiError;

/// The version that the caller has read; nothing when the header is absent or `*`.
#[derive(Debug, Clone, Copy)]
pub(super) struct IfMatch(pub Option<u64>);

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
                "If-Match: must be the ETag of the device, such as \"3\"".to_owned(),
            ])),
        }
    }
}

/// A device with its version as `ETag`.
#[derive(Debug)]
pub(super) struct Versioned(pub Device);

impl IntoResponse for Versioned {
    fn into_response(self) -> Response {
        let tag = format!("\"{}\"", self.0.version);
        ([(ETAG, tag)], axum::Json(self.0)).into_response()
    }
}
