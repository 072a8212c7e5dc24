//! A disk for SQLite that can lose power, fill up and fail.
//!
//! [`FaultFs`] registers a VFS of its own name with SQLite. It passes every call through to the default VFS of the
//! platform, and on the way
//!
//! - records each change with its data, so that a [`Cursor`] can lay out the files as a power loss before any of the
//!   changes could have left them;
//! - makes chosen operations fail ([`FaultRule`]) and refuses growth beyond a limit (a full disk).
//!
//! ```text
//! FaultFs::register ─► record() ─► open, commit, mark(ack) … close ─► take_trace() ─► Trace::cursor(mode, folder)
//!                                                                                         │ advance(): next crash point
//!                                                                                         ▼
//!                                                                   open the folder, compare with the marks, close
//! ```
//!
//! How long a sweep takes: stepping costs some 50 µs a point; opening, reading and closing the database at each point
//! costs the rest, 1 to 10 ms. Use [`crash_folder`], skip images that are unchanged, and where the code under test lets
//! you, close without a checkpoint (`SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE`), so that the next step has less to put right.
//!
//! What the model promises and leaves out:
//!
//! - A sync makes durable what was written to *its* file before it. Operations are ordered under one lock, held while
//!   the real operation runs, so the recorded order is the true one.
//! - Creating and deleting a file are durable at once (SQLite syncs the folder itself where that matters).
//! - After an injected sync failure the un-synced writes are lost for good, also if a later sync succeeds: what Linux
//!   does with dirty pages after a failed `fsync`.
//! - A write leaves the bytes beside it alone even when it is torn (SQLite's "powersafe overwrite").
//! - Memory mapping, write hints and temporary files are outside: mapping is not offered, hints are ignored, temporary
//!   files pass through unrecorded. The shared-memory index (`-shm`) goes straight to the real VFS and is never part of
//!   a crash image.
//! - A file removed or replaced behind SQLite's back is not noticed.

mod cursor;
mod disk_file;
mod image;
mod rule;
mod shim_file;
mod shim_vfs;
mod state;
mod trace;

pub use cursor::{CrashImage, CrashMode, Cursor, crash_folder};
pub use rule::{FaultKind, FaultRule, Operation, Times};
pub use state::OperationCounts;
pub use trace::{Change, FileId, Trace};

use std::sync::Arc;

use state::Shared;

/// Says why a VFS could not be registered.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The name is taken, perhaps by another test of the same process: use a name of your own.
    #[error("a SQLite VFS named {0:?} is registered already, choose another name")]
    NameTaken(String),
    /// The name holds a NUL byte.
    #[error("a VFS name cannot hold a NUL byte")]
    NameWithNul,
    /// SQLite refused, with its result code.
    #[error("SQLite refused the VFS with code {0}")]
    Refused(i32),
}

/// A registered fault-injecting VFS. Open databases with `file:PATH?vfs=NAME` or
/// `Connection::open_with_flags_and_vfs`.
///
/// Dropping it removes the name from SQLite; databases still open go on working, but for `VACUUM`,
/// which looks the name up again.
#[derive(Debug)]
pub struct FaultFs {
    name: String,
    shared: Arc<Shared>,
    registration: shim_vfs::Registration,
}

impl FaultFs {
    /// Registers a pass-through VFS under `name`, over the default VFS of the platform.
    ///
    /// # Errors
    /// When the name is taken or SQLite refuses the registration.
    pub fn register(name: &str) -> Result<Self, RegisterError> {
        let shared = Arc::new(Shared::default());
        let registration = shim_vfs::Registration::new(name, Arc::clone(&shared))?;
        Ok(Self {
            name: name.to_owned(),
            shared,
            registration,
        })
    }

    /// The name to give as `vfs=`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Starts a new recording; files opened from now on are followed, with the content they have when first opened.
    ///
    /// # Panics
    /// When a file is open through this VFS: its earlier content could not be known.
    pub fn record(&self) {
        self.shared.lock().start_recording();
    }

    /// Puts a marker after the changes so far, say the id of a message that was just acknowledged. Without a recording
    /// it does nothing.
    pub fn mark(&self, mark: u64) {
        self.shared.lock().mark(mark);
    }

    /// Ends the recording and returns it; empty if none was started.
    pub fn take_trace(&self) -> Trace {
        self.shared.lock().take_trace()
    }

    /// Adds a rule; rules are tried in the order they were added.
    pub fn fail(&self, rule: FaultRule) {
        self.shared.lock().add_rule(rule);
    }

    /// Removes all rules and the disk limit.
    pub fn clear(&self) {
        self.shared.lock().clear_faults();
    }

    /// Limits what all files known to this VFS may hold together, in bytes; a write that would grow beyond it gets
    /// `SQLITE_FULL`. Set it again to free space, or [`clear`](Self::clear) it. See [`disk_used`](Self::disk_used).
    pub fn disk_limit(&self, bytes: u64) {
        self.shared.lock().set_disk_limit(bytes);
    }

    /// Returns the bytes that the files known to this VFS hold now. Temporary files and `-shm` are not counted.
    pub fn disk_used(&self) -> u64 {
        self.shared.lock().disk_used()
    }

    /// Returns how many operations were asked for since registration, refused ones included.
    pub fn counts(&self) -> OperationCounts {
        self.shared.lock().counts()
    }
}

impl Drop for FaultFs {
    fn drop(&mut self) {
        self.registration.unregister();
        let mut state = self.shared.lock();
        state.clear_faults();
        state.take_trace();
    }
}
