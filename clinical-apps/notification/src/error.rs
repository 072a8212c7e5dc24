//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::ClientError;
use nilecare_contracts::life::StateError;
use nilecare_http::ApiError;
use nilecare_sql::{DbError, DbErrorKind};
use nilecare_tasks::TaskError;
use nilecare_types::ProblemKind;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum NotificationError {
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
    /// Somebody changed it since it was read.
    #[error("it is version {is} now; read it again")]
    OtherVersion {
        /// The version there is.
        is: u64,
    },
    /// The key was used for other content.
    #[error("this Idempotency-Key was used for another command; send a new key for new content")]
    KeyReused,
    /// A callback is not the provider's.
    #[error("the callback is not signed by the provider; check its secret and notification.sms.public_url")]
    NotSigned,
    /// Another service did not answer or refused.
    #[error("asking another service")]
    Service(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing notifications")]
    Db(#[from] DbError),
    /// The queue of tasks failed.
    #[error("handing work to the queue of tasks")]
    Tasks(#[from] TaskError),
}

impl NotificationError {
    /// Makes a unique key that is there already into a refusal that says so.
    pub(crate) fn if_there(self, text: &'static str) -> Self {
        match self {
            Self::Db(error) if error.kind() == DbErrorKind::UniqueViolation => Self::Exists(text),
            other => other,
        }
    }

    /// Tells whether the same may work later.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Service(ClientError::Call(_)) | Self::Tasks(_) => true,
            Self::Service(ClientError::Refused(problem)) => matches!(problem.status, 429 | 500..),
            Self::Db(error) => matches!(error.kind(), DbErrorKind::Busy | DbErrorKind::Connection),
            _ => false,
        }
    }
}

impl From<sqlx::Error> for NotificationError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<NotificationError> for ApiError {
    fn from(error: NotificationError) -> Self {
        use NotificationError::*;
        let text = error.to_string();
        let refuse = |kind, code, title| Self::new(kind, code, title, text.clone());
        let conflict = |code, title| refuse(ProblemKind::Conflict, code, title);
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            NotFound(what) => Self::not_found(&format!("{what}-not-found"), &format!("There is no such {what}")),
            State(_) => conflict("notification-state", "The state does not allow this"),
            Exists(_) => conflict("exists-already", "It is there already"),
            OtherVersion { .. } => conflict("version-changed", "Somebody changed it"),
            KeyReused => refuse(
                ProblemKind::Unprocessable,
                "idempotency-key-reused",
                "The key was used for other content",
            ),
            NotSigned => refuse(
                ProblemKind::Invalid,
                "callback-not-signed",
                "The callback is not signed",
            ),
            Service(cause) => cause.into(),
            Db(_) | Tasks(_) => Self::internal(&error),
        }
    }
}
