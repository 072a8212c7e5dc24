//! Why the log failed.

use nilecare_http::ApiError;
use nilecare_sql::DbError;
use nilecare_types::ProblemKind;

/// The log could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The key is too short.
    #[error("the audit key must have at least 32 bytes; set a longer one, for example 32 random bytes as hex")]
    KeyTooShort,
    /// The writer has stopped, or has more to do than it can.
    #[error("the audit log takes no entries now")]
    Unavailable,
    /// The database failed.
    #[error("reading or writing the audit log")]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for AuditError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<AuditError> for ApiError {
    fn from(error: AuditError) -> Self {
        tracing::error!(error = %error, source = ?std::error::Error::source(&error).map(ToString::to_string), "audit failed");
        let title = "The access could not be put on record";
        let detail = "Nothing was done, since each access to patient data must be on record. Try again; if it stays, tell the operator.";
        Self::new(ProblemKind::Unavailable, "audit-unavailable", title, detail)
    }
}
