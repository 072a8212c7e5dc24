//! Finding what was changed in the folder from outside.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use nilecare_types::Timestamp;

use crate::files::is_ignored;
use crate::history::NewRevision;
use crate::layout::item_of;
use crate::place::{Placed, place};
use crate::repository::{Inner, Repository};
use crate::tree::{self, Print, TreeError};
use crate::{FOLDER_AUTHOR, Files, ItemId, ItemKind, RepositoryError, Revision};

/// A file that was written so short a time ago may still be being written, and its time stamp tells nothing yet.
const UNSETTLED_MS: i64 = 1_500;
/// How often reading is tried anew when files vanish meanwhile.
const READ_ATTEMPTS: usize = 3;
const COMMENT: &str = "changed in the folder";

/// When a change in the folder is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanMode {
    /// As it is now.
    Now,
    /// Only when it was left alone for a moment, so that no half of a change becomes a revision.
    Settled,
}

/// What is known of an item in the folder.
#[derive(Default)]
pub(crate) struct Known {
    /// The files when they were read last, if that was long enough after they were written.
    print: Option<Print>,
    /// Why they cannot be read.
    pub unusable: Option<String>,
    is_missing: bool,
    /// What is wrong with the files of this hash.
    pub problems: Option<(String, Vec<String>)>,
}

pub(crate) type KnownItems = HashMap<ItemId, Known>;

impl Repository {
    /// Looks through the whole folder and returns the revisions that came of it.
    ///
    /// # Errors
    /// When a folder cannot be read or a revision not be kept.
    pub fn scan(&self, mode: ScanMode) -> Result<Vec<(ItemId, Revision)>, RepositoryError> {
        let mut inner = self.lock();
        let mut items = inner.history.items()?.into_iter().collect::<BTreeSet<_>>();
        let mut strays = Vec::new();
        for kind in ItemKind::ALL {
            find(kind, &self.layout.folder(kind), &mut items, &mut strays)?;
        }
        inner.strays = strays;
        // What cannot be read and never could be leaves no trace in the history.
        inner.known.retain(|item, _| items.contains(item));
        let mut changes = Vec::new();
        for item in items {
            let before = inner.history.current(&item)?.map(|revision| revision.id);
            let after = self.refresh_with(&mut inner, &item, mode)?;
            changes.extend(
                after
                    .filter(|after| Some(after.id) != before)
                    .map(|after| (item, after)),
            );
        }
        // Scripts may call what libraries have.
        if changes.iter().any(|(item, _)| item.kind() == ItemKind::Library) {
            inner.forget_problems();
        }
        Ok(changes)
    }

    /// Brings the history up to what is in the folder, and returns the newest revision.
    pub(crate) fn refresh_with(
        &self,
        inner: &mut Inner,
        item: &ItemId,
        mode: ScanMode,
    ) -> Result<Option<Revision>, RepositoryError> {
        let path = self.layout.path(item);
        let current = inner.history.current(item)?;
        let known = inner.known.entry(item.clone()).or_default();
        let now = self.clock.now();
        let (print, files) = match look(item, &path, known, now, mode) {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(current),
            Err(TreeError::Unusable(problem)) => {
                known.unusable = Some(problem);
                known.print = None;
                return Ok(current);
            }
            Err(TreeError::Read(path, source)) => return Err(RepositoryError::Read { path, source }),
        };
        known.unusable = None;
        let is_same = current.as_ref().map_or("", |current| current.hash.as_str()) == files.hash();
        if is_same {
            known.print = (!is_unsettled(&print, now)).then_some(print);
            return Ok(current);
        }
        known.print = None;
        known.is_missing = false;
        match self.take_from_folder(inner, item, files) {
            Err(RepositoryError::Unusable { problem, .. }) => {
                inner.known.entry(item.clone()).or_default().unusable = Some(problem);
                Ok(current)
            }
            other => other.map(Some),
        }
    }

    fn take_from_folder(&self, inner: &mut Inner, item: &ItemId, files: Files) -> Result<Revision, RepositoryError> {
        let path = self.layout.path(item);
        // A secret that somebody wrote into the file is sealed before the history or a backup can have it.
        let sealed = self.seal(item, &files).ok().filter(|sealed| *sealed != files);
        let files = match sealed {
            Some(sealed) if place(item, &path, &sealed, &files.hash())? == Placed::Done => sealed,
            _ => self.without_open_secrets(item, files)?,
        };
        let problems = if files.is_empty() {
            Vec::new()
        } else {
            self.problems_at(item, &files, &path)
        };
        let revision = inner.history.add(&NewRevision {
            item,
            files: &files,
            at: self.clock.now(),
            author: FOLDER_AUTHOR,
            comment: COMMENT,
            is_good: problems.is_empty(),
            is_pending: false,
        })?;
        let known = inner.known.entry(item.clone()).or_default();
        known.problems = Some((revision.hash.clone(), problems));
        tracing::info!(item = %item, revision = %revision.id, "took a change from the folder");
        Ok(revision)
    }
}

/// Reads the files; `None` when there is nothing to be learnt now.
fn look(
    item: &ItemId,
    path: &Path,
    known: &mut Known,
    now: Timestamp,
    mode: ScanMode,
) -> Result<Option<(Print, Files)>, TreeError> {
    for attempt in 1.. {
        match look_once(item, path, known, now, mode) {
            Err(TreeError::Read(_, error)) if error.kind() == std::io::ErrorKind::NotFound => {
                if mode == ScanMode::Settled {
                    return Ok(None);
                }
                if attempt == READ_ATTEMPTS {
                    return Err(TreeError::Unusable("its files are being changed; try again".to_owned()));
                }
            }
            other => return other,
        }
    }
    Ok(None)
}

fn look_once(
    item: &ItemId,
    path: &Path,
    known: &mut Known,
    now: Timestamp,
    mode: ScanMode,
) -> Result<Option<(Print, Files)>, TreeError> {
    let print = tree::print(item, path)?;
    if known.print.as_ref() == Some(&print) {
        return Ok(None);
    }
    if mode == ScanMode::Settled {
        // Git takes a folder away and puts it back when it changes branches.
        let is_gone = print.is_empty() && !known.is_missing;
        known.is_missing = print.is_empty();
        if is_gone || is_unsettled(&print, now) {
            return Ok(None);
        }
    }
    let files = tree::read(item, path)?;
    Ok(Some((print, files)))
}

fn is_unsettled(print: &Print, now: Timestamp) -> bool {
    let age = |(_, seconds, nanoseconds, _, _): &(String, i64, i64, u64, u64)| {
        now.as_millisecond() - (seconds * 1000 + nanoseconds / 1_000_000)
    };
    print.iter().any(|file| age(file).abs() < UNSETTLED_MS)
}

fn find(
    kind: ItemKind,
    folder: &Path,
    items: &mut BTreeSet<ItemId>,
    strays: &mut Vec<String>,
) -> Result<(), RepositoryError> {
    if kind == ItemKind::Configuration {
        items.insert(ItemId::configuration());
        return Ok(());
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(RepositoryError::read(folder)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(RepositoryError::read(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_file = entry.file_type().is_ok_and(|entry| entry.is_file());
        // A README beside the channels is nobody's business.
        if is_ignored(&name) || (kind.is_folder() && is_file) {
            continue;
        }
        match item_of(kind, &name) {
            Some(item) => drop(items.insert(item)),
            None => strays.push(format!("{name:?} is no name of a {}; it is left out", kind.as_str())),
        }
    }
    Ok(())
}
