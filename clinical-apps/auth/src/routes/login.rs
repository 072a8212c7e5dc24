//! `POST /api/v1/auth/login` and the second step of signing in.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use nilecare_contracts::auth::{
    Challenge, ChallengeAnswer, EnrolByChallenge, EnrolledSignIn, LoginRequest, Tokens, TotpEnrolment,
};
use nilecare_http::{ApiError, Json};
use nilecare_types::Problem;

use crate::{AuthError, AuthService, Origin, SignIn};

/// Signs in.
///
/// A wrong name and a wrong password get the same answer in the same time. After five failures each further try has to wait, up to a
/// minute; `Retry-After` says how long. Status 202 asks for a second step.
#[utoipa::path(post, path = "/api/v1/auth/login", tag = "auth", request_body = LoginRequest, responses(
    (status = 200, description = "Tokens of the sign-in", body = Tokens),
    (status = 202, description = "A second factor is needed", body = Challenge),
    (status = 401, description = "credentials-invalid", body = Problem),
    (status = 429, description = "login-throttled", body = Problem),
))]
pub(super) async fn login(
    State(auth): State<AuthService>,
    origin: Origin,
    Json(request): Json<LoginRequest>,
) -> Response {
    match auth.login(&request.username, request.password.0, &origin).await {
        Ok(SignIn::Done(tokens)) => secret(StatusCode::OK, tokens),
        Ok(SignIn::Challenged(challenge)) => secret(StatusCode::ACCEPTED, challenge),
        Err(error) => refused(error),
    }
}

/// Signs in by a code of the authenticator or a recovery code.
///
/// Each code works once. Five wrong ones end the challenge, and the next have to wait, up to five minutes.
#[utoipa::path(post, path = "/api/v1/auth/login/second-factor", tag = "auth", request_body = ChallengeAnswer, responses(
    (status = 200, description = "Tokens of the sign-in", body = Tokens),
    (status = 401, description = "code-invalid, challenge-invalid", body = Problem),
    (status = 409, description = "second-factor-enrolment-required", body = Problem),
    (status = 429, description = "login-throttled", body = Problem),
))]
pub(super) async fn answer_challenge(
    State(auth): State<AuthService>,
    origin: Origin,
    Json(request): Json<ChallengeAnswer>,
) -> Response {
    let answer = auth.answer_challenge(&request.challenge.0, &request.code.0, &origin);
    answer
        .await
        .map_or_else(refused, |tokens| secret(StatusCode::OK, tokens))
}

/// Begins to set up a second factor while signing in, because a role requires one.
#[utoipa::path(post, path = "/api/v1/auth/login/enrol", tag = "auth", request_body = EnrolByChallenge, responses(
    (status = 200, description = "The key for the authenticator; shown once", body = TotpEnrolment),
    (status = 401, description = "challenge-invalid", body = Problem),
    (status = 409, description = "second-factor-exists", body = Problem),
))]
pub(super) async fn enrol_by_challenge(
    State(auth): State<AuthService>,
    Json(request): Json<EnrolByChallenge>,
) -> Response {
    let enrolment = auth.enrol_by_challenge(&request.challenge.0).await;
    enrolment.map_or_else(refused, |enrolment| secret(StatusCode::OK, enrolment))
}

/// Puts the second factor in use that was set up while signing in, and signs in.
#[utoipa::path(post, path = "/api/v1/auth/login/enrol/confirm", tag = "auth", request_body = ChallengeAnswer, responses(
    (status = 200, description = "Tokens, and recovery codes that are shown once", body = EnrolledSignIn),
    (status = 401, description = "code-invalid, challenge-invalid", body = Problem),
    (status = 429, description = "login-throttled", body = Problem),
))]
pub(super) async fn confirm_by_challenge(
    State(auth): State<AuthService>,
    origin: Origin,
    Json(request): Json<ChallengeAnswer>,
) -> Response {
    let answer = auth.confirm_by_challenge(&request.challenge.0, &request.code.0, &origin);
    answer
        .await
        .map_or_else(refused, |signed_in| secret(StatusCode::OK, signed_in))
}

/// Answers with something that no cache may keep.
pub(super) fn secret(status: StatusCode, body: impl serde::Serialize) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// Refuses, and says when to come back.
pub(super) fn refused(error: AuthError) -> Response {
    let AuthError::Throttled(wait) = error else {
        return ApiError::from(error).into_response();
    };
    // Rounded up: who comes back at that second is let in.
    let seconds = wait.as_millis().div_ceil(1000).to_string();
    ([(header::RETRY_AFTER, seconds)], ApiError::from(error)).into_response()
}
