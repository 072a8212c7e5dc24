//! What the service refuses, and how clients see it.

use nilecare_contracts::ClientError;
use nilecare_http::ApiError;
use nilecare_sql::DbError;
use nilecare_types::ProblemKind;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum BusinessError {
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// There is nothing of this id.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// There is another one with this code or number.
    #[error("there is a {0} of this code or number already; take another one")]
    Exists(&'static str),
    /// Somebody changed it since it was read.
    #[error("it is version {is} now; read it again")]
    OtherVersion {
        /// The version there is.
        is: u64,
    },
    /// Another rule of the same person has these hours.
    #[error("another rule has these hours already: {weekday} {start} to {end}; change or end that one first")]
    Overlap {
        /// The day of the week.
        weekday: String,
        /// From when.
        start: String,
        /// Until when.
        end: String,
    },
    /// The time zone of a facility is not known here.
    #[error("the time zone of the facility is not in the tz database of this program; set another one")]
    UnknownZone,
    /// The facility service did not answer or refused.
    #[error("asking another service")]
    Service(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing staff")]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for BusinessError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<BusinessError> for ApiError {
    fn from(error: BusinessError) -> Self {
        use BusinessError::*;
        let text = error.to_string();
        let conflict = |code: &str, title| Self::new(ProblemKind::Conflict, code, title, text.clone());
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            NotFound(what) => Self::not_found(&format!("{what}-not-found"), &format!("There is no such {what}")),
            Exists(what) => conflict(&format!("{what}-exists"), "The code or number is taken"),
            OtherVersion { .. } => conflict("version-changed", "Somebody changed it"),
            Overlap { .. } => conflict("schedule-conflict", "The hours overlap"),
            UnknownZone => conflict("time-zone-unknown", "The time zone is not known"),
            Service(cause) => cause.into(),
            Db(_) => Self::internal(&error),
        }
    }
}
