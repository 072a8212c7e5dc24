//! Moves what is written from the log (WAL) into the file, beside the writer, so that commits do not wait for it.
//!
//! This thread copies the bulk. The log can only begin anew when the copy has caught up with the writer, so the writer
//! copies the last bit itself, between two commits, when it is told that the bulk is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use rusqlite::{Connection, ErrorCode};

use crate::{StoreError, StoreErrorKind};

/// The writer's side.
pub(super) struct Checkpointer {
    wake: SyncSender<()>,
    is_bulk_done: Arc<AtomicBool>,
    has_failed: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Checkpointer {
    /// Asks for a copy; does not wait.
    pub(super) fn wake(&self) {
        // Full means that one is asked for already.
        let _ = self.wake.try_send(());
    }

    /// Tells, once, that the bulk was copied and the writer should copy the rest.
    pub(super) fn take_bulk_done(&self) -> bool {
        self.is_bulk_done.swap(false, Ordering::AcqRel)
    }

    /// Tells whether the disk failed while copying. After a failed flush nobody knows what of the log is on disk, the
    /// writer's own last bytes included.
    pub(super) fn has_failed(&self) -> bool {
        self.has_failed.load(Ordering::Acquire)
    }

    /// Ends the thread and waits until its connection is closed.
    pub(super) fn stop(self) {
        drop(self.wake);
        // A panic there has been printed; there is nothing left to close.
        let _ = self.thread.join();
    }
}

/// Starts the thread; it ends when the writer's side is dropped.
pub(super) fn start(connection: Connection) -> Result<Checkpointer, StoreError> {
    let (wake, woken) = sync_channel(1);
    let is_bulk_done = Arc::new(AtomicBool::new(false));
    let has_failed = Arc::new(AtomicBool::new(false));
    let (done, failed) = (Arc::clone(&is_bulk_done), Arc::clone(&has_failed));
    let thread = std::thread::Builder::new()
        .name("store-checkpoint".to_owned())
        .spawn(move || run(&connection, &woken, &done, &failed))
        .map_err(|source| {
            StoreError::new(
                StoreErrorKind::Other,
                format!("starting the checkpoint thread: {source}"),
            )
        })?;
    Ok(Checkpointer {
        wake,
        is_bulk_done,
        has_failed,
        thread,
    })
}

fn run(connection: &Connection, woken: &Receiver<()>, is_bulk_done: &AtomicBool, has_failed: &AtomicBool) {
    // The copy must reach the disk before the log may be overwritten.
    let _ = connection.pragma_update(None, "synchronous", "FULL");
    let _ = connection.pragma_update(None, "wal_autocheckpoint", 0);
    while woken.recv().is_ok() {
        match passive(connection) {
            Ok(()) => is_bulk_done.store(true, Ordering::Release),
            Err(error) if is_disk_failure(&error) => {
                has_failed.store(true, Ordering::Release);
                tracing::error!(%error, "the disk failed while the message log was moved into the file");
                return;
            }
            // The log goes on growing and the next round tries again; a full disk shows at the next commit.
            Err(error) => tracing::warn!(%error, "moving the message log into the file failed"),
        }
    }
}

/// Tells a disk that breaks its word from one that is full or busy.
pub(super) fn is_disk_failure(error: &rusqlite::Error) -> bool {
    !matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DiskFull | ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

/// Copies what can be copied without waiting for anyone.
pub(super) fn passive(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}
