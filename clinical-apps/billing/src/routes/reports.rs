//! What the books say.

use axum::extract::State;
use jiff::civil::Date;
use nilecare_contracts::billing::{AgingReport, CashReport, TrialBalance};
use nilecare_http::{ApiResult, Json, Query};
use nilecare_types::{FacilityId, Problem};

use crate::BillingService;

/// Of which facility.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FacilityFilter {
    /// Where.
    facility: FacilityId,
}

/// Of which facility and day.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DayFilter {
    /// Where.
    facility: FacilityId,
    /// On which day, in the facility's zone. Absent: today.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<Date>,
}

/// Of which facility, or of all.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LedgerFilter {
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
}

/// Sums what is open in a facility by how long it has been due today.
#[utoipa::path(get, path = "/api/v1/billing/reports/aging", tag = "billing", params(FacilityFilter), responses(
    (status = 200, description = "The sums", body = AgingReport),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn get_aging(
    State(service): State<BillingService>,
    Query(filter): Query<FacilityFilter>,
) -> ApiResult<Json<AgingReport>> {
    Ok(Json(service.aging(filter.facility).await?))
}

/// Sums what each cashier took and gave back on a day, by method.
#[utoipa::path(get, path = "/api/v1/billing/reports/cash", tag = "billing", params(DayFilter), responses(
    (status = 200, description = "The sums", body = CashReport),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn get_cash_report(
    State(service): State<BillingService>,
    Query(filter): Query<DayFilter>,
) -> ApiResult<Json<CashReport>> {
    Ok(Json(service.cash(filter.facility, filter.on).await?))
}

/// Sums the accounts of the ledger; they come to nothing in each currency.
#[utoipa::path(get, path = "/api/v1/billing/reports/trial-balance", tag = "billing", params(LedgerFilter), responses(
    (status = 200, description = "The sums", body = TrialBalance),
))]
pub(super) async fn get_trial_balance(
    State(service): State<BillingService>,
    Query(filter): Query<LedgerFilter>,
) -> ApiResult<Json<TrialBalance>> {
    Ok(Json(service.trial_balance(filter.facility).await?))
}
