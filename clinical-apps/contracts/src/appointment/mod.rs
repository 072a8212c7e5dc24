//! Appointments, the waiting list, and reminders.

mod command;
mod event;
mod record;
mod waitlist;

use nilecare_http::Permission;

pub use command::{
    AppointmentReason, AppointmentRequest, Every, FreeSlot, Recurrence, RescheduleRequest, SeriesRequest,
};
pub use event::{
    APPOINTMENT_BOOKED, APPOINTMENT_CANCELLED, APPOINTMENT_CHECKED_IN, APPOINTMENT_COMPLETED, APPOINTMENT_CONFIRMED,
    APPOINTMENT_NO_SHOW, APPOINTMENT_REMINDER_DUE, APPOINTMENT_RESCHEDULED, APPOINTMENT_STARTED, AppointmentEvent,
    PatientSummary, WAITLIST_OFFERED, WaitlistEvent,
};
pub use record::{
    Appointment, AppointmentChange, AppointmentKind, AppointmentPriority, AppointmentReminder, AppointmentResource,
    AppointmentSeries, AppointmentStatus, ReminderStatus, ResourceKind,
};
pub use waitlist::{DayPart, WaitlistEntry, WaitlistOffer, WaitlistRequest, WaitlistStatus};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "appointment";

/// Appointments begin and end at multiples of so many minutes.
pub const GRID_MINUTES: u32 = 5;

/// Reading appointments and the waiting list.
pub const APPOINTMENTS_READ: Permission = Permission::new("appointments:read");
/// Booking, moving, cancelling, checking in.
pub const APPOINTMENTS_WRITE: Permission = Permission::new("appointments:write");
/// Booking outside the schedule, and taking back who has checked in.
pub const APPOINTMENTS_OVERRIDE: Permission = Permission::new("appointments:override");
