//! Applying a batch, in the order of the specification (FHIR R4 §3.1.0.11.2).
//!
//! ```text
//! deletes ──► who is who (conditions, ids, names of entries) ──► creates ──► updates, patches ──► reads, searches
//! ```

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use nilecare_fhir_model::{Issue, IssueCode};
use nilecare_fhir_search::{Query, Registry, Search, TypeId};
use serde_json::Value;

use crate::links::{Links, has_search, rewrite};
use crate::prepare::Prepared;
use crate::{
    Change, ChangeError, Changed, Draft, Found, Method, Outcome, PatchFunction, StoreError, Stored, Target,
    VersionWanted,
};

/// The most resources that one conditional delete may delete.
const MAX_DELETED: usize = 500;

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

/// Who a draft is.
#[derive(Debug, Clone)]
enum Identity {
    /// It gets this id.
    Write(String),
    /// It is there.
    Known(Stored),
    /// Another create of the batch has the same condition.
    SameAs(usize),
}

/// Applies all changes, or tells which could not be; the caller undoes what was done.
///
/// # Errors
/// With the place of the change that could not be applied.
pub fn apply<T: Transaction>(transaction: &mut T, changes: Vec<Change>) -> Result<Vec<Changed>, (usize, ChangeError)> {
    let mut batch = Batch {
        transaction,
        links: Links::new(),
        touched: HashSet::new(),
        by_condition: HashMap::new(),
        given: HashMap::new(),
        done: (0..changes.len()).map(|_| None).collect(),
    };
    let mut changes: Vec<Option<Change>> = changes.into_iter().map(Some).collect();
    for at in turn(&changes, 0) {
        if let Some(Change::Delete { target, if_match }) = changes[at].take() {
            batch.done[at] = Some(batch.delete(&target, if_match).map_err(|error| (at, error))?);
        }
    }
    let mut identities: Vec<Option<Identity>> = vec![None; changes.len()];
    for (at, change) in changes.iter().enumerate() {
        if let Some(change) = change {
            identities[at] = batch.identify(at, change).map_err(|error| (at, error))?;
        }
    }
    for number in 1..=3 {
        for at in turn(&changes, number) {
            if let Some(change) = changes[at].take() {
                let changed = batch.one(change, identities[at].take()).map_err(|error| (at, error))?;
                batch.done[at] = Some(changed);
            }
        }
    }
    let nothing = || Changed::Nothing(Outcome::NothingToDelete);
    Ok(batch
        .done
        .into_iter()
        .map(|changed| changed.unwrap_or_else(nothing))
        .collect())
}

fn turn(changes: &[Option<Change>], number: u8) -> Vec<usize> {
    let is_its = |change: &Option<Change>| change.as_ref().is_some_and(|change| change.turn() == number);
    let all = changes.iter().enumerate();
    all.filter(|(_, change)| is_its(change)).map(|(at, _)| at).collect()
}

struct Batch<'a, T> {
    transaction: &'a mut T,
    links: Links,
    touched: HashSet<(TypeId, String)>,
    by_condition: HashMap<(TypeId, Vec<(String, String)>), usize>,
    /// The ids that are given, by the place of the change.
    given: HashMap<usize, String>,
    done: Vec<Option<Changed>>,
}

