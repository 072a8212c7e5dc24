//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

/// Longer than anything here takes on a machine that is busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(3);

/// Waits until the condition holds.
///
/// # Panics
/// When it does not within [`PATIENCE`].
#[track_caller]
pub fn eventually(what: &str, mut condition: impl AsyncFnMut() -> bool) -> impl Future<Output = ()> {
    let place = std::panic::Location::caller();
    async move {
        let start = Instant::now();
        while !condition().await {
            assert!(start.elapsed() < PATIENCE, "{place}: waited in vain until {what}");
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// Waits for a future.
///
/// # Panics
/// When it does not end within [`PATIENCE`].
#[track_caller]
pub fn within<T>(what: &str, future: impl Future<Output = T>) -> impl Future<Output = T> {
    let place = std::panic::Location::caller();
    async move {
        let ended = tokio::time::timeout(PATIENCE, future).await;
        ended.unwrap_or_else(|_| panic!("{place}: waited in vain for {what}"))
    }
}
