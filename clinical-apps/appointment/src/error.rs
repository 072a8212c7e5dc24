//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::ClientError;
use nilecare_http::ApiError;
use nilecare_sql::DbError;
use nilecare_types::{ProblemKind, Timestamp};

pub use crate::model::life::StateError;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum AppointmentError {
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// There is nothing of this id.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The appointment's state does not allow it.
    #[error(transparent)]
    State(#[from] StateError),
    /// Somebody changed it since it was read.
    #[error("it is version {is} now; read it again")]
    OtherVersion {
        /// The version there is.
        is: u64,
    },
    /// Somebody or something has another appointment then.
    #[error("at {at} something is taken: {}; take another time", .taken.join(", "))]
    Taken {
        /// When the appointment was to begin.
        at: Timestamp,
        /// `provider`, `patient`, `room`, `equipment`, `resource`.
        taken: Vec<&'static str>,
    },
    /// The provider cannot be visited then.
    #[error("at {at} the provider's schedule has no such time in this facility; ask for the free slots")]
    OutsideSchedule {
        /// When the appointment was to begin.
        at: Timestamp,
    },
    /// This is for others.
    #[error("this needs the permission appointments:override")]
    NotPermitted,
    /// It is not time yet.
    #[error("the patient may still come until {until}")]
    TooEarly {
        /// Until when.
        until: Timestamp,
    },
    /// Nothing is offered.
    #[error("nothing is offered; the entry of the waiting list is {is}")]
    NoOffer {
        /// How it is.
        is: String,
    },
    /// The key was used for other content.
    #[error("this Idempotency-Key was used for another command; send a new key for new content")]
    KeyReused,
    /// The time zone of the facility is not known here.
    #[error("the time zone of the facility is not in the tz database of this program; set another one")]
    UnknownZone,
    /// Another service did not answer or refused.
    #[error("asking another service")]
    Service(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing appointments")]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for AppointmentError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<AppointmentError> for ApiError {
    fn from(error: AppointmentError) -> Self {
        use AppointmentError::*;
        let text = error.to_string();
        let refuse = |kind, code, title| Self::new(kind, code, title, text.clone());
        let conflict = |code, title| refuse(ProblemKind::Conflict, code, title);
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            NotFound(what) => Self::not_found(&format!("{what}-not-found"), &format!("There is no such {what}")),
            State(_) => conflict("appointment-state", "The appointment's state does not allow this"),
            OtherVersion { .. } => conflict("version-changed", "Somebody changed it"),
            Taken { .. } => conflict("appointment-conflict", "The time is taken"),
            OutsideSchedule { .. } => conflict("outside-schedule", "The provider cannot be visited then"),
            NotPermitted => refuse(
                ProblemKind::Forbidden,
                "permission-missing",
                "This needs another permission",
            ),
            TooEarly { .. } => conflict("too-early", "The patient may still come"),
            NoOffer { .. } => conflict("no-offer", "Nothing is offered"),
            KeyReused => refuse(
                ProblemKind::Unprocessable,
                "idempotency-key-reused",
                "The key was used for other content",
            ),
            UnknownZone => conflict("time-zone-unknown", "The time zone is not known"),
            Service(cause) => cause.into(),
            Db(_) => Self::internal(&error),
        }
    }
}
