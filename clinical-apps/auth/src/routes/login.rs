//! `POST /api/v1/auth/login`

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use nilecare_contracts::auth::{LoginRequest, Tokens};
use nilecare_http::{ApiError, ClientAddress, Json};
use nilecare_types::Problem;

use crate::{AuthError, AuthService};

/// Signs in.
///
/// A wrong name and a wrong password get the same answer in the same time. After five failures each further try has to wait, up to a
/// minute; `Retry-After` says how long.
#[utoipa::path(post, path = "/api/v1/auth/login", tag = "auth", request_body = LoginRequest, responses(
    (status = 200, description = "Tokens of the sign-in", body = Tokens),
    (status = 401, description = "credentials-invalid", body = Problem),
    (status = 429, description = "login-throttled", body = Problem),
))]
pub(super) async fn login(
    State(auth): State<AuthService>,
    ClientAddress(address): ClientAddress,
    Json(request): Json<LoginRequest>,
) -> Response {
    match auth.login(&request.username, request.password.0, address).await {
        Ok(tokens) => ([(header::CACHE_CONTROL, "no-store")], Json(tokens)).into_response(),
        Err(AuthError::Throttled(wait)) => {
            // Rounded up: who comes back at that second is let in.
            let seconds = wait.as_millis().div_ceil(1000).to_string();
            (
                [(header::RETRY_AFTER, seconds)],
                ApiError::from(AuthError::Throttled(wait)),
            )
                .into_response()
        }
        Err(error) => ApiError::from(error).into_response(),
    }
}
