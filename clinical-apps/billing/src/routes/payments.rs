//! Money that comes in and is given back.

use axum::Extension;
use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::billing::{
    AllocationRequest, Payment, PaymentAllocation, PaymentRequest, ReasonRequest, Refund, RefundRequest, RefundStatus,
};
use nilecare_http::{
    ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, PatientsSeen, Principal, Query, Versioned,
};
use nilecare_sql::json;
use nilecare_types::{BillingAccountId, FacilityId, Page, PatientId, PaymentId, Problem, RefundId};

use crate::BillingService;
use crate::app::ListWanted;

/// Which payments.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PaymentFilter {
    /// Whose; any id of the person, before or after a merge. Absent: of all patients.
    patient: Option<PatientId>,
    /// For which account. Absent: for all.
    account: Option<BillingAccountId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
}

/// Which refunds.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RefundFilter {
    /// Of which payment. Absent: of all.
    payment: Option<PaymentId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// How far they are; `pending` are those to be agreed to. Absent: all.
    #[param(inline)]
    status: Option<RefundStatus>,
}

/// For which invoices what is free of a payment is to be.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AllocateRequest {
    /// For which. Absent: for those that are due first.
    #[serde(default)]
    allocations: Option<Vec<AllocationRequest>>,
}

/// Lists payments, oldest first.
#[utoipa::path(get, path = "/api/v1/billing/payments", tag = "billing", params(PaymentFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Payment>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_payments(
    State(service): State<BillingService>,
    Query(filter): Query<PaymentFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Payment>>> {
    let wanted = ListWanted {
        patient: filter.patient,
        account: filter.account,
        facility: filter.facility,
        ..ListWanted::default()
    };
    Ok(Json(service.payments(wanted, list.after(), list.limit()).await?))
}

/// Posts money that a cashier takes. What is more than is open stays on the account as credit.
#[utoipa::path(post, path = "/api/v1/billing/payments", tag = "billing", request_body = PaymentRequest, params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "The payment", body = Payment),
    (status = 404, description = "account-not-found, invoice-not-found", body = Problem),
    (status = 409, description = "exists-already, amount-exceeded, billing-state", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn take_payment(
    State(service): State<BillingService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<PaymentRequest>,
) -> ApiResult<(StatusCode, Versioned<Payment>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.take_payment(&key, &request, &principal).await?),
    ))
}

/// Gives a payment; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/billing/payments/{id}", tag = "billing", params(("id" = PaymentId, Path)), responses(
    (status = 200, description = "The payment", body = Payment),
    (status = 404, description = "payment-not-found", body = Problem),
))]
pub(super) async fn get_payment(
    State(service): State<BillingService>,
    Path(id): Path<PaymentId>,
) -> ApiResult<Versioned<Payment>> {
    Ok(Versioned(service.payment(id).await?))
}

/// Lists for which invoices a payment is.
#[utoipa::path(get, path = "/api/v1/billing/payments/{id}/allocations", tag = "billing", params(("id" = PaymentId, Path)), responses(
    (status = 200, description = "All of them", body = Vec<PaymentAllocation>),
    (status = 404, description = "payment-not-found", body = Problem),
))]
pub(super) async fn list_allocations(
    State(service): State<BillingService>,
    Path(id): Path<PaymentId>,
) -> ApiResult<(Extension<PatientsSeen>, Json<Vec<PaymentAllocation>>)> {
    // The answer does not name the patient; the record does.
    let patient = service.payment(id).await?.patient_id.to_string();
    let allocations = service.allocations(id).await?;
    Ok((Extension(PatientsSeen(vec![patient])), Json(allocations)))
}

/// Allocates what is free of a payment to invoices.
#[utoipa::path(post, path = "/api/v1/billing/payments/{id}/allocate", tag = "billing", request_body = AllocateRequest, params(("id" = PaymentId, Path), ("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 200, description = "As it is now", body = Payment),
    (status = 404, description = "payment-not-found, invoice-not-found", body = Problem),
    (status = 409, description = "amount-exceeded, billing-state", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn allocate_payment(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<PaymentId>,
    key: IdempotencyKey,
    Json(request): Json<AllocateRequest>,
) -> ApiResult<Versioned<Payment>> {
    Ok(Versioned(
        service.allocate(id, &key, request.allocations, &principal).await?,
    ))
}

/// Reverses a payment, once: what it paid is open again.
#[utoipa::path(post, path = "/api/v1/billing/payments/{id}/reverse", tag = "billing", request_body = ReasonRequest, params(("id" = PaymentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Payment),
    (status = 404, description = "payment-not-found", body = Problem),
    (status = 409, description = "billing-state, something-first, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn reverse_payment(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<PaymentId>,
    version: IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Payment>> {
    Ok(Versioned(
        service.reverse_payment(id, version, &request, &principal).await?,
    ))
}

/// Refunds what is free of a payment. Above the facility's limit it waits for a second person.
#[utoipa::path(post, path = "/api/v1/billing/payments/{id}/refunds", tag = "billing", request_body = RefundRequest, params(("id" = PaymentId, Path), ("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "The refund, `paid` or `pending`", body = Refund),
    (status = 404, description = "payment-not-found", body = Problem),
    (status = 409, description = "amount-exceeded, billing-state", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn refund_payment(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<PaymentId>,
    key: IdempotencyKey,
    Json(request): Json<RefundRequest>,
) -> ApiResult<(StatusCode, Versioned<Refund>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.refund(id, &key, &request, &principal).await?),
    ))
}

/// Lists refunds, oldest first.
#[utoipa::path(get, path = "/api/v1/billing/refunds", tag = "billing", params(RefundFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Refund>),
))]
pub(super) async fn list_refunds(
    State(service): State<BillingService>,
    Query(filter): Query<RefundFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Refund>>> {
    let wanted = ListWanted {
        payment: filter.payment,
        facility: filter.facility,
        status: filter.status.as_ref().map(json::name),
        ..ListWanted::default()
    };
    Ok(Json(service.refunds(wanted, list.after(), list.limit()).await?))
}

/// Agrees to a refund as the second person; the money is given back.
#[utoipa::path(post, path = "/api/v1/billing/refunds/{id}/approve", tag = "billing", params(("id" = RefundId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Refund),
    (status = 403, description = "second-person-needed", body = Problem),
    (status = 404, description = "refund-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
))]
pub(super) async fn approve_refund(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<RefundId>,
    version: IfMatch,
) -> ApiResult<Versioned<Refund>> {
    Ok(Versioned(service.approve_refund(id, version, &principal).await?))
}

/// Does not agree to a refund; what was kept for it is free again.
#[utoipa::path(post, path = "/api/v1/billing/refunds/{id}/reject", tag = "billing", request_body = ReasonRequest, params(("id" = RefundId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Refund),
    (status = 404, description = "refund-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn reject_refund(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<RefundId>,
    version: IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Refund>> {
    Ok(Versioned(
        service.reject_refund(id, version, &request, &principal).await?,
    ))
}

/// Reverses a refund that did not arrive, once: the money is credit of the account again.
#[utoipa::path(post, path = "/api/v1/billing/refunds/{id}/reverse", tag = "billing", request_body = ReasonRequest, params(("id" = RefundId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Refund),
    (status = 404, description = "refund-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn reverse_refund(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<RefundId>,
    version: IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Refund>> {
    Ok(Versioned(
        service.reverse_refund(id, version, &request, &principal).await?,
    ))
}
