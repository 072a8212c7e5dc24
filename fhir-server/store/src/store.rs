//! The seam.

use std::sync::Arc;

use async_trait::async_trait;
use nilecare_fhir_search::{Registry, Search, TypeId};

use crate::{Change, ChangeError, Changed, StoreError};

/// A version of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its type.
    pub of: TypeId,
    /// Its id.
    pub id: String,
    /// The version, counted from 1.
    pub version: u64,
    /// When it was written, in microseconds since 1970.
    pub updated: i64,
    /// How it was written.
    pub method: Method,
    /// The resource in JSON; `None` when it is deleted.
    pub body: Option<Arc<[u8]>>,
}

/// How a version was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Method {
    Post = 0,
    Put = 1,
    Patch = 2,
    Delete = 3,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The page of matches.
    pub matches: Vec<Stored>,
    /// What was included, each once and none of the matches.
    pub included: Vec<Stored>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<String>,
    /// The number of all matches, when it was asked for or is known.
    pub total: Option<u64>,
}

/// Whose versions are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryScope {
    /// Those of a resource.
    Instance(TypeId, String),
    /// Those of a type.
    Type(TypeId),
    /// All.
    System,
}

/// Which versions are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryQuery {
    /// Whose.
    pub scope: HistoryScope,
    /// Written at this moment or later, in microseconds since 1970.
    pub since: Option<i64>,
    /// Current at some moment between these.
    pub at: Option<(i64, i64)>,
    /// The size of a page.
    pub count: usize,
    /// Where the page begins, as an earlier page said.
    pub cursor: Option<i64>,
}

/// A page of versions, the newest first.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The versions.
    pub versions: Vec<Stored>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<i64>,
    /// How many there are, of one resource without other conditions.
    pub total: Option<u64>,
}

/// Keeps resources. All methods may be called at the same time.
#[async_trait]
pub trait FhirStore: Send + Sync {
    /// Returns the search parameters that are indexed.
    fn registry(&self) -> &Arc<Registry>;

    /// Returns the current version; a deleted one without body.
    async fn read(&self, of: TypeId, id: &str) -> Result<Option<Stored>, StoreError>;

    /// Returns a version.
    async fn read_version(&self, of: TypeId, id: &str, version: u64) -> Result<Option<Stored>, StoreError>;

    /// Returns versions.
    async fn history(&self, query: HistoryQuery) -> Result<History, StoreError>;

    /// Searches. A cursor that is none is told as [`ChangeError::Condition`].
    async fn search(&self, search: Search) -> Result<Found, ChangeError>;

    /// Applies all changes or none. The error comes with the place of the change that could not be applied.
    async fn apply(&self, changes: Vec<Change>) -> Result<Vec<Changed>, (usize, ChangeError)>;
}
