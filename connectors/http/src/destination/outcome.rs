//! What an answer says of the message.

use std::collections::BTreeMap;
use std::time::Duration;

use http::{HeaderMap, StatusCode, header};
use jiff::fmt::rfc2822::DateTimeParser;
use nilecare_engine_api::{FailureKind, Response, SendError};
use nilecare_types::Timestamp;

use super::client::HttpAnswer;
use super::failure::{BUSY, NOT_LET_IN, REFUSED};
use crate::HttpDestinationConfig;

/// Of a header that is kept.
const MAX_HEADER: usize = 4 << 10;

/// Takes the status as what became of the message.
pub(super) fn judge(answer: HttpAnswer, config: &HttpDestinationConfig, now: Timestamp) -> Result<Response, SendError> {
    let facts = facts(&answer, config);
    if answer.status.is_success() {
        let content = (!answer.body.is_empty()).then_some(answer.body);
        return Ok(Response { content, facts });
    }
    let (kind, code) = class(answer.status);
    let pause = retry_after(&answer.headers, now).filter(|_| kind == FailureKind::Retry);
    // The body may quote the message; it is kept with the response only.
    let detail = format!(
        "the receiver answered {}; its answer is kept with the message",
        answer.status.as_u16()
    );
    Err(SendError::new(kind, code, detail)
        .with_response(answer.body)
        .with_facts(facts)
        .retry_after(pause))
}

/// A receiver need not know the method of a check, but must let us in and be well.
pub(super) fn judge_check(status: StatusCode) -> Result<StatusCode, SendError> {
    match class(status) {
        (FailureKind::Reject, _) => Ok(status),
        _ if status.is_success() => Ok(status),
        (kind, code) => {
            let detail = format!("the receiver answered the check with {}", status.as_u16());
            Err(SendError::new(kind, code, detail))
        }
    }
}

/// Sorts a status that is no success by what helps.
fn class(status: StatusCode) -> (FailureKind, &'static str) {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            (FailureKind::Stop, NOT_LET_IN)
        }
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS => {
            (FailureKind::Retry, BUSY)
        }
        // These two will not change by themselves (RFC 9110 §15.6.2, §15.6.6).
        StatusCode::NOT_IMPLEMENTED | StatusCode::HTTP_VERSION_NOT_SUPPORTED => (FailureKind::Reject, REFUSED),
        status if status.is_server_error() => (FailureKind::Retry, BUSY),
        _ => (FailureKind::Reject, REFUSED),
    }
}

fn facts(answer: &HttpAnswer, config: &HttpDestinationConfig) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::from([("http_status".to_owned(), answer.status.as_u16().to_string())]);
    if answer.is_cut {
        facts.insert("http_is_cut".to_owned(), "true".to_owned());
    }
    for name in &config.response_headers {
        let Some(value) = answer.headers.get(name.as_str()) else {
            continue;
        };
        let kept = &value.as_bytes()[..value.len().min(MAX_HEADER)];
        let name = format!("http_header.{}", name.to_ascii_lowercase());
        facts.insert(name, String::from_utf8_lossy(kept).into_owned());
    }
    facts
}

/// Seconds, or a date (RFC 9110 §10.2.3).
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = DateTimeParser::new().parse_timestamp(value).ok()?;
    let pause = at.as_second().saturating_sub(now.as_second());
    Some(Duration::from_secs(u64::try_from(pause).unwrap_or_default()))
}
