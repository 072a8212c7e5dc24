//! An entry of a batch or transaction.

use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use nilecare_types::Timestamp;
use serde_json::Value;

use crate::error::{RestError, RestResult};
use crate::interaction::Interaction;
use crate::request::{pairs, segments};
use crate::respond::http_date;

/// An entry, read.
pub(crate) struct Entry {
    pub interaction: Interaction,
    pub full_url: Option<String>,
}

/// Reads an entry; headers, access and preferences are those of the bundle.
pub(crate) fn read(bundle: &Interaction, mut entry: Value) -> RestResult<Entry> {
    let resource = entry.get_mut("resource").map(Value::take);
    let request = entry
        .get("request")
        .ok_or_else(|| RestError::bad_request("expected request with method and url"))?;
    let text = |name: &str| request.get(name).and_then(Value::as_str).map(str::to_owned);
    let method = match text("method").as_deref() {
        Some("GET" | "HEAD") => Method::GET,
        Some("POST") => Method::POST,
        Some("PUT") => Method::PUT,
        Some("PATCH") => Method::PATCH,
        Some("DELETE") => Method::DELETE,
        _ => {
            return Err(RestError::bad_request(
                "expected request.method with GET, POST, PUT, PATCH or DELETE",
            ));
        }
    };
    let url = text("url").ok_or_else(|| RestError::bad_request("expected request.url"))?;
    let relative = url.strip_prefix(bundle.base.as_str()).unwrap_or(&url);
    let (path, query) = relative.split_once('?').unwrap_or((relative, ""));
    if path.contains("://") {
        return Err(RestError::bad_request("expected request.url relative to this server"));
    }
    let mut interaction = Interaction {
        segments: segments(path)?,
        pairs: pairs(query),
        base: bundle.base.clone(),
        caller: bundle.caller,
        content_type: None,
        body: Bytes::new(),
        resource: None,
        if_match: text("ifMatch"),
        if_none_match: text("ifNoneMatch"),
        // An instant here, a date of HTTP in the header.
        if_modified_since: text("ifModifiedSince")
            .and_then(|text| text.parse::<Timestamp>().ok())
            .and_then(|moment| http_date(moment.as_microsecond())),
        if_none_exist: text("ifNoneExist"),
        prefer: bundle.prefer,
        method,
    };
    match resource {
        Some(resource) if interaction.method == Method::PATCH => patch(&mut interaction, &resource)?,
        other => interaction.resource = other,
    }
    let full_url = entry.get("fullUrl").and_then(Value::as_str).map(str::to_owned);
    Ok(Entry { interaction, full_url })
}

/// A patch comes as a Binary (FHIR R4 §3.1.0.9).
fn patch(interaction: &mut Interaction, binary: &Value) -> RestResult<()> {
    let text = |name: &str| binary.get(name).and_then(Value::as_str);
    let wanted = || RestError::bad_request("expected a Binary with contentType and data as the patch");
    let plain: String = text("data").ok_or_else(wanted)?.split_whitespace().collect();
    interaction.body = STANDARD.decode(plain).map_err(|_| wanted())?.into();
    interaction.content_type = Some(text("contentType").ok_or_else(wanted)?.to_owned());
    Ok(())
}
