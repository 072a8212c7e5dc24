//! JSON or XML.

use http::{HeaderMap, StatusCode, header};
use nilecare_fhir_model::IssueCode;
use serde_json::Value;

use crate::error::{RestError, RestResult};

/// How a resource is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Format {
    #[default]
    Json,
    Xml,
}

impl Format {
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/fhir+json; charset=utf-8",
            Self::Xml => "application/fhir+xml; charset=utf-8",
        }
    }

    fn named(name: &str) -> Option<Self> {
        let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            // A plus in a query string is a blank.
            "json" | "application/json" | "application/fhir+json" | "application/fhir json" | "text/json" => {
                Some(Self::Json)
            }
            "xml" | "application/xml" | "application/fhir+xml" | "application/fhir xml" | "text/xml" => Some(Self::Xml),
            "*/*" | "application/*" | "text/*" | "text/html" => Some(Self::Json),
            _ => None,
        }
    }

    /// Tells how the answer is to be written: by `_format`, then by `Accept`.
    pub fn of_answer(headers: &HeaderMap, pairs: &[(String, String)]) -> RestResult<Self> {
        let refused = || {
            let diagnostics = "ask for application/fhir+json or application/fhir+xml";
            RestError::new(StatusCode::NOT_ACCEPTABLE, IssueCode::NotSupported, diagnostics)
        };
        if let Some((_, format)) = pairs.iter().find(|(name, _)| name == "_format") {
            return Self::named(format).ok_or_else(refused);
        }
        let Some(accept) = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()) else {
            return Ok(Self::Json);
        };
        accept.split(',').find_map(Self::named).ok_or_else(refused)
    }
}

/// Tells what `Content-Type` says of the body; `None` when there is none.
pub(crate) fn content_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

/// Reads a resource in JSON or XML.
pub(crate) fn read_resource(content_type: Option<&str>, body: &[u8]) -> RestResult<Value> {
    let declared = content_type.map(|name| {
        (
            name,
            Format::named(name).filter(|_| !name.contains('*') && name != "text/html"),
        )
    });
    if let Some((_, None)) = declared {
        let diagnostics = "send application/fhir+json or application/fhir+xml";
        return Err(RestError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            IssueCode::NotSupported,
            diagnostics,
        ));
    }
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(RestError::bad_request("expected a resource in the body"));
    }
    let wrong = |error: nilecare_fhir::FhirError| {
        RestError::new(StatusCode::BAD_REQUEST, IssueCode::Structure, error.to_string())
    };
    let resource = nilecare_fhir::parse(body).map_err(wrong)?;
    let is_as_declared = match declared {
        Some((_, Some(format))) => (format == Format::Xml) == (resource.syntax == nilecare_fhir::Syntax::Xml),
        _ => true,
    };
    if !is_as_declared {
        return Err(RestError::bad_request("the body is not what Content-Type says"));
    }
    Ok(resource.value)
}
