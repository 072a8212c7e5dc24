//! Takes events out of a service's database and publishes them.

use std::sync::Arc;
use std::time::Duration;

use nilecare_sql::Db;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{BusError, EventBus, outbox};

/// So many events are published in one go.
const BATCH: i64 = 256;
/// The relay looks by itself, for events whose service died between commit and wake.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// The pause after a failure.
const PAUSE: Duration = Duration::from_secs(1);

/// Tells a relay that there is something in its outbox. Cloning it is cheap and wakes the same one.
#[derive(Debug, Clone, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    /// Wakes the relay; to be called after the commit.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

/// Publishes what is in the outbox of one database.
pub struct Relay {
    db: Db,
    bus: Arc<dyn EventBus>,
    wake: Wake,
}

impl Relay {
    /// Takes the database, where its events go, and who wakes it.
    pub fn new(db: Db, bus: Arc<dyn EventBus>, wake: Wake) -> Self {
        Self { db, bus, wake }
    }

    /// Publishes until it is stopped. A failure is logged and tried again.
    pub async fn run(self, stop: CancellationToken) {
        let mut has_failed = false;
        while !stop.is_cancelled() {
            let pause = match self.step().await {
                Ok(true) => {
                    has_failed = false;
                    continue;
                }
                Ok(false) => {
                    has_failed = false;
                    LOOK_EVERY
                }
                Err(error) => {
                    // Once for as long as it fails.
                    if !has_failed {
                        tracing::error!(%error, "events wait in an outbox and cannot be published; trying again");
                    }
                    has_failed = true;
                    PAUSE
                }
            };
            let woken = async {
                if has_failed {
                    std::future::pending::<()>().await;
                }
                self.wake.0.notified().await;
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = woken => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Publishes one batch; tells whether there was anything.
    ///
    /// # Errors
    /// When the outbox cannot be read, or the bus takes nothing now.
    pub async fn step(&self) -> Result<bool, BusError> {
        let Some((last, events)) = outbox::oldest(&self.db, BATCH).await? else {
            return Ok(false);
        };
        self.bus.publish(&events).await?;
        // A crash here publishes them again, which changes nothing.
        outbox::forget(&self.db, last).await?;
        metrics::counter!("nilecare_bus_published_total").increment(events.len() as u64);
        Ok(true)
    }
}
