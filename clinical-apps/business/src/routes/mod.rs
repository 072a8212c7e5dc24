//! The HTTP face of the service.

mod organizations;
mod schedules;
mod staff;

use nilecare_contracts::business::{SCHEDULES_READ, SCHEDULES_WRITE, STAFF_READ, STAFF_WRITE};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::BusinessService;

impl BusinessService {
    /// Gives the routes below `/api/v1`.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .permit(STAFF_READ, routes!(organizations::list_organizations))
            .permit(STAFF_WRITE, routes!(organizations::add_organization))
            .permit(STAFF_READ, routes!(organizations::get_organization))
            .permit(STAFF_WRITE, routes!(organizations::change_organization))
            .permit(STAFF_READ, routes!(staff::list_staff))
            .permit(STAFF_WRITE, routes!(staff::add_staff))
            .permit(STAFF_READ, routes!(staff::get_staff))
            .permit(STAFF_WRITE, routes!(staff::change_staff))
            .permit(SCHEDULES_READ, routes!(schedules::list_schedules))
            .permit(SCHEDULES_WRITE, routes!(schedules::add_schedule))
            .permit(SCHEDULES_WRITE, routes!(schedules::change_schedule))
            .permit(SCHEDULES_WRITE, routes!(schedules::remove_schedule))
            .permit(SCHEDULES_READ, routes!(schedules::list_schedule_exceptions))
            .permit(SCHEDULES_WRITE, routes!(schedules::add_schedule_exception))
            .permit(SCHEDULES_WRITE, routes!(schedules::remove_schedule_exception))
            .permit(SCHEDULES_READ, routes!(schedules::get_availability))
            .into_router()
            .with_state(self.clone())
    }
}
