//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::ClientError;
use nilecare_contracts::life::StateError;
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
    /// There is nothing of this id.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// There is one already that it may not be beside.
    #[error("there is such a {0} already; use it, or choose another code")]
    Exists(&'static str),
    /// A state does not allow the request.
    #[error(transparent)]
    Life(#[from] StateError),
    /// Somebody changed it since it was read.
    #[error("it is version {is} now; read it again")]
    OtherVersion {
        /// The version there is.
        is: u64,
    },
    /// Somebody changed the result since it was read.
    #[error("a result was changed after it was read; read it again")]
    ResultChanged,
    /// The number that was read is not one of the patient's.
    #[error("the number is none of this patient's; make sure whose specimen it is")]
    OtherWristband,
    /// What is entered was verified.
    #[error("the result is verified; correct it, with a reason")]
    Verified,
    /// What is verified was not entered here, or was verified.
    #[error("the result waits for no verification; only what was entered here and is preliminary does")]
    NotToVerify,
    /// What is corrected is not verified, or came by a message.
    #[error(
        "only a verified result that was entered here is corrected here; enter it again, or let its laboratory correct it"
    )]
    NotToCorrect,
    /// Somebody else has to do it.
    #[error(
        "a critical result, and one that differs much from the last, is verified by another person than the one who entered it"
    )]
    SamePerson,
    /// The value that was read back is not that of the result.
    #[error("what was read back is not the value of the result; read it out again")]
    ReadBackDiffers,
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
            NotFound(what) => Self::not_found(&format!("{what}-not-found"), &format!("There is no such {what}")),
            Exists(_) => conflict("exists-already", "There is such a one already"),
            Life(_) => conflict("lab-state", "The state does not allow this"),
            OtherVersion { .. } | ResultChanged => conflict("version-changed", "Somebody changed it"),
            OtherWristband => conflict("other-patient", "The number is not this patient's"),
            Verified => conflict("result-verified", "The result is verified"),
            NotToVerify => conflict("not-to-verify", "The result waits for no verification"),
            NotToCorrect => conflict("not-to-correct", "The result is not corrected here"),
            SamePerson => refuse(
                ProblemKind::Forbidden,
                "second-person-needed",
                "Another person is needed",
            ),
            ReadBackDiffers => unprocessable("read-back-differs", "The value that was read back is another"),
            KeyReused => unprocessable("idempotency-key-reused", "The key was used for other content"),
            Clinical(cause) => cause.into(),
            Db(_) => Self::internal(&error),
        }
    }
}
