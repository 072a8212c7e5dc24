//! Reading an item from the folder: no link is followed, and every size has a bound.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use crate::files::{is_ignored, size_limit};
use crate::layout::file_name;
use crate::{Files, ItemId};

/// What cannot be taken from the folder.
#[derive(Debug)]
pub(crate) enum TreeError {
    /// Something that an item cannot have, such as a link.
    Unusable(String),
    /// A file or folder cannot be read.
    Read(PathBuf, io::Error),
}

/// Files by what the file system tells of them without reading: equal means not changed.
pub(crate) type Print = Vec<(String, i64, i64, u64, u64)>;

/// Lists an item's files, without reading them; empty when it is not there.
pub(crate) fn print(item: &ItemId, path: &Path) -> Result<Print, TreeError> {
    let found = list(item, path)?;
    let of = |(name, _, metadata): &(String, PathBuf, Metadata)| {
        let (seconds, nanoseconds) = (metadata.mtime(), metadata.mtime_nsec());
        (name.clone(), seconds, nanoseconds, metadata.len(), metadata.ino())
    };
    Ok(found.iter().map(of).collect())
}

/// Reads an item; no files when it is not there.
pub(crate) fn read(item: &ItemId, path: &Path) -> Result<Files, TreeError> {
    let mut files = BTreeMap::new();
    let mut left = size_limit(item.kind());
    for (name, path, _) in list(item, path)? {
        let content = read_file(&path, left)?;
        left -= content.len() as u64;
        files.insert(name, content);
    }
    if files.is_empty() {
        return Ok(Files::none());
    }
    Files::new(item, files).map_err(|error| TreeError::Unusable(error.to_string()))
}

fn list(item: &ItemId, path: &Path) -> Result<Vec<(String, PathBuf, Metadata)>, TreeError> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(TreeError::Read(path.to_owned(), error)),
    };
    let mut found = Vec::new();
    match file_name(item) {
        Some(name) if metadata.is_file() => found.push((name, path.to_owned(), metadata)),
        None if metadata.is_dir() => walk(path, "", &mut found)?,
        Some(_) => {
            return Err(TreeError::Unusable(
                "it must be a plain file, and no link or folder".to_owned(),
            ));
        }
        None => {
            return Err(TreeError::Unusable(
                "it must be a folder, and no link or file".to_owned(),
            ));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

/// Far more than an item may have; a folder with more is not walked to its end.
const WALK_LIMIT: usize = 10_000;
const WALK_DEPTH: usize = 8;

fn walk(folder: &Path, within: &str, found: &mut Vec<(String, PathBuf, Metadata)>) -> Result<(), TreeError> {
    let error = |source| TreeError::Read(folder.to_owned(), source);
    for entry in fs::read_dir(folder).map_err(error)? {
        let entry = entry.map_err(error)?;
        let Ok(name) = entry.file_name().into_string() else {
            return Err(TreeError::Unusable(format!("a file name in {within:?} is no text")));
        };
        if is_ignored(&name) {
            continue;
        }
        let path = entry.path();
        let name = if within.is_empty() {
            name
        } else {
            format!("{within}/{name}")
        };
        let metadata = fs::symlink_metadata(&path).map_err(|source| TreeError::Read(path.clone(), source))?;
        if metadata.is_dir() {
            if name.split('/').count() >= WALK_DEPTH {
                return Err(TreeError::Unusable(format!("{name}: folders are nested too deep")));
            }
            walk(&path, &name, found)?;
        } else if metadata.is_file() {
            found.push((name, path, metadata));
        } else {
            return Err(TreeError::Unusable(format!(
                "{name} is a link or a special file; put the file itself there"
            )));
        }
        if found.len() > WALK_LIMIT {
            return Err(TreeError::Unusable("it has too many files".to_owned()));
        }
    }
    Ok(())
}

fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, TreeError> {
    let error = |source| TreeError::Read(path.to_owned(), source);
    // Between listing and opening, somebody could have put a link or a pipe there.
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    let flags = i32::try_from(flags).expect("the flags of open fit into a C int");
    let file: File = OpenOptions::new()
        .read(true)
        .custom_flags(flags)
        .open(path)
        .map_err(error)?;
    let metadata = file.metadata().map_err(error)?;
    let mut content = Vec::new();
    file.take(limit + 1).read_to_end(&mut content).map_err(error)?;
    if !metadata.is_file() || content.len() as u64 > limit {
        return Err(TreeError::Unusable("it is larger than an item may be".to_owned()));
    }
    Ok(content)
}
