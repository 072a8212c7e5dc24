//! The seam between services and whatever carries their events.

use async_trait::async_trait;

use crate::{BusError, Event};

/// Where a group begins that was never there before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Start {
    /// With the oldest event that is kept.
    #[default]
    Oldest,
    /// With what is published from now on.
    Now,
}

/// Carries events from services to whoever wants them.
#[async_trait]
pub trait EventBus: Send + Sync {
    /// Keeps events, in this order. They are on disk when it returns. An event that is known changes nothing.
    ///
    /// # Errors
    /// When the bus cannot write now; nothing of these events is kept, and they may be published again.
    async fn publish(&self, events: &[Event]) -> Result<(), BusError>;

    /// Begins to read as a consumer group, where the group was last; a group has one consumer at a time.
    ///
    /// # Errors
    /// When the bus cannot be read, or the group is in use.
    async fn subscribe(&self, group: &str, topics: &[String], start: Start) -> Result<Box<dyn Subscription>, BusError>;
}

/// What one consumer group reads.
#[async_trait]
pub trait Subscription: Send {
    /// Waits for the next event; the same again until it is [done](Self::done). Nothing is lost when the future is dropped.
    ///
    /// # Errors
    /// When the bus cannot be read now.
    async fn next(&mut self) -> Result<Event, BusError>;

    /// The event that `next` returned last is dealt with, and is not read again by this group.
    ///
    /// # Errors
    /// When the bus cannot write now; the event may be read again.
    async fn done(&mut self) -> Result<(), BusError>;

    /// Lays the event that `next` returned last aside, with the reason, so that the group can go on. The reason must hold no patient
    /// data.
    ///
    /// # Errors
    /// When the bus cannot write now; the event may be read again.
    async fn dead(&mut self, problem: &str) -> Result<(), BusError>;
}

/// Where nothing runs: settings can be checked, and nothing can be published or read.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoBus;

#[async_trait]
impl EventBus for NoBus {
    async fn publish(&self, _: &[Event]) -> Result<(), BusError> {
        Err(BusError::NotRunning)
    }

    async fn subscribe(&self, _: &str, _: &[String], _: Start) -> Result<Box<dyn Subscription>, BusError> {
        Err(BusError::NotRunning)
    }
}
