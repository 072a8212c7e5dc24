//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::ClientError;
use nilecare_http::ApiError;
use nilecare_sql::DbError;
use nilecare_types::ProblemKind;

pub use crate::model::bed::BedStateError;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum FacilityError {
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
    /// The bed's state does not allow it.
    #[error(transparent)]
    State(#[from] BedStateError),
    /// The bed is kept for another encounter.
    #[error("the bed is reserved for another encounter; take another bed, or make it available first")]
    Reserved,
    /// The encounter has a bed.
    #[error("the encounter has a bed already; transfer it from there")]
    HasBed,
    /// The encounter is not in progress.
    #[error("the encounter is not in progress; admit the patient first")]
    NotAdmitted,
    /// Taking a bed out of use is for others.
    #[error("taking a bed out of use, and back, needs the permission beds:manage")]
    NotManager,
    /// The clinical service did not answer or refused.
    #[error("asking another service")]
    Service(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing facilities")]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for FacilityError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<FacilityError> for ApiError {
    fn from(error: FacilityError) -> Self {
        use FacilityError::*;
        let text = error.to_string();
        let refuse = |kind, code: &str, title: &str| Self::new(kind, code, title, text.clone());
        let conflict = |code, title| refuse(ProblemKind::Conflict, code, title);
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            NotFound(what) => Self::not_found(&format!("{what}-not-found"), &format!("There is no such {what}")),
            Exists(what) => conflict(&format!("{what}-exists"), "The code or number is taken"),
            OtherVersion { .. } => conflict("version-changed", "Somebody changed it"),
            State(_) => conflict("bed-state", "The bed's state does not allow this"),
            Reserved => conflict("bed-reserved", "The bed is kept for somebody else"),
            HasBed => conflict("encounter-has-bed", "The encounter has a bed"),
            NotAdmitted => conflict("encounter-not-in-progress", "The patient is not admitted"),
            NotManager => refuse(
                ProblemKind::Forbidden,
                "permission-missing",
                "This needs another permission",
            ),
            Service(cause) => cause.into(),
            Db(_) => Self::internal(&error),
        }
    }
}
