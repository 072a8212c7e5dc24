//! The HTTP face of the service.

mod order;
mod result;

use nilecare_contracts::lab::{LAB_ORDERS_READ, LAB_ORDERS_WRITE, LAB_RESULTS_READ, LAB_RESULTS_WRITE};
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
    /// Every request passes the router built here and is put on record, when there is an auditor.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(LAB_ORDERS_READ, routes!(order::list_orders))
            .permit(LAB_ORDERS_READ, routes!(order::get_order))
            .permit(LAB_ORDERS_WRITE, routes!(order::file_order_requests))
            .permit(LAB_RESULTS_READ, routes!(result::list_results))
            .permit(LAB_RESULTS_READ, routes!(result::get_result))
            .permit(LAB_RESULTS_WRITE, routes!(result::file_result_reports))
            .into_router()
            .with_state(self.clone())
    }
}
