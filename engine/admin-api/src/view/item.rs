//! Items and their revisions.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nilecare_channel_repository::{
    Conflict, FileChange, FileDiff, Files, ItemId, ItemSummary, Revision, RevisionId, Saved, StoredItem,
};
use nilecare_types::{Problem, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An item in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemView {
    /// `channel`, `library`, `lookup`, `script`, `alert` or `configuration`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The current revision; absent when what is in the folder could never be taken.
    pub revision: Option<RevisionView>,
    /// The newest revision with which nothing was wrong.
    pub last_good: Option<i64>,
    /// What is wrong with it.
    pub problems: Vec<String>,
}

impl From<ItemSummary> for ItemView {
    fn from(summary: ItemSummary) -> Self {
        Self {
            kind: summary.item.kind().as_str().to_owned(),
            name: summary.item.name().to_owned(),
            revision: summary.revision.map(RevisionView::from),
            last_good: summary.last_good.map(|id| id.0),
            problems: summary.problems,
        }
    }
}

/// One state that an item had.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RevisionView {
    /// Its number.
    #[schema(example = 3)]
    pub id: i64,
    /// Who made it; `folder` for changes from outside.
    pub author: String,
    /// When it was made or, for changes from outside, noticed.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Why.
    pub comment: String,
    /// SHA-256 of the files.
    pub hash: String,
    /// Whether the item was removed by it.
    pub is_deleted: bool,
    /// Whether nothing was found wrong with it when it was made.
    pub is_good: bool,
}

impl From<Revision> for RevisionView {
    fn from(revision: Revision) -> Self {
        Self {
            id: revision.id.0,
            author: revision.author,
            at: revision.at,
            comment: revision.comment,
            hash: revision.hash,
            is_deleted: revision.is_deleted,
            is_good: revision.is_good,
        }
    }
}

/// A file: `text` when it is UTF-8, else `base64`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileContent {
    /// The text.
    Text(String),
    /// The bytes, in base64.
    Base64(String),
}

impl FileContent {
    pub(crate) fn new(content: &[u8]) -> Self {
        match std::str::from_utf8(content) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Base64(STANDARD.encode(content)),
        }
    }

    fn bytes(self) -> Option<Vec<u8>> {
        match self {
            Self::Text(text) => Some(text.into_bytes()),
            Self::Base64(text) => STANDARD.decode(text).ok(),
        }
    }
}

/// An item with its files.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemFilesView {
    /// `channel`, `library`, `lookup`, `script`, `alert` or `configuration`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Which state it is.
    pub revision: RevisionView,
    /// The files by path.
    #[schema(value_type = std::collections::HashMap<String, FileContent>)]
    pub files: BTreeMap<String, FileContent>,
    /// What is wrong with it; only told of the current revision.
    pub problems: Vec<String>,
}

impl ItemFilesView {
    pub(crate) fn new(item: &ItemId, stored: StoredItem) -> Self {
        let files = stored
            .files
            .iter()
            .map(|(path, content)| (path.to_owned(), FileContent::new(content)));
        Self {
            kind: item.kind().as_str().to_owned(),
            name: item.name().to_owned(),
            files: files.collect(),
            revision: stored.revision.into(),
            problems: stored.problems,
        }
    }
}

/// Files to save or to check.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemFiles {
    /// All files of the item by path; what is not in it is removed.
    #[schema(value_type = std::collections::HashMap<String, FileContent>)]
    files: BTreeMap<String, FileContent>,
    /// Why it is changed.
    #[serde(default)]
    pub comment: String,
}

impl ItemFiles {
    pub(crate) fn files(self, item: &ItemId) -> Result<Files, Vec<String>> {
        let mut files = BTreeMap::new();
        for (path, content) in self.files {
            let bytes = content.bytes();
            files.insert(
                path,
                bytes.ok_or_else(|| vec!["/files: base64 that is none".to_owned()])?,
            );
        }
        Files::new(item, files).map_err(|error| vec![format!("/files: {error}")])
    }
}

/// What became of a save.
#[derive(Debug, Serialize, ToSchema)]
pub struct SavedView {
    /// The current revision.
    pub revision: RevisionView,
    /// What is wrong with it, if it was saved as a draft.
    pub problems: Vec<String>,
}

impl From<Saved> for SavedView {
    fn from(saved: Saved) -> Self {
        Self {
            revision: saved.revision.into(),
            problems: saved.problems,
        }
    }
}

/// The difference of one file.
#[derive(Debug, Serialize, ToSchema)]
pub struct FileDiffView {
    /// The file.
    pub path: String,
    /// `added`, `removed` or `changed`.
    #[schema(value_type = String, example = "changed")]
    pub change: FileChange,
    /// The unified difference; absent when a side is no text or too large.
    pub text: Option<String>,
}

impl From<FileDiff> for FileDiffView {
    fn from(diff: FileDiff) -> Self {
        Self {
            path: diff.path,
            change: diff.change,
            text: diff.text,
        }
    }
}

/// A conflict: a problem (RFC 9457) that has all three sides.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConflictView {
    /// What a problem has.
    #[serde(flatten)]
    pub problem: Problem,
    /// The revision that the change began from, when it is still kept.
    pub base: Option<i64>,
    /// What is current now; absent when there is nothing.
    pub current: Option<RevisionView>,
    /// What was changed from the base to the current revision.
    pub theirs: Vec<FileDiffView>,
    /// What you changed from the base.
    pub yours: Vec<FileDiffView>,
    /// Files that both changed: these must be merged by hand.
    pub both: Vec<String>,
}

impl ConflictView {
    pub(crate) fn new(problem: Problem, conflict: Conflict) -> Self {
        let diffs = |diffs: Vec<FileDiff>| diffs.into_iter().map(FileDiffView::from).collect();
        Self {
            problem,
            base: conflict.base.map(|base| base.id.0),
            current: conflict.current.map(RevisionView::from),
            theirs: diffs(conflict.diff.theirs),
            yours: diffs(conflict.diff.yours),
            both: conflict.diff.both,
        }
    }
}

/// Two revisions compared.
#[derive(Debug, Serialize, ToSchema)]
pub struct DiffView {
    /// The older side.
    #[schema(value_type = i64)]
    pub from: RevisionId,
    /// The newer side.
    #[schema(value_type = i64)]
    pub to: RevisionId,
    /// The files that differ.
    pub files: Vec<FileDiffView>,
}

/// What is wrong with files.
#[derive(Debug, Serialize, ToSchema)]
pub struct ValidationView {
    /// Whether nothing is.
    pub is_valid: bool,
    /// Each thing that is.
    pub problems: Vec<String>,
}
