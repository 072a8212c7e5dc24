//! The HTTP face of the service.

mod alerts;
mod checks;
mod facts;

use nilecare_contracts::cds::{
    CDS_ALERTS_READ, CDS_ALERTS_WRITE, CDS_CHECK, CDS_FACTS_READ, CDS_FACTS_REVIEW, CDS_FACTS_WRITE,
};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::CdsService;

impl CdsService {
    /// Gives the routes below `/api/v1`. Requests about patients are put on record, those about facts are not.
    pub fn router(&self) -> OpenApiRouter {
        let facts = ApiRoutes::new(&self.verifier)
            .permit(CDS_FACTS_READ, routes!(facts::get_facts_state))
            .permit(CDS_FACTS_READ, routes!(facts::list_facts))
            .permit(CDS_FACTS_READ, routes!(facts::get_fact))
            .permit(CDS_FACTS_WRITE, routes!(facts::put_fact))
            .permit(CDS_FACTS_WRITE, routes!(facts::remove_fact))
            .permit(CDS_FACTS_REVIEW, routes!(facts::sign_facts))
            .into_router();
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(CDS_CHECK, routes!(checks::check_medication))
            .permit(CDS_CHECK, routes!(checks::keep_check))
            .permit(CDS_ALERTS_READ, routes!(alerts::list_alerts))
            .permit(CDS_ALERTS_READ, routes!(alerts::get_alert))
            .permit(CDS_ALERTS_WRITE, routes!(alerts::acknowledge_alert))
            .permit(CDS_ALERTS_WRITE, routes!(alerts::override_alert))
            .into_router()
            .merge(facts)
            .with_state(self.clone())
    }
}
