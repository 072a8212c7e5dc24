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
    /// The challenge of a sign-in is unknown, expired or used up.
    #[error("the sign-in took too long or had too many wrong codes; begin again with the password")]
    BadChallenge,
    /// The code is wrong, too old or was used.
    #[error("the code is not right, or was used; wait for the next one that the authenticator shows")]
    BadCode,
    /// There is a second factor already.
    #[error("a second factor is set up; take it away first")]
    FactorExists,
    /// There is no second factor.
    #[error("no second factor is set up")]
    NoFactor,
    /// A role asks for the second factor.
    #[error("one of your roles requires a second factor; it cannot be taken away")]
    FactorRequired,
    /// The second factor is not set up, so it must be before anything else.
    #[error("one of your roles requires a second factor; set one up first")]
    MustEnrol,
    /// The key of an authenticator was sealed with another token key, or altered.
    #[error(
        "the second factor cannot be read, perhaps because the token key changed; an administrator can take it away"
    )]
    FactorUnreadable,
    /// There is no such sign-in.
    #[error("there is no such sign-in")]
    UnknownSession,
    /// There is no such service account.
    #[error("there is no such service account")]
    UnknownAccount,
    /// The name is taken.
    #[error("a service account of this name exists; choose another name")]
    AccountTaken,
    /// The account has no such key.
    #[error("the service account has no such key")]
    UnknownKey,
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
            AuthError::BadChallenge => problem(
                ProblemKind::Unauthenticated,
                "challenge-invalid",
                "Begin the sign-in again",
            ),
            AuthError::BadCode => problem(ProblemKind::Unauthenticated, "code-invalid", "The code was refused"),
            AuthError::FactorExists => problem(
                ProblemKind::Conflict,
                "second-factor-exists",
                "There is a second factor already",
            ),
            AuthError::NoFactor => problem(
                ProblemKind::Conflict,
                "second-factor-missing",
                "There is no second factor",
            ),
            AuthError::FactorRequired => problem(
                ProblemKind::Conflict,
                "second-factor-required",
                "A second factor is required",
            ),
            AuthError::MustEnrol => problem(
                ProblemKind::Conflict,
                "second-factor-enrolment-required",
                "Set up a second factor first",
            ),
            AuthError::FactorUnreadable => problem(
                ProblemKind::Conflict,
                "second-factor-unreadable",
                "The second factor cannot be read",
            ),
            AuthError::UnknownSession => Self::not_found("session-not-found", "There is no such sign-in"),
            AuthError::UnknownAccount => {
                Self::not_found("service-account-not-found", "There is no such service account")
            }
            AuthError::UnknownKey => Self::not_found("api-key-not-found", "There is no such key"),
            AuthError::AccountTaken => problem(ProblemKind::Conflict, "service-account-taken", "The name is taken"),
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
