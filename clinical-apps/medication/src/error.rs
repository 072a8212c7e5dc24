//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::ClientError;
use nilecare_http::ApiError;
use nilecare_sql::DbError;
use nilecare_types::ProblemKind;

pub use crate::model::prescription::StateError;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum MedicationError {
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// There is no such patient.
    #[error("there is no such patient")]
    PatientNotFound,
    /// There is no such prescription.
    #[error("there is no such prescription")]
    PrescriptionNotFound,
    /// There is no such drug on the list.
    #[error("the list of high-alert drugs has none of this name")]
    HighAlertNotFound,
    /// The prescription's state does not allow it.
    #[error(transparent)]
    State(#[from] StateError),
    /// Somebody changed it since it was read.
    #[error("the prescription is version {is} now; read it again")]
    OtherVersion {
        /// The version there is.
        is: u64,
    },
    /// Alerts are not answered.
    #[error("{n} alerts are not answered; override each with a reason, or cancel the prescription")]
    AlertsOpen {
        /// How many.
        n: usize,
    },
    /// The same person wrote it.
    #[error("another person than who wrote the prescription must verify it")]
    SamePerson,
    /// The batch is over.
    #[error("the batch may not be used any more; take another one")]
    BatchExpired,
    /// The wristband is another patient's.
    #[error("the wristband is another patient's; nothing was noted")]
    WrongPatient,
    /// The pack belongs to another prescription.
    #[error("the pack belongs to another prescription; nothing was noted")]
    WrongDrug,
    /// Doses of it are not given now.
    #[error("the prescription is {is}: no doses of it are given now")]
    NotGiven {
        /// How it is.
        is: String,
    },
    /// The dose is noted already, or none is due.
    #[error("there is no dose at this time that is not noted already")]
    NoDose,
    /// A high-alert drug without a second person.
    #[error("this drug needs a second person: send the user name of the witness, who is not the one who gives it")]
    WitnessNeeded,
    /// The patient's prescriptions change all the time.
    #[error("the patient's prescriptions changed while this one was checked; try again")]
    Busy,
    /// The key was used for other content.
    #[error("this Idempotency-Key was used for another command; send a new key for new content")]
    KeyReused,
    /// The clinical service or decision support did not answer or refused.
    #[error("asking another service")]
    Service(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing prescriptions")]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for MedicationError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<MedicationError> for ApiError {
    fn from(error: MedicationError) -> Self {
        use MedicationError::*;
        let text = error.to_string();
        let refuse = |kind, code, title| Self::new(kind, code, title, text.clone());
        let conflict = |code, title| refuse(ProblemKind::Conflict, code, title);
        let unprocessable = |code, title| refuse(ProblemKind::Unprocessable, code, title);
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            PatientNotFound => Self::not_found("patient-not-found", "There is no such patient"),
            PrescriptionNotFound => Self::not_found("prescription-not-found", "There is no such prescription"),
            HighAlertNotFound => Self::not_found("high-alert-not-found", "There is no such drug on the list"),
            State(_) => conflict("prescription-state", "The prescription's state does not allow this"),
            OtherVersion { .. } => conflict("prescription-version", "Somebody changed the prescription"),
            AlertsOpen { .. } => conflict("alerts-open", "Alerts are not answered"),
            SamePerson => conflict("same-person", "Another person is needed"),
            BatchExpired => unprocessable("batch-expired", "The batch may not be used any more"),
            WrongPatient => unprocessable("wrong-patient", "The wristband is another patient's"),
            WrongDrug => unprocessable("wrong-drug", "The pack belongs to another prescription"),
            NotGiven { .. } => conflict("not-given-now", "No doses are given now"),
            NoDose => conflict("no-dose", "There is no such dose to note"),
            WitnessNeeded => unprocessable("witness-needed", "A second person is needed"),
            Busy => conflict("prescriptions-changed", "The patient's prescriptions changed"),
            KeyReused => unprocessable("idempotency-key-reused", "The key was used for other content"),
            Service(cause) => cause.into(),
            Db(_) => Self::internal(&error),
        }
    }
}
