//! The waiting list: time that becomes free is offered to the most urgent who has waited longest and whom it fits.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use nilecare_contracts::appointment::{
    Appointment, AppointmentRequest, WaitlistEntry, WaitlistRequest, WaitlistStatus,
};
use nilecare_http::{IfMatch, Principal};
use nilecare_sql::{Executor, WriteTx, documents, json};
use nilecare_types::{FacilityId, Page, Timestamp, WaitlistEntryId};

use super::change::record_of;
use super::{allow, events, valid};
use crate::model::claim;
use crate::model::life::Record;
use crate::model::waiting::{self, Freed};
use crate::store::slot;
use crate::store::waitlist::{self, WAITLIST};
use crate::{AppointmentError, AppointmentService};

/// So many who wait are looked at.
const MOST: i64 = 500;

impl AppointmentService {
    pub(crate) async fn wait(&self, request: WaitlistRequest) -> Result<WaitlistEntry, AppointmentError> {
        valid(request.validate())?;
        let patient_id = self.ids_of(request.patient_id).await?.patient_id;
        self.place(request.facility_id).await?;
        if let Some(id) = request.provider_id {
            self.provider(id).await?;
        }
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let request = WaitlistRequest { patient_id, ..request };
        let id = WaitlistEntryId::generate();
        let entry = WaitlistEntry::new(id, WaitlistStatus::Waiting, None, Vec::new(), request, now);
        waitlist::insert(&mut tx, &entry).await?;
        tx.commit().await?;
        Ok(entry)
    }

