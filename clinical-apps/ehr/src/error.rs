//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_contracts::ClientError;
use nilecare_http::ApiError;
use nilecare_sql::DbError;
use nilecare_types::{ProblemKind, Timestamp};

pub use nilecare_contracts::life::StateError;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum EhrError {
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// There is nothing of this id, or the caller may not know of it.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The state does not allow it.
    #[error(transparent)]
    State(#[from] StateError),
    /// Something else must be done first.
    #[error("{0}")]
    Before(&'static str),
    /// It is marked as an error.
    #[error("the {0} is marked as entered in error, which is final; record it anew")]
    EnteredInError(&'static str),
    /// Somebody else edits the draft.
    #[error("{holder} edits it until {until}; wait, or take the lock over")]
    Locked {
        /// Who.
        holder: String,
        /// Until when, when it is not saved again.
        until: Timestamp,
    },
    /// Only who wrote it can do that.
    #[error("the {0} is another author's; add an addendum, or write one of your own")]
    OtherAuthor(&'static str),
    /// Who wrote a note does not co-sign it.
    #[error("an author does not co-sign their own note; another person has to")]
    SamePerson,
    /// Somebody else was asked to co-sign.
    #[error("another person was asked to co-sign this note; the author can ask you")]
    NotAsked,
    /// Somebody changed it since it was read.
    #[error("it is version {is} now; read it again")]
    OtherVersion {
        /// The version there is.
        is: u64,
    },
    /// The key was used for other content.
    #[error("this Idempotency-Key was used for another command; send a new key for new content")]
    KeyReused,
    /// The content is of a type that is not taken.
    #[error("send application/pdf, image/jpeg, image/png or text/plain (UTF-8), with that Content-Type")]
    ContentType,
    /// The content is not what its type says.
    #[error("the content does not begin as its Content-Type does; send it with the type that it is")]
    ContentIsOther,
    /// Larger than what is taken.
    #[error("the content is larger than {0} bytes, or it broke off; make it smaller, or raise ehr.max_document_mib")]
    TooLarge(usize),
    /// None of the forms asked for is there.
    #[error("accept application/json or application/fhir+json")]
    NotAcceptable,
    /// Another service did not answer or refused.
    #[error("asking another service")]
    Service(#[from] ClientError),
    /// The database failed.
    #[error("reading or writing the record")]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for EhrError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<EhrError> for ApiError {
    fn from(error: EhrError) -> Self {
        use EhrError::*;
        let text = error.to_string();
        let refuse = |kind, code, title| Self::new(kind, code, title, text.clone());
        let conflict = |code, title| refuse(ProblemKind::Conflict, code, title);
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            NotFound(what) => {
                let code = format!("{}-not-found", what.replace(' ', "-"));
                Self::not_found(&code, &format!("There is no such {what}"))
            }
            State(_) => conflict("record-state", "The state does not allow this"),
            EnteredInError(_) => conflict("record-state", "It is marked as entered in error"),
            Before(_) => conflict("something-first", "Something else must be done first"),
            Locked { .. } => conflict("note-locked", "Somebody else edits it"),
            OtherAuthor(_) => conflict("other-author", "It is another author's"),
            SamePerson => refuse(
                ProblemKind::Forbidden,
                "second-person-needed",
                "A second person has to co-sign",
            ),
            NotAsked => refuse(ProblemKind::Forbidden, "not-asked", "Another person was asked"),
            OtherVersion { .. } => conflict("version-changed", "Somebody changed it"),
            KeyReused => refuse(
                ProblemKind::Unprocessable,
                "idempotency-key-reused",
                "The key was used for other content",
            ),
            ContentType => refuse(
                ProblemKind::Unprocessable,
                "content-type-refused",
                "Documents of this type are not taken",
            ),
            ContentIsOther => refuse(
                ProblemKind::Unprocessable,
                "content-differs",
                "The content is not what its type says",
            ),
            TooLarge(_) => refuse(ProblemKind::TooLarge, "body-too-large", "The content is too large"),
            NotAcceptable => refuse(
                ProblemKind::Invalid,
                "accept-invalid",
                "The summary is not there in this form",
            ),
            Service(cause) => cause.into(),
            Db(_) => Self::internal(&error),
        }
    }
}
