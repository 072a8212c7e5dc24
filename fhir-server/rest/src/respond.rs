//! Answers.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use nilecare_fhir_store::Stored;
use nilecare_types::Timestamp;
use serde_json::Value;

use crate::error::RestError;
use crate::format::Format;

/// An answer, whose body is always JSON until it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub status: StatusCode,
    pub body: Option<Vec<u8>>,
    pub etag: Option<u64>,
    pub last_modified: Option<i64>,
    pub location: Option<String>,
}

impl Reply {
    pub fn empty(status: StatusCode) -> Self {
        Self {
            status,
            body: None,
            etag: None,
            last_modified: None,
            location: None,
        }
    }

    pub fn json(status: StatusCode, value: &Value) -> Self {
        Self::bytes(status, value.to_string().into_bytes())
    }

    pub fn bytes(status: StatusCode, body: Vec<u8>) -> Self {
        Self {
            body: Some(body),
            ..Self::empty(status)
        }
    }

    /// Adds what tells the version.
    #[must_use]
    pub fn of_version(mut self, stored: &Stored) -> Self {
        self.etag = Some(stored.version);
        self.last_modified = Some(stored.updated);
        self
    }
}

/// Writes an entity tag.
pub(crate) fn etag(version: u64) -> String {
    format!("W/\"{version}\"")
}

/// Reads the version of an entity tag.
pub(crate) fn read_etag(text: &str) -> Option<u64> {
    let text = text.trim();
    let quoted = text.strip_prefix("W/").unwrap_or(text);
    quoted
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(quoted)
        .parse()
        .ok()
}

/// Writes a moment as HTTP headers do.
pub(crate) fn http_date(micros: i64) -> Option<String> {
    let moment = Timestamp::from_microsecond(micros).ok()?;
    jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&moment)
        .ok()
}

pub(crate) fn respond(reply: Reply, format: Format, is_pretty: bool, is_head: bool) -> Response {
    let mut status = reply.status;
    let body = match reply.body {
        None => None,
        Some(body) => match written(body, format, is_pretty) {
            Ok(body) => Some(body),
            Err(error) => {
                status = StatusCode::INTERNAL_SERVER_ERROR;
                tracing::error!(%error, "a resource could not be written in XML");
                Some(Vec::new())
            }
        },
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let mut put = |name: header::HeaderName, value: Option<String>| {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(name, value);
        }
    };
    put(header::ETAG, reply.etag.map(etag));
    put(header::LAST_MODIFIED, reply.last_modified.and_then(http_date));
    put(header::LOCATION, reply.location);
    put(header::CACHE_CONTROL, Some("no-store".to_owned()));
    if let Some(body) = body {
        put(header::CONTENT_TYPE, Some(format.content_type().to_owned()));
        put(header::CONTENT_LENGTH, Some(body.len().to_string()));
        if !is_head {
            *response.body_mut() = body.into();
        }
    }
    response
}

fn written(body: Vec<u8>, format: Format, is_pretty: bool) -> Result<Vec<u8>, String> {
    if format == Format::Json && !is_pretty {
        return Ok(body);
    }
    let value: Value = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
    match format {
        Format::Json => serde_json::to_vec_pretty(&value).map_err(|error| error.to_string()),
        Format::Xml => nilecare_fhir::to_xml(&value)
            .map(String::into_bytes)
            .map_err(|error| error.to_string()),
    }
}

pub(crate) fn respond_error(error: &RestError, format: Format) -> Response {
    let mut response = respond(Reply::json(error.status, &error.outcome()), format, false, false);
    if let Some(allow) = error.allow {
        response
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static(allow));
    }
    if error.status == StatusCode::UNAUTHORIZED {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
