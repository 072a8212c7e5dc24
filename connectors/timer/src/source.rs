//! The source.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use jiff::Timestamp;
use nilecare_engine_api::{
    AcceptErrorKind, ConnectionState, RawMessage, Source, SourceContext, SourceError, SourceMap, StatusReporter,
    async_trait,
};
use nilecare_types::Clock;
use serde_json::json;

use crate::schedule::Schedule;
use crate::{Missed, TimerSourceConfig, state};

/// A sleeper looks at the clock so often, since somebody may set it.
const LOOK: Duration = Duration::from_secs(30);
/// A message that is not stored is given again after such a pause.
const AGAIN: Duration = Duration::from_secs(1);

/// Gives a message at each tick.
pub(crate) struct TimerSource {
    config: TimerSourceConfig,
    schedule: Schedule,
    clock: Arc<dyn Clock>,
    /// The last tick before the start.
    heard: Option<Timestamp>,
}

/// What came of a tick.
enum Given {
    Taken,
    NotNow,
    Stopping,
}

impl TimerSource {
    /// Takes settings that were found to be right; `None` when they are not.
    pub fn new(config: TimerSourceConfig, clock: Arc<dyn Clock>) -> Option<Self> {
        Some(Self {
            schedule: Schedule::new(&config)?,
            config,
            clock,
            heard: None,
        })
    }

    /// Waits for a tick; `false` when the channel stops.
    async fn wait(&self, tick: Timestamp, context: &SourceContext) -> bool {
        loop {
            let left = Duration::try_from(tick.duration_since(self.clock.now())).unwrap_or_default();
            if left.is_zero() {
                return !context.stop.is_cancelled();
            }
            tokio::select! {
                () = context.stop.cancelled() => return false,
                () = tokio::time::sleep(left.min(LOOK)) => {}
            }
        }
    }

    async fn give(&self, tick: Timestamp, context: &SourceContext) -> Given {
        let (scheduled, fired) = (tick.to_string(), self.clock.now().to_string());
        let content = match &self.config.content {
            Some(content) => content.clone(),
            None => json!({ "scheduled": scheduled, "fired": fired }).to_string(),
        };
        let message = RawMessage {
            content: Bytes::from(content),
            source: SourceMap::from([
                ("timer.scheduled".to_owned(), scheduled),
                ("timer.fired".to_owned(), fired),
            ]),
            ..RawMessage::default()
        };
        match context.inbox.accept(message).await {
            Ok(_) => Given::Taken,
            Err(error) if error.kind == AcceptErrorKind::Stopping => Given::Stopping,
            Err(_) => Given::NotNow,
        }
    }

    /// Gives a tick until it is taken, or, when missed ones are skipped, until the next is due; `false` when the channel stops.
    async fn give_until_taken(&self, tick: Timestamp, context: &SourceContext) -> Result<bool, SourceError> {
        loop {
            match self.give(tick, context).await {
                Given::Taken => break,
                Given::Stopping => return Ok(false),
                Given::NotNow => {}
            }
            tokio::select! {
                () = context.stop.cancelled() => return Ok(false),
                () = tokio::time::sleep(AGAIN) => {}
            }
            let is_next_due = self.schedule.after(tick).is_some_and(|next| next <= self.clock.now());
            if self.config.missed == Missed::Skip && is_next_due {
                break;
            }
        }
        self.remember(tick).await?;
        Ok(true)
    }

    async fn remember(&self, tick: Timestamp) -> Result<(), SourceError> {
        let Some(path) = self.config.state_file.clone() else {
            return Ok(());
        };
        let shown = path.display().to_string();
        let saved = tokio::task::spawn_blocking(move || state::save(&path, tick)).await;
        let reason = match saved {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "the work broke off".to_owned(),
        };
        Err(SourceError::new(
            "NC-TIMER-001",
            format!("the state {shown} cannot be written: {reason}"),
        ))
    }

    /// Returns the tick to wait for after `from`, and whether it went by already and counts all the same.
    fn next(&self, from: Timestamp, now: Timestamp) -> Option<Timestamp> {
        match (self.schedule.last_until(from, now), self.config.missed) {
            (None, _) => self.schedule.after(from),
            (Some(last), Missed::Once) => Some(last),
            (Some(last), Missed::Skip) => self.schedule.after(last),
        }
    }

    fn report(&self, next: Timestamp, status: &StatusReporter) {
        status.report(ConnectionState::Listening {
            address: format!("next at {next}"),
        });
    }
}

#[async_trait]
impl Source for TimerSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        if let Some(path) = self.config.state_file.clone() {
            let shown = path.display().to_string();
            let unusable = |reason: String| {
                SourceError::new("NC-TIMER-001", format!("the state {shown} cannot be read: {reason}"))
            };
            let loaded = tokio::task::spawn_blocking(move || state::load(&path)).await;
            self.heard = match loaded {
                Ok(loaded) => loaded.map_err(|error| unusable(error.to_string()))?,
                Err(_) => return Err(unusable("the work broke off".to_owned())),
            };
        }
        status.report(ConnectionState::Idle);
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        let start = self.clock.now();
        if self.config.at_start && !self.give_until_taken(start, &context).await? {
            return Ok(());
        }
        // After an error the engine runs it again, from there on.
        let mut from = self.heard.take().filter(|heard| *heard < start).unwrap_or(start);
        loop {
            let Some(tick) = self.next(from, self.clock.now()) else {
                return Err(SourceError::new("NC-TIMER-002", "there is no next time".to_owned()));
            };
            self.report(tick, &context.status);
            if !self.wait(tick, &context).await || !self.give_until_taken(tick, &context).await? {
                break;
            }
            from = tick;
        }
        context.status.report(ConnectionState::Stopped);
        Ok(())
    }
}
