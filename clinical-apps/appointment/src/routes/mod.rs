//! The HTTP face of the service.

mod appointments;
mod calendars;
mod changes;
mod waitlist;

use nilecare_contracts::appointment::{APPOINTMENTS_READ, APPOINTMENTS_WRITE};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::AppointmentService;

impl AppointmentService {
    /// Gives the routes below `/api/v1`; every request is put on record, when there is an auditor.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(APPOINTMENTS_READ, routes!(appointments::list_appointments))
            .permit(APPOINTMENTS_WRITE, routes!(appointments::book_appointment))
            .permit(APPOINTMENTS_WRITE, routes!(appointments::book_appointment_series))
            .permit(APPOINTMENTS_READ, routes!(appointments::get_appointment))
            .permit(APPOINTMENTS_READ, routes!(appointments::list_appointment_reminders))
            .permit(APPOINTMENTS_READ, routes!(appointments::list_free_slots))
            .permit(APPOINTMENTS_READ, routes!(calendars::get_appointment_calendar))
            .permit(APPOINTMENTS_READ, routes!(calendars::get_provider_calendar))
            .permit(APPOINTMENTS_WRITE, routes!(changes::confirm_appointment))
            .permit(APPOINTMENTS_WRITE, routes!(changes::check_in_appointment))
            .permit(APPOINTMENTS_WRITE, routes!(changes::start_appointment))
            .permit(APPOINTMENTS_WRITE, routes!(changes::complete_appointment))
            .permit(APPOINTMENTS_WRITE, routes!(changes::cancel_appointment))
            .permit(APPOINTMENTS_WRITE, routes!(changes::mark_no_show))
            .permit(APPOINTMENTS_WRITE, routes!(changes::reschedule_appointment))
            .permit(APPOINTMENTS_READ, routes!(waitlist::list_waitlist))
            .permit(APPOINTMENTS_WRITE, routes!(waitlist::add_to_waitlist))
            .permit(APPOINTMENTS_READ, routes!(waitlist::get_waitlist_entry))
            .permit(APPOINTMENTS_WRITE, routes!(waitlist::accept_offer))
            .permit(APPOINTMENTS_WRITE, routes!(waitlist::decline_offer))
            .permit(APPOINTMENTS_WRITE, routes!(waitlist::leave_waitlist))
            .into_router()
            .with_state(self.clone())
    }
}
