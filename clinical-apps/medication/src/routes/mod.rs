//! The HTTP face of the service.

mod doses;
mod high_alert;
mod prescriptions;

use nilecare_contracts::medication::{
    ADMINISTRATIONS_WRITE, HIGH_ALERT_WRITE, PRESCRIPTIONS_DISPENSE, PRESCRIPTIONS_READ, PRESCRIPTIONS_VERIFY,
    PRESCRIPTIONS_WRITE,
};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::MedicationService;

impl MedicationService {
    /// Gives the routes below `/api/v1`; every request is put on record, when there is an auditor.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(PRESCRIPTIONS_READ, routes!(prescriptions::list_prescriptions))
            .permit(PRESCRIPTIONS_READ, routes!(prescriptions::get_prescription))
            .permit(PRESCRIPTIONS_WRITE, routes!(prescriptions::prescribe))
            .permit(PRESCRIPTIONS_WRITE, routes!(prescriptions::submit_prescription))
            .permit(PRESCRIPTIONS_VERIFY, routes!(prescriptions::verify_prescription))
            .permit(PRESCRIPTIONS_DISPENSE, routes!(prescriptions::dispense_prescription))
            .permit(PRESCRIPTIONS_DISPENSE, routes!(prescriptions::refill_prescription))
            .permit(PRESCRIPTIONS_WRITE, routes!(prescriptions::hold_prescription))
            .permit(PRESCRIPTIONS_WRITE, routes!(prescriptions::resume_prescription))
            .permit(PRESCRIPTIONS_WRITE, routes!(prescriptions::stop_prescription))
            .permit(PRESCRIPTIONS_WRITE, routes!(prescriptions::cancel_prescription))
            .permit(PRESCRIPTIONS_WRITE, routes!(prescriptions::mark_prescription_error))
            .permit(ADMINISTRATIONS_WRITE, routes!(doses::note_dose))
            .permit(PRESCRIPTIONS_READ, routes!(doses::list_doses))
            .permit(PRESCRIPTIONS_READ, routes!(high_alert::list_high_alert))
            .permit(HIGH_ALERT_WRITE, routes!(high_alert::put_high_alert))
            .permit(HIGH_ALERT_WRITE, routes!(high_alert::remove_high_alert))
            .into_router()
            .with_state(self.clone())
    }
}