impl<T: Transaction> Batch<'_, T> {
    /// Finds the one resource that meets a condition.
    fn find_one(&self, search: &Search) -> Result<Option<String>, ChangeError> {
        let mut found = self.transaction.first_ids(search, 2)?;
        match found.len() {
            0 | 1 => Ok(found.pop()),
            _ => Err(ChangeError::MultipleMatches),
        }
    }

    fn touch(&mut self, of: TypeId, id: &str) -> Result<(), ChangeError> {
        if self.touched.insert((of, id.to_owned())) {
            Ok(())
        } else {
            Err(ChangeError::SameTwice)
        }
    }

    fn name(&mut self, draft: &Draft, id: &str) {
        if let Some(name) = &draft.full_url {
            let kind = self.transaction.registry().name(draft.of);
            crate::links::name(&mut self.links, name, kind, id);
        }
    }

    fn identify(&mut self, at: usize, change: &Change) -> Result<Option<Identity>, ChangeError> {
        let (draft, identity) = match change {
            Change::Create {
                draft,
                if_none_exist: None,
            } => {
                let id = draft.prepared.as_ref().map(|prepared| prepared.id.clone());
                (draft, Identity::Write(id.unwrap_or_else(new_id)))
            }
            Change::Create {
                draft,
                if_none_exist: Some(search),
            } => {
                let identity = match self.find_one(search)? {
                    Some(id) => {
                        let stored = self.transaction.read(draft.of, &id)?;
                        Identity::Known(stored.ok_or(ChangeError::NotFound)?)
                    }
                    None => match self.by_condition.get(&(draft.of, search.used.clone())) {
                        Some(other) => Identity::SameAs(*other),
                        None => {
                            self.by_condition.insert((draft.of, search.used.clone()), at);
                            Identity::Write(new_id())
                        }
                    },
                };
                (draft, identity)
            }
            Change::Update {
                draft,
                target: Target::Id(_, id),
                ..
            } => (draft, Identity::Write(id.clone())),
            Change::Update {
                draft,
                target: Target::Where(search),
                ..
            } => {
                let own = draft.resource.get("id").and_then(Value::as_str);
                let id = match (self.find_one(search)?, own) {
                    (Some(found), Some(own)) if found != own => return Err(ChangeError::IdMismatch),
                    (Some(found), _) => found,
                    (None, _) if self.by_condition.contains_key(&(draft.of, search.used.clone())) => {
                        return Err(ChangeError::SameTwice);
                    }
                    (None, Some(own)) => own.to_owned(),
                    (None, None) => new_id(),
                };
                self.by_condition.insert((draft.of, search.used.clone()), at);
                (draft, Identity::Write(id))
            }
            _ => return Ok(None),
        };
        match &identity {
            Identity::Write(id) => {
                self.touch(draft.of, id)?;
                self.name(draft, id);
                self.given.insert(at, id.clone());
            }
            Identity::Known(stored) => self.name(draft, &stored.id),
            Identity::SameAs(other) => {
                let id = self.given.get(other).cloned().unwrap_or_default();
                self.name(draft, &id);
            }
        }
        Ok(Some(identity))
    }

    fn one(&mut self, change: Change, identity: Option<Identity>) -> Result<Changed, ChangeError> {
        match (change, identity) {
            (Change::Create { .. }, Some(Identity::Known(stored))) => Ok(Changed::Resource(Outcome::Unchanged, stored)),
            (Change::Create { .. }, Some(Identity::SameAs(other))) => match self.done.get(other) {
                Some(Some(Changed::Resource(_, stored))) => Ok(Changed::Resource(Outcome::Unchanged, stored.clone())),
                _ => Err(ChangeError::SameTwice),
            },
            (Change::Create { draft, .. }, Some(Identity::Write(id))) => self.put(draft, &id, Method::Post),
            (
                Change::Update {
                    draft,
                    target,
                    if_match,
                    only_new,
                },
                Some(Identity::Write(id)),
            ) => {
                let current = self
                    .transaction
                    .current(draft.of, &id)?
                    .filter(|current| !current.is_deleted);
                let has_version =
                    if_match.is_none_or(|wanted| current.as_ref().is_some_and(|it| wanted.allows(it.version)));
                if !has_version || only_new && current.is_some() {
                    return Err(ChangeError::VersionConflict);
                }
                let was_found = current.is_some() || matches!(target, Target::Id(..));
                let method = if was_found { Method::Put } else { Method::Post };
                self.put(draft, &id, method)
            }
            (
                Change::Patch {
                    target,
                    patch,
                    if_match,
                },
                _,
            ) => self.patch(&target, &patch, if_match),
            (Change::Read(of, id), _) => {
                let stored = self.transaction.read(of, &id)?.ok_or(ChangeError::NotFound)?;
                if stored.body.is_none() {
                    return Err(ChangeError::Gone);
                }
                Ok(Changed::Read(stored))
            }
            (Change::Search(query), _) => {
                let found = self.transaction.search(&query)?;
                Ok(Changed::Found(Box::new(found)))
            }
            (Change::Delete { target, if_match }, _) => self.delete(&target, if_match),
            (Change::Create { .. } | Change::Update { .. }, _) => Err(ChangeError::NotFound),
        }
    }

    fn put(&mut self, mut draft: Draft, id: &str, method: Method) -> Result<Changed, ChangeError> {
        let prepared = match draft.prepared.take().filter(|prepared| prepared.id == id) {
            Some(prepared) => prepared,
            None => {
                if !self.links.is_empty() || has_search(&draft.resource) {
                    self.link(&mut draft.resource)?;
                }
                Prepared::new(self.transaction.registry(), draft.of, id, &draft.resource)
            }
        };
        let (outcome, stored) = self.transaction.put(draft.of, &prepared, method)?;
        Ok(Changed::Resource(outcome, stored))
    }

    fn link(&self, resource: &mut Value) -> Result<(), ChangeError> {
        let mut find = |text: &str| self.find_reference(text);
        rewrite(resource, &self.links, &mut find)
    }

    /// Finds what a reference by a search leads to.
    fn find_reference(&self, text: &str) -> Result<String, ChangeError> {
        let (kind, query) = text.split_once('?').ok_or(ChangeError::Reference)?;
        let registry = self.transaction.registry();
        let of = registry.type_id(kind).ok_or(ChangeError::Reference)?;
        let search = parse(registry, of, query)?;
        match &self.transaction.first_ids(&search, 2)?[..] {
            [id] => Ok(format!("{kind}/{id}")),
            _ => Err(ChangeError::Reference),
        }
    }

    fn patch(
        &mut self,
        target: &Target,
        patch: &PatchFunction,
        if_match: Option<VersionWanted>,
    ) -> Result<Changed, ChangeError> {
        let (of, id) = self.existing(target, if_match)?;
        self.touch(of, &id)?;
        let stored = self.transaction.read(of, &id)?;
        let body = stored.and_then(|stored| stored.body).ok_or(ChangeError::Gone)?;
        let resource: Value = serde_json::from_slice(&body).map_err(|_| StoreError::Corrupt)?;
        let mut patched = patch(&resource).map_err(ChangeError::Invalid)?;
        if !self.links.is_empty() || has_search(&patched) {
            self.link(&mut patched)?;
        }
        let same_id = patched.get("id").and_then(Value::as_str) == Some(&*id);
        let same_type = patched.get("resourceType") == resource.get("resourceType");
        if !same_id || !same_type {
            let issue = Issue::error(IssueCode::Value, "a patch must not change the type or the id");
            return Err(ChangeError::Invalid(vec![issue]));
        }
        let prepared = Prepared::new(self.transaction.registry(), of, &id, &patched);
        let (outcome, stored) = self.transaction.put(of, &prepared, Method::Patch)?;
        Ok(Changed::Resource(outcome, stored))
    }

    fn delete(&mut self, target: &Target, if_match: Option<VersionWanted>) -> Result<Changed, ChangeError> {
        if let (Target::Where(search), None) = (target, if_match) {
            return self.delete_all(search);
        }
        let (of, id) = match self.existing(target, if_match) {
            Ok(found) => found,
            // To delete what is not there is no error (FHIR R4 §3.1.0.7).
            Err(ChangeError::NotFound | ChangeError::Gone) if if_match.is_none() => {
                return Ok(Changed::Nothing(Outcome::NothingToDelete));
            }
            Err(error) => return Err(error),
        };
        self.touch(of, &id)?;
        let stored = self.transaction.delete(of, &id)?;
        Ok(Changed::Resource(Outcome::Deleted, stored))
    }

    /// Deletes all that meet a condition (FHIR R4 §3.1.0.7.1). Who names a version means one, and does not come here.
    fn delete_all(&mut self, search: &Search) -> Result<Changed, ChangeError> {
        let of = search.types.first().map(|of| of.of).ok_or(ChangeError::NotFound)?;
        let ids = self.transaction.first_ids(search, MAX_DELETED + 1)?;
        if ids.len() > MAX_DELETED {
            let diagnostics = format!(
                "more than {MAX_DELETED} resources meet the condition, and nothing was deleted; make it more exact"
            );
            return Err(ChangeError::Condition(Issue::error(IssueCode::TooCostly, diagnostics)));
        }
        let mut deleted = Vec::with_capacity(ids.len());
        for id in ids {
            self.touch(of, &id)?;
            deleted.push(self.transaction.delete(of, &id)?);
        }
        Ok(match deleted.len() {
            0 => Changed::Nothing(Outcome::NothingToDelete),
            1 => Changed::Resource(Outcome::Deleted, deleted.remove(0)),
            _ => Changed::Deleted(deleted),
        })
    }

    /// Finds a resource that is there and has the version wanted.
    fn existing(&self, target: &Target, if_match: Option<VersionWanted>) -> Result<(TypeId, String), ChangeError> {
        let (of, id) = match target {
            Target::Id(of, id) => (*of, id.clone()),
            Target::Where(search) => {
                let of = search.types.first().map(|of| of.of).ok_or(ChangeError::NotFound)?;
                (of, self.find_one(search)?.ok_or(ChangeError::NotFound)?)
            }
        };
        let current = self.transaction.current(of, &id)?.ok_or(ChangeError::NotFound)?;
        if current.is_deleted {
            return Err(ChangeError::Gone);
        }
        if if_match.is_some_and(|wanted| !wanted.allows(current.version)) {
            return Err(ChangeError::VersionConflict);
        }
        Ok((of, id))
    }
}

fn new_id() -> String {
    ulid::Ulid::generate().to_string()
}

/// Reads a condition.
fn parse(registry: &Registry, of: TypeId, query: &str) -> Result<Search, ChangeError> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let query = Query {
        of: Some(of),
        pairs: &pairs,
        is_strict: true,
        compartment: None,
    };
    let search = query
        .read(registry)
        .map_err(|error| ChangeError::Condition(error.issue()))?;
    // A condition that asks nothing would meet everything.
    if search.types.iter().all(|of| of.filters.is_empty()) {
        return Err(ChangeError::Reference);
    }
    Ok(search)
}
