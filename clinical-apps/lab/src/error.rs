//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::ClientError;
use nilecare_http::ApiError;
use nilecare_sql::DbError;
use nilecare_types::ProblemKind;

use crate::model::order::OrderStateError;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// None of the identifiers is known, and there are no demographics to register the patient with.
    #[error("none of the identifiers is known; send the patient's ADT event first, or add name, birth date or gender")]
    PatientUnknown,
    /// There is no such patient.
    #[error("there is no such patient")]
    PatientNotFound,
    /// There is no such order.
    #[error("there is no such order")]
    OrderNotFound,
    /// There is no such result.
    #[error("there is no such result")]
    ResultNotFound,
    /// The request is about an order that never came.
    #[error("no order has this placer number; send the new order first")]
    OrderUnknown,
    /// The numbers of the request belong to different orders.
    #[error("placer and filler number belong to different orders; correct one of them")]
    OrderNumberConflict,
    /// The order is another patient's.
    #[error("the order belongs to another patient; correct the identifiers, or merge the records first (A40)")]
    OrderOfAnotherPatient,
    /// The order's state does not allow the request.
    #[error(transparent)]
    State(#[from] OrderStateError),
    /// The key was used for other content.
    #[error("this Idempotency-Key was used for another command; send a new key for new content")]
    KeyReused,
    /// The clinical service did not answer or refused.
    #[error("asking the clinical service")]
    Clinical(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing orders and results")]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for LabError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<LabError> for ApiError {
    fn from(error: LabError) -> Self {
        use LabError::*;
        let text = error.to_string();
        let refuse = |kind, code, title| Self::new(kind, code, title, text.clone());
        let conflict = |code, title| refuse(ProblemKind::Conflict, code, title);
        let unprocessable = |code, title| refuse(ProblemKind::Unprocessable, code, title);
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            PatientUnknown => unprocessable("patient-unknown", "The patient is not known"),
            PatientNotFound => Self::not_found("patient-not-found", "There is no such patient"),
            OrderNotFound => Self::not_found("lab-order-not-found", "There is no such order"),
            ResultNotFound => Self::not_found("lab-result-not-found", "There is no such result"),
            OrderUnknown => unprocessable("order-unknown", "The order is not known"),
            OrderNumberConflict => conflict("order-number-conflict", "The order numbers contradict one another"),
            OrderOfAnotherPatient => conflict("order-of-another-patient", "The order is another patient's"),
            State(_) => conflict("order-state", "The order's state does not allow this"),
            KeyReused => unprocessable("idempotency-key-reused", "The key was used for other content"),
            Clinical(cause) => cause.into(),
            Db(_) => Self::internal(&error),
        }
    }
}
