//! What the repository cannot do.

use std::path::{Path, PathBuf};

use crate::{ConfigurationError, FilesError, ItemId, Revision, RevisionId, SecretKeyError, ThreeWayDiff};

/// Somebody else, or the folder, changed the item since the revision that the change began from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The item.
    pub item: ItemId,
    /// The revision that the change began from; `None` when there was none, or it is no longer kept.
    pub base: Option<Revision>,
    /// What is current; `None` when there is nothing.
    pub current: Option<Revision>,
    /// What was changed on either side.
    pub diff: ThreeWayDiff,
}

/// What the repository cannot do.
#[derive(Debug, thiserror::Error)]
pub enum RepositoryError {
    /// There is no such item.
    #[error("there is no {0}")]
    NotFound(ItemId),
    /// There is no such revision.
    #[error("{item} has no revision {revision}; old ones are removed in time")]
    NoRevision {
        /// The item.
        item: ItemId,
        /// The number asked for.
        revision: RevisionId,
    },
    /// The item was changed meanwhile.
    #[error("{} was changed meanwhile; look at the differences and save over the current revision", .0.item)]
    Conflict(Box<Conflict>),
    /// The files are not acceptable.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The files are no valid item.
    #[error("{item} is not valid: {}", .problems.join("; "))]
    Invalid {
        /// The item.
        item: ItemId,
        /// Everything that is wrong.
        problems: Vec<String>,
    },
    /// The id in the file is not the name of the item.
    #[error("{item} cannot be renamed to {to:?}: ids never change; save it as a new item and delete this one")]
    Renamed {
        /// The item.
        item: ItemId,
        /// The id in the file.
        to: String,
    },
    /// What is in the folder cannot be taken as it is, such as a link.
    #[error("{item} cannot be used: {problem}")]
    Unusable {
        /// The item.
        item: ItemId,
        /// What is wrong with it.
        problem: String,
    },
    /// The configuration map is not valid, or a secret in it cannot be read.
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    /// The key of the secrets cannot be used.
    #[error(transparent)]
    Key(#[from] SecretKeyError),
    /// The author or the comment is too long.
    #[error("{0}")]
    Text(&'static str),
    /// A file or folder cannot be read.
    #[error("reading {path}")]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A file or folder cannot be written.
    #[error("writing {path}")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The database of revisions cannot be used.
    #[error("using the database of revisions")]
    Database(#[from] rusqlite::Error),
    /// The database of revisions holds something that it should not.
    #[error("the database of revisions is damaged: {0}; restore it from a backup, or remove it to begin a new history")]
    Damaged(String),
    /// The database is from a newer version.
    #[error("{0} was written by a newer version")]
    NewerDatabase(PathBuf),
}

impl RepositoryError {
    pub(crate) fn read(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Read { path, source }
    }

    pub(crate) fn write(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Write { path, source }
    }
}
