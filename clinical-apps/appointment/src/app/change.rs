//! The life of an appointment: one change at a time, and only of the version that was read.

use nilecare_contracts::appointment::{
    APPOINTMENT_CANCELLED, APPOINTMENT_CHECKED_IN, APPOINTMENT_COMPLETED, APPOINTMENT_CONFIRMED, APPOINTMENT_NO_SHOW,
    APPOINTMENT_STARTED, APPOINTMENTS_OVERRIDE, Appointment, AppointmentStatus,
};
use nilecare_http::{IfMatch, Principal};
use nilecare_sql::{Executor, WriteTx};
use nilecare_types::{AppointmentId, Timestamp};

use super::{allow, events, valid};
use crate::model::life::{Cause, Record, needs_privilege};
use crate::store::{appointment, reminder, slot};
use crate::{AppointmentError, AppointmentService};

impl AppointmentService {
    /// Brings an appointment to another status.
    pub(crate) async fn bring(
        &self,
        id: AppointmentId,
        version: IfMatch,
        to: AppointmentStatus,
        reason: Option<String>,
        by: &Principal,
    ) -> Result<Appointment, AppointmentError> {
        if to == AppointmentStatus::Cancelled && reason.as_deref().is_none_or(|text| text.trim().is_empty()) {
            valid(vec!["/reason: must not be empty".to_owned()])?;
        }
        let mut tx = self.db.begin_write().await?;
        let mut record = record_of(&mut *tx, id).await?;
        allow(version, record.appointment.version)?;
        let is = record.appointment.status;
        if needs_privilege(is, to) && !by.may(APPOINTMENTS_OVERRIDE) {
            return Err(AppointmentError::NotPermitted);
        }
        let now = self.clock.now();
        let until = record.no_show_from();
        let cause = Cause {
            by: &by.username,
            at: now,
            reason,
        };
        let before = record.clone();
        record.become_(to, &cause)?;
        if to == AppointmentStatus::NoShow && now < until {
            return Err(AppointmentError::TooEarly { until });
        }
        appointment::update(&mut tx, &record).await?;
        if matches!(to, AppointmentStatus::Cancelled | AppointmentStatus::NoShow) {
            self.set_free(&mut tx, &before, now).await?;
        }
        events::tell(&mut tx, topic(to), &record, now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(record.appointment)
    }

    /// Gives back what the appointment had, as it was before, and offers the time to who waits.
    pub(super) async fn set_free(
        &self,
        tx: &mut WriteTx,
        before: &Record,
        now: Timestamp,
    ) -> Result<(), AppointmentError> {
        slot::give_back(tx, before.appointment.id).await?;
        reminder::cancel(tx, before.appointment.id).await?;
        self.offer(tx, before, now).await
    }
}

pub(super) async fn record_of(db: impl Executor<'_>, id: AppointmentId) -> Result<Record, AppointmentError> {
    let found = appointment::find(db, id).await?;
    found.ok_or(AppointmentError::NotFound("appointment"))
}

fn topic(to: AppointmentStatus) -> &'static str {
    match to {
        AppointmentStatus::Scheduled | AppointmentStatus::Confirmed => APPOINTMENT_CONFIRMED,
        AppointmentStatus::CheckedIn => APPOINTMENT_CHECKED_IN,
        AppointmentStatus::InProgress => APPOINTMENT_STARTED,
        AppointmentStatus::Completed => APPOINTMENT_COMPLETED,
        AppointmentStatus::Cancelled => APPOINTMENT_CANCELLED,
        AppointmentStatus::NoShow => APPOINTMENT_NO_SHOW,
    }
}
