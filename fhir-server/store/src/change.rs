//! What is to be done, and what was.

use std::sync::Arc;

use nilecare_fhir_model::Issue;
use nilecare_fhir_search::{Search, TypeId};
use serde_json::Value;

use crate::Stored;
use crate::prepare::Prepared;
use crate::store::Found;

/// A resource to be written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its type.
    pub of: TypeId,
    /// The resource; its id, version and time are set by the store.
    pub resource: Value,
    /// What references in the same batch call it: the fullUrl of the entry.
    pub full_url: Option<String>,
    pub(crate) prepared: Option<Prepared>,
}

impl Draft {
    /// Makes a draft.
    pub fn new(of: TypeId, resource: Value) -> Self {
        Self {
            of,
            resource,
            full_url: None,
            prepared: None,
        }
    }
}

/// Which resource is changed.
#[derive(Debug, Clone)]
pub enum Target {
    /// By its id.
    Id(TypeId, String),
    /// The one that is found.
    Where(Search),
}

/// Changes the content of a resource.
pub type PatchFunction = Arc<dyn Fn(&Value) -> Result<Value, Vec<Issue>> + Send + Sync>;

/// Which versions may be changed (RFC 9110 §13.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionWanted {
    /// Any that is there: `*`.
    Any,
    /// This one.
    Is(u64),
}

impl VersionWanted {
    /// Tells whether a version that is there is wanted.
    pub fn allows(self, version: u64) -> bool {
        match self {
            Self::Any => true,
            Self::Is(wanted) => wanted == version,
        }
    }
}

/// One thing to be done.
#[derive(Clone)]
pub enum Change {
    /// Writes a resource under an id that the store gives.
    Create {
        /// The resource.
        draft: Draft,
        /// Only when nothing is found.
        if_none_exist: Option<Search>,
    },
    /// Writes a resource under its id, or anew.
    Update {
        /// The resource.
        draft: Draft,
        /// Which one.
        target: Target,
        /// Only when it has a version that is wanted (`If-Match`).
        if_match: Option<VersionWanted>,
        /// Only when it is not there (`If-None-Match: *`).
        only_new: bool,
    },
    /// Changes a part.
    Patch {
        /// Which one.
        target: Target,
        /// How.
        patch: PatchFunction,
        /// Only when it has a version that is wanted (`If-Match`).
        if_match: Option<VersionWanted>,
    },
    /// Deletes.
    Delete {
        /// Which one.
        target: Target,
        /// Only when it has a version that is wanted (`If-Match`).
        if_match: Option<VersionWanted>,
    },
    /// Reads, after all changes of the batch.
    Read(TypeId, String),
    /// Searches, after all changes of the batch.
    Search(Box<Search>),
}

impl Change {
    /// Returns when it is its turn in a transaction (FHIR R4 §3.1.0.11.2).
    pub(crate) fn turn(&self) -> u8 {
        match self {
            Self::Delete { .. } => 0,
            Self::Create { .. } => 1,
            Self::Update { .. } | Self::Patch { .. } => 2,
            Self::Read(..) | Self::Search(_) => 3,
        }
    }
}

/// What became of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is new, or there again after it was deleted.
    Created,
    /// It has a new version.
    Updated,
    /// It was like that, and has the version that it had.
    Unchanged,
    /// It is deleted.
    Deleted,
    /// There was nothing to delete.
    NothingToDelete,
}

/// What was done.
#[derive(Debug, Clone)]
pub enum Changed {
    /// A resource was written, or was already as it should be.
    Resource(Outcome, Stored),
    /// Several were deleted.
    Deleted(Vec<Stored>),
    /// There is nothing to show.
    Nothing(Outcome),
    /// What was read.
    Read(Stored),
    /// What was found.
    Found(Box<Found>),
}
