//! What belongs around the whole API.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use nilecare_types::{Problem, ProblemKind};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{ApiError, observe};

/// Limits of one HTTP listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HttpOptions {
    /// How long a request may take before it is answered with 504.
    pub timeout: Duration,
    /// The largest body taken, in bytes.
    pub body_limit_bytes: usize,
    /// Beginnings of paths whose routes end in time by themselves, in their own form and by their own setting.
    pub self_timed: &'static [&'static str],
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            body_limit_bytes: 2 * 1024 * 1024,
            self_timed: &[],
        }
    }
}

/// Wraps the merged routes of all services; call it once, last.
///
/// Order from outside in: request id, log and metrics; panic guard; time-out; body limit; routes. Unknown routes and methods are
/// answered with a problem too.
pub fn finish(router: Router, options: HttpOptions) -> Router {
    router
        .fallback(unknown_route)
        .method_not_allowed_fallback(unknown_method)
        .layer(DefaultBodyLimit::max(options.body_limit_bytes))
        .layer(middleware::from_fn_with_state(options, limit_time))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(middleware::from_fn(observe::observe))
}

async fn limit_time(State(options): State<HttpOptions>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if options.self_timed.iter().any(|begin| path.starts_with(begin)) {
        return next.run(request).await;
    }
    let answer = tokio::time::timeout(options.timeout, next.run(request)).await;
    answer.unwrap_or_else(|_| timed_out().into_response())
}

/// Returns the answer to a request that took too long.
pub fn timed_out() -> ApiError {
    ApiError::new(
        ProblemKind::TimedOut,
        "request-timed-out",
        "The request took too long",
        "It may have been done all the same: repeat a command with the same Idempotency-Key.",
    )
}

fn after_panic(panic: Box<dyn Any + Send>) -> Response {
    // The panic's text may hold data; the panic hook of the process decides what of it is logged.
    drop(panic);
    tracing::error!("a handler panicked");
    ApiError::new(
        ProblemKind::Internal,
        "internal",
        "Something failed on the server",
        "Give the X-Request-ID of this reply to the operator.",
    )
    .into_response()
}

/// Answers a path that there is not.
pub async fn unknown_route() -> ApiError {
    let detail = "Compare the path with the API description at /api/docs.";
    ApiError::new(
        ProblemKind::NotFound,
        "route-not-found",
        "There is no such route",
        detail,
    )
}

async fn unknown_method() -> ApiError {
    ApiError::from(Problem {
        code: "method-not-allowed".to_owned(),
        title: "This route does not know the method".to_owned(),
        status: 405,
        detail: "The header Allow lists the methods that it knows.".to_owned(),
        problems: Vec::new(),
    })
}
