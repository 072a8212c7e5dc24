//! Whom a time that became free is offered to.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use nilecare_contracts::appointment::{DayPart, WaitlistEntry, WaitlistOffer, WaitlistStatus};
use nilecare_types::{AppointmentId, StaffId, Timestamp};

/// How long an offer stands.
const STANDS: SignedDuration = SignedDuration::from_hours(2);

/// A time that became free.
#[derive(Debug, Clone)]
pub(crate) struct Freed {
    pub appointment_id: AppointmentId,
    pub provider_id: StaffId,
    pub room: Option<String>,
    pub from: Timestamp,
    pub until: Timestamp,
    pub zone: TimeZone,
}

/// Tells whether the time is what somebody waits for.
pub(crate) fn fits(entry: &WaitlistEntry, freed: &Freed) -> bool {
    let local = freed.zone.to_datetime(freed.from);
    let is_part = match entry.day_part {
        DayPart::Morning => local.hour() < 12,
        DayPart::Afternoon => (12..17).contains(&local.hour()),
        DayPart::Evening => local.hour() >= 17,
        DayPart::Any => true,
    };
    let length = SignedDuration::from_mins(i64::from(entry.minutes));
    entry.status == WaitlistStatus::Waiting
        && is_part
        && entry.provider_id.is_none_or(|id| id == freed.provider_id)
        && (entry.earliest..=entry.latest).contains(&local.date())
        && freed.until.duration_since(freed.from) >= length
        && !entry.declined.contains(&freed.appointment_id)
}

/// Offers the time.
pub(crate) fn offer(entry: &mut WaitlistEntry, freed: &Freed, now: Timestamp) {
    entry.status = WaitlistStatus::Offered;
    entry.offer = Some(WaitlistOffer {
        provider_id: freed.provider_id,
        room: freed.room.clone(),
        starts_at: freed.from,
        free_until: freed.until,
        expires_at: (now + STANDS).min(freed.from),
        from_appointment_id: freed.appointment_id,
    });
    entry.touch(now);
}

/// Takes the offer back; the same time is not offered again.
pub(crate) fn decline(entry: &mut WaitlistEntry, now: Timestamp) -> Option<WaitlistOffer> {
    let offer = entry.offer.take()?;
    entry.status = WaitlistStatus::Waiting;
    entry.declined.push(offer.from_appointment_id);
    entry.touch(now);
    Some(offer)
}
