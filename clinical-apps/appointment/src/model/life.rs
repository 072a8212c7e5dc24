//! An appointment's record and its life.
//!
//! ```text
//! scheduled ──► confirmed ──► checked-in ──► in-progress ──► completed
//!     │  └───────────┼───────────►│
//!     └──► cancelled ◄────────────┤ (by privilege)
//!     └──► no-show   ◄────────────┘ (by privilege)
//! ```

use jiff::SignedDuration;
use nilecare_contracts::Practitioner;
use nilecare_contracts::appointment::{Appointment, AppointmentChange, AppointmentStatus, PatientSummary};
use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};

use AppointmentStatus::{Cancelled, CheckedIn, Completed, Confirmed, InProgress, NoShow, Scheduled};

/// What is kept of an appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub appointment: Appointment,
    pub context: Context,
}

/// What was known when it was booked or moved, so that later changes need no other service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Context {
    pub patient: PatientSummary,
    pub practitioner: Practitioner,
    pub facility_code: String,
    pub cancel_notice_hours: u32,
    pub no_show_minutes: u32,
    pub reminder_hours: Vec<u32>,
}

/// A change that the appointment's state does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the appointment is {is} and cannot become {wanted}; it can become {can}")]
pub struct StateError {
    /// How it is.
    pub is: String,
    /// What was asked.
    pub wanted: String,
    /// What is allowed, or `nothing else`.
    pub can: String,
}

/// Returns what a status may become.
fn next(from: AppointmentStatus) -> &'static [AppointmentStatus] {
    match from {
        Scheduled => &[Confirmed, CheckedIn, Cancelled, NoShow],
        Confirmed => &[CheckedIn, Cancelled, NoShow],
        CheckedIn => &[InProgress, Cancelled, NoShow],
        InProgress => &[Completed],
        Completed | Cancelled | NoShow => &[],
    }
}

/// Tells whether taking it back needs a privilege: the patient is here.
pub(crate) fn needs_privilege(from: AppointmentStatus, to: AppointmentStatus) -> bool {
    from == CheckedIn && matches!(to, Cancelled | NoShow)
}

fn refused(is: AppointmentStatus, wanted: &str) -> StateError {
    let mut can: Vec<String> = next(is).iter().map(nilecare_sql::json::name).collect();
    if matches!(is, Scheduled | Confirmed) {
        can.push("rescheduled".to_owned());
    }
    StateError {
        is: nilecare_sql::json::name(&is),
        wanted: wanted.to_owned(),
        can: if can.is_empty() {
            "nothing else".to_owned()
        } else {
            can.join(", ")
        },
    }
}

/// Who changes an appointment, when and why.
#[derive(Debug, Clone)]
pub(crate) struct Cause<'a> {
    pub by: &'a str,
    pub at: Timestamp,
    pub reason: Option<String>,
}

impl Record {
    /// Brings it to another status.
    pub(crate) fn become_(&mut self, to: AppointmentStatus, cause: &Cause<'_>) -> Result<(), StateError> {
        let is = self.appointment.status;
        if !next(is).contains(&to) {
            return Err(refused(is, &nilecare_sql::json::name(&to)));
        }
        let notice = SignedDuration::from_hours(i64::from(self.context.cancel_notice_hours));
        let appointment = &mut self.appointment;
        match to {
            InProgress => appointment.started_at = Some(cause.at),
            Completed => appointment.completed_at = Some(cause.at),
            Cancelled => appointment.sequence += 1,
            _ => {}
        }
        let is_late = to == Cancelled && appointment.starts_at - notice < cause.at;
        appointment.status = to;
        self.note(None, is_late, cause);
        Ok(())
    }

    /// Moves it; it is to be confirmed again.
    pub(crate) fn reschedule(
        &mut self,
        starts_at: Timestamp,
        ends_at: Timestamp,
        cause: &Cause<'_>,
    ) -> Result<(), StateError> {
        let is = self.appointment.status;
        if !matches!(is, Scheduled | Confirmed) {
            return Err(refused(is, "rescheduled"));
        }
        let before = self.appointment.starts_at;
        self.appointment.starts_at = starts_at;
        self.appointment.ends_at = ends_at;
        self.appointment.status = Scheduled;
        self.appointment.sequence += 1;
        self.note(Some(before), false, cause);
        Ok(())
    }

    /// Returns the moment from which a patient who is not there has not come.
    pub(crate) fn no_show_from(&self) -> Timestamp {
        self.appointment.starts_at + SignedDuration::from_mins(i64::from(self.context.no_show_minutes))
    }

    /// Returns when the patient is to be reminded, those moments that are to come.
    pub(crate) fn reminders(&self, now: Timestamp) -> Vec<Timestamp> {
        let hours = self.context.reminder_hours.iter();
        let mut due: Vec<Timestamp> = hours
            .map(|hours| self.appointment.starts_at - SignedDuration::from_hours(i64::from(*hours)))
            .filter(|due| *due > now)
            .collect();
        due.sort_unstable();
        due.dedup();
        due
    }

    fn note(&mut self, moved_from: Option<Timestamp>, is_late: bool, cause: &Cause<'_>) {
        let appointment = &mut self.appointment;
        appointment.history.push(AppointmentChange {
            status: appointment.status,
            by: cause.by.to_owned(),
            at: cause.at,
            reason: cause.reason.clone(),
            moved_from,
            is_late,
        });
        appointment.version += 1;
        appointment.updated_at = cause.at;
    }
}
