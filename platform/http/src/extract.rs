//! Extractors whose refusal names the place of what is wrong and never the value.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, header, request::Parts};
use nilecare_types::{Problem, ProblemKind};
use serde::{Serialize, de::DeserializeOwned};
use serde_path_to_error::{Path as FieldPath, Segment};

use crate::ApiError;

/// A JSON body, in a request and in a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// The query string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query<T>(pub T);

/// The parameters of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(
                ProblemKind::Invalid,
                "content-type-not-json",
                "The body is not marked as JSON",
                "Send the header Content-Type: application/json.",
            ));
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| body_error(rejection.status()))?;
        read(&body).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(
            parts.uri.query().unwrap_or_default().as_bytes(),
        ));
        serde_path_to_error::deserialize(pairs).map(Self).map_err(|error| {
            let problem = field_problem(error.path(), &error.inner().to_string());
            Problem::new(
                ProblemKind::Invalid,
                "query-invalid",
                "The query string is not valid",
                "Correct it.",
            )
            .with_problems(vec![problem])
            .into()
        })
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(value)| Self(value)).map_err(|_| {
            ApiError::new(
                ProblemKind::Invalid,
                "path-invalid",
                "The path holds something that is not an id",
                "Ids are the 26 characters that lists and replies give.",
            )
        })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn body_error(status: http::StatusCode) -> ApiError {
    if status == http::StatusCode::PAYLOAD_TOO_LARGE {
        return ApiError::new(
            ProblemKind::TooLarge,
            "body-too-large",
            "The body is larger than this server takes",
            "Send less at once, or have the operator raise the limit.",
        );
    }
    ApiError::new(
        ProblemKind::Invalid,
        "body-unreadable",
        "The body could not be read",
        "Send the request again.",
    )
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| json_error(&error))?;
    json.end().map_err(|error| syntax_error(&error))?;
    Ok(value)
}

fn json_error(error: &serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    match error.inner().classify() {
        serde_json::error::Category::Data => {
            ApiError::unprocessable(vec![field_problem(error.path(), &error.inner().to_string())])
        }
        _ => syntax_error(error.inner()),
    }
}

fn syntax_error(error: &serde_json::Error) -> ApiError {
    let place = format!(
        "The JSON breaks off or is malformed at line {} column {}.",
        error.line(),
        error.column()
    );
    ApiError::new(
        ProblemKind::Invalid,
        "json-invalid",
        "The body is not valid JSON",
        place,
    )
}

/// Writes `/patient/birth_date: reason` from what serde says, leaving out every part that could repeat the value.
fn field_problem(path: &FieldPath, message: &str) -> String {
    let mut pointer: Vec<String> = path
        .iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect();
    if message.starts_with("unknown field") {
        // The last step is a name that the client made up; it could be anything.
        pointer.pop();
    }
    format!("/{}: {}", pointer.join("/"), reason(message))
}

fn reason(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or_default();
    if message.starts_with("missing field") {
        return message.to_owned();
    }
    // What follows the last `expected` is written by our types; what comes before repeats the client.
    let expected = message.rfind(", expected ").map(|at| &message[at + 2..]);
    match (message.starts_with("unknown field"), expected) {
        (true, Some(expected)) => format!("holds a field that is not known, {expected}"),
        (_, Some(expected)) => expected.to_owned(),
        _ => "is not of the form that the API description gives".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Person {
        #[allow(dead_code)]
        names: Vec<Name>,
    }

    #[derive(Debug, serde::Deserialize)]
    struct Name {
        #[allow(dead_code)]
        family: String,
        #[allow(dead_code)]
        id: Option<nilecare_types::PatientId>,
    }

    fn problems(body: &str) -> Vec<String> {
        read::<Person>(body.as_bytes())
            .expect_err("each body is wrong")
            .0
            .problems
    }

    #[test]
    fn a_bad_field_is_named_by_its_place_and_not_by_its_value() {
        assert_eq!(
            problems(r#"{"names":[{"family":"a"},{"family":4711}]}"#),
            ["/names/1/family: expected a string"]
        );
        assert_eq!(problems(r#"{"names":[{}]}"#), ["/names/0: missing field `family`"]);
        assert_eq!(
            problems(r#"{"Osman":1}"#),
            ["/: holds a field that is not known, expected `names`"]
        );
        let bad_id = problems(r#"{"names":[{"family":"a","id":"Osman, expected"}]}"#);
        assert_eq!(
            bad_id,
            ["/names/0/id: is not of the form that the API description gives"]
        );
    }

    #[test]
    fn malformed_json_is_told_by_line_and_column() {
        let error = read::<Person>(b"{\"names\":\n [}").expect_err("it is malformed");
        assert_eq!((error.0.status, error.0.code.as_str()), (400, "json-invalid"));
        assert!(error.0.detail.contains("line 2 column 3"), "{}", error.0.detail);
        assert_eq!(
            read::<Person>(b"{\"names\":[]} x").expect_err("trailing text").0.code,
            "json-invalid"
        );
    }
}