    pub(crate) async fn waiting_list(
        &self,
        facility: Option<FacilityId>,
        status: Option<WaitlistStatus>,
        after: &str,
        limit: usize,
    ) -> Result<Page<WaitlistEntry>, AppointmentError> {
        let mut equal = Vec::new();
        equal.extend(facility.map(|id| ("facility_id", id.to_string())));
        equal.extend(status.map(|status| ("status", json::name(&status))));
        let rows = documents::list(self.db.readers(), WAITLIST, &equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |entry: &WaitlistEntry| {
            entry.id.to_string()
        }))
    }

    pub(crate) async fn waitlist_entry(&self, id: WaitlistEntryId) -> Result<WaitlistEntry, AppointmentError> {
        find(self.db.readers(), id).await
    }

    /// Books what is offered. When somebody was first, the entry waits on.
    pub(crate) async fn accept(
        &self,
        id: WaitlistEntryId,
        version: IfMatch,
        by: &Principal,
    ) -> Result<Appointment, AppointmentError> {
        let entry = self.waitlist_entry(id).await?;
        allow(version, entry.version)?;
        let stands = entry.offer.clone().filter(|offer| self.clock.now() < offer.expires_at);
        let Some(offer) = stands.filter(|_| entry.status == WaitlistStatus::Offered) else {
            return Err(AppointmentError::NoOffer {
                is: json::name(&entry.status),
            });
        };
        let request = AppointmentRequest {
            patient_id: entry.patient_id,
            provider_id: offer.provider_id,
            facility_id: entry.facility_id,
            department_id: None,
            room: offer.room,
            resources: Vec::new(),
            kind: entry.kind,
            priority: entry.priority,
            starts_at: offer.starts_at,
            minutes: Some(entry.minutes),
            reason: entry.reason.clone(),
            notes: None,
            outside_schedule: false,
        };
        let booked = self.book_offered(&entry, &request, by).await;
        if matches!(
            booked,
            Err(AppointmentError::Taken { .. } | AppointmentError::OutsideSchedule { .. })
        ) {
            let mut tx = self.db.begin_write().await?;
            let mut entry = entry_of(&mut *tx, id, entry.version).await?;
            waiting::decline(&mut entry, self.clock.now());
            waitlist::update(&mut tx, &entry).await?;
            tx.commit().await?;
        }
        booked
    }

    /// Does not want what is offered; it is offered to the next, and the entry waits on.
    pub(crate) async fn decline(
        &self,
        id: WaitlistEntryId,
        version: IfMatch,
    ) -> Result<WaitlistEntry, AppointmentError> {
        let mut tx = self.db.begin_write().await?;
        let mut entry = find(&mut *tx, id).await?;
        allow(version, entry.version)?;
        self.pass_on(&mut tx, &mut entry).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(entry)
    }

    /// Waits no more.
    pub(crate) async fn stop_waiting(
        &self,
        id: WaitlistEntryId,
        version: IfMatch,
    ) -> Result<WaitlistEntry, AppointmentError> {
        let mut tx = self.db.begin_write().await?;
        let mut entry = find(&mut *tx, id).await?;
        allow(version, entry.version)?;
        match entry.status {
            WaitlistStatus::Offered => self.pass_on(&mut tx, &mut entry).await?,
            WaitlistStatus::Waiting => {}
            is => return Err(AppointmentError::NoOffer { is: json::name(&is) }),
        }
        entry.status = WaitlistStatus::Cancelled;
        entry.touch(self.clock.now());
        waitlist::update(&mut tx, &entry).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(entry)
    }

    /// Takes an offer back and makes it to the next.
    pub(super) async fn pass_on(&self, tx: &mut WriteTx, entry: &mut WaitlistEntry) -> Result<(), AppointmentError> {
        let now = self.clock.now();
        let Some(offer) = waiting::decline(entry, now) else {
            return Err(AppointmentError::NoOffer {
                is: json::name(&entry.status),
            });
        };
        waitlist::update(tx, entry).await?;
        let from = record_of(&mut **tx, offer.from_appointment_id).await?;
        let freed = Freed {
            appointment_id: offer.from_appointment_id,
            provider_id: offer.provider_id,
            room: offer.room,
            from: offer.starts_at,
            until: offer.free_until,
            zone: zone_of(&from)?,
        };
        self.offer_to_next(tx, from.appointment.facility_id, &freed, now).await
    }

    /// Offers the time that an appointment had.
    pub(super) async fn offer(
        &self,
        tx: &mut WriteTx,
        before: &Record,
        now: Timestamp,
    ) -> Result<(), AppointmentError> {
        let appointment = &before.appointment;
        let freed = Freed {
            appointment_id: appointment.id,
            provider_id: appointment.provider_id,
            room: appointment.room.clone(),
            from: appointment.starts_at,
            until: appointment.ends_at,
            zone: zone_of(before)?,
        };
        self.offer_to_next(tx, appointment.facility_id, &freed, now).await
    }

    async fn offer_to_next(
        &self,
        tx: &mut WriteTx,
        facility: FacilityId,
        freed: &Freed,
        now: Timestamp,
    ) -> Result<(), AppointmentError> {
        if freed.from <= now {
            return Ok(());
        }
        let waiting = waitlist::waiting(&mut **tx, facility, MOST).await?;
        for mut entry in waiting.into_iter().filter(|entry| waiting::fits(entry, freed)) {
            // The provider may have somebody else by now, and the patient may be elsewhere.
            let until = freed.from + SignedDuration::from_mins(i64::from(entry.minutes));
            let needed = [
                claim::of_provider(freed.provider_id),
                claim::of_patient(entry.patient_id),
            ];
            let slots = claim::slots(freed.from, until);
            if slot::taken(&mut **tx, needed.iter(), &slots, None).await?.is_empty() {
                waiting::offer(&mut entry, freed, now);
                waitlist::update(tx, &entry).await?;
                events::tell_offer(tx, &entry, now).await?;
                return Ok(());
            }
        }
        Ok(())
    }
}

fn zone_of(record: &Record) -> Result<TimeZone, AppointmentError> {
    TimeZone::get(&record.appointment.time_zone).map_err(|_| AppointmentError::UnknownZone)
}

async fn find(db: impl Executor<'_>, id: WaitlistEntryId) -> Result<WaitlistEntry, AppointmentError> {
    let found = documents::find(db, WAITLIST, &id.to_string()).await?;
    found.ok_or(AppointmentError::NotFound("waitlist-entry"))
}

/// Reads an entry that is still the version that was seen.
pub(super) async fn entry_of(
    db: impl Executor<'_>,
    id: WaitlistEntryId,
    version: u64,
) -> Result<WaitlistEntry, AppointmentError> {
    let entry = find(db, id).await?;
    allow(IfMatch(Some(version)), entry.version)?;
    Ok(entry)
}
