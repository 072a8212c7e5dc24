//! Appointments from the booking to the end, the waiting list, and reminders.
//!
//! The service promises: no two appointments that take place overlap for a provider, a patient, a room or anything booked along, held by
//! a key of the database; what is booked lies in the provider's schedule, in the facility's time zone, unless somebody who may says
//! otherwise; a change that the state does not allow names the state and what is allowed; time that becomes free is offered to who waits.

mod app;
mod error;
mod model;
mod routes;
mod service;
mod store;

pub use app::RoundReport;
pub use error::AppointmentError;
pub use service::{AppointmentService, SERVICE_PERMISSIONS};
