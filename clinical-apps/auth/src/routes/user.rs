//! `/api/v1/users`

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::auth::{NewUser, Session, SetPassword, SetRoles, User};
use nilecare_http::{ApiResult, Json, ListQuery, Path, Query};
use nilecare_types::{Page, Problem, UserId};

use crate::AuthService;

/// Lists users, oldest first.
#[utoipa::path(get, path = "/api/v1/users", tag = "users", params(ListQuery), responses(
    (status = 200, description = "One page", body = Page<User>),
))]
pub(super) async fn list_users(
    State(auth): State<AuthService>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<User>>> {
    Ok(Json(auth.users(list.after(), list.limit()).await?))
}

/// Adds a user.
#[utoipa::path(post, path = "/api/v1/users", tag = "users", request_body = NewUser, responses(
    (status = 201, description = "Added", body = User),
    (status = 409, description = "username-taken", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn create_user(
    State(auth): State<AuthService>,
    Json(new): Json<NewUser>,
) -> ApiResult<(StatusCode, Json<User>)> {
    Ok((StatusCode::CREATED, Json(auth.add_user(new).await?)))
}

/// Disables a user and ends every sign-in of theirs.
#[utoipa::path(post, path = "/api/v1/users/{id}/disable", tag = "users", params(("id" = UserId, Path)), responses(
    (status = 204, description = "Disabled"),
    (status = 404, description = "user-not-found", body = Problem),
    (status = 409, description = "last-administrator", body = Problem),
))]
pub(super) async fn disable_user(State(auth): State<AuthService>, Path(id): Path<UserId>) -> ApiResult<StatusCode> {
    auth.set_disabled(id, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Enables a user again.
#[utoipa::path(post, path = "/api/v1/users/{id}/enable", tag = "users", params(("id" = UserId, Path)), responses(
    (status = 204, description = "Enabled"),
    (status = 404, description = "user-not-found", body = Problem),
))]
pub(super) async fn enable_user(State(auth): State<AuthService>, Path(id): Path<UserId>) -> ApiResult<StatusCode> {
    auth.set_disabled(id, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets a user's password and ends every sign-in of theirs.
#[utoipa::path(put, path = "/api/v1/users/{id}/password", tag = "users", request_body = SetPassword,
    params(("id" = UserId, Path)), responses(
    (status = 204, description = "Set"),
    (status = 404, description = "user-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn set_user_password(
    State(auth): State<AuthService>,
    Path(id): Path<UserId>,
    Json(request): Json<SetPassword>,
) -> ApiResult<StatusCode> {
    auth.set_password(id, request.password.0, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a user's second factor away, for a lost telephone. If a role requires one, the next sign-in sets up another.
#[utoipa::path(delete, path = "/api/v1/users/{id}/second-factor", tag = "users", params(("id" = UserId, Path)), responses(
    (status = 204, description = "Taken away"),
    (status = 404, description = "user-not-found", body = Problem),
))]
pub(super) async fn remove_second_factor(
    State(auth): State<AuthService>,
    Path(id): Path<UserId>,
) -> ApiResult<StatusCode> {
    auth.remove_second_factor(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists a user's sign-ins, latest first, at most 200.
#[utoipa::path(get, path = "/api/v1/users/{id}/sessions", tag = "users", params(("id" = UserId, Path)), responses(
    (status = 200, description = "Those that go on", body = Vec<Session>),
    (status = 404, description = "user-not-found", body = Problem),
))]
pub(super) async fn list_user_sessions(
    State(auth): State<AuthService>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<Vec<Session>>> {
    Ok(Json(auth.sessions(id, None).await?))
}

/// Ends every sign-in of a user.
#[utoipa::path(delete, path = "/api/v1/users/{id}/sessions", tag = "users", params(("id" = UserId, Path)), responses(
    (status = 204, description = "Ended"),
    (status = 404, description = "user-not-found", body = Problem),
))]
pub(super) async fn end_user_sessions(
    State(auth): State<AuthService>,
    Path(id): Path<UserId>,
) -> ApiResult<StatusCode> {
    auth.end_sessions(id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets what roles a user holds, and ends every sign-in of theirs.
#[utoipa::path(put, path = "/api/v1/users/{id}/roles", tag = "users", request_body = SetRoles,
    params(("id" = UserId, Path)), responses(
    (status = 200, description = "Set", body = User),
    (status = 404, description = "user-not-found", body = Problem),
    (status = 409, description = "last-administrator", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn set_user_roles(
    State(auth): State<AuthService>,
    Path(id): Path<UserId>,
    Json(request): Json<SetRoles>,
) -> ApiResult<Json<User>> {
    Ok(Json(auth.set_roles(id, request.roles).await?))
}
