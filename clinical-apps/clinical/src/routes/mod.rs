//! The HTTP face of the service.

mod adt_event;
mod encounter;
mod patient;

use nilecare_contracts::clinical::{ADT_WRITE, ENCOUNTERS_READ, PATIENTS_READ, PATIENTS_WRITE};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::ClinicalService;

impl ClinicalService {
    /// Gives the routes below `/api/v1`.
    ///
    /// Every read of patient data passes the router built here; the audit of reads belongs around it, as one layer.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(PATIENTS_READ, routes!(patient::list_patients))
            .permit(PATIENTS_WRITE, routes!(patient::register_patient))
            .permit(PATIENTS_READ, routes!(patient::match_patient))
            .permit(PATIENTS_READ, routes!(patient::get_patient))
            .permit(PATIENTS_READ, routes!(patient::get_patient_ids))
            .permit(ENCOUNTERS_READ, routes!(encounter::list_encounters))
            .permit(ENCOUNTERS_READ, routes!(encounter::get_encounter))
            .permit(ADT_WRITE, routes!(adt_event::file_adt_event))
            .into_router()
            .with_state(self.clone())
    }
}
