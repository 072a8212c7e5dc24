//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::ClientError;
use nilecare_contracts::cds::FactKind;
use nilecare_http::ApiError;
use nilecare_sql::DbError;
use nilecare_types::ProblemKind;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum CdsError {
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// There is no such patient.
    #[error("there is no such patient")]
    PatientNotFound,
    /// The clinical service did not answer or refused.
    #[error("asking the clinical service")]
    Clinical(#[from] ClientError),
    /// There is no such alert.
    #[error("there is no such alert")]
    AlertNotFound,
    /// There is no such fact.
    #[error("there is no such fact")]
    FactNotFound,
    /// The alert's state does not allow it.
    #[error("the alert is {is}; only an active one can be {wanted}")]
    AlertState {
        /// How it stands.
        is: &'static str,
        /// What was asked.
        wanted: &'static str,
    },
    /// A blocking alert was acknowledged.
    #[error("a blocking alert cannot be acknowledged: override it with a reason, or change the order")]
    Blocking,
    /// Another version was read than there is now.
    #[error("the facts are version {is} now; read them again, then sign that version")]
    OtherVersion {
        /// The version there is.
        is: String,
    },
    /// The key was used for other content.
    #[error("this Idempotency-Key was used for another command; send a new key for new content")]
    KeyReused,
    /// A fact names a drug or class that is not there.
    #[error("the fact of kind {kind:?} names a drug or class that no drug has; add the drug first")]
    SelectsNothing {
        /// The kind.
        kind: FactKind,
    },
    /// The database failed.
    #[error("reading or writing facts and alerts")]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for CdsError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<CdsError> for ApiError {
    fn from(error: CdsError) -> Self {
        use CdsError::*;
        let text = error.to_string();
        let refuse = |kind, code, title| Self::new(kind, code, title, text.clone());
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            PatientNotFound => Self::not_found("patient-not-found", "There is no such patient"),
            Clinical(cause) => cause.into(),
            AlertNotFound => Self::not_found("cds-alert-not-found", "There is no such alert"),
            FactNotFound => Self::not_found("cds-fact-not-found", "There is no such fact"),
            AlertState { .. } => refuse(
                ProblemKind::Conflict,
                "cds-alert-state",
                "The alert's state does not allow this",
            ),
            Blocking => refuse(ProblemKind::Conflict, "cds-alert-blocks", "The alert blocks the order"),
            OtherVersion { .. } => refuse(ProblemKind::Conflict, "cds-facts-version", "The facts have changed"),
            KeyReused => refuse(
                ProblemKind::Unprocessable,
                "idempotency-key-reused",
                "The key was used for other content",
            ),
            SelectsNothing { .. } => refuse(
                ProblemKind::Unprocessable,
                "cds-fact-selects-nothing",
                "The fact is about no drug",
            ),
            Db(_) => Self::internal(&error),
        }
    }
}
