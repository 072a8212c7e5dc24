//! States that an item had.

use std::fmt;
use std::str::FromStr;

use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};

/// The author of what was changed in the folder from outside.
pub const FOLDER_AUTHOR: &str = "folder";

/// The number of a revision of one item: 1, 2, 3 …, never given twice, also after a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RevisionId(pub i64);

impl fmt::Display for RevisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for RevisionId {
    type Err = RevisionIdError;
    fn from_str(text: &str) -> Result<Self, RevisionIdError> {
        let number = text.parse().ok().filter(|number| *number > 0);
        number.map(Self).ok_or(RevisionIdError)
    }
}

/// The text is no number of a revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a revision is a whole number from 1")]
pub struct RevisionIdError;

/// One state of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// Its number.
    pub id: RevisionId,
    /// Who made it; [`FOLDER_AUTHOR`] for changes from outside.
    pub author: String,
    /// When it was made or, for changes from outside, noticed.
    pub at: Timestamp,
    /// Why.
    pub comment: String,
    /// SHA-256 of the files' names and contents, in hexadecimal.
    pub hash: String,
    /// Whether the item was removed by it.
    pub is_deleted: bool,
    /// Whether nothing was found wrong with it when it was made.
    pub is_good: bool,
}
