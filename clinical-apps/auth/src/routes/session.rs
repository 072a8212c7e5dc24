//! `POST /api/v1/auth/refresh` and `/logout`. Public: the refresh token in the body is the proof.

use axum::extract::State;
use axum::response::IntoResponse;
use http::{StatusCode, header};
use nilecare_contracts::auth::{RefreshRequest, Tokens};
use nilecare_http::{ApiResult, Json};
use nilecare_types::Problem;

use crate::AuthService;

/// Trades a refresh token for new tokens. It works once; used again, it ends the sign-in.
#[utoipa::path(post, path = "/api/v1/auth/refresh", tag = "auth", request_body = RefreshRequest, responses(
    (status = 200, description = "New tokens", body = Tokens),
    (status = 401, description = "refresh-token-invalid", body = Problem),
))]
pub(super) async fn refresh(
    State(auth): State<AuthService>,
    Json(request): Json<RefreshRequest>,
) -> ApiResult<impl IntoResponse> {
    let tokens = auth.refresh(&request.refresh_token.0).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(tokens)))
}

/// Ends a sign-in. The access token lives on until it expires, 15 minutes at the most.
#[utoipa::path(post, path = "/api/v1/auth/logout", tag = "auth", request_body = RefreshRequest, responses(
    (status = 204, description = "The sign-in has ended, or was not known"),
))]
pub(super) async fn logout(
    State(auth): State<AuthService>,
    Json(request): Json<RefreshRequest>,
) -> ApiResult<StatusCode> {
    auth.logout(&request.refresh_token.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
