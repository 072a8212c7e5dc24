//! Puts on record who signed in, and who was refused.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use http::StatusCode;
use nilecare_event_log::{EventLog, NewEvent, Outcome};
use nilecare_http::{ApiError, ClientAddress, OpenApiRouter};
use nilecare_types::{Clock, ProblemKind};

/// A sign-in is a name and a password.
const BODY_LIMIT: usize = 16 << 10;
const NAME_LIMIT: usize = 64;

#[derive(Clone)]
struct Record {
    events: EventLog,
    clock: Arc<dyn Clock>,
}

#[derive(serde::Deserialize)]
struct Login {
    username: String,
}

/// Records sign-ins at the routes of the authentication service.
pub fn recorded(router: OpenApiRouter, events: EventLog, clock: Arc<dyn Clock>) -> OpenApiRouter {
    router.layer(middleware::from_fn_with_state(Record { events, clock }, record))
}

async fn record(
    State(record): State<Record>,
    ClientAddress(address): ClientAddress,
    request: Request,
    next: Next,
) -> Response {
    let Some(action) = action(request.uri().path()) else {
        return next.run(request).await;
    };
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return too_large();
    };
    let user = serde_json::from_slice::<Login>(&body).map(|login| login.username);
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    let event = NewEvent {
        at: record.clock.now(),
        user: user.unwrap_or_default().chars().take(NAME_LIMIT).collect(),
        address: address.map(|address| address.to_string()),
        action: action.to_owned(),
        target: String::new(),
        outcome: Outcome::of_status(response.status().as_u16()),
        detail: if response.status() == StatusCode::ACCEPTED {
            serde_json::json!({ "second_factor": "asked for" })
        } else {
            serde_json::Value::Null
        },
    };
    if let Err(error) = record.events.record(event).await {
        tracing::error!(%error, "a sign-in could not be recorded");
    }
    response
}

/// The second step names a challenge and no user, so it is told by its address alone.
fn action(path: &str) -> Option<&'static str> {
    match path.strip_prefix("/api/v1/auth/login")? {
        "" => Some("user.sign-in"),
        "/second-factor" | "/enrol/confirm" => Some("user.second-factor"),
        _ => None,
    }
}

fn too_large() -> Response {
    use axum::response::IntoResponse;
    let detail = "Send a user's name and password.";
    ApiError::new(ProblemKind::TooLarge, "body-too-large", "The body is too large", detail).into_response()
}
