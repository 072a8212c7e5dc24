//! What is done without being asked: alarms told again, devices missed, old readings put together.

use std::time::Duration;

use nilecare_contracts::device::{ALARM_ESCALATED, DEVICE_CONNECTION_LOST, DeviceLogEntry};
use tokio_util::sync::CancellationToken;

use super::events::{tell_alarm, tell_device};
use crate::model::alarm::escalate;
use crate::store::{alarm, device, log, series};
use crate::{DeviceError, DeviceService};

/// So many alarms and devices in one transaction.
const AT_ONCE: i64 = 200;
/// So many hours are put together in one go; the rest the next time.
const HOURS_AT_ONCE: usize = 24 * 7;
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Looks after alarms and devices for as long as the service runs.
#[derive(Debug)]
pub struct Upkeep(DeviceService);

impl Upkeep {
    /// Runs until it is stopped. A failure is logged and tried again.
    pub async fn run(self, stop: CancellationToken) {
        let mut has_failed = false;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
            let done = async {
                self.0.escalate_overdue().await?;
                self.0.miss_silent().await
            };
            match done.await {
                Ok(_) => has_failed = false,
                Err(error) => {
                    // Once for as long as it fails.
                    if !has_failed {
                        tracing::error!(%error, "alarms cannot be looked after; trying again");
                    }
                    has_failed = true;
                }
            }
        }
    }
}

impl DeviceService {
    /// Returns what looks after alarms and devices; to be run as long as the service is.
    pub fn upkeep(&self) -> Upkeep {
        Upkeep(self.clone())
    }

    /// Tells alarms again that nobody acknowledged in time; tells how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn escalate_overdue(&self) -> Result<usize, DeviceError> {
        let now = self.clock.now();
        if alarm::overdue(self.db.readers(), now, 1).await?.is_empty() {
            return Ok(0);
        }
        let mut tx = self.db.begin_write().await?;
        let overdue = alarm::overdue(&mut *tx, now, AT_ONCE).await?;
        let n_escalated = overdue.len();
        for mut late in overdue {
            escalate(
                &mut late,
                now,
                self.options.escalate_after,
                self.options.most_escalations,
            );
            alarm::update(&mut tx, &late).await?;
            tell_alarm(&mut tx, ALARM_ESCALATED, &late, now).await?;
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(n_escalated)
    }

    /// Takes devices for gone of which nothing was heard for too long; tells how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn miss_silent(&self) -> Result<usize, DeviceError> {
        let now = self.clock.now();
        let before = now - self.options.offline_after;
        if device::silent(self.db.readers(), before, 1).await?.is_empty() {
            return Ok(0);
        }
        let mut tx = self.db.begin_write().await?;
        let silent = device::silent(&mut *tx, before, AT_ONCE).await?;
        let n_silent = silent.len();
        for mut missed in silent {
            missed.online = false;
            device::update(&mut tx, &missed).await?;
            let entry = DeviceLogEntry {
                what: "offline".to_owned(),
                detail: Some("nothing was heard of it".to_owned()),
                by: None,
                at: now,
            };
            log::communication(&mut tx, missed.id, &entry).await?;
            tell_device(&mut tx, DEVICE_CONNECTION_LOST, &missed, now).await?;
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(n_silent)
    }

    /// Puts readings that are kept long enough together by the hour, and forgets old reports; tells how many readings. Call it once a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn compact(&self) -> Result<u64, DeviceError> {
        let now = self.clock.now();
        let mut n_readings = 0;
        for _ in 0..HOURS_AT_ONCE {
            let mut tx = self.db.begin_write().await?;
            let Some(n) = series::compact_hour(&mut tx, now - self.options.keep_readings).await? else {
                break;
            };
            tx.commit().await?;
            n_readings += n;
        }
        let mut tx = self.db.begin_write().await?;
        log::forget_communication(&mut tx, now - self.options.keep_logs).await?;
        tx.commit().await?;
        Ok(n_readings)
    }
}
