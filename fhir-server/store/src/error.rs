//! What can go wrong.

use nilecare_fhir_model::Issue;

/// The store cannot do its work.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be opened.
    #[error("opening the FHIR store {path} failed: {detail}")]
    Open {
        /// The file.
        path: String,
        /// What the database says.
        detail: String,
    },
    /// It is written by a newer version.
    #[error("the FHIR store was written by a newer version (schema {found}, this one knows {known}); use that version")]
    Newer {
        /// The schema found.
        found: i64,
        /// The newest schema known.
        known: i64,
    },
    /// A statement failed.
    #[error("the FHIR store failed while {doing}: {detail}")]
    Database {
        /// What it was doing.
        doing: &'static str,
        /// What the database says.
        detail: String,
    },
    /// The database does not answer; the same request may succeed later.
    #[error("the FHIR store does not answer while {doing}: {detail}")]
    Unavailable {
        /// What it was doing.
        doing: &'static str,
        /// What is known of the reason, without values.
        detail: String,
    },
    /// What is stored cannot be read.
    #[error("a stored resource cannot be read; restore a backup or write it anew")]
    Corrupt,
    /// A search took too long and was ended.
    #[error("the search took too long; ask for less")]
    TooSlow,
    /// It is being closed.
    #[error("the FHIR store is closed")]
    Closed,
}

/// Why a batch of changes was not applied.
#[derive(Debug, Clone, thiserror::Error)]
pub enum ChangeError {
    /// There is no such resource.
    #[error("there is no such resource")]
    NotFound,
    /// It was deleted.
    #[error("the resource was deleted")]
    Gone,
    /// It has another version than `If-Match` says, or is there though it must not be.
    #[error("the resource has changed; read it again and repeat the change")]
    VersionConflict,
    /// A condition is met by several resources.
    #[error("several resources meet the condition; make it more exact")]
    MultipleMatches,
    /// Two entries change one resource.
    #[error("two entries of the bundle change the same resource")]
    SameTwice,
    /// A reference by a search leads nowhere, or to several.
    #[error("a reference by a search has to lead to one resource")]
    Reference,
    /// A conditional update names an id that the match does not have.
    #[error("the id in the resource is not that of the resource that meets the condition")]
    IdMismatch,
    /// A condition cannot be read.
    #[error("a condition cannot be read")]
    Condition(Issue),
    /// The resource would not be right any more.
    #[error("the resource would not be right")]
    Invalid(Vec<Issue>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub(crate) fn database(doing: &'static str) -> impl FnOnce(rusqlite::Error) -> StoreError {
    move |error| {
        // The text of a constraint names columns and no values.
        StoreError::Database {
            doing,
            detail: error.to_string(),
        }
    }
}
