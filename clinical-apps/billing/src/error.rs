//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::{ClientError, Money, MoneyError};
use nilecare_http::ApiError;
use nilecare_sql::{DbError, DbErrorKind};
use nilecare_types::ProblemKind;

pub use nilecare_contracts::life::StateError;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum BillingError {
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// There is nothing of this id.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The state does not allow it.
    #[error(transparent)]
    State(#[from] StateError),
    /// Something of this key is there already.
    #[error("{0}")]
    Exists(&'static str),
    /// Something else must be done first.
    #[error("{0}")]
    Before(&'static str),
    /// More than there is.
    #[error("this is more than {what}, which is {available}; send at most that")]
    Exceeds {
        /// What there is less of.
        what: &'static str,
        /// How much there is.
        available: Money,
    },
    /// Who asked cannot agree.
    #[error("who asked for it cannot agree to it; a second person has to")]
    SamePerson,
    /// Somebody changed it since it was read.
    #[error("it is version {is} now; read it again")]
    OtherVersion {
        /// The version there is.
        is: u64,
    },
    /// The key was used for other content.
    #[error("this Idempotency-Key was used for another command; send a new key for new content")]
    KeyReused,
    /// An amount cannot be.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A posting does not sum to nothing; a fault of the program.
    #[error("a posting of kind {kind} does not sum to nothing; nothing was changed")]
    Unbalanced {
        /// Which posting.
        kind: &'static str,
    },
    /// The time zone of the facility is not known here.
    #[error("the time zone of the facility is not in the tz database of this program; set another one")]
    UnknownZone,
    /// Another service did not answer or refused.
    #[error("asking another service")]
    Service(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing the books")]
    Db(#[from] DbError),
}

impl BillingError {
    /// Makes a unique key that is there already into a refusal that says so.
    pub(crate) fn if_there(self, text: &'static str) -> Self {
        match self {
            Self::Db(error) if error.kind() == DbErrorKind::UniqueViolation => Self::Exists(text),
            other => other,
        }
    }
}

impl From<sqlx::Error> for BillingError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<BillingError> for ApiError {
    fn from(error: BillingError) -> Self {
        use BillingError::*;
        let text = error.to_string();
        let refuse = |kind, code, title| Self::new(kind, code, title, text.clone());
        let conflict = |code, title| refuse(ProblemKind::Conflict, code, title);
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            NotFound(what) => Self::not_found(&format!("{what}-not-found"), &format!("There is no such {what}")),
            State(_) => conflict("billing-state", "The state does not allow this"),
            Exists(_) => conflict("exists-already", "It is there already"),
            Before(_) => conflict("something-first", "Something else must be done first"),
            Exceeds { .. } => conflict("amount-exceeded", "The amount is more than there is"),
            SamePerson => refuse(
                ProblemKind::Forbidden,
                "second-person-needed",
                "A second person has to agree",
            ),
            OtherVersion { .. } => conflict("version-changed", "Somebody changed it"),
            KeyReused => refuse(
                ProblemKind::Unprocessable,
                "idempotency-key-reused",
                "The key was used for other content",
            ),
            Money(cause) => Self::unprocessable(vec![format!("/amount: {cause}")]),
            UnknownZone => conflict("time-zone-unknown", "The time zone is not known"),
            Service(cause) => cause.into(),
            Unbalanced { .. } | Db(_) => Self::internal(&error),
        }
    }
}
