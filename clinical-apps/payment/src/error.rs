//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::{ClientError, Money, MoneyError};
use nilecare_http::ApiError;
use nilecare_sql::{DbError, DbErrorKind};
use nilecare_types::ProblemKind;

pub use nilecare_contracts::life::StateError;

use crate::provider::PresetError;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
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
    /// Who did the first step cannot do the second.
    #[error("who began it cannot agree to it; a second person has to")]
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
    /// The time zone of the facility is not known here.
    #[error("the time zone of the facility is not in the tz database of this program; set another one")]
    UnknownZone,
    /// A webhook is not signed with a secret that we know, or too long ago.
    #[error("the webhook is not signed as it must be: {0}")]
    Unsigned(&'static str),
    /// Too many webhooks.
    #[error("too many requests; send it again in a minute")]
    TooMany,
    /// Larger than what is taken.
    #[error("the body is larger than {0} bytes")]
    TooLarge(usize),
    /// Settings of providers cannot be.
    #[error(transparent)]
    Settings(#[from] PresetError),
    /// Another service did not answer or refused.
    #[error("asking another service")]
    Service(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing payments")]
    Db(#[from] DbError),
}

impl PaymentError {
    /// Makes a unique key that is there already into a refusal that says so.
    pub(crate) fn if_there(self, text: &'static str) -> Self {
        match self {
            Self::Db(error) if error.kind() == DbErrorKind::UniqueViolation => Self::Exists(text),
            other => other,
        }
    }
}

impl From<sqlx::Error> for PaymentError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<PaymentError> for ApiError {
    fn from(error: PaymentError) -> Self {
        use PaymentError::*;
        let text = error.to_string();
        let refuse = |kind, code, title| Self::new(kind, code, title, text.clone());
        let conflict = |code, title| refuse(ProblemKind::Conflict, code, title);
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            NotFound(what) => {
                let code = format!("{}-not-found", what.replace(' ', "-"));
                Self::not_found(&code, &format!("There is no such {what}"))
            }
            State(_) => conflict("payment-state", "The state does not allow this"),
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
            Unsigned(_) => refuse(
                ProblemKind::Invalid,
                "signature-wrong",
                "The webhook is not signed as it must be",
            ),
            TooMany => refuse(ProblemKind::TooManyRequests, "too-many-requests", "Too many requests"),
            TooLarge(_) => refuse(ProblemKind::TooLarge, "body-too-large", "The body is too large"),
            Service(cause) => cause.into(),
            Settings(_) | Db(_) => Self::internal(&error),
        }
    }
}
