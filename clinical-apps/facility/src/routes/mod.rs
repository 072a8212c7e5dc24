//! The HTTP face of the service.

mod beds;
mod places;
mod settings;

use nilecare_contracts::facility::{BEDS_READ, BEDS_WRITE, FACILITIES_READ, FACILITIES_WRITE};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::FacilityService;

impl FacilityService {
    /// Gives the routes below `/api/v1`; every request about beds is put on record, when there is an auditor.
    pub fn router(&self) -> OpenApiRouter {
        let places = ApiRoutes::new(&self.verifier)
            .permit(FACILITIES_READ, routes!(places::list_facilities))
            .permit(FACILITIES_WRITE, routes!(places::add_facility))
            .permit(FACILITIES_READ, routes!(places::get_facility))
            .permit(FACILITIES_WRITE, routes!(places::change_facility))
            .permit(FACILITIES_READ, routes!(places::list_departments))
            .permit(FACILITIES_WRITE, routes!(places::add_department))
            .permit(FACILITIES_READ, routes!(places::get_department))
            .permit(FACILITIES_WRITE, routes!(places::change_department))
            .permit(FACILITIES_READ, routes!(places::list_wards))
            .permit(FACILITIES_WRITE, routes!(places::add_ward))
            .permit(FACILITIES_READ, routes!(places::get_ward))
            .permit(FACILITIES_WRITE, routes!(places::change_ward))
            .permit(FACILITIES_READ, routes!(settings::get_facility_settings))
            .permit(FACILITIES_WRITE, routes!(settings::change_facility_settings))
            .permit(FACILITIES_READ, routes!(settings::get_ward_occupancy))
            .permit(FACILITIES_READ, routes!(settings::get_facility_occupancy));
        let beds = ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(BEDS_READ, routes!(beds::list_beds))
            .permit(FACILITIES_WRITE, routes!(beds::add_bed))
            .permit(BEDS_READ, routes!(beds::get_bed))
            .permit(FACILITIES_WRITE, routes!(beds::change_bed))
            .permit(BEDS_READ, routes!(beds::list_bed_history))
            .permit(BEDS_READ, routes!(beds::list_bed_assignments))
            .permit(BEDS_WRITE, routes!(beds::set_bed_status))
            .permit(BEDS_WRITE, routes!(beds::assign_bed))
            .permit(BEDS_WRITE, routes!(beds::release_bed))
            .permit(BEDS_WRITE, routes!(beds::transfer_bed));
        let router = places.into_router().merge(beds.into_router());
        router.with_state(self.clone())
    }
}
