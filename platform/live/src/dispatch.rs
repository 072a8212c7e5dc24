//! Brings events from the bus to the rooms.

use std::time::Duration;

use nilecare_bus::BusError;
use tokio_util::sync::CancellationToken;

use crate::hub::Inner;

/// So many events are read at once.
pub(crate) const BATCH: u32 = 256;
/// The pause after a failure.
const PAUSE: Duration = Duration::from_secs(1);

/// Runs until it is stopped; a failure of the bus is logged and tried again.
pub(crate) async fn run(inner: &Inner, stop: &CancellationToken) {
    let mut changes = inner.log.changes();
    let mut has_failed = false;
    while !stop.is_cancelled() {
        // Before reading, so that what is published meanwhile is not missed.
        changes.mark_unchanged();
        match tell_new(inner).await {
            Ok(true) => {}
            Ok(false) => {
                has_failed = false;
                tokio::select! {
                    () = stop.cancelled() => return,
                    changed = changes.changed() => if changed.is_err() { return },
                }
            }
            Err(error) => {
                // Once for as long as it fails.
                if !has_failed {
                    tracing::error!(%error, "events cannot be told to browsers; trying again");
                }
                has_failed = true;
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(PAUSE) => {}
                }
            }
        }
    }
}

/// Tells what is new; tells whether there was anything.
async fn tell_new(inner: &Inner) -> Result<bool, BusError> {
    let (place, _) = inner.registry.here();
    let events = inner.log.after(place, &inner.topics, BATCH).await?;
    for (place, event) in &events {
        if let Some(rule) = inner.rule(&event.event_type) {
            inner.registry.tell(*place, event, rule);
        }
    }
    Ok(!events.is_empty())
}
