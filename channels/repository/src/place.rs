//! Putting new files where an item is, so that nobody ever sees half of them.
//!
//! They are written aside and synced, then exchanged with the old ones in one step (`renameat2`). Where the file system
//! cannot exchange, a file is renamed over the old one, and a folder is moved away first; a crash in that moment is mended
//! by the journal.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use ulid::Ulid;

use crate::files::is_ignored;
use crate::layout::{STAGING, file_name};
use crate::tree::{self, TreeError};
use crate::{Files, ItemId, RepositoryError};

/// The place for new files, beside the item. Removed when dropped.
pub(crate) struct Staging {
    folder: PathBuf,
    root: PathBuf,
}

/// How putting files into place ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Placed {
    /// They are there.
    Done,
    /// Somebody changed the old files in that moment; they are there as before.
    ChangedMeanwhile,
}

impl Staging {
    /// Makes an empty place beside `target`.
    pub(crate) fn new(item: &ItemId, target: &Path) -> Result<Self, RepositoryError> {
        let parent = target.parent().unwrap_or(Path::new("."));
        let root = parent.join(STAGING);
        let folder = root.join(format!("{}.{}", item.name(), Ulid::generate()));
        fs::create_dir_all(&folder).map_err(RepositoryError::write(&folder))?;
        Ok(Self { folder, root })
    }

    /// Writes files and returns the path of what was written: a folder with the item's name, or its file.
    pub(crate) fn write(&self, item: &ItemId, files: &Files, is_synced: bool) -> Result<PathBuf, RepositoryError> {
        let name = file_name(item);
        let new = self.folder.join(name.as_deref().unwrap_or(item.name()));
        let error = RepositoryError::write(&new);
        write_all(&new, name.is_some(), files, is_synced).map_err(error)?;
        Ok(new)
    }

    fn old(&self) -> PathBuf {
        self.folder.join("old")
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What stays is removed at the next start.
        let _ = fs::remove_dir_all(&self.folder);
        let _ = fs::remove_dir(&self.root);
    }
}

fn write_all(new: &Path, is_file: bool, files: &Files, is_synced: bool) -> io::Result<()> {
    let mut folders = vec![];
    if !is_file {
        fs::create_dir(new)?;
        folders.push(new.to_owned());
    }
    for (name, content) in files.iter() {
        let path = if is_file { new.to_owned() } else { new.join(name) };
        let parent = path.parent().unwrap_or(new);
        if !is_file && !parent.is_dir() {
            fs::create_dir_all(parent)?;
            folders.extend(
                parent
                    .ancestors()
                    .take_while(|folder| *folder != new)
                    .map(Path::to_owned),
            );
        }
        let mut file = File::create_new(&path)?;
        file.write_all(content)?;
        if is_synced {
            file.sync_all()?;
        }
    }
    if is_synced {
        for folder in folders {
            sync_folder(&folder)?;
        }
    }
    Ok(())
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Puts `files` where the item is; no files removes it. `expected` is the hash of what is there now.
pub(crate) fn place(item: &ItemId, target: &Path, files: &Files, expected: &str) -> Result<Placed, RepositoryError> {
    let staging = Staging::new(item, target)?;
    let error = || RepositoryError::write(target);
    let displaced = if files.is_empty() {
        let old = staging.old();
        rename_if_there(target, &old).map_err(error())?;
        old
    } else {
        let new = staging.write(item, files, true)?;
        exchange(&new, target, &staging.old()).map_err(error())?
    };
    // Between the last look at the old files and the exchange, an editor may have saved.
    let is_as_expected = match tree::read(item, &displaced) {
        Ok(old) => old.hash() == expected,
        Err(TreeError::Unusable(_)) => false,
        Err(TreeError::Read(path, source)) => return Err(RepositoryError::Read { path, source }),
    };
    if !is_as_expected {
        if target.exists() {
            exchange(&displaced, target, &staging.old()).map_err(error())?;
        } else {
            fs::rename(&displaced, target).map_err(error())?;
        }
        return Ok(Placed::ChangedMeanwhile);
    }
    if !files.is_empty() && item.kind().is_folder() {
        carry_over(&displaced, target).map_err(error())?;
    }
    let parent = target.parent().unwrap_or(Path::new("."));
    sync_folder(parent).map_err(error())?;
    Ok(Placed::Done)
}

/// Brings `new` to `target` and returns where the old one is now; it need not have been there.
fn exchange(new: &Path, target: &Path, old: &Path) -> io::Result<PathBuf> {
    match renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE) {
        Ok(()) => return Ok(new.to_owned()),
        Err(Errno::NOENT) => {
            // There is no old one; should one appear in this moment, it is not overwritten.
            match renameat_with(CWD, new, CWD, target, RenameFlags::NOREPLACE) {
                Err(Errno::NOSYS | Errno::INVAL) => fs::rename(new, target)?,
                other => other?,
            }
            return Ok(old.to_owned());
        }
        Err(Errno::NOSYS | Errno::INVAL) => {}
        Err(error) => return Err(error.into()),
    }
    if target.is_dir() {
        fs::rename(target, old)?;
    } else {
        fs::hard_link(target, old).or_else(|_| fs::copy(target, old).map(drop))?;
    }
    fs::rename(new, target)?;
    Ok(old.to_owned())
}

fn rename_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Moves what is left alone (`.git`, editors' files) from an old folder into the new one.
pub(crate) fn carry_over(old: &Path, new: &Path) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(old) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry?;
        let target = new.join(entry.file_name());
        if entry.file_name().to_str().is_some_and(is_ignored) {
            if fs::symlink_metadata(&target).is_err() {
                fs::rename(entry.path(), target)?;
            }
        } else if entry.file_type()?.is_dir() && target.is_dir() {
            carry_over(&entry.path(), &target)?;
        }
    }
    Ok(())
}
