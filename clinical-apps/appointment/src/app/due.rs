//! What comes with time: reminders, offers that nobody answered, wishes whose last day has gone by.

use jiff::tz::TimeZone;
use nilecare_contracts::appointment::{APPOINTMENT_REMINDER_DUE, WaitlistEntry, WaitlistStatus};
use nilecare_sql::{DbErrorKind, documents, json};

use super::change::record_of;
use super::events;
use crate::store::reminder;
use crate::store::waitlist::{self, WAITLIST};
use crate::{AppointmentError, AppointmentService};

/// Rows of one transaction.
const ROUND: i64 = 200;
/// Days that a wish is kept after its last day: that day ends later elsewhere on Earth than in UTC.
const GRACE_DAYS: i64 = 1;

/// What was done in a round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoundReport {
    /// Reminders told of.
    pub n_reminders: usize,
    /// Offers that were taken back.
    pub n_offers_over: usize,
    /// Wishes whose last day has gone by.
    pub n_expired: usize,
}

impl AppointmentService {
    /// Does what is due: tells of reminders, passes offers on, ends wishes. Call it once a minute.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn do_what_is_due(&self) -> Result<RoundReport, AppointmentError> {
        let mut report = RoundReport::default();
        loop {
            let n_done = self.tell_reminders().await?;
            report.n_reminders += n_done;
            if n_done < ROUND as usize {
                break;
            }
        }
        report.n_offers_over = self.pass_on_old_offers().await?;
        report.n_expired = self.end_old_wishes().await?;
        self.outbox.wake();
        Ok(report)
    }

    async fn tell_reminders(&self) -> Result<usize, AppointmentError> {
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let due = reminder::due(&mut *tx, now, ROUND).await?;
        for one in &due {
            reminder::told(&mut tx, one).await?;
            let id = one.appointment_id.parse();
            let id = id.map_err(|_| nilecare_sql::DbError::Corrupt {
                table: "reminders",
                column: "appointment_id",
            })?;
            let record = record_of(&mut *tx, id).await?;
            // Nobody is reminded of what has begun while this hub was off.
            if record.appointment.starts_at > now {
                events::tell(&mut tx, APPOINTMENT_REMINDER_DUE, &record, now).await?;
            }
        }
        tx.commit().await?;
        Ok(due.len())
    }

    async fn pass_on_old_offers(&self) -> Result<usize, AppointmentError> {
        let mut n_over = 0;
        let mut after = String::new();
        loop {
            let mut tx = self.db.begin_write().await?;
            let now = self.clock.now();
            let equal = [("status", json::name(&WaitlistStatus::Offered))];
            let offered: Vec<WaitlistEntry> = documents::list(&mut *tx, WAITLIST, &equal, &after, ROUND).await?;
            let Some(last) = offered.last() else {
                return Ok(n_over);
            };
            // What is offered anew in this round comes again and is not over yet.
            after = last.id.to_string();
            for mut entry in offered {
                if entry.offer.as_ref().is_some_and(|offer| offer.expires_at <= now) {
                    self.pass_on(&mut tx, &mut entry).await?;
                    n_over += 1;
                }
            }
            tx.commit().await?;
        }
    }

    async fn end_old_wishes(&self) -> Result<usize, AppointmentError> {
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let today = TimeZone::UTC.to_datetime(now).date();
        let before = today.checked_sub(jiff::Span::new().days(GRACE_DAYS)).unwrap_or(today);
        let over = waitlist::over(&mut *tx, &before.to_string(), ROUND).await?;
        let n_over = over.len();
        for mut entry in over {
            entry.status = WaitlistStatus::Expired;
            entry.touch(now);
            waitlist::update(&mut tx, &entry).await?;
        }
        tx.commit().await?;
        Ok(n_over)
    }
}

impl AppointmentError {
    /// Tells whether it may work later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Db(error) => matches!(error.kind(), DbErrorKind::Busy | DbErrorKind::Connection),
            Self::Service(_) => true,
            _ => false,
        }
    }
}
