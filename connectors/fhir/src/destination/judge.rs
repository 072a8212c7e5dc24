//! What an answer says of the message.

use std::collections::BTreeMap;

use http::{StatusCode, header};
use nilecare_connector_http::HttpAnswer;
use nilecare_engine_api::{FailureKind, Response, SendError};
use nilecare_fhir::parse;
use nilecare_types::Timestamp;

use super::request::Asked;
use crate::batch;
use crate::config::{is_id, is_type};
use crate::failure::{BUSY, CONFLICT, NOT_LET_IN, NOT_SPOKEN, REFUSED};
use crate::outcome::Outcome;

/// Issues that pass by themselves (FHIR R4, value set issue-type: below `transient`).
const PASSING: [&str; 7] = [
    "transient",
    "lock-error",
    "no-store",
    "timeout",
    "incomplete",
    "throttled",
    "too-costly",
];

/// Takes status and OperationOutcome as what became of the message.
pub(super) fn judge(answer: HttpAnswer, asked: &Asked, now: Timestamp) -> Result<Response, SendError> {
    let facts = facts(&answer);
    if answer.status.is_success() {
        if let Some(sent) = &asked.batch {
            let told = parse(&answer.body).ok().filter(|_| !answer.is_cut);
            let judged = batch::judge(sent, told.as_ref().map(|told| &told.value));
            judged.map_err(|error| error.with_response(answer.body.clone()).with_facts(facts.clone()))?;
        }
        let content = (!answer.body.is_empty()).then_some(answer.body);
        return Ok(Response { content, facts });
    }
    let refusal = refusal(&answer, asked.has_version, now);
    Err(refusal.with_response(answer.body).with_facts(facts))
}

/// Says what an answer without success means; `has_version` when a version was named.
pub(crate) fn refusal(answer: &HttpAnswer, has_version: bool, now: Timestamp) -> SendError {
    let outcome = Outcome::read(&answer.body);
    let (kind, code) = class(answer.status, &outcome, has_version);
    let pause = answer.retry_after(now).filter(|_| kind == FailureKind::Retry);
    SendError::new(kind, code, detail(answer.status, &outcome)).retry_after(pause)
}

/// Sorts a status that is no success by what helps (FHIR R4 §3.1.0.1.5 and the interactions).
fn class(status: StatusCode, outcome: &Outcome, has_version: bool) -> (FailureKind, &'static str) {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            (FailureKind::Stop, NOT_LET_IN)
        }
        StatusCode::NOT_ACCEPTABLE | StatusCode::UNSUPPORTED_MEDIA_TYPE => (FailureKind::Stop, NOT_SPOKEN),
        // Somebody else wrote at the same time, which passes; a version that is gone does not come back.
        StatusCode::CONFLICT if !has_version && !outcome.has(&["duplicate", "business-rule"]) => {
            (FailureKind::Retry, CONFLICT)
        }
        StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => (FailureKind::Reject, CONFLICT),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => {
            (FailureKind::Retry, BUSY)
        }
        StatusCode::NOT_IMPLEMENTED | StatusCode::HTTP_VERSION_NOT_SUPPORTED => (FailureKind::Reject, REFUSED),
        status if status.is_server_error() => (FailureKind::Retry, BUSY),
        _ if outcome.has(&PASSING) => (FailureKind::Retry, BUSY),
        _ => (FailureKind::Reject, REFUSED),
    }
}

fn detail(status: StatusCode, outcome: &Outcome) -> String {
    let meaning = match status.as_u16() {
        404 => " (there is no such resource or type, and the server does not make one)",
        405 => " (the server does not do this with this type)",
        409 => " (somebody else has changed it)",
        410 => " (the resource is deleted)",
        412 => " (another version, or more than one resource is found)",
        422 => " (the server's rules do not allow it)",
        _ => "",
    };
    let words = outcome.words();
    let says = if words.is_empty() {
        String::new()
    } else {
        format!(": {words}")
    };
    format!("the server answered {}{meaning}{says}", status.as_u16())
}

/// Tells where the resource is and which version it has (`Location` or `Content-Location`, `ETag`).
fn facts(answer: &HttpAnswer) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::from([("http_status".to_owned(), answer.status.as_u16().to_string())]);
    if answer.status == StatusCode::CREATED {
        facts.insert("fhir_created".to_owned(), "true".to_owned());
    }
    let text = |name: header::HeaderName| answer.headers.get(name).and_then(|value| value.to_str().ok());
    let location = text(header::LOCATION).or_else(|| text(header::CONTENT_LOCATION));
    let mut version = text(header::ETAG).map(|tag| tag.trim_start_matches("W/").trim_matches('"'));
    if let Some(location) = location {
        let path = match location.split_once("/_history/") {
            Some((path, named)) => {
                version = version.or(Some(named));
                path
            }
            None => location,
        };
        let mut parts = path.rsplit('/');
        let (id, resource_type) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if is_id(id) && is_type(resource_type) {
            facts.insert("fhir_type".to_owned(), resource_type.to_owned());
            facts.insert("fhir_id".to_owned(), id.to_owned());
        }
    }
    if let Some(version) = version.filter(|version| is_id(version)) {
        facts.insert("fhir_version".to_owned(), version.to_owned());
    }
    facts
}

#[cfg(test)]
mod tests;
