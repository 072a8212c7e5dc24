//! What auth refuses, and how clients see it.

use std::time::Duration;

use nilecare_http::ApiError;
use nilecare_sql::DbError;
use nilecare_types::ProblemKind;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// Name or password are wrong, or the user is disabled. One answer for all, so that names cannot be found out.
    #[error("name or password are not right")]
    BadCredentials,
    /// Too many failures for this account or address.
    #[error("too many failed sign-ins; try again in {} seconds", .0.as_secs().max(1))]
    Throttled(Duration),
    /// The refresh token is unknown, used, expired or revoked.
    #[error("the refresh token is not valid; sign in again")]
    BadRefreshToken,
    /// Every hashing slot is taken.
    #[error("too many sign-ins at once; try again")]
    Busy,
    /// There is no such user.
    #[error("there is no such user")]
    UnknownUser,
    /// The name is taken.
    #[error("a user of this name exists; choose another name")]
    UsernameTaken,
    /// The last enabled administrator would be lost.
    #[error("this is the last enabled administrator; make another one first")]
    LastAdministrator,
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// The database failed.
    #[error("reading or writing users")]
    Db(#[from] DbError),
    /// Hashing failed, which only a faulty parameter or too little memory can cause.
    #[error("hashing a password: {0}")]
    Hash(String),
}

impl From<sqlx::Error> for AuthError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<AuthError> for ApiError {
    fn from(error: AuthError) -> Self {
        let text = error.to_string();
        let problem = |kind, code, title| Self::new(kind, code, title, text);
        match error {
            AuthError::BadCredentials => problem(
                ProblemKind::Unauthenticated,
                "credentials-invalid",
                "Signing in was refused",
            ),
            AuthError::Throttled(_) => problem(
                ProblemKind::TooManyRequests,
                "login-throttled",
                "Wait before trying again",
            ),
            AuthError::BadRefreshToken => problem(
                ProblemKind::Unauthenticated,
                "refresh-token-invalid",
                "The sign-in has ended",
            ),
            AuthError::Busy => problem(ProblemKind::Unavailable, "login-busy", "Too many sign-ins at once"),
            AuthError::UnknownUser => Self::not_found("user-not-found", "There is no such user"),
            AuthError::UsernameTaken => problem(ProblemKind::Conflict, "username-taken", "The name is taken"),
            AuthError::LastAdministrator => problem(
                ProblemKind::Conflict,
                "last-administrator",
                "The last administrator stays",
            ),
            AuthError::Invalid(problems) => Self::unprocessable(problems),
            AuthError::Db(_) | AuthError::Hash(_) => Self::internal(&error),
        }
    }
}
