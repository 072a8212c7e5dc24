//! `/api/v1/service-accounts` and their keys.

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use nilecare_contracts::auth::{ApiKey, IssuedApiKey, NewApiKey, NewServiceAccount, ServiceAccount};
use nilecare_http::{ApiResult, Json, ListQuery, Path, Principal, Query};
use nilecare_types::{Page, Problem, UserId};

use super::login::{refused, secret};
use crate::AuthService;

/// Lists service accounts, oldest first.
#[utoipa::path(get, path = "/api/v1/service-accounts", tag = "service accounts", params(ListQuery), responses(
    (status = 200, description = "One page", body = Page<ServiceAccount>),
))]
pub(super) async fn list_accounts(
    State(auth): State<AuthService>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<ServiceAccount>>> {
    Ok(Json(auth.service_accounts(list.after(), list.limit()).await?))
}

/// Adds a service account.
#[utoipa::path(post, path = "/api/v1/service-accounts", tag = "service accounts",
    request_body = NewServiceAccount, responses(
    (status = 201, description = "Added", body = ServiceAccount),
    (status = 409, description = "service-account-taken", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn create_account(
    State(auth): State<AuthService>,
    Json(new): Json<NewServiceAccount>,
) -> ApiResult<(StatusCode, Json<ServiceAccount>)> {
    Ok((StatusCode::CREATED, Json(auth.add_service_account(new).await?)))
}

/// Refuses every key of a service account, at once.
#[utoipa::path(post, path = "/api/v1/service-accounts/{id}/disable", tag = "service accounts",
    params(("id" = UserId, Path)), responses(
    (status = 204, description = "Disabled"),
    (status = 404, description = "service-account-not-found", body = Problem),
))]
pub(super) async fn disable_account(State(auth): State<AuthService>, Path(id): Path<UserId>) -> ApiResult<StatusCode> {
    auth.set_service_account_disabled(id, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the keys of a service account again.
#[utoipa::path(post, path = "/api/v1/service-accounts/{id}/enable", tag = "service accounts",
    params(("id" = UserId, Path)), responses(
    (status = 204, description = "Enabled"),
    (status = 404, description = "service-account-not-found", body = Problem),
))]
pub(super) async fn enable_account(State(auth): State<AuthService>, Path(id): Path<UserId>) -> ApiResult<StatusCode> {
    auth.set_service_account_disabled(id, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the keys of a service account, latest first, at most 200; never the keys themselves.
#[utoipa::path(get, path = "/api/v1/service-accounts/{id}/keys", tag = "service accounts",
    params(("id" = UserId, Path)), responses(
    (status = 200, description = "Its keys", body = Vec<ApiKey>),
    (status = 404, description = "service-account-not-found", body = Problem),
))]
pub(super) async fn list_keys(State(auth): State<AuthService>, Path(id): Path<UserId>) -> ApiResult<Json<Vec<ApiKey>>> {
    Ok(Json(auth.api_keys(id).await?))
}

/// Makes a key. It permits no more than whoever makes it may do.
#[utoipa::path(post, path = "/api/v1/service-accounts/{id}/keys", tag = "service accounts",
    params(("id" = UserId, Path)), request_body = NewApiKey, responses(
    (status = 201, description = "The key; shown once", body = IssuedApiKey),
    (status = 404, description = "service-account-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn issue_key(
    State(auth): State<AuthService>,
    by: Principal,
    Path(id): Path<UserId>,
    Json(new): Json<NewApiKey>,
) -> Response {
    let issued = auth.issue_api_key(id, new, &by).await;
    issued.map_or_else(refused, |issued| secret(StatusCode::CREATED, issued))
}

/// Revokes a key, at once and for good.
#[utoipa::path(delete, path = "/api/v1/service-accounts/{id}/keys/{key}", tag = "service accounts",
    params(("id" = UserId, Path), ("key" = UserId, Path)), responses(
    (status = 204, description = "Revoked"),
    (status = 404, description = "api-key-not-found", body = Problem),
))]
pub(super) async fn revoke_key(
    State(auth): State<AuthService>,
    Path((id, key)): Path<(UserId, UserId)>,
) -> ApiResult<StatusCode> {
    auth.revoke_api_key(id, key).await?;
    Ok(StatusCode::NO_CONTENT)
}
