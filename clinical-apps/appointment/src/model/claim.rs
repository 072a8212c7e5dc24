//! What an appointment takes, and for which five minutes.

use std::collections::BTreeSet;
use std::ops::Range;

use nilecare_contracts::appointment::{Appointment, GRID_MINUTES, ResourceKind};
use nilecare_types::{FacilityId, PatientId, StaffId, Timestamp};

/// Seconds of a slot.
const SLOT: i64 = GRID_MINUTES as i64 * 60;

/// Returns the slots from `from` to before `until`, numbered since 1970.
pub(crate) fn slots(from: Timestamp, until: Timestamp) -> Range<i64> {
    // A time that is not on the grid takes the slots that it touches.
    from.as_second().div_euclid(SLOT)..(until.as_second() + SLOT - 1).div_euclid(SLOT)
}

pub(crate) fn of_provider(id: StaffId) -> String {
    format!("provider:{id}")
}

pub(crate) fn of_patient(id: PatientId) -> String {
    format!("patient:{id}")
}

pub(crate) fn of_room(facility: FacilityId, room: &str) -> String {
    format!("room:{facility}:{}", room.trim().to_lowercase())
}

/// Returns what an appointment takes, in order, so that two who book do not wait for each other.
pub(crate) fn resources(appointment: &Appointment) -> BTreeSet<String> {
    let facility = appointment.facility_id;
    let mut all = BTreeSet::from([of_provider(appointment.provider_id), of_patient(appointment.patient_id)]);
    all.extend(appointment.room.as_deref().map(|room| of_room(facility, room)));
    for resource in &appointment.resources {
        let name = resource.name.trim();
        all.insert(match resource.kind {
            ResourceKind::Room => of_room(facility, name),
            ResourceKind::Staff => format!("provider:{name}"),
            ResourceKind::Equipment => format!("equipment:{facility}:{}", name.to_lowercase()),
            ResourceKind::Other => format!("other:{facility}:{}", name.to_lowercase()),
        });
    }
    all
}

/// Says what a resource is, without its name.
pub(crate) fn kind(resource: &str) -> &'static str {
    match resource.split(':').next() {
        Some("provider") => "provider",
        Some("patient") => "patient",
        Some("room") => "room",
        Some("equipment") => "equipment",
        _ => "resource",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appointments_that_touch_share_no_slot() {
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let first = slots(at("2026-11-30T08:00:00Z"), at("2026-11-30T08:30:00Z"));
        let second = slots(at("2026-11-30T08:30:00Z"), at("2026-11-30T09:00:00Z"));
        assert_eq!((first.clone().count(), first.end), (6, second.start));
    }
}
