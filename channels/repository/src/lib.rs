//! The files that an analyst edits, with their history: channels, code template libraries, lookup tables, global scripts,
//! alerts and the configuration map.
//!
//! They live in one folder tree, so that git is the other way in, and every state that one of them had is a revision. What
//! was changed in the folder by an editor or by git becomes a revision too, and nobody's work is overwritten in silence:
//! whoever saves names the revision that he began from, and gets a [`Conflict`] when it is no longer the current one.
//!
//! ```text
//! save ──► is the base current? ──► revision and intent in one commit ──► new files aside, synced ──► exchanged in one step
//!                │ no                                                                                     │
//!                ▼                                                     a crash in between: done again at the next start
//!            Conflict: three-way diff
//! ```
//!
//! Also here, since they are about these files: [`DependencyOrder`], in which channels start, and [`ConfigurationMap`] with
//! its sealed secrets. Knows nothing of the engine; whether a channel's scripts compile is told by the [`Check`] given.

mod check;
mod configuration;
mod diff;
mod error;
mod files;
mod history;
mod item;
mod layout;
mod order;
mod place;
mod recovery;
mod repository;
mod revision;
mod scan;
mod tree;

pub use check::{Check, ModelCheck};
pub use configuration::{
    ConfigurationEntry, ConfigurationError, ConfigurationMap, ConfigurationValue, EntryValue, SecretKey,
    SecretKeyError, ValueKind,
};
pub use diff::{FileChange, FileDiff, ThreeWayDiff, diff_files};
pub use error::{Conflict, RepositoryError};
pub use files::{Files, FilesError, ITEM_SIZE_LIMIT};
pub use item::{ItemId, ItemKind, ItemNameError};
pub use layout::Layout;
pub use order::{DependencyOrder, OrderProblem};
pub use repository::{Delete, ItemSummary, Repository, RepositoryOptions, Save, Saved, StoredItem};
pub use revision::{FOLDER_AUTHOR, Revision, RevisionId};
pub use scan::ScanMode;
