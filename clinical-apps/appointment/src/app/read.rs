//! Answers about appointments and free time.

use std::collections::HashSet;

use jiff::SignedDuration;
use jiff::civil::Date;
use nilecare_contracts::appointment::{Appointment, AppointmentReminder, AppointmentStatus, FreeSlot};
use nilecare_types::{AppointmentId, FacilityId, Page, PatientId, StaffId, Timestamp};

use super::change::record_of;
use super::valid;
use crate::model::life::Record;
use crate::model::{calendar, claim, free};
use crate::store::appointment::{self, Filter};
use crate::store::{reminder, slot};
use crate::{AppointmentError, AppointmentService};

/// Longest time that free slots are given for.
const MOST_DAYS: i32 = 31;
/// Most appointments of a calendar.
const MOST_EVENTS: i64 = 2000;
/// How far a calendar goes back and ahead.
const CALENDAR_BACK: SignedDuration = SignedDuration::from_hours(30 * 24);
const CALENDAR_AHEAD: SignedDuration = SignedDuration::from_hours(180 * 24);

/// Which appointments a list has.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    pub patient: Option<PatientId>,
    pub provider: Option<StaffId>,
    pub facility: Option<FacilityId>,
    pub status: Option<AppointmentStatus>,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
}

impl AppointmentService {
    /// Gives an appointment under the patient's id of today.
    pub(crate) async fn appointment(&self, id: AppointmentId) -> Result<Appointment, AppointmentError> {
        let mut appointment = record_of(self.db.readers(), id).await?.appointment;
        appointment.patient_id = self.ids_of(appointment.patient_id).await?.patient_id;
        Ok(appointment)
    }

    /// Lists appointments in the order of time.
    pub(crate) async fn appointments(
        &self,
        wanted: &Wanted,
        after: &str,
        limit: usize,
    ) -> Result<Page<Appointment>, AppointmentError> {
        let ids = match wanted.patient {
            Some(id) => Some(self.ids_of(id).await?),
            None => None,
        };
        let all = ids.as_ref().map(nilecare_contracts::clinical::PatientIds::all);
        let filter = Filter {
            patients: all.as_deref(),
            provider: wanted.provider,
            facility: wanted.facility,
            status: wanted.status,
            from: wanted.from,
            until: wanted.until,
            after: cursor(after)?,
            fetch: limit as i64 + 1,
        };
        let rows = appointment::list(self.db.readers(), &filter).await?;
        let page = Page::from_rows(rows, limit, |Record { appointment, .. }| {
            format!("{}-{}", nilecare_sql::to_millis(appointment.starts_at), appointment.id)
        });
        let today = ids.map(|ids| ids.patient_id);
        Ok(page.map(|record| Appointment {
            patient_id: today.unwrap_or(record.appointment.patient_id),
            ..record.appointment
        }))
    }

    pub(crate) async fn reminders(&self, id: AppointmentId) -> Result<Vec<AppointmentReminder>, AppointmentError> {
        record_of(self.db.readers(), id).await?;
        Ok(reminder::of_appointment(self.db.readers(), id).await?)
    }

    /// Lists times from the one day to the other, both included, that can be booked with a provider.
    pub(crate) async fn free_slots(
        &self,
        provider: StaffId,
        facility: Option<FacilityId>,
        (from, to): (Date, Date),
        minutes: Option<u32>,
    ) -> Result<Vec<FreeSlot>, AppointmentError> {
        let is_range = from <= to && (to - from).get_days() < MOST_DAYS;
        let mut problems = Vec::new();
        if !is_range {
            problems.push(format!(
                "/to: must not be before from, and at most {MOST_DAYS} days in all"
            ));
        }
        if minutes.is_some_and(|minutes| !(5..=480).contains(&minutes) || !minutes.is_multiple_of(5)) {
            problems.push("/minutes: must be a multiple of 5 from 5 to 480".to_owned());
        }
        valid(problems)?;
        let known = self.business.availability(provider, from, to).await?;
        let mut periods = known.ok_or(AppointmentError::NotFound("staff"))?.periods;
        periods.retain(|period| facility.is_none_or(|id| id == period.facility_id));
        let mut all = Vec::new();
        for period in &periods {
            let mut needed = vec![claim::of_provider(provider)];
            needed.extend(
                period
                    .room
                    .as_deref()
                    .map(|room| claim::of_room(period.facility_id, room)),
            );
            let slots = claim::slots(period.from, period.until);
            let rows = slot::taken(self.db.readers(), needed.iter(), &slots, None).await?;
            let taken: HashSet<i64> = rows.into_iter().map(|(_, slot)| slot).collect();
            all.extend(free::slots(period, minutes, &taken, self.clock.now()));
        }
        Ok(all)
    }

    /// Writes one appointment as iCalendar.
    pub(crate) async fn calendar_of(&self, id: AppointmentId) -> Result<String, AppointmentError> {
        Ok(calendar::write(&[record_of(self.db.readers(), id).await?]))
    }

    /// Writes the appointments of a provider as iCalendar, from a month ago to half a year ahead.
    pub(crate) async fn feed(&self, provider: StaffId) -> Result<String, AppointmentError> {
        let now = self.clock.now();
        let filter = Filter {
            provider: Some(provider),
            from: Some(now - CALENDAR_BACK),
            until: Some(now + CALENDAR_AHEAD),
            fetch: MOST_EVENTS,
            ..Filter::default()
        };
        Ok(calendar::write(&appointment::list(self.db.readers(), &filter).await?))
    }
}

/// Reads `MILLISECONDS-ID`.
fn cursor(text: &str) -> Result<Option<(i64, &str)>, AppointmentError> {
    if text.is_empty() {
        return Ok(None);
    }
    let parts = text.rsplit_once('-');
    let read = parts.and_then(|(millis, id)| Some((millis.parse().ok()?, id)));
    let problem = || AppointmentError::Invalid(vec!["cursor: must be next of the page before".to_owned()]);
    read.map(Some).ok_or_else(problem)
}
