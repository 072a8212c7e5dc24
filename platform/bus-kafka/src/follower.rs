//! Events of all processes, copied into the local bus of one.

use std::time::Duration;

use nilecare_bus::{BusError, EventBus, LocalBus, Start};
use tokio_util::sync::CancellationToken;

use crate::KafkaBus;
use crate::subscription::KafkaSubscription;

/// So many events share a write to disk.
const MOST_AT_ONCE: usize = 128;
/// The pause after a failure.
const PAUSE: Duration = Duration::from_secs(2);

/// Copies events into a local bus, each once, so that what reads the local one sees those of all processes.
pub struct Follower {
    bus: KafkaBus,
    name: String,
    topics: Vec<String>,
    into: LocalBus,
}

impl Follower {
    /// Copies the events of `topics` into `into`; `name` is this process's own, the same after a restart, so that it goes on where it was.
    pub fn new(bus: KafkaBus, name: &str, topics: &[&str], into: LocalBus) -> Self {
        Self {
            bus,
            name: name.to_owned(),
            topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
            into,
        }
    }

    /// Runs until it is stopped; a failure is logged and tried again.
    pub async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let failed = tokio::select! {
                () = stop.cancelled() => return,
                failed = self.copy() => failed,
            };
            if let Err(error) = failed {
                tracing::error!(%error, "events of other processes cannot be followed; trying again");
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }

    async fn copy(&self) -> Result<(), BusError> {
        self.bus.ensure(&self.topics).await?;
        let group = format!("follow.{}", self.name);
        let mut read = KafkaSubscription::open(&self.bus.options, &group, &self.topics, Start::Now, self.into.clone())?;
        loop {
            let (events, failed) = read.batch(MOST_AT_ONCE).await;
            if !events.is_empty() {
                self.into.publish(&events).await?;
                read.batch_done()?;
            }
            if let Some(error) = failed {
                return Err(error);
            }
        }
    }
}
