//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::ClientError;
use nilecare_http::ApiError;
use nilecare_sql::{DbError, DbErrorKind};
use nilecare_types::ProblemKind;

pub use crate::model::alarm::AlarmStateError;
pub use crate::model::device::StatusError;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// Devices that report are not registered, or not in use; `/path: reason`.
    #[error("register the devices, or put them to use, and file it again: {}", .0.join("; "))]
    DeviceUnknown(Vec<String>),
    /// There is no such patient.
    #[error("there is no such patient")]
    PatientNotFound,
    /// There is no such device.
    #[error("there is no such device")]
    DeviceNotFound,
    /// There is no such alarm.
    #[error("there is no such alarm")]
    AlarmNotFound,
    /// There are no such limits.
    #[error("there are no limits of their own for this")]
    ThresholdNotFound,
    /// No patient is connected.
    #[error("no patient is connected with the device")]
    NotAssociated,
    /// Key or serial number belong to another device.
    #[error("another device has this key or serial number")]
    DeviceExists,
    /// Another patient is connected.
    #[error("the device is connected with a patient; end that first")]
    AlreadyAssociated,
    /// The status does not allow it.
    #[error(transparent)]
    Status(#[from] StatusError),
    /// The alarm's state does not allow it.
    #[error(transparent)]
    AlarmState(#[from] AlarmStateError),
    /// Somebody changed it since it was read.
    #[error("the device is version {is} now; read it again")]
    OtherVersion {
        /// The version there is.
        is: u64,
    },
    /// The key was used for other content.
    #[error("this Idempotency-Key was used for another command; send a new key for new content")]
    KeyReused,
    /// The clinical service did not answer or refused.
    #[error("asking the clinical service")]
    Clinical(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing devices")]
    Db(#[from] DbError),
}

impl DeviceError {
    /// Tells whether a unique key of the database refused it.
    pub(crate) fn is_taken(&self) -> bool {
        matches!(self, Self::Db(error) if error.kind() == DbErrorKind::UniqueViolation)
    }
}

impl From<sqlx::Error> for DeviceError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<DeviceError> for ApiError {
    fn from(error: DeviceError) -> Self {
        use DeviceError::*;
        let text = error.to_string();
        let refuse = |kind, code, title| Self::new(kind, code, title, text.clone());
        let conflict = |code, title| refuse(ProblemKind::Conflict, code, title);
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            DeviceUnknown(_) => refuse(
                ProblemKind::Unprocessable,
                "device-unknown",
                "A device is not registered",
            ),
            PatientNotFound => Self::not_found("patient-not-found", "There is no such patient"),
            DeviceNotFound => Self::not_found("device-not-found", "There is no such device"),
            AlarmNotFound => Self::not_found("alarm-not-found", "There is no such alarm"),
            ThresholdNotFound => Self::not_found("threshold-not-found", "There are no limits of their own"),
            NotAssociated => conflict("device-not-associated", "No patient is connected with the device"),
            DeviceExists => conflict("device-exists", "Another device has this key or serial number"),
            AlreadyAssociated => conflict("device-associated", "The device is connected with a patient"),
            Status(_) => conflict("device-status", "The device's status does not allow this"),
            AlarmState(_) => conflict("alarm-state", "The alarm's state does not allow this"),
            OtherVersion { .. } => conflict("device-version", "Somebody changed the device"),
            KeyReused => refuse(
                ProblemKind::Unprocessable,
                "idempotency-key-reused",
                "The key was used for other content",
            ),
            Clinical(cause) => cause.into(),
            Db(_) => Self::internal(&error),
        }
    }
}
