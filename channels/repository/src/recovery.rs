//! Going on after a crash between a commit and the folder.

use std::fs;
use std::path::Path;

use crate::layout::STAGING;
use crate::place::{carry_over, place};
use crate::repository::{Inner, Repository};
use crate::tree;
use crate::{Files, ItemKind, RepositoryError, RevisionId};

impl Repository {
    /// Puts into the folder what was on its way there, and removes what was left aside.
    pub(crate) fn recover(&self, inner: &mut Inner) -> Result<(), RepositoryError> {
        for (item, id) in inner.history.pending()? {
            let Some(revision) = inner.history.revision(&item, id)? else {
                inner.history.settle(&item)?;
                continue;
            };
            let path = self.layout.path(&item);
            let before = inner.history.list(&item, Some(id), 1)?;
            let before = before.first().map_or("", |before| before.hash.as_str());
            // What cannot be read was put there by somebody else, and stays.
            let found = tree::read(&item, &path).ok();
            let found = found.as_ref().map(Files::hash);
            let is_missing = found.as_deref() == Some("");
            let is_as_before = found.as_deref() == Some(before) || is_missing;
            if found.as_deref() != Some(revision.hash.as_str()) && is_as_before {
                let files = inner.history.files(&item, RevisionId(id.0))?;
                place(&item, &path, &files, found.as_deref().unwrap_or_default())?;
                tracing::info!(item = %item, revision = %id, "put a revision into the folder after a crash");
            }
            inner.history.settle(&item)?;
        }
        for kind in ItemKind::ALL {
            let folder = self.layout.folder(kind);
            clean(&folder, kind).map_err(RepositoryError::write(&folder))?;
        }
        Ok(())
    }
}

/// Removes what was left aside; hidden files that had no time to move are moved.
fn clean(folder: &Path, kind: ItemKind) -> std::io::Result<()> {
    let staging = folder.join(STAGING);
    let Ok(entries) = fs::read_dir(&staging) else {
        return Ok(());
    };
    for entry in entries {
        let left = entry?;
        let name = left.file_name().to_string_lossy().into_owned();
        let item = name.split('.').next().unwrap_or_default();
        let target = folder.join(item);
        if kind.is_folder() && !item.is_empty() && target.is_dir() {
            carry_over(&left.path().join(item), &target)?;
            carry_over(&left.path().join("old"), &target)?;
        }
        fs::remove_dir_all(left.path())?;
    }
    fs::remove_dir(&staging)
}
