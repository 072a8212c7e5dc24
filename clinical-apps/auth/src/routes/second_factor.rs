//! `/api/v1/auth/second-factor`: the own second factor. What changes it asks for the password again, so that a stolen access token
//! is not enough.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use nilecare_contracts::auth::{ConfirmCode, ConfirmPassword, RecoveryCodes, SecondFactor, TotpEnrolment};
use nilecare_http::{ApiResult, Json};
use nilecare_types::Problem;

use super::caller::Person;
use super::login::{refused, secret};
use crate::{AuthError, AuthService, Origin};

/// Tells how the own second factor stands.
#[utoipa::path(get, path = "/api/v1/auth/second-factor", tag = "auth", responses(
    (status = 200, description = "How it stands", body = SecondFactor),
))]
pub(super) async fn second_factor(State(auth): State<AuthService>, who: Person) -> ApiResult<Json<SecondFactor>> {
    Ok(Json(auth.second_factor(who.id).await?))
}

/// Makes a key for an authenticator; it counts when a code of it was confirmed.
#[utoipa::path(post, path = "/api/v1/auth/second-factor", tag = "auth", request_body = ConfirmPassword, responses(
    (status = 200, description = "The key; shown once", body = TotpEnrolment),
    (status = 401, description = "credentials-invalid", body = Problem),
    (status = 409, description = "second-factor-exists", body = Problem),
))]
pub(super) async fn enrol(
    State(auth): State<AuthService>,
    who: Person,
    origin: Origin,
    Json(request): Json<ConfirmPassword>,
) -> Response {
    let enrolled = async {
        auth.check_password(&who.username, request.password.0, origin.address)
            .await?;
        auth.enrol_totp(who.id, &who.username).await
    };
    enrolled
        .await
        .map_or_else(refused, |enrolment| secret(StatusCode::OK, enrolment))
}

/// Puts the authenticator in use and gives ten recovery codes.
#[utoipa::path(post, path = "/api/v1/auth/second-factor/confirm", tag = "auth", request_body = ConfirmCode, responses(
    (status = 200, description = "Recovery codes; shown once", body = RecoveryCodes),
    (status = 401, description = "code-invalid", body = Problem),
    (status = 409, description = "second-factor-exists, second-factor-missing", body = Problem),
))]
pub(super) async fn confirm(
    State(auth): State<AuthService>,
    who: Person,
    Json(request): Json<ConfirmCode>,
) -> Response {
    let confirmed = auth.confirm_totp(who.id, &request.code.0).await;
    confirmed.map_or_else(refused, |codes| secret(StatusCode::OK, codes))
}

/// Makes ten new recovery codes; those so far are worth nothing.
#[utoipa::path(post, path = "/api/v1/auth/second-factor/recovery-codes", tag = "auth",
    request_body = ConfirmPassword, responses(
    (status = 200, description = "Recovery codes; shown once", body = RecoveryCodes),
    (status = 401, description = "credentials-invalid", body = Problem),
    (status = 409, description = "second-factor-missing", body = Problem),
))]
pub(super) async fn renew_recovery_codes(
    State(auth): State<AuthService>,
    who: Person,
    origin: Origin,
    Json(request): Json<ConfirmPassword>,
) -> Response {
    let renewed = async {
        auth.check_password(&who.username, request.password.0, origin.address)
            .await?;
        auth.new_recovery_codes(who.id).await
    };
    renewed
        .await
        .map_or_else(refused, |codes| secret(StatusCode::OK, codes))
}

/// Takes the own second factor away, unless a role requires one.
#[utoipa::path(post, path = "/api/v1/auth/second-factor/remove", tag = "auth", request_body = ConfirmPassword, responses(
    (status = 204, description = "Taken away"),
    (status = 401, description = "credentials-invalid", body = Problem),
    (status = 409, description = "second-factor-required", body = Problem),
))]
pub(super) async fn remove(
    State(auth): State<AuthService>,
    who: Person,
    origin: Origin,
    Json(request): Json<ConfirmPassword>,
) -> Response {
    let removed = async {
        let user = auth
            .check_password(&who.username, request.password.0, origin.address)
            .await?;
        if auth.requires_second_factor(&user.roles) {
            return Err(AuthError::FactorRequired);
        }
        auth.remove_second_factor(who.id).await
    };
    removed
        .await
        .map_or_else(refused, |()| StatusCode::NO_CONTENT.into_response())
}
