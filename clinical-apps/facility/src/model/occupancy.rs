//! How full a ward is.

use nilecare_contracts::facility::{BedStatus, Occupancy, Ward};

/// Counts the beds of a ward.
pub(crate) fn count(ward: &Ward, beds: impl Iterator<Item = BedStatus>) -> Occupancy {
    let mut occupancy = Occupancy {
        ward_id: ward.id,
        ward: ward.name.clone(),
        n_beds: 0,
        n_available: 0,
        n_reserved: 0,
        n_occupied: 0,
        n_cleaning: 0,
        n_closed: 0,
        percent: 0,
    };
    for status in beds {
        occupancy.n_beds += 1;
        *match status {
            BedStatus::Available => &mut occupancy.n_available,
            BedStatus::Reserved => &mut occupancy.n_reserved,
            BedStatus::Occupied => &mut occupancy.n_occupied,
            BedStatus::Cleaning => &mut occupancy.n_cleaning,
            BedStatus::Maintenance | BedStatus::Blocked | BedStatus::OutOfService => &mut occupancy.n_closed,
        } += 1;
    }
    let n_usable = occupancy.n_beds - occupancy.n_closed;
    occupancy.percent = (occupancy.n_occupied * 100).checked_div(n_usable).unwrap_or(0);
    occupancy
}
