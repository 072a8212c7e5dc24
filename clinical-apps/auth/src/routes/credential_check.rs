//! What services ask that run in another process.

use axum::extract::State;
use nilecare_contracts::auth::{ApiKeyHolder, CheckApiKey, EndedSignIns};
use nilecare_http::{ApiError, ApiResult, Json, TokenError};
use nilecare_types::{Problem, ProblemKind};

use crate::AuthService;

/// Tells who holds an API key.
#[utoipa::path(post, path = "/api/v1/auth/api-key-holder", tag = "sign-in", request_body = CheckApiKey, responses(
    (status = 200, description = "The holder", body = ApiKeyHolder),
    (status = 404, description = "api-key-unknown", body = Problem),
))]
pub(super) async fn api_key_holder(
    State(auth): State<AuthService>,
    Json(asked): Json<CheckApiKey>,
) -> ApiResult<Json<ApiKeyHolder>> {
    match auth.verifier.authenticate(asked.api_key.expose()).await {
        Ok(holder) if holder.service && holder.session.is_none() => Ok(Json(ApiKeyHolder {
            user_id: holder.user_id,
            username: holder.username,
            permissions: holder.permissions,
        })),
        Err(TokenError::Unavailable) => Err(ApiError::new(
            ProblemKind::Unavailable,
            "api-keys-unavailable",
            "API keys cannot be checked now",
            "Try again.",
        )),
        _ => Err(ApiError::new(
            ProblemKind::NotFound,
            "api-key-unknown",
            "There is no such API key",
            "It is unknown, expired or revoked.",
        )),
    }
}

/// Lists sign-ins that were ended while access tokens of theirs may still live.
#[utoipa::path(get, path = "/api/v1/auth/ended-sign-ins", tag = "sign-in", responses(
    (status = 200, description = "Their ids", body = EndedSignIns),
))]
pub(super) async fn ended_sign_ins(State(auth): State<AuthService>) -> Json<EndedSignIns> {
    let sessions = auth.credentials.ended_sessions();
    Json(EndedSignIns { sessions })
}
