//! Moving an appointment: what it had is given back and the new time taken in one transaction, so that it never loses both.

use jiff::SignedDuration;
use nilecare_contracts::appointment::{APPOINTMENT_RESCHEDULED, Appointment, RescheduleRequest};
use nilecare_http::{IfMatch, Principal};
use nilecare_types::AppointmentId;

use super::change::record_of;
use super::place::{called, context};
use super::{allow, events, valid};
use crate::model::life::Cause;
use crate::store::{appointment, reminder, slot};
use crate::{AppointmentError, AppointmentService};

impl AppointmentService {
    /// Moves an appointment; it keeps its id and number, and is to be confirmed again.
    pub(crate) async fn reschedule(
        &self,
        id: AppointmentId,
        version: IfMatch,
        request: &RescheduleRequest,
        by: &Principal,
    ) -> Result<Appointment, AppointmentError> {
        valid(request.validate())?;
        let seen = record_of(self.db.readers(), id).await?.appointment;
        allow(version, seen.version)?;
        let provider = self.provider(request.provider_id.unwrap_or(seen.provider_id)).await?;
        let place = self.place(seen.facility_id).await?;
        let person = self.person(seen.patient_id).await?;
        let length = match request.minutes {
            Some(minutes) => SignedDuration::from_mins(i64::from(minutes)),
            None => seen.ends_at.duration_since(seen.starts_at),
        };
        let (starts_at, ends_at) = (request.starts_at, request.starts_at + length);
        let outside = request.outside_schedule.then_some(by);
        let period = self
            .demand_open(provider.id, &place, starts_at, ends_at, outside)
            .await?;

        let mut tx = self.db.begin_write().await?;
        let mut record = record_of(&mut *tx, id).await?;
        // What the other services were asked about is the version that was seen.
        allow(IfMatch(Some(seen.version)), record.appointment.version)?;
        let before = record.clone();
        let now = self.clock.now();
        let cause = Cause {
            by: &by.username,
            at: now,
            reason: request.reason.clone(),
        };
        record.reschedule(starts_at, ends_at, &cause)?;
        let is_same = provider.id == record.appointment.provider_id;
        let kept = record.appointment.room.take().filter(|_| is_same);
        let of_schedule = period.as_ref().and_then(|period| period.room.clone());
        record.appointment.room = request.room.clone().or(kept).or(of_schedule);
        record.appointment.patient_id = person.ids.patient_id;
        record.appointment.provider_id = provider.id;
        record.appointment.provider = called(&provider);
        record.appointment.is_outside_schedule = period.is_none();
        record.context = context(person.summary.clone(), &provider, &place);
        slot::give_back(&mut tx, id).await?;
        let claimed = self.claim(&mut tx, &record, &person.ids.all(), false).await?;
        if let Err(taken) = claimed {
            drop(tx);
            return Err(self.taken(&record, taken).await?);
        }
        appointment::update(&mut tx, &record).await?;
        reminder::cancel(&mut tx, id).await?;
        reminder::insert(&mut tx, id, record.appointment.sequence, &record.reminders(now)).await?;
        self.offer(&mut tx, &before, now).await?;
        events::tell(&mut tx, APPOINTMENT_RESCHEDULED, &record, now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(record.appointment)
    }
}
