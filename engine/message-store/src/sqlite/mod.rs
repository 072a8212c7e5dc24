//! The embedded store: one SQLite file.
//!
//! One thread writes (`writer`), and flushes once for all that was handed to it meanwhile. Another thread moves what is
//! written from the log into the file (`checkpoint`). Readers have connections of their own (`read`). A third thread
//! builds the text index behind the messages (`indexer`).

mod checkpoint;
mod indexer;
mod meta;
mod open;
mod pack;
mod policies;
mod read;
mod recent;
mod store;
mod writer;

pub use store::SqliteMessageStore;

use std::path::PathBuf;
use std::time::Duration;

use crate::{Keyring, StoreError, StoreErrorKind};
use open::connect;

/// How the embedded store works.
#[derive(Debug, Clone)]
pub struct SqliteOptions {
    /// The file; its folder must exist.
    pub path: PathBuf,
    /// How long a change that nobody waits for may wait for one that somebody waits for.
    pub linger: Duration,
    /// The log is moved into the file when it has grown by so many bytes.
    pub checkpoint_bytes: u64,
    /// The keys for contents of encrypted channels.
    pub keyring: Keyring,
    /// A SQLite VFS to use instead of the system's; tests inject faults with it.
    pub vfs: Option<String>,
}

impl SqliteOptions {
    /// The defaults for a file.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            linger: Duration::from_millis(2),
            checkpoint_bytes: 8 << 20,
            keyring: Keyring::default(),
            vfs: None,
        }
    }
}

/// Tells what a SQLite error means for the caller.
fn classify(source: &rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode;
    let kind = match source.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreErrorKind::Full,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreErrorKind::Corrupt,
        _ => StoreErrorKind::Other,
    };
    StoreError::new(kind, source.to_string())
}
