//! `/api/v1/auth/sessions` and `/api/v1/auth/password`: what a user does with the own account.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use nilecare_contracts::auth::{ChangePassword, Session};
use nilecare_http::{ApiResult, Json, Path};
use nilecare_types::Problem;

use super::caller::Person;
use super::login::refused;
use crate::{AuthService, Origin};

/// Lists the sign-ins of who asks, latest first, at most 200.
#[utoipa::path(get, path = "/api/v1/auth/sessions", tag = "auth", responses(
    (status = 200, description = "Those that go on", body = Vec<Session>),
))]
pub(super) async fn list_sessions(State(auth): State<AuthService>, who: Person) -> ApiResult<Json<Vec<Session>>> {
    Ok(Json(auth.sessions(who.id, who.session.as_deref()).await?))
}

/// Ends one sign-in of who asks; its tokens are refused from now on.
#[utoipa::path(delete, path = "/api/v1/auth/sessions/{id}", tag = "auth", params(("id" = String, Path)), responses(
    (status = 204, description = "Ended"),
    (status = 404, description = "session-not-found", body = Problem),
))]
pub(super) async fn end_session(
    State(auth): State<AuthService>,
    who: Person,
    Path(id): Path<String>,
) -> ApiResult<StatusCode> {
    auth.end_session(who.id, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends every sign-in of who asks but the one that asks.
#[utoipa::path(post, path = "/api/v1/auth/sessions/end-others", tag = "auth", responses(
    (status = 204, description = "Ended"),
))]
pub(super) async fn end_other_sessions(State(auth): State<AuthService>, who: Person) -> ApiResult<StatusCode> {
    auth.end_sessions(who.id, who.session.as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes the own password and ends every other sign-in.
#[utoipa::path(put, path = "/api/v1/auth/password", tag = "auth", request_body = ChangePassword, responses(
    (status = 204, description = "Changed"),
    (status = 401, description = "credentials-invalid", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 429, description = "login-throttled", body = Problem),
))]
pub(super) async fn change_password(
    State(auth): State<AuthService>,
    who: Person,
    origin: Origin,
    Json(change): Json<ChangePassword>,
) -> Response {
    let changed = auth
        .change_password(who.id, who.session.as_deref(), change, &origin)
        .await;
    changed.map_or_else(refused, |()| StatusCode::NO_CONTENT.into_response())
}
