//! Plans of instalments.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::payment::{
    Initiation, InstalmentPayment, InstalmentPlan, InstalmentPlanRequest, InstalmentPlanStatus,
};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_sql::json;
use nilecare_types::{FacilityId, InstalmentPlanId, InvoiceId, Page, PatientId, Problem};

use super::clean::Clean;
use crate::PaymentService;
use crate::app::ListWanted;
use crate::store::records::Record;

/// Which plans.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PlanFilter {
    /// Whose; any id of the person. Absent: of all patients.
    patient: Option<PatientId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// For which invoice. Absent: for all.
    invoice: Option<InvoiceId>,
    /// How far they are. Absent: all.
    #[param(inline)]
    status: Option<InstalmentPlanStatus>,
}

/// Lists plans, oldest first.
#[utoipa::path(get, path = "/api/v1/payments/instalments", tag = "payment", params(PlanFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<InstalmentPlan>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_instalment_plans(
    State(service): State<PaymentService>,
    Query(filter): Query<PlanFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<InstalmentPlan>>> {
    let wanted = ListWanted {
        patient: filter.patient,
        facility: filter.facility,
        invoice: filter.invoice,
        status: filter.status.as_ref().map(json::name),
        ..ListWanted::default()
    };
    let columns = ["facility_id", "invoice_id", "status"];
    let bounds = (list.after(), list.limit());
    let key = |row: &InstalmentPlan| row.id.to_string();
    Ok(Json(
        service
            .page(InstalmentPlan::TABLE, &columns, wanted, bounds, key)
            .await?,
    ))
}

/// Agrees on a plan for all that is open of an invoice.
#[utoipa::path(post, path = "/api/v1/payments/instalments", tag = "payment", request_body = InstalmentPlanRequest, responses(
    (status = 201, description = "The plan", body = InstalmentPlan),
    (status = 404, description = "invoice-not-found", body = Problem),
    (status = 409, description = "exists-already, something-first", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn make_instalment_plan(
    State(service): State<PaymentService>,
    principal: Principal,
    Clean(request): Clean<InstalmentPlanRequest>,
) -> ApiResult<(StatusCode, Versioned<InstalmentPlan>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.plan(&request, &principal).await?),
    ))
}

/// Gives a plan; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/payments/instalments/{id}", tag = "payment", params(("id" = InstalmentPlanId, Path)), responses(
    (status = 200, description = "The plan", body = InstalmentPlan),
    (status = 404, description = "instalment-plan-not-found", body = Problem),
))]
pub(super) async fn get_instalment_plan(
    State(service): State<PaymentService>,
    Path(id): Path<InstalmentPlanId>,
) -> ApiResult<Versioned<InstalmentPlan>> {
    Ok(Versioned(service.instalment_plan(id).await?))
}

/// Pays the first instalment that is open, with its late fee.
#[utoipa::path(post, path = "/api/v1/payments/instalments/{id}/pay", tag = "payment", request_body = InstalmentPayment, params(("id" = InstalmentPlanId, Path), ("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "The payment, with what the payer does next", body = Initiation),
    (status = 404, description = "instalment-plan-not-found, provider-not-found", body = Problem),
    (status = 409, description = "amount-exceeded, something-first", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused, idempotency-key-reused", body = Problem),
))]
pub(super) async fn pay_instalment(
    State(service): State<PaymentService>,
    principal: Principal,
    Path(id): Path<InstalmentPlanId>,
    key: IdempotencyKey,
    Clean(request): Clean<InstalmentPayment>,
) -> ApiResult<(StatusCode, Versioned<Initiation>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.pay_instalment(id, &key, &request, &principal).await?),
    ))
}

/// Gives a plan up; what is open of the invoice stays open.
#[utoipa::path(post, path = "/api/v1/payments/instalments/{id}/cancel", tag = "payment", request_body = ReasonRequest, params(("id" = InstalmentPlanId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = InstalmentPlan),
    (status = 404, description = "instalment-plan-not-found", body = Problem),
    (status = 409, description = "payment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn cancel_instalment_plan(
    State(service): State<PaymentService>,
    Path(id): Path<InstalmentPlanId>,
    version: IfMatch,
    Clean(request): Clean<ReasonRequest>,
) -> ApiResult<Versioned<InstalmentPlan>> {
    Ok(Versioned(service.cancel_plan(id, version, &request).await?))
}
