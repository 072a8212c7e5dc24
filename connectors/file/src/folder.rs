//! Work on a folder, away from the threads of the engine and with an end.

use std::io;
use std::time::Duration;

/// Runs work that may wait for a disk or a network drive. When it takes longer than `timeout` it goes on in its thread, and
/// nobody waits for it.
///
/// # Errors
/// What the work tells, or that it took too long.
pub(crate) async fn off_thread<T: Send + 'static>(
    timeout: Duration,
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    match tokio::time::timeout(timeout, tokio::task::spawn_blocking(work)).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(io::Error::other("the work on the folder broke off")),
        Err(_) => Err(io::Error::from(io::ErrorKind::TimedOut)),
    }
}

/// Tells in words for people what failed, without the name of a file.
pub(crate) fn words(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there; make it, or mount it",
        io::ErrorKind::PermissionDenied => "the hub may not; give its user the right to read and write there",
        io::ErrorKind::NotADirectory => "it is no folder",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full",
        io::ErrorKind::ReadOnlyFilesystem => "it is mounted read-only",
        io::ErrorKind::TimedOut => "it took longer than `timeout`; does the drive answer?",
        io::ErrorKind::AlreadyExists => "a file of the same name is there",
        _ => "the system refused; see whether the drive is sound",
    }
}
