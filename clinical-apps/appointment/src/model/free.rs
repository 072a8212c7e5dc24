//! Times that can be booked.

use std::collections::HashSet;

use jiff::SignedDuration;
use nilecare_contracts::appointment::FreeSlot;
use nilecare_contracts::business::OpenPeriod;
use nilecare_types::Timestamp;

use super::claim;

/// Cuts a period into slots of its length, and gives those from `now` on that nothing has. `minutes` is how long the appointment takes
/// when that is not the slot's length.
pub(crate) fn slots(period: &OpenPeriod, minutes: Option<u32>, taken: &HashSet<i64>, now: Timestamp) -> Vec<FreeSlot> {
    let step = SignedDuration::from_mins(i64::from(period.slot_minutes.max(5)));
    let length = minutes.map_or(step, |minutes| SignedDuration::from_mins(i64::from(minutes)));
    let mut free = Vec::new();
    let mut starts_at = period.from;
    while starts_at + length <= period.until {
        let ends_at = starts_at + length;
        let is_taken = claim::slots(starts_at, ends_at).any(|slot| taken.contains(&slot));
        if starts_at >= now && !is_taken {
            free.push(FreeSlot {
                starts_at,
                ends_at,
                facility_id: period.facility_id,
                department_id: period.department_id,
                room: period.room.clone(),
            });
        }
        starts_at += step;
    }
    free
}
