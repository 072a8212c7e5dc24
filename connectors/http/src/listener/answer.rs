//! What a peer is answered.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use nilecare_engine_api::{Accepted, AcceptedProblemKind};
use serde_json::json;

use crate::ReplyOptions;

/// The number of the message, for whoever asks about it later.
const MESSAGE: HeaderName = HeaderName::from_static("nilecare-message");

/// A request that is not taken; nothing of it is stored.
#[derive(Debug)]
pub struct Refusal {
    pub(crate) status: StatusCode,
    /// For the peer and the log; holds nothing of the request.
    pub(crate) title: &'static str,
    headers: Vec<(HeaderName, String)>,
}

impl Refusal {
    /// Refuses with a status and a reason, which holds nothing of the request.
    pub fn new(status: StatusCode, title: &'static str) -> Self {
        Self {
            status,
            title,
            headers: Vec::new(),
        }
    }

    /// Asks the peer to come again.
    pub(crate) fn come_again(title: &'static str, after: Duration) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, title).with(header::RETRY_AFTER, seconds(after))
    }

    /// Adds a header.
    pub(crate) fn with(mut self, name: HeaderName, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(crate) fn into_response(self) -> Response<Full<Bytes>> {
        let mut response = problem(self.status, self.title);
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().append(name, value);
            }
        }
        // Of a body that was not read nobody knows where it ends.
        response
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
        response
    }
}

/// Answers for a message that is on disk.
pub(super) fn accepted(accepted: Accepted, options: &ReplyOptions) -> Response<Full<Bytes>> {
    let codes = &options.status;
    let code = match (&accepted.problem, &accepted.reply) {
        (None, Some(_)) => codes.accepted,
        (None, None) => codes.no_reply,
        (Some(problem), _) => match problem.kind {
            AcceptedProblemKind::Unreadable => codes.unreadable,
            AcceptedProblemKind::Rejected => codes.rejected,
            AcceptedProblemKind::Failed => codes.failed,
            AcceptedProblemKind::Unfinished => codes.unfinished,
        },
    };
    let status = status(code);
    let mut response = match (accepted.reply, &accepted.problem) {
        (Some(reply), _) => with_reply(status, reply, options),
        (None, Some(why)) => problem(status, &why.text),
        (None, None) => with_status(status, Bytes::new()),
    };
    response
        .headers_mut()
        .insert(MESSAGE, HeaderValue::from(accepted.message.0));
    response
}

/// Answers for a request that was only a sign.
pub(super) fn sign(options: &ReplyOptions) -> Response<Full<Bytes>> {
    with_status(status(options.status.no_reply), Bytes::new())
}

/// Answers for a message that could not be stored.
pub(super) fn not_stored(reply: Option<Bytes>, options: &ReplyOptions, after: Duration) -> Response<Full<Bytes>> {
    let status = status(options.status.not_stored);
    let mut response = match reply {
        Some(reply) => with_reply(status, reply, options),
        None => problem(status, "the message was not stored; send it again later"),
    };
    if let Ok(after) = HeaderValue::from_str(&seconds(after)) {
        response.headers_mut().insert(header::RETRY_AFTER, after);
    }
    response
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn seconds(after: Duration) -> String {
    after.as_secs().max(1).to_string()
}

fn with_reply(status: StatusCode, reply: Bytes, options: &ReplyOptions) -> Response<Full<Bytes>> {
    let content_type = options.content_type.as_deref().unwrap_or_else(|| told_from(&reply));
    let content_type = HeaderValue::from_str(content_type);
    let mut response = with_status(status, reply);
    if let Ok(content_type) = content_type {
        response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    }
    response
}

fn told_from(reply: &[u8]) -> &'static str {
    match reply.trim_ascii_start() {
        [b'M' | b'B' | b'F', b'S' | b'H', b'H' | b'S', ..] => "x-application/hl7-v2+er7",
        [b'{' | b'[', ..] => "application/json",
        [b'<', ..] => "application/xml",
        _ => "text/plain; charset=utf-8",
    }
}

fn problem(status: StatusCode, title: &str) -> Response<Full<Bytes>> {
    let body = json!({ "title": title, "status": status.as_u16() }).to_string();
    let mut response = with_status(status, Bytes::from(body));
    let content_type = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}

fn with_status(status: StatusCode, body: Bytes) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    // What a channel replies may quote its message; no browser shall take it for a page.
    let sniffing = (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let storing = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().extend([sniffing, storing]);
    response
}

#[cfg(test)]
mod tests {
    use nilecare_engine_api::AcceptedProblem;
    use nilecare_types::MessageId;

    use super::*;

    fn answer(reply: Option<&'static str>, kind: Option<AcceptedProblemKind>) -> (u16, Option<String>) {
        let stored = Accepted {
            message: MessageId(7),
            reply: reply.map(|reply| Bytes::from_static(reply.as_bytes())),
            is_positive: kind.is_none(),
            problem: kind.map(|kind| AcceptedProblem::new(kind, "why")),
        };
        let response = accepted(stored, &ReplyOptions::default());
        assert_eq!(response.headers()["nilecare-message"], "7");
        let content_type = response.headers().get(header::CONTENT_TYPE);
        let content_type = content_type.map(|value| value.to_str().expect("it is text").to_owned());
        (response.status().as_u16(), content_type)
    }

    #[test]
    fn the_status_says_what_became_of_the_message() {
        use AcceptedProblemKind as Kind;
        let of = |content_type: &str| Some(content_type.to_owned());
        assert_eq!(answer(Some("MSH|^~\\&|"), None), (200, of("x-application/hl7-v2+er7")));
        assert_eq!(answer(Some(" {}"), None), (200, of("application/json")));
        assert_eq!(answer(None, None), (202, None));
        let problem = || of("application/problem+json");
        assert_eq!(answer(None, Some(Kind::Unfinished)), (202, problem()));
        assert_eq!(answer(None, Some(Kind::Unreadable)), (400, problem()));
        assert_eq!(answer(None, Some(Kind::Rejected)), (422, problem()));
        assert_eq!(answer(None, Some(Kind::Failed)), (500, problem()));
        assert_eq!(answer(Some("<a/>"), Some(Kind::Failed)), (500, of("application/xml")));
    }
}
