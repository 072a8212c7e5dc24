//! The HTTP face of the service.

mod catalogue;
mod critical;
mod order;
mod result;
mod specimen;

use nilecare_contracts::lab::{
    LAB_CATALOGUE_READ, LAB_CATALOGUE_WRITE, LAB_CRITICAL_READ, LAB_CRITICAL_WRITE, LAB_ORDERS_READ, LAB_ORDERS_WRITE,
    LAB_RESULTS_READ, LAB_RESULTS_WRITE, LAB_SPECIMENS_READ, LAB_SPECIMENS_WRITE,
};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};
use nilecare_types::PatientId;

use crate::LabService;

/// Whose orders or results.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct PatientFilter {
    /// The patient; any id of the person, before or after a merge.
    patient: PatientId,
}

impl LabService {
    /// Gives the routes below `/api/v1`.
    ///
    /// Every request about patients passes the router built here and is put on record, when there is an auditor.
    pub fn router(&self) -> OpenApiRouter {
        self.work().merge(self.catalogue())
    }

    /// Tests and panels: nothing of patients.
    fn catalogue(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .permit(LAB_CATALOGUE_READ, routes!(catalogue::list_tests))
            .permit(LAB_CATALOGUE_READ, routes!(catalogue::get_test))
            .permit(LAB_CATALOGUE_READ, routes!(catalogue::list_panels))
            .permit(LAB_CATALOGUE_READ, routes!(catalogue::get_panel))
            .permit(LAB_CATALOGUE_WRITE, routes!(catalogue::add_test))
            .permit(LAB_CATALOGUE_WRITE, routes!(catalogue::change_test))
            .permit(LAB_CATALOGUE_WRITE, routes!(catalogue::add_panel))
            .permit(LAB_CATALOGUE_WRITE, routes!(catalogue::change_panel))
            .into_router()
            .with_state(self.clone())
    }

    fn work(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(LAB_ORDERS_READ, routes!(order::list_orders))
            .permit(LAB_ORDERS_READ, routes!(order::get_order))
            .permit(LAB_ORDERS_READ, routes!(order::list_collections))
            .permit(LAB_ORDERS_WRITE, routes!(order::file_order_requests))
            .permit(LAB_ORDERS_WRITE, routes!(order::enter_order))
            .permit(LAB_ORDERS_WRITE, routes!(order::cancel_order))
            .permit(LAB_RESULTS_READ, routes!(result::list_results))
            .permit(LAB_RESULTS_READ, routes!(result::get_result))
            .permit(LAB_RESULTS_READ, routes!(result::list_results_of_order))
            .permit(LAB_RESULTS_WRITE, routes!(result::file_result_reports))
            .permit(LAB_RESULTS_WRITE, routes!(result::enter_results))
            .permit(LAB_RESULTS_WRITE, routes!(result::list_verifications))
            .permit(LAB_RESULTS_WRITE, routes!(result::verify_results))
            .permit(LAB_RESULTS_WRITE, routes!(result::correct_result))
            .permit(LAB_SPECIMENS_READ, routes!(specimen::list_specimens))
            .permit(LAB_SPECIMENS_READ, routes!(specimen::get_specimen))
            .permit(LAB_SPECIMENS_WRITE, routes!(specimen::collect_specimen))
            .permit(LAB_SPECIMENS_WRITE, routes!(specimen::handle_specimen))
            .permit(LAB_CRITICAL_READ, routes!(critical::list_critical_results))
            .permit(LAB_CRITICAL_READ, routes!(critical::get_critical_result))
            .permit(LAB_CRITICAL_WRITE, routes!(critical::note_critical_call))
            .permit(LAB_CRITICAL_WRITE, routes!(critical::acknowledge_critical_result))
            .into_router()
            .with_state(self.clone())
    }
}
