//! The life of a bed.
//!
//! ```text
//! available ──► reserved ──► occupied ──► cleaning ──► available
//!     └──────────────────────►┘
//! maintenance, blocked, out-of-service: from and to all but occupied and reserved
//! ```

use nilecare_contracts::facility::{Bed, BedAssignment, BedReservation, BedStatus};
use nilecare_types::Timestamp;

use BedStatus::{Available, Blocked, Cleaning, Maintenance, Occupied, OutOfService, Reserved};

/// A change that the bed's state does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the bed is {is} and cannot become {wanted}; it can become {can}")]
pub struct BedStateError {
    /// How it is.
    pub is: String,
    /// What was asked.
    pub wanted: String,
    /// What is allowed.
    pub can: String,
}

/// Returns what a status may become.
fn next(from: BedStatus) -> &'static [BedStatus] {
    match from {
        Available => &[Reserved, Occupied, Cleaning, Maintenance, Blocked, OutOfService],
        Reserved => &[Available, Occupied],
        Occupied => &[Cleaning],
        Cleaning => &[Available, Maintenance, Blocked, OutOfService],
        Maintenance => &[Available, Cleaning, Blocked, OutOfService],
        Blocked => &[Available, Cleaning, Maintenance, OutOfService],
        OutOfService => &[Available, Cleaning, Maintenance, Blocked],
    }
}

/// Returns the wire name of a status.
pub(crate) fn word(status: BedStatus) -> String {
    nilecare_sql::json::name(&status)
}

/// Fails unless the bed may become `to`.
pub(crate) fn may_become(bed: &Bed, to: BedStatus) -> Result<(), BedStateError> {
    let can = next(bed.status);
    if can.contains(&to) {
        return Ok(());
    }
    let can: Vec<String> = can.iter().map(|status| word(*status)).collect();
    Err(BedStateError {
        is: word(bed.status),
        wanted: word(to),
        can: can.join(", "),
    })
}

/// Keeps the bed for an encounter.
pub(crate) fn reserve(bed: &mut Bed, reservation: BedReservation, at: Timestamp) -> Result<(), BedStateError> {
    may_become(bed, Reserved)?;
    bed.reservation = Some(reservation);
    enter(bed, Reserved, at);
    Ok(())
}

/// Puts a patient into the bed.
pub(crate) fn occupy(bed: &mut Bed, assignment: BedAssignment, at: Timestamp) -> Result<(), BedStateError> {
    may_become(bed, Occupied)?;
    bed.reservation = None;
    bed.assignment = Some(assignment);
    enter(bed, Occupied, at);
    Ok(())
}

/// Takes the patient out and gives the stay, which is over.
pub(crate) fn release(bed: &mut Bed, at: Timestamp) -> Result<BedAssignment, BedStateError> {
    let Some(mut assignment) = bed.assignment.take().filter(|_| bed.status == Occupied) else {
        return Err(BedStateError {
            is: word(bed.status),
            wanted: "released".to_owned(),
            can: next(bed.status)
                .iter()
                .map(|status| word(*status))
                .collect::<Vec<_>>()
                .join(", "),
        });
    };
    assignment.until = Some(at);
    enter(bed, Cleaning, at);
    Ok(assignment)
}

/// Brings the bed to a status that has nobody in it.
pub(crate) fn set(bed: &mut Bed, to: BedStatus, at: Timestamp) -> Result<(), BedStateError> {
    let is_by_release = bed.status == Occupied;
    if is_by_release || matches!(to, Occupied | Reserved) {
        return Err(BedStateError {
            is: word(bed.status),
            wanted: word(to),
            can: if is_by_release {
                "cleaning, by releasing it".to_owned()
            } else {
                next(bed.status)
                    .iter()
                    .map(|status| word(*status))
                    .collect::<Vec<_>>()
                    .join(", ")
            },
        });
    }
    may_become(bed, to)?;
    if bed.status == Cleaning && to == Available {
        bed.last_cleaned_at = Some(at);
    }
    bed.reservation = None;
    enter(bed, to, at);
    Ok(())
}

fn enter(bed: &mut Bed, to: BedStatus, at: Timestamp) {
    bed.status = to;
    bed.touch(at);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_leads_back_to_available_and_only_by_cleaning_after_a_patient() {
        let all = [
            Available,
            Reserved,
            Occupied,
            Cleaning,
            Maintenance,
            Blocked,
            OutOfService,
        ];
        for from in all {
            let leads_back = from == Available || from == Occupied || next(from).contains(&Available);
            assert!(leads_back, "{from:?}");
            assert!(!next(from).contains(&from), "{from:?}");
        }
        assert_eq!(next(Occupied), [Cleaning]);
    }
}
