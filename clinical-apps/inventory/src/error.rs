//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::ClientError;
use nilecare_http::ApiError;
use nilecare_sql::{DbError, DbErrorKind};
use nilecare_types::ProblemKind;

pub use nilecare_contracts::life::StateError;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum InventoryError {
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// There is nothing of this id.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The state does not allow it.
    #[error(transparent)]
    State(#[from] StateError),
    /// There is one already that it may not be beside.
    #[error("there is such a {0} already; use it, or choose another code")]
    Exists(&'static str),
    /// There is not enough.
    #[error("{wanted} are wanted and {available} can be taken; ask for less, or receive or move stock first")]
    Insufficient {
        /// How many units were asked for.
        wanted: u64,
        /// How many units there are that may be used and are not kept back.
        available: u64,
    },
    /// The batch may not be used for this.
    #[error("the batch is {is} and may not be used for this; it can be brought into quarantine or written off")]
    BatchUnusable {
        /// How it is.
        is: String,
    },
    /// The lot is known with another day of expiry.
    #[error("this lot of the item is known with the day of expiry {known}; look at the label again")]
    OtherExpiry {
        /// The day that is known.
        known: String,
    },
    /// What it is about is not in use.
    #[error("the {0} is not in use; take another, or bring it into use first")]
    Inactive(&'static str),
    /// More than there is left of something.
    #[error("{wanted} is more than the {left} that are left of this {what}; take at most those")]
    Exceeds {
        /// Of what.
        what: &'static str,
        /// How many were asked for.
        wanted: u64,
        /// How many are left.
        left: u64,
    },
    /// Somebody else has to do it.
    #[error("who wrote the order cannot agree to it; ask another person")]
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
    /// The time zone of the facility is not known here.
    #[error("the time zone of the facility is not in the tz database of this program; set another one")]
    UnknownZone,
    /// Another service did not answer or refused.
    #[error("asking another service")]
    Service(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing stock")]
    Db(#[from] DbError),
}

impl InventoryError {
    /// Tells whether it may work later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Db(error) => matches!(error.kind(), DbErrorKind::Busy | DbErrorKind::Connection),
            Self::Service(_) => true,
            _ => false,
        }
    }
}

impl From<sqlx::Error> for InventoryError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<InventoryError> for ApiError {
    fn from(error: InventoryError) -> Self {
        use InventoryError::*;
        let text = error.to_string();
        let refuse = |kind, code, title| Self::new(kind, code, title, text.clone());
        let conflict = |code, title| refuse(ProblemKind::Conflict, code, title);
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            NotFound(what) => Self::not_found(&format!("{what}-not-found"), &format!("There is no such {what}")),
            State(_) => conflict("inventory-state", "The state does not allow this"),
            Exists(_) => conflict("exists-already", "It is there already"),
            Insufficient { .. } => conflict("insufficient-stock", "There is not enough"),
            BatchUnusable { .. } => conflict("batch-unusable", "The batch may not be used"),
            OtherExpiry { .. } => conflict("batch-differs", "The lot has another day of expiry"),
            Inactive(_) => conflict("not-in-use", "It is not in use"),
            Exceeds { .. } => conflict("quantity-exceeded", "The quantity is more than there is"),
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
            UnknownZone => conflict("time-zone-unknown", "The time zone is not known"),
            Service(cause) => cause.into(),
            Db(_) => Self::internal(&error),
        }
    }
}
