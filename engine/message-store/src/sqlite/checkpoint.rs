//! Moves what is written from the log (WAL) into the file, beside the writer, so that commits do not wait for it.
//!
//! This thread copies the bulk. The log can only begin anew when the copy has caught up with the writer, so the writer
//! copies the last bit itself, between two commits, when it is told that the bulk is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Connection;

use crate::{StoreError, StoreErrorKind};

/// The writer's side.
pub(super) struct Checkpointer {
    wake: SyncSender<()>,
    is_bulk_done: Arc<AtomicBool>,
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
}

/// Starts the thread; it ends when the writer's side is dropped.
pub(super) fn start(connection: Connection) -> Result<Checkpointer, StoreError> {
    let (wake, woken) = sync_channel(1);
    let is_bulk_done = Arc::new(AtomicBool::new(false));
    let done = Arc::clone(&is_bulk_done);
    std::thread::Builder::new()
        .name("store-checkpoint".to_owned())
        .spawn(move || run(&connection, &woken, &done))
        .map_err(|source| {
            StoreError::new(
                StoreErrorKind::Other,
                format!("starting the checkpoint thread: {source}"),
            )
        })?;
    Ok(Checkpointer { wake, is_bulk_done })
}

fn run(connection: &Connection, woken: &Receiver<()>, is_bulk_done: &AtomicBool) {
    // The copy must reach the disk before the log may be overwritten.
    let _ = connection.pragma_update(None, "synchronous", "FULL");
    let _ = connection.pragma_update(None, "wal_autocheckpoint", 0);
    while woken.recv().is_ok() {
        match passive(connection) {
            Ok(()) => is_bulk_done.store(true, Ordering::Release),
            // The log goes on growing and the next round tries again; a full or broken disk shows at the next commit.
            Err(error) => tracing::warn!(%error, "moving the message log into the file failed"),
        }
    }
}

/// Copies what can be copied without waiting for anyone.
pub(super) fn passive(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}
