//! A prescription's record and its life.

use nilecare_contracts::medication::{Dispense, Prescription, PrescriptionRequest, PrescriptionStatus, StatusChange};
use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};

use PrescriptionStatus::{
    Active, Cancelled, Completed, Dispensed, Draft, EnteredInError, Expired, OnHold, PartiallyDispensed, Pending,
    Stopped,
};

/// What is kept of a prescription.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub prescription: Prescription,
    /// What it came from; a check that could not be done is done with it later.
    pub request: PrescriptionRequest,
    /// How many of the dispenses belong to former fills.
    pub fill_from: usize,
}

/// A change that the prescription's state does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// There is no way from the one status to the other.
    #[error("the prescription is {is} and cannot become {wanted}; it can become {can}")]
    NoWay {
        /// How it is.
        is: String,
        /// What was asked.
        wanted: String,
        /// What is allowed, or `nothing else`.
        can: String,
    },
    /// More than the fill has.
    #[error("{left} units are left of this fill; hand out at most as many")]
    TooMuch {
        /// How many.
        left: u32,
    },
    /// No fill is left.
    #[error("no refill is left; a new prescription is needed")]
    NoRefill,
    /// The fill before is not handed out.
    #[error("the prescription is {is}, not dispensed; hand out the present fill first")]
    NotDispensed {
        /// How it is.
        is: String,
    },
    /// It is not on hold.
    #[error("the prescription is {is}, not on-hold")]
    NotOnHold {
        /// How it is.
        is: String,
    },
}

/// Returns what a status may become; the ways back, by a refill and after a hold, are methods of their own.
fn next(from: PrescriptionStatus) -> &'static [PrescriptionStatus] {
    match from {
        Draft => &[Pending, Cancelled, EnteredInError],
        Pending => &[Active, Cancelled, Expired, EnteredInError],
        Active => &[
            PartiallyDispensed,
            Dispensed,
            OnHold,
            Completed,
            Stopped,
            Cancelled,
            Expired,
            EnteredInError,
        ],
        PartiallyDispensed => &[
            PartiallyDispensed,
            Dispensed,
            OnHold,
            Completed,
            Stopped,
            EnteredInError,
        ],
        Dispensed => &[OnHold, Completed, Stopped, EnteredInError],
        OnHold => &[Completed, Stopped, EnteredInError],
        Completed | Stopped | Cancelled | Expired | EnteredInError => &[],
    }
}

/// Tells whether doses may be given.
pub(crate) fn is_given(status: PrescriptionStatus) -> bool {
    matches!(status, Active | PartiallyDispensed | Dispensed)
}

/// Tells whether the patient is to be thought of as taking it.
pub(crate) fn is_current(status: PrescriptionStatus) -> bool {
    is_given(status) || matches!(status, Pending | OnHold | Draft)
}

impl Record {
    /// Brings it to another status.
    pub(crate) fn become_(
        &mut self,
        to: PrescriptionStatus,
        by: &str,
        at: Timestamp,
        reason: Option<String>,
    ) -> Result<(), StateError> {
        let is = self.prescription.status;
        if !next(is).contains(&to) {
            let can: Vec<String> = next(is).iter().map(|status| word(*status)).collect();
            return Err(StateError::NoWay {
                is: word(is),
                wanted: word(to),
                can: if can.is_empty() {
                    "nothing else".to_owned()
                } else {
                    can.join(", ")
                },
            });
        }
        self.enter(to, by, at, reason);
        Ok(())
    }

    fn enter(&mut self, to: PrescriptionStatus, by: &str, at: Timestamp, reason: Option<String>) {
        self.prescription.status = to;
        self.prescription.history.push(StatusChange {
            status: to,
            by: by.to_owned(),
            reason,
            at,
        });
        self.touch(at);
    }

    /// Counts a change.
    pub(crate) fn touch(&mut self, at: Timestamp) {
        self.prescription.version += 1;
        self.prescription.updated_at = at;
    }

    /// Hands a part or the rest of the fill out.
    pub(crate) fn dispense(&mut self, dispense: Dispense) -> Result<(), StateError> {
        let handed_out: u32 = self.prescription.dispenses[self.fill_from..]
            .iter()
            .map(|dispense| dispense.quantity)
            .sum();
        let left = self.prescription.quantity.saturating_sub(handed_out);
        let to = if dispense.quantity < left {
            PartiallyDispensed
        } else {
            Dispensed
        };
        if next(self.prescription.status).contains(&to) && dispense.quantity > left {
            return Err(StateError::TooMuch { left });
        }
        let (by, at) = (dispense.by.clone(), dispense.at);
        self.become_(to, &by, at, None)?;
        self.prescription.dispenses.push(dispense);
        Ok(())
    }

    /// Begins the next fill.
    pub(crate) fn refill(&mut self, by: &str, at: Timestamp) -> Result<(), StateError> {
        if self.prescription.status != Dispensed {
            let is = word(self.prescription.status);
            return Err(StateError::NotDispensed { is });
        }
        let left = self.prescription.refills_left.checked_sub(1);
        self.prescription.refills_left = left.ok_or(StateError::NoRefill)?;
        self.enter(Active, by, at, Some("refill".to_owned()));
        self.fill_from = self.prescription.dispenses.len();
        Ok(())
    }

    /// Goes on where it was before it was held.
    pub(crate) fn resume(&mut self, by: &str, at: Timestamp) -> Result<(), StateError> {
        if self.prescription.status != OnHold {
            let is = word(self.prescription.status);
            return Err(StateError::NotOnHold { is });
        }
        let before = self
            .prescription
            .history
            .iter()
            .rev()
            .find(|change| change.status != OnHold);
        let before = before.map_or(Active, |change| change.status);
        self.enter(before, by, at, None);
        Ok(())
    }

    /// Ends it when its last day has gone by: expired when nothing was handed out, else completed. Tells whether it did.
    pub(crate) fn end_by(&mut self, now: Timestamp) -> bool {
        let is_over = self.prescription.ends_at.is_some_and(|end| end <= now);
        let to = match self.prescription.status {
            Pending => Expired,
            Active if self.prescription.dispenses.is_empty() => Expired,
            Active | PartiallyDispensed | Dispensed | OnHold => Completed,
            _ => return false,
        };
        is_over
            && self
                .become_(to, "system", now, Some("its last day has gone by".to_owned()))
                .is_ok()
    }
}

/// Writes a status as it is written in JSON.
pub(crate) fn word(status: PrescriptionStatus) -> String {
    nilecare_sql::json::name(&status)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [PrescriptionStatus; 11] = [
        Draft,
        Pending,
        Active,
        PartiallyDispensed,
        Dispensed,
        OnHold,
        Completed,
        Stopped,
        Cancelled,
        Expired,
        EnteredInError,
    ];

    #[test]
    fn the_way_from_each_status_to_each_other_is_the_documented_one() {
        let ways: Vec<String> = ALL
            .iter()
            .flat_map(|from| {
                next(*from)
                    .iter()
                    .map(move |to| format!("{} {}", word(*from), word(*to)))
            })
            .collect();
        assert_eq!(ways.len(), 28, "{ways:?}");
        for from in ALL {
            assert!(!next(from).contains(&Draft), "nothing becomes a draft again");
            let is_final = next(from).is_empty();
            assert_eq!(is_final, !is_current(from), "{from:?}");
        }
    }
}
