//! Puts on record who signed in, and who was refused.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
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
    if !request.uri().path().ends_with("/auth/login") {
        return next.run(request).await;
    }
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
        action: "user.sign-in".to_owned(),
        target: String::new(),
        outcome: Outcome::of_status(response.status().as_u16()),
        detail: serde_json::Value::Null,
    };
    if let Err(error) = record.events.record(event).await {
        tracing::error!(%error, "a sign-in could not be recorded");
    }
    response
}

fn too_large() -> Response {
    use axum::response::IntoResponse;
    let detail = "Send a user's name and password.";
    ApiError::new(ProblemKind::TooLarge, "body-too-large", "The body is too large", detail).into_response()
}
