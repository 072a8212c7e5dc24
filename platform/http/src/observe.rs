//! Request id, access log and metrics: one pass around each request.
//!
//! The log names the route's template, never the path or the query string: both may hold patient data.

use std::time::Instant;

use axum::extract::{FromRequestParts, MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue};
use tracing::Instrument;

/// The header that carries the request id in both directions.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of the request at hand: the caller's when it is 1 to 64 characters of `A-Z a-z 0-9 - _ .`, else a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

impl<S: Send + Sync> FromRequestParts<S> for RequestId {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let known = parts.extensions.get::<Self>().cloned();
        Ok(known.unwrap_or_else(|| request_id(&parts.headers)))
    }
}

pub(crate) async fn observe(mut request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let method = method_label(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str)
        .to_owned();
    let header = HeaderValue::from_str(&id.0).expect("a request id is ASCII letters, digits, '-', '_' and '.'");
    let span = tracing::info_span!("http", request.id = %id.0, http.method = method, http.route = %route);
    request.extensions_mut().insert(id);

    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let elapsed = started.elapsed();
    response.headers_mut().insert(REQUEST_ID, header);

    let status = response.status().as_u16();
    span.in_scope(|| {
        tracing::debug!(
            http.status = status,
            duration_ms = elapsed.as_millis() as u64,
            "request answered"
        )
    });
    let labels = [
        ("route", route),
        ("method", method.to_owned()),
        ("status", status.to_string()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels[..2]).record(elapsed.as_secs_f64());
    response
}

fn request_id(headers: &HeaderMap) -> RequestId {
    let given = headers.get(&REQUEST_ID).and_then(|value| value.to_str().ok());
    let is_safe = |text: &&str| {
        (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
    };
    RequestId(
        given
            .filter(is_safe)
            .map_or_else(|| ulid::Ulid::generate().to_string(), str::to_owned),
    )
}

/// Keeps the label bounded: a client may invent methods.
fn method_label(method: &http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "PATCH" => "PATCH",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        _ => "OTHER",
    }
}
