//! Invoices and their adjustments.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::billing::{
    Adjustment, AdjustmentRequest, AdjustmentStatus, Invoice, InvoiceRequest, InvoiceStatus, ReasonRequest,
};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_sql::json;
use nilecare_types::{AdjustmentId, BillingAccountId, FacilityId, InvoiceId, Page, PatientId, Problem};

use crate::BillingService;
use crate::app::{InvoicesWanted, ListWanted};

/// Which invoices.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct InvoiceFilter {
    /// Whose; any id of the person, before or after a merge. Absent: of all patients.
    patient: Option<PatientId>,
    /// Of which account. Absent: of all.
    account: Option<BillingAccountId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// How far they are. Absent: all.
    #[param(inline)]
    status: Option<InvoiceStatus>,
    /// Only those whose last day to pay went by with something open; needs the facility.
    #[serde(default)]
    overdue: bool,
}

/// Which adjustments.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AdjustmentFilter {
    /// Of which invoice. Absent: of all.
    invoice: Option<InvoiceId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// How far they are; `pending` are those to be agreed to. Absent: all.
    #[param(inline)]
    status: Option<AdjustmentStatus>,
}

/// Lists invoices, oldest first.
#[utoipa::path(get, path = "/api/v1/billing/invoices", tag = "billing", params(InvoiceFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Invoice>),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn list_invoices(
    State(service): State<BillingService>,
    Query(filter): Query<InvoiceFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Invoice>>> {
    let wanted = InvoicesWanted {
        patient: filter.patient,
        account: filter.account,
        facility: filter.facility,
        status: filter.status,
        is_overdue: filter.overdue,
    };
    Ok(Json(service.invoices(&wanted, list.after(), list.limit()).await?))
}

/// Drafts an invoice of charges that are pending; the totals are computed here.
#[utoipa::path(post, path = "/api/v1/billing/invoices", tag = "billing", request_body = InvoiceRequest, params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "The draft", body = Invoice),
    (status = 404, description = "account-not-found, charge-not-found", body = Problem),
    (status = 409, description = "billing-state, something-first", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn draft_invoice(
    State(service): State<BillingService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<InvoiceRequest>,
) -> ApiResult<(StatusCode, Versioned<Invoice>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.draft_invoice(&key, &request, &principal).await?),
    ))
}

/// Gives an invoice; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/billing/invoices/{id}", tag = "billing", params(("id" = InvoiceId, Path)), responses(
    (status = 200, description = "The invoice", body = Invoice),
    (status = 404, description = "invoice-not-found", body = Problem),
))]
pub(super) async fn get_invoice(
    State(service): State<BillingService>,
    Path(id): Path<InvoiceId>,
) -> ApiResult<Versioned<Invoice>> {
    Ok(Versioned(service.invoice(id).await?))
}

/// Issues a draft: it gets the facility's next number, goes into the books, and stays.
#[utoipa::path(post, path = "/api/v1/billing/invoices/{id}/issue", tag = "billing", params(("id" = InvoiceId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Invoice),
    (status = 404, description = "invoice-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn issue_invoice(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<InvoiceId>,
    version: IfMatch,
) -> ApiResult<Versioned<Invoice>> {
    Ok(Versioned(service.issue(id, version, &principal).await?))
}

/// Gives up a draft; its charges are pending again.
#[utoipa::path(post, path = "/api/v1/billing/invoices/{id}/cancel", tag = "billing", request_body = ReasonRequest, params(("id" = InvoiceId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Invoice),
    (status = 404, description = "invoice-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn cancel_draft_invoice(
    State(service): State<BillingService>,
    Path(id): Path<InvoiceId>,
    version: IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Invoice>> {
    Ok(Versioned(service.cancel_draft(id, version, &request).await?))
}

/// Takes back an issued invoice of which nothing is paid or adjusted; its charges are pending again.
#[utoipa::path(post, path = "/api/v1/billing/invoices/{id}/void", tag = "billing", request_body = ReasonRequest, params(("id" = InvoiceId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Invoice),
    (status = 404, description = "invoice-not-found", body = Problem),
    (status = 409, description = "billing-state, something-first, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn void_invoice(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<InvoiceId>,
    version: IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Invoice>> {
    Ok(Versioned(
        service.void_invoice(id, version, &request, &principal).await?,
    ))
}

/// Adjusts an issued invoice. Above the facility's limit it waits for a second person.
#[utoipa::path(post, path = "/api/v1/billing/invoices/{id}/adjustments", tag = "billing", request_body = AdjustmentRequest, params(("id" = InvoiceId, Path), ("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "The adjustment, `applied` or `pending`", body = Adjustment),
    (status = 404, description = "invoice-not-found", body = Problem),
    (status = 409, description = "billing-state, amount-exceeded", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn adjust_invoice(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<InvoiceId>,
    key: IdempotencyKey,
    Json(request): Json<AdjustmentRequest>,
) -> ApiResult<(StatusCode, Versioned<Adjustment>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.adjust(id, &key, &request, &principal).await?),
    ))
}

/// Lists adjustments, oldest first.
#[utoipa::path(get, path = "/api/v1/billing/adjustments", tag = "billing", params(AdjustmentFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Adjustment>),
))]
pub(super) async fn list_adjustments(
    State(service): State<BillingService>,
    Query(filter): Query<AdjustmentFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Adjustment>>> {
    let wanted = ListWanted {
        invoice: filter.invoice,
        facility: filter.facility,
        status: filter.status.as_ref().map(json::name),
        ..ListWanted::default()
    };
    Ok(Json(service.adjustments(wanted, list.after(), list.limit()).await?))
}

/// Agrees to an adjustment as the second person.
#[utoipa::path(post, path = "/api/v1/billing/adjustments/{id}/approve", tag = "billing", params(("id" = AdjustmentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Adjustment),
    (status = 403, description = "second-person-needed", body = Problem),
    (status = 404, description = "adjustment-not-found", body = Problem),
    (status = 409, description = "billing-state, amount-exceeded, version-changed", body = Problem),
))]
pub(super) async fn approve_adjustment(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<AdjustmentId>,
    version: IfMatch,
) -> ApiResult<Versioned<Adjustment>> {
    Ok(Versioned(service.approve_adjustment(id, version, &principal).await?))
}

/// Does not agree to an adjustment.
#[utoipa::path(post, path = "/api/v1/billing/adjustments/{id}/reject", tag = "billing", request_body = ReasonRequest, params(("id" = AdjustmentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Adjustment),
    (status = 404, description = "adjustment-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn reject_adjustment(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<AdjustmentId>,
    version: IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Adjustment>> {
    Ok(Versioned(
        service.reject_adjustment(id, version, &request, &principal).await?,
    ))
}
