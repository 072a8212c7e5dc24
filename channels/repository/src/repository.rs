//! Listing, reading, saving, deleting, restoring.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use nilecare_types::Clock;

use crate::check::other_id;
use crate::configuration::ConfigurationMap;
use crate::diff::{FileDiff, ThreeWayDiff, diff_files};
use crate::history::{History, NewRevision};
use crate::place::{Placed, Staging, place};
use crate::scan::KnownItems;
use crate::{
    Check, Conflict, Files, ItemId, ItemKind, Layout, RepositoryError, Revision, RevisionId, ScanMode, SecretKey,
};

const AUTHOR_LIMIT: usize = 200;
const COMMENT_LIMIT: usize = 2_000;

type Result<T> = std::result::Result<T, RepositoryError>;

/// What a repository works with.
pub struct RepositoryOptions {
    /// Where the items are.
    pub layout: Layout,
    /// The file of the revisions; its folder must exist.
    pub database: PathBuf,
    /// Seals the secrets of the configuration map.
    pub key: SecretKey,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Tells what is wrong with an item.
    pub check: Arc<dyn Check>,
}

/// The items and their history. All methods block; call them off the runtime's threads.
pub struct Repository {
    pub(crate) layout: Layout,
    pub(crate) clock: Arc<dyn Clock>,
    key: SecretKey,
    check: Arc<dyn Check>,
    inner: Mutex<Inner>,
}

pub(crate) struct Inner {
    pub history: History,
    pub known: KnownItems,
    pub strays: Vec<String>,
}

/// An item in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemSummary {
    /// The item.
    pub item: ItemId,
    /// The current revision; `None` when what is in the folder could never be taken.
    pub revision: Option<Revision>,
    /// The newest revision with which nothing was wrong.
    pub last_good: Option<RevisionId>,
    /// What is wrong with it now.
    pub problems: Vec<String>,
}

/// An item with its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredItem {
    /// Which state it is.
    pub revision: Revision,
    /// The files; none when it is deleted.
    pub files: Files,
    /// What is wrong with it; only told of the current revision.
    pub problems: Vec<String>,
}

/// A change to be saved.
#[derive(Debug, Clone)]
pub struct Save {
    /// The item.
    pub item: ItemId,
    /// All its files from now on.
    pub files: Files,
    /// The revision that the change began from; `None` for a new item.
    pub base: Option<RevisionId>,
    /// Who saves.
    pub author: String,
    /// Why.
    pub comment: String,
    /// Whether it is kept although it is not valid. The hub cannot deploy it then, also not at its next start.
    pub is_draft: bool,
}

/// An item to be deleted.
#[derive(Debug, Clone)]
pub struct Delete {
    /// The item.
    pub item: ItemId,
    /// The revision that is meant.
    pub base: RevisionId,
    /// Who deletes.
    pub author: String,
    /// Why.
    pub comment: String,
}

/// What became of a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The current revision; the one before when nothing was changed.
    pub revision: Revision,
    /// What is wrong with it, if it was saved as a draft.
    pub problems: Vec<String>,
}

impl Repository {
    /// Opens the history, finishes what a crash cut short, and takes what was changed in the folder.
    ///
    /// # Errors
    /// When the database or the folder cannot be used.
    pub fn open(options: RepositoryOptions) -> Result<Self> {
        let root = options.layout.root();
        std::fs::create_dir_all(root).map_err(RepositoryError::write(root))?;
        let repository = Self {
            layout: options.layout,
            clock: options.clock,
            key: options.key,
            check: options.check,
            inner: Mutex::new(Inner {
                history: History::open(&options.database)?,
                known: KnownItems::default(),
                strays: Vec::new(),
            }),
        };
        repository.recover(&mut repository.lock())?;
        repository.scan(ScanMode::Now)?;
        Ok(repository)
    }

