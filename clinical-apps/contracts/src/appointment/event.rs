//! What the service tells others. The names are topics; the key of each event is the patient's id.

use nilecare_types::PatientId;
use serde::{Deserialize, Serialize};

use super::{Appointment, WaitlistEntry};
use crate::Practitioner;
use crate::clinical::{Gender, HumanName, Identifier, Patient};

/// An appointment is new: an [`AppointmentEvent`], as all that begin with `appointment.`.
pub const APPOINTMENT_BOOKED: &str = "appointment.booked";
/// It was moved.
pub const APPOINTMENT_RESCHEDULED: &str = "appointment.rescheduled";
/// The patient has said to come.
pub const APPOINTMENT_CONFIRMED: &str = "appointment.confirmed";
/// The patient is here.
pub const APPOINTMENT_CHECKED_IN: &str = "appointment.checked-in";
/// It goes on.
pub const APPOINTMENT_STARTED: &str = "appointment.started";
/// It is over.
pub const APPOINTMENT_COMPLETED: &str = "appointment.completed";
/// It does not take place.
pub const APPOINTMENT_CANCELLED: &str = "appointment.cancelled";
/// The patient did not come.
pub const APPOINTMENT_NO_SHOW: &str = "appointment.no-show";
/// The patient is to be reminded.
pub const APPOINTMENT_REMINDER_DUE: &str = "appointment.reminder.due";
/// A time is offered to somebody who waits: a [`WaitlistEvent`].
pub const WAITLIST_OFFERED: &str = "appointment.waitlist.offered";

/// Who the patient is, as far as a message about an appointment tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientSummary {
    /// The id.
    pub id: PatientId,
    /// Every number that finds the patient.
    pub identifiers: Vec<Identifier>,
    /// Names, the one to use first.
    pub names: Vec<HumanName>,
    /// `1970`, `1970-03` or `1970-03-05`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Administrative gender.
    pub gender: Gender,
}

impl From<Patient> for PatientSummary {
    fn from(patient: Patient) -> Self {
        Self {
            id: patient.id,
            identifiers: patient.identifiers,
            names: patient.names,
            birth_date: patient.birth_date,
            gender: patient.gender,
        }
    }
}

/// An appointment as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentEvent {
    /// The appointment.
    pub appointment: Appointment,
    /// The patient, as known when the appointment was made or moved.
    pub patient: PatientSummary,
    /// The provider.
    pub practitioner: Practitioner,
    /// The facility's code.
    pub facility_code: String,
}

/// A wish with what is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitlistEvent {
    /// The wish.
    pub entry: WaitlistEntry,
}
