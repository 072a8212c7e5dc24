//! What a back end gives to a batch that is applied.

use std::sync::Arc;

use nilecare_fhir_search::{Registry, Search, TypeId};

use crate::prepare::Prepared;
use crate::{ChangeError, Found, Method, Outcome, StoreError, Stored};

/// The current version of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Current {
    /// Its number, counted from 1.
    pub version: u64,
    /// Whether it says that the resource is deleted.
    pub is_deleted: bool,
}

/// A transaction that is under way. All that it answers is of one state, with what it has written itself.
pub trait Transaction {
    /// Returns the search parameters that are indexed.
    fn registry(&self) -> &Arc<Registry>;

    /// Returns the current version, without its body.
    ///
    /// # Errors
    /// When the store fails.
    fn current(&self, of: TypeId, id: &str) -> Result<Option<Current>, StoreError>;

    /// Returns the current version; a deleted one without body.
    ///
    /// # Errors
    /// When the store fails.
    fn read(&self, of: TypeId, id: &str) -> Result<Option<Stored>, StoreError>;

    /// Searches.
    ///
    /// # Errors
    /// When the store fails, or the search asks for too much.
    fn search(&self, search: &Search) -> Result<Found, ChangeError>;

    /// Returns the ids of at most `limit` resources that are found; two are enough to know whether it is one.
    ///
    /// # Errors
    /// As [`Transaction::search`].
    fn first_ids(&self, search: &Search, limit: usize) -> Result<Vec<String>, ChangeError>;

    /// Writes a resource under its id; what is the same already gets no new version.
    ///
    /// # Errors
    /// When the store fails, or cannot hold what is so large.
    fn put(&mut self, of: TypeId, prepared: &Prepared, method: Method) -> Result<(Outcome, Stored), ChangeError>;

    /// Writes that a resource, which is there, is deleted.
    ///
    /// # Errors
    /// When the store fails.
    fn delete(&mut self, of: TypeId, id: &str) -> Result<Stored, StoreError>;
}