    /// Returns where the items are.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Returns the key of the secrets.
    pub fn key(&self) -> &SecretKey {
        &self.key
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lists the items of a kind by name, also those that cannot be used.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub fn list(&self, kind: ItemKind) -> Result<Vec<ItemSummary>> {
        let mut inner = self.lock();
        let mut items = inner.history.items()?;
        let unusable = inner.known.iter().filter(|(_, known)| known.unusable.is_some());
        items.extend(unusable.map(|(item, _)| item.clone()));
        items.retain(|item| item.kind() == kind);
        items.sort();
        items.dedup();
        items.into_iter().map(|item| self.summary(&mut inner, item)).collect()
    }

    /// Tells about entries of the folder that are no items, such as one with a name that none can have.
    pub fn strays(&self) -> Vec<String> {
        self.lock().strays.clone()
    }

    /// Returns one item of a list.
    ///
    /// # Errors
    /// When there is no such item.
    pub fn find(&self, item: &ItemId) -> Result<ItemSummary> {
        let mut inner = self.lock();
        self.refresh_with(&mut inner, item, ScanMode::Settled)?;
        let summary = self.summary(&mut inner, item.clone())?;
        let is_there = summary.revision.as_ref().is_some_and(|revision| !revision.is_deleted);
        let is_unusable = !is_there && !summary.problems.is_empty();
        (is_there || is_unusable)
            .then_some(summary)
            .ok_or_else(|| RepositoryError::NotFound(item.clone()))
    }

    /// Returns an item as it is in the folder now, so that what follows uses a revision that is known.
    ///
    /// # Errors
    /// When there is no such item or it cannot be used.
    pub fn refresh(&self, item: &ItemId) -> Result<Revision> {
        let mut inner = self.lock();
        let revision = self.refresh_with(&mut inner, item, ScanMode::Now)?;
        inner.demand_usable(item)?;
        let revision = revision.filter(|revision| !revision.is_deleted);
        revision.ok_or_else(|| RepositoryError::NotFound(item.clone()))
    }

    /// Returns an item with its files, now or at a revision.
    ///
    /// # Errors
    /// When there is no such item or revision.
    pub fn get(&self, item: &ItemId, revision: Option<RevisionId>) -> Result<StoredItem> {
        let mut inner = self.lock();
        let current = self.refresh_with(&mut inner, item, ScanMode::Settled)?;
        let Some(id) = revision else {
            let current = current.filter(|current| !current.is_deleted);
            let current = current.ok_or_else(|| RepositoryError::NotFound(item.clone()))?;
            let problems = self.summary(&mut inner, item.clone())?.problems;
            return Ok(StoredItem {
                files: inner.history.files(item, current.id)?,
                revision: current,
                problems,
            });
        };
        let revision = inner.history.revision(item, id)?;
        let revision = revision.ok_or_else(|| no_revision(item, id, current.is_some()))?;
        Ok(StoredItem {
            files: inner.history.files(item, id)?,
            revision,
            problems: Vec::new(),
        })
    }

    /// Lists the revisions of an item, newest first, below `before`. A deleted item still has them.
    ///
    /// # Errors
    /// When there never was such an item.
    pub fn history(&self, item: &ItemId, before: Option<RevisionId>, limit: usize) -> Result<Vec<Revision>> {
        let mut inner = self.lock();
        let current = self.refresh_with(&mut inner, item, ScanMode::Settled)?;
        current.ok_or_else(|| RepositoryError::NotFound(item.clone()))?;
        inner.history.list(item, before, limit)
    }

    /// Compares two revisions of an item.
    ///
    /// # Errors
    /// When there is no such revision.
    pub fn diff(&self, item: &ItemId, from: RevisionId, to: RevisionId) -> Result<Vec<FileDiff>> {
        let (from, to) = (self.get(item, Some(from))?, self.get(item, Some(to))?);
        Ok(diff_files(&from.files, &to.files))
    }

    /// Tells what would be wrong with files, and keeps nothing.
    ///
    /// # Errors
    /// When they cannot be written aside to be looked at.
    pub fn validate(&self, item: &ItemId, files: &Files) -> Result<Vec<String>> {
        let files = match self.seal(item, files) {
            Ok(files) => files,
            Err(error) => return Ok(vec![error.to_string()]),
        };
        if let Some(to) = other_id(item, &files) {
            let item = item.clone();
            return Ok(vec![RepositoryError::Renamed { item, to }.to_string()]);
        }
        self.problems_aside(item, &files)
    }

    /// Saves an item: all of its files, or nothing.
    ///
    /// # Errors
    /// [`RepositoryError::Conflict`] when the base is not the current revision; or when the files are not acceptable or
    /// cannot be written.
    pub fn save(&self, save: Save) -> Result<Saved> {
        let Save { item, base, .. } = &save;
        demand_texts(&save.author, &save.comment)?;
        let files = self.seal(item, &save.files)?;
        if let Some(to) = other_id(item, &files) {
            return Err(RepositoryError::Renamed { item: item.clone(), to });
        }
        let mut inner = self.lock();
        let current = self.refresh_with(&mut inner, item, ScanMode::Now)?;
        inner.demand_usable(item)?;
        let is_current = match (&current, base) {
            (None, None) => true,
            (Some(current), None) => current.is_deleted,
            (Some(current), Some(base)) => current.id == *base,
            (None, Some(_)) => false,
        };
        if !is_current {
            return Err(self.conflict(&inner, item, *base, &files)?);
        }
        if let Some(current) = current.filter(|current| current.hash == files.hash()) {
            let problems = self.summary(&mut inner, item.clone())?.problems;
            return Ok(Saved {
                revision: current,
                problems,
            });
        }
        let problems = self.problems_aside(item, &files)?;
        if !problems.is_empty() && !save.is_draft {
            return Err(RepositoryError::Invalid {
                item: item.clone(),
                problems,
            });
        }
        let new = NewRevision {
            item,
            files: &files,
            at: self.clock.now(),
            author: &save.author,
            comment: &save.comment,
            is_good: problems.is_empty(),
            is_pending: true,
        };
        let revision = self.put(&mut inner, &new, *base)?;
        if item.kind() == ItemKind::Library {
            inner.forget_problems();
        }
        let known = inner.known.entry(item.clone()).or_default();
        known.problems = Some((revision.hash.clone(), problems.clone()));
        Ok(Saved { revision, problems })
    }

    /// Deletes an item; its history stays.
    ///
    /// # Errors
    /// [`RepositoryError::Conflict`] when the base is not the current revision; or when it cannot be removed.
    pub fn delete(&self, delete: &Delete) -> Result<Revision> {
        let Delete { item, base, .. } = delete;
        demand_texts(&delete.author, &delete.comment)?;
        let mut inner = self.lock();
        let current = self.refresh_with(&mut inner, item, ScanMode::Now)?;
        inner.demand_usable(item)?;
        let current = current.filter(|current| !current.is_deleted);
        let current = current.ok_or_else(|| RepositoryError::NotFound(item.clone()))?;
        if current.id != *base {
            return Err(self.conflict(&inner, item, Some(*base), &Files::none())?);
        }
        let new = NewRevision {
            item,
            files: &Files::none(),
            at: self.clock.now(),
            author: &delete.author,
            comment: &delete.comment,
            is_good: true,
            is_pending: true,
        };
        let revision = self.put(&mut inner, &new, Some(*base))?;
        inner.known.remove(item);
        if item.kind() == ItemKind::Library {
            inner.forget_problems();
        }
        Ok(revision)
    }

    /// Makes an old state the current one, as a new revision.
    ///
    /// # Errors
    /// As of [`save`](Self::save); when the item was deleted by that revision there is nothing to restore.
    pub fn restore(
        &self,
        item: &ItemId,
        revision: RevisionId,
        base: Option<RevisionId>,
        author: &str,
        is_draft: bool,
    ) -> Result<Saved> {
        let stored = self.get(item, Some(revision))?;
        if stored.revision.is_deleted {
            return Err(no_revision(item, revision, true));
        }
        let current = self.lock().history.current(item)?.map(|current| current.id);
        self.save(Save {
            item: item.clone(),
            files: stored.files,
            base: base.or(current),
            author: author.to_owned(),
            comment: format!("restored revision {revision}"),
            is_draft,
        })
    }

    /// Has everything checked anew, after something changed that items depend on.
    pub fn recheck(&self) {
        self.lock().forget_problems();
    }

    /// Keeps a revision and puts it into the folder; takes it back when that fails.
    fn put(&self, inner: &mut Inner, new: &NewRevision<'_>, base: Option<RevisionId>) -> Result<Revision> {
        let item = new.item;
        let expected = inner
            .history
            .current(item)?
            .map_or(String::new(), |current| current.hash);
        let revision = inner.history.add(new)?;
        match place(item, &self.layout.path(item), new.files, &expected) {
            Ok(Placed::Done) => {
                inner.history.settle(item)?;
                Ok(revision)
            }
            Ok(Placed::ChangedMeanwhile) => {
                inner.history.take_back(item, revision.id)?;
                self.refresh_with(inner, item, ScanMode::Now)?;
                Err(self.conflict(inner, item, base, new.files)?)
            }
            Err(error) => {
                inner.history.take_back(item, revision.id)?;
                Err(error)
            }
        }
    }

    fn conflict(
        &self,
        inner: &Inner,
        item: &ItemId,
        base: Option<RevisionId>,
        yours: &Files,
    ) -> Result<RepositoryError> {
        let files = |revision: &Option<Revision>| match revision {
            Some(revision) => inner.history.files(item, revision.id),
            None => Ok(Files::none()),
        };
        let base = base
            .map(|base| inner.history.revision(item, base))
            .transpose()?
            .flatten();
        let current = inner.history.current(item)?;
        let diff = ThreeWayDiff::new(&files(&base)?, &files(&current)?, yours);
        let item = item.clone();
        let conflict = Conflict {
            item,
            base,
            current,
            diff,
        };
        Ok(RepositoryError::Conflict(Box::new(conflict)))
    }

    fn summary(&self, inner: &mut Inner, item: ItemId) -> Result<ItemSummary> {
        let revision = inner.history.current(&item)?;
        let last_good = inner.history.last_good(&item)?.map(|revision| revision.id);
        let problems = self.current_problems(inner, &item, revision.as_ref())?;
        Ok(ItemSummary {
            item,
            revision,
            last_good,
            problems,
        })
    }

    fn current_problems(&self, inner: &mut Inner, item: &ItemId, revision: Option<&Revision>) -> Result<Vec<String>> {
        let Inner { history, known, .. } = inner;
        let known = known.entry(item.clone()).or_default();
        if let Some(problem) = &known.unusable {
            return Ok(vec![problem.clone()]);
        }
        let Some(revision) = revision.filter(|revision| !revision.is_deleted) else {
            return Ok(Vec::new());
        };
        if let Some((_, problems)) = known.problems.as_ref().filter(|(hash, _)| *hash == revision.hash) {
            return Ok(problems.clone());
        }
        let files = history.files(item, revision.id)?;
        let problems = self.problems_at(item, &files, &self.layout.path(item));
        known.problems = Some((revision.hash.clone(), problems.clone()));
        Ok(problems)
    }

    pub(crate) fn problems_at(&self, item: &ItemId, files: &Files, path: &Path) -> Vec<String> {
        if item.kind() == ItemKind::Configuration {
            let read = ConfigurationMap::read(files.content()).and_then(|map| map.open(&self.key).map(drop));
            return read.err().map(|error| error.to_string()).into_iter().collect();
        }
        self.check.problems(item, files, path)
    }

    fn problems_aside(&self, item: &ItemId, files: &Files) -> Result<Vec<String>> {
        let staging = Staging::new(item, &self.layout.path(item))?;
        let path = staging.write(item, files, false)?;
        Ok(self.problems_at(item, files, &path))
    }

    /// Seals what is a secret and not sealed yet.
    pub(crate) fn seal(&self, item: &ItemId, files: &Files) -> Result<Files> {
        if item.kind() != ItemKind::Configuration || files.is_empty() {
            return Ok(files.clone());
        }
        let mut map = ConfigurationMap::read(files.content())?;
        if !map.seal(&self.key)? {
            return Ok(files.clone());
        }
        Ok(Files::single(item, map.write()?.into_bytes())?)
    }

    /// Replaces a configuration map that cannot be read, and so may hold open secrets, by a note for the history.
    pub(crate) fn without_open_secrets(&self, item: &ItemId, files: Files) -> Result<Files> {
        let is_safe = item.kind() != ItemKind::Configuration
            || files.is_empty()
            || self.seal(item, &files).is_ok_and(|sealed| sealed == files);
        if is_safe {
            return Ok(files);
        }
        Err(RepositoryError::Unusable {
            item: item.clone(),
            problem: "it is no valid configuration map, or holds a secret that could not be sealed".to_owned(),
        })
    }
}

impl Inner {
    pub(crate) fn forget_problems(&mut self) {
        for known in self.known.values_mut() {
            known.problems = None;
        }
    }

    fn demand_usable(&self, item: &ItemId) -> Result<()> {
        let unusable = self.known.get(item).and_then(|known| known.unusable.clone());
        match unusable {
            None => Ok(()),
            Some(problem) => Err(RepositoryError::Unusable {
                item: item.clone(),
                problem,
            }),
        }
    }
}

fn no_revision(item: &ItemId, revision: RevisionId, is_there: bool) -> RepositoryError {
    let item = item.clone();
    if is_there {
        RepositoryError::NoRevision { item, revision }
    } else {
        RepositoryError::NotFound(item)
    }
}

fn demand_texts(author: &str, comment: &str) -> Result<()> {
    if author.is_empty() || author.len() > AUTHOR_LIMIT {
        return Err(RepositoryError::Text("an author has 1 to 200 bytes"));
    }
    if comment.len() > COMMENT_LIMIT {
        return Err(RepositoryError::Text("a comment has at most 2000 bytes"));
    }
    Ok(())
}
