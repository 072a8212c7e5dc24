//! `If-Match` and `If-None-Match` (RFC 9110 §13.1): which revision a change began from.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use nilecare_channel_repository::RevisionId;
use nilecare_http::ApiError;
use nilecare_types::ProblemKind;

/// The revision that a change began from; `None` for a new item (`If-None-Match: *`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Base(pub Option<RevisionId>);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for Base {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        read(&parts.headers)
    }
}

fn read(headers: &HeaderMap) -> Result<Base, ApiError> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
            .map(str::trim)
    };
    if text(header::IF_NONE_MATCH) == Some("*") {
        return Ok(Base(None));
    }
    let tag = text(header::IF_MATCH).and_then(|tag| tag.strip_prefix('"')?.strip_suffix('"'));
    let revision = tag.and_then(|tag| tag.parse().ok());
    revision.map(|revision| Base(Some(revision))).ok_or_else(|| {
        ApiError::new(
            ProblemKind::Invalid,
            "base-missing",
            "Say which revision the change began from",
            "Send the header If-Match with the ETag of what you changed, or If-None-Match: * for a new item.",
        )
    })
}

/// Returns the entity tag of a revision.
pub(crate) fn entity_tag(revision: RevisionId) -> [(header::HeaderName, String); 1] {
    [(header::ETAG, format!("\"{revision}\""))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(name: &'static str, value: &'static str) -> Option<Option<RevisionId>> {
        let headers = HeaderMap::from_iter([(header::HeaderName::from_static(name), HeaderValue::from_static(value))]);
        read(&headers).ok().map(|base| base.0)
    }

    #[test]
    fn a_base_is_a_quoted_number_or_nothing_for_a_new_item() {
        assert_eq!(base("if-match", "\"3\""), Some(Some(RevisionId(3))));
        assert_eq!(base("if-none-match", "*"), Some(None));
        for bad in ["3", "\"0\"", "\"x\"", "*", "W/\"3\""] {
            assert_eq!(base("if-match", bad), None, "{bad}");
        }
    }
}
