//! What comes with time: reservations that nobody came for, batches that expire soon or have expired.

use jiff::tz::TimeZone;
use jiff::{Span, civil::Date};
use nilecare_contracts::inventory::{
    BATCH_EXPIRED, BATCH_EXPIRING, SERVICE, StockAlertKind, StockBatch, StockBatchStatus, StockReservationStatus,
};
use nilecare_sql::WriteTx;

use super::moves::keep;
use super::place::settings_of;
use super::{Cause, alerts, batches, events, reservations};
use crate::model::fefo::day;
use crate::store::{level, records};
use crate::{InventoryError, InventoryService};
use nilecare_contracts::life::step;

/// Rows of one transaction.
const ROUND: i64 = 200;
/// The longest notice of expiry that can be settled, in days.
const LONGEST_NOTICE: i64 = 365;

/// What was done in a round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoundReport {
    /// Reservations that nobody came for.
    pub n_reservations_over: usize,
    /// Batches that expire soon, told of for the first time.
    pub n_expiring: usize,
    /// Batches that have expired.
    pub n_expired: usize,
}

impl InventoryService {
    /// Does what is due. Call it once a minute.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn do_what_is_due(&self) -> Result<RoundReport, InventoryError> {
        let mut report = RoundReport {
            n_reservations_over: self.end_reservations().await?,
            ..RoundReport::default()
        };
        self.look_at_expiry(&mut report).await?;
        self.outbox.wake();
        Ok(report)
    }

    async fn end_reservations(&self) -> Result<usize, InventoryError> {
        let mut n_over = 0;
        loop {
            let mut tx = self.db.begin_write().await?;
            let cause = Cause {
                by: SERVICE,
                now: self.clock.now(),
            };
            let over = records::over(&mut *tx, cause.now, ROUND).await?;
            if over.is_empty() {
                return Ok(n_over);
            }
            for mut reservation in over {
                let (to, reason) = (StockReservationStatus::Expired, "nobody came in time".to_owned());
                reservations::end(&mut tx, &mut reservation, to, reason, cause).await?;
                n_over += 1;
            }
            tx.commit().await?;
        }
    }

    /// Looks at batches that end within the longest notice. The status changes when the day is over in UTC; where it is over before,
    /// nothing is issued from then on.
    async fn look_at_expiry(&self, report: &mut RoundReport) -> Result<(), InventoryError> {
        let mut after = String::new();
        loop {
            let mut tx = self.db.begin_write().await?;
            let cause = Cause {
                by: SERVICE,
                now: self.clock.now(),
            };
            let today = day(cause.now, &TimeZone::UTC);
            let ending = records::ending(&mut *tx, later(today, LONGEST_NOTICE), &after, ROUND).await?;
            let Some(last) = ending.last() else {
                return Ok(());
            };
            after = last.id.to_string();
            for mut batch in ending {
                if batch.expires_on < today {
                    expire(&mut tx, &mut batch, cause).await?;
                    report.n_expired += 1;
                } else {
                    report.n_expiring += usize::from(warn(&mut tx, &batch, today, cause).await?);
                }
            }
            tx.commit().await?;
        }
    }
}

async fn expire(tx: &mut WriteTx, batch: &mut StockBatch, cause: Cause<'_>) -> Result<(), InventoryError> {
    step(&mut batch.status, StockBatchStatus::Expired)?;
    batch.reason = Some("its last day went by".to_owned());
    keep(tx, batch, cause).await?;
    batches::follow(tx, batch, cause).await?;
    let places = level::of_batch(&mut **tx, batch.id).await?;
    for (facility, on_hand) in &places {
        let mut alert = alerts::about(StockAlertKind::Expiring, cause.now);
        (alert.item_id, alert.batch_id, alert.facility_id) = (Some(batch.item_id), Some(batch.id), Some(*facility));
        alerts::resolve(tx, &alert, cause.now).await?;
        let mut alert = alerts::about(StockAlertKind::Expired, cause.now);
        (alert.item_id, alert.batch_id, alert.facility_id) = (Some(batch.item_id), Some(batch.id), Some(*facility));
        alert.quantity = Some(*on_hand);
        alert.message = format!("lot {} has expired; write off what is left", batch.lot);
        alerts::raise(tx, alert).await?;
    }
    if !places.is_empty() {
        let on_hand = places.iter().map(|(_, sum)| sum).sum();
        events::tell_batch(tx, BATCH_EXPIRED, batch, on_hand, cause.now).await?;
    }
    Ok(())
}

/// Tells once in each facility that has some of it that a batch expires soon; tells whether anything was told.
async fn warn(tx: &mut WriteTx, batch: &StockBatch, today: Date, cause: Cause<'_>) -> Result<bool, InventoryError> {
    let mut is_new = false;
    let places = level::of_batch(&mut **tx, batch.id).await?;
    for (facility, on_hand) in &places {
        let settings = settings_of(tx, *facility).await?;
        if batch.expires_on > later(today, i64::from(settings.expiring_days)) {
            continue;
        }
        let mut alert = alerts::about(StockAlertKind::Expiring, cause.now);
        (alert.item_id, alert.batch_id, alert.facility_id) = (Some(batch.item_id), Some(batch.id), Some(*facility));
        alert.quantity = Some(*on_hand);
        alert.message = format!(
            "lot {} may be used up to and with {}; use it first or move it where it is used",
            batch.lot, batch.expires_on
        );
        is_new |= alerts::raise(tx, alert).await?;
    }
    if is_new {
        let on_hand = places.iter().map(|(_, sum)| sum).sum();
        events::tell_batch(tx, BATCH_EXPIRING, batch, on_hand, cause.now).await?;
    }
    Ok(is_new)
}

fn later(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().days(days)).unwrap_or(Date::MAX)
}
