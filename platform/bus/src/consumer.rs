//! A handler over the events of a group.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use crate::{BusError, Event, EventBus, Start, Subscription};

/// Deals with events, one after the other.
#[async_trait]
pub trait Handler: Send + Sync {
    /// Deals with one event. It may come again after a crash, so what it does must be the same when it is done twice: keep
    /// [`Event::event_id`] with the change.
    ///
    /// # Errors
    /// When it cannot be dealt with now, or at all.
    async fn handle(&self, event: &Event) -> Result<(), HandlerError>;
}

/// An event that was not dealt with. The text holds no patient data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandlerError {
    /// It may work later.
    #[error("{0}")]
    Retry(String),
    /// It will never work; the event is laid aside at once.
    #[error("{0}")]
    Dead(String),
}

/// How often and how fast an event is tried again.
#[derive(Debug, Clone, Copy)]
pub struct ConsumerOptions {
    /// So many attempts in all, at least one.
    pub n_attempts: u32,
    /// The pause after the first failure; it doubles up to `longest_pause`.
    pub first_pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
}

impl Default for ConsumerOptions {
    fn default() -> Self {
        Self {
            n_attempts: 8,
            first_pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(60),
        }
    }
}

/// One consumer group of a service.
pub struct Consumer {
    bus: Arc<dyn EventBus>,
    group: String,
    topics: Vec<String>,
    handler: Arc<dyn Handler>,
    options: ConsumerOptions,
}

impl Consumer {
    /// Reads these topics as `group`.
    pub fn new(bus: Arc<dyn EventBus>, group: &str, topics: &[&str], handler: Arc<dyn Handler>) -> Self {
        Self {
            bus,
            group: group.to_owned(),
            topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
            handler,
            options: ConsumerOptions::default(),
        }
    }

    /// Tries again in another way.
    #[must_use]
    pub fn with(mut self, options: ConsumerOptions) -> Self {
        self.options = options;
        self
    }

    /// Runs until it is stopped; a failure of the bus is logged and tried again.
    pub async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let Err(error) = self.read(&stop).await else {
                return;
            };
            tracing::error!(group = self.group, %error, "a consumer cannot read its events; trying again");
            self.pause(self.options.longest_pause, &stop).await;
        }
    }

    async fn read(&self, stop: &CancellationToken) -> Result<(), BusError> {
        let mut subscription = self.bus.subscribe(&self.group, &self.topics, Start::Oldest).await?;
        loop {
            let event = tokio::select! {
                biased;
                () = stop.cancelled() => return Ok(()),
                event = subscription.next() => event,
            };
            let event = match event {
                Ok(event) => event,
                // It will not become readable by waiting, and must not hold up the others.
                Err(error @ BusError::Unreadable { .. }) => {
                    tracing::error!(group = self.group, %error, "an event was laid aside as a dead letter");
                    subscription.dead(&error.to_string()).await?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            if !self.deal_with(&event, subscription.as_mut(), stop).await? {
                return Ok(());
            }
        }
    }

    /// Returns whether the consumer goes on.
    async fn deal_with(
        &self,
        event: &Event,
        subscription: &mut dyn Subscription,
        stop: &CancellationToken,
    ) -> Result<bool, BusError> {
        let mut pause = self.options.first_pause;
        for attempt in 1.. {
            match self.handler.handle(event).await {
                Ok(()) => {
                    subscription.done().await?;
                    return Ok(true);
                }
                Err(HandlerError::Retry(_)) if attempt < self.options.n_attempts => {
                    if !self.pause(pause, stop).await {
                        return Ok(false);
                    }
                    pause = (pause * 2).min(self.options.longest_pause);
                }
                Err(error) => {
                    let (group, event_id, topic) = (&self.group, event.event_id, &event.event_type);
                    tracing::error!(group, %event_id, topic, %error, "an event was laid aside as a dead letter");
                    metrics::counter!("nilecare_bus_dead_letters_total", "group" => group.clone()).increment(1);
                    subscription.dead(&error.to_string()).await?;
                    return Ok(true);
                }
            }
        }
        Ok(true)
    }

    async fn pause(&self, pause: Duration, stop: &CancellationToken) -> bool {
        tokio::select! {
            () = stop.cancelled() => false,
            () = tokio::time::sleep(pause) => true,
        }
    }
}
