//! Failures as clients see them (RFC 9457).

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use nilecare_types::{Problem, ProblemKind};

/// The media type of a problem (RFC 9457 §3).
pub const PROBLEM_JSON: &str = "application/problem+json";

/// What a handler gives back.
pub type ApiResult<T> = Result<T, ApiError>;

/// A [`Problem`] on its way out as a response.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct ApiError(pub Box<Problem>);

impl ApiError {
    /// Builds a problem; `detail` says what to do and holds no patient data.
    pub fn new(kind: ProblemKind, code: &str, title: &str, detail: impl Into<String>) -> Self {
        Problem::new(kind, code, title, detail).into()
    }

    /// Nobody is signed in, or the token is not valid (401).
    pub fn unauthenticated(detail: &str) -> Self {
        Self::new(ProblemKind::Unauthenticated, "unauthenticated", "Sign in first", detail)
    }

    /// There is no such thing (404); `code` such as `patient-not-found`.
    pub fn not_found(code: &str, title: &str) -> Self {
        Self::new(ProblemKind::NotFound, code, title, "Check the id in the path.")
    }

    /// The content is well formed and not acceptable (422); each of `problems` is `/path: reason`, without values.
    pub fn unprocessable(problems: Vec<String>) -> Self {
        let detail = "Correct the fields listed under problems and send it again.";
        Problem::new(
            ProblemKind::Unprocessable,
            "validation-failed",
            "Some fields are not valid",
            detail,
        )
        .with_problems(problems)
        .into()
    }

    /// The fault is ours (500). Writes the whole chain of `error` to the log once and tells the client nothing of it.
    pub fn internal(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error = %chain(error), "request failed");
        Self::new(
            ProblemKind::Internal,
            "internal",
            "Something failed on the server",
            "Try again; if it stays, give the X-Request-ID of this reply to the operator.",
        )
    }

    /// Returns the problem.
    pub fn problem(&self) -> &Problem {
        &self.0
    }
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self(Box::new(problem))
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&*self.0).expect("a problem is text and numbers, which always serialise");
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        if status == StatusCode::UNAUTHORIZED {
            // RFC 9110 §11.6.1: a 401 names the scheme.
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"nilecare\""),
            );
        }
        response
    }
}
