//! Bodies without card numbers: what holds one is refused before anything reads it.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use nilecare_contracts::holds_card_number;
use nilecare_http::{ApiError, Json};
use nilecare_types::{Problem, ProblemKind};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A JSON body in which no text, name or number holds the number of a card (13 to 19 digits with the check digit of ISO/IEC 7812-1), and
/// whose `Idempotency-Key` does not either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clean<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Clean<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let (head, body) = request.into_parts();
        let key = head.headers.get("idempotency-key").and_then(|key| key.to_str().ok());
        let mut problems = Vec::new();
        if key.is_some_and(holds_card_number) {
            problems.push(problem("Idempotency-Key"));
        }
        let whole = Request::from_parts(head.clone(), body);
        let body = Bytes::from_request(whole, state).await.map_err(|rejection| {
            let kind = ProblemKind::from_status(rejection.status().as_u16());
            ApiError::new(
                kind,
                "body-unreadable",
                "The body could not be read",
                "Send the request again.",
            )
        })?;
        // What is no JSON is refused below, and nothing of it is repeated.
        if let Ok(value) = serde_json::from_slice(&body) {
            find(&value, String::new(), &mut problems);
        }
        if !problems.is_empty() {
            return Err(refused(problems));
        }
        let again = Request::from_parts(head, Body::from(body));
        Json::from_request(again, state).await.map(|Json(read)| Self(read))
    }
}

/// Refuses something with the number of a card, by its place.
pub(super) fn refused(problems: Vec<String>) -> ApiError {
    Problem::new(
        ProblemKind::Unprocessable,
        "card-number-refused",
        "Numbers of cards are not taken here",
        "Nothing was kept. Leave the number out; a card is entered on the provider's own page. When it is another number, write it with letters before and within it.",
    )
    .with_problems(problems)
    .into()
}

fn problem(path: &str) -> String {
    format!("{path}: looks like the number of a card")
}

fn find(node: &Value, path: String, problems: &mut Vec<String>) {
    match node {
        Value::Object(fields) => {
            for (name, value) in fields {
                // A name that is none of ours could be anything.
                let is_name = name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
                if holds_card_number(name) {
                    problems.push(problem(&format!("{path}/")));
                }
                find(value, format!("{path}/{}", if is_name { name } else { "?" }), problems);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                find(item, format!("{path}/{at}"), problems);
            }
        }
        Value::String(text) if holds_card_number(text) => problems.push(problem(&path)),
        Value::Number(number) if holds_card_number(&number.to_string()) => problems.push(problem(&path)),
        _ => {}
    }
}
