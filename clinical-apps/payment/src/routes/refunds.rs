//! Refunds.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::payment::{
    RefundApproval, TransactionRefund, TransactionRefundRequest, TransactionRefundStatus,
};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_sql::json;
use nilecare_types::{FacilityId, Page, PatientId, Problem, TransactionId, TransactionRefundId};

use super::clean::Clean;
use crate::PaymentService;
use crate::app::ListWanted;
use crate::store::records::Record;

/// Which refunds.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RefundFilter {
    /// Of which payment. Absent: of all.
    payment: Option<TransactionId>,
    /// Whose; any id of the person. Absent: of all patients.
    patient: Option<PatientId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// How far they are; `pending` are those to be agreed to. Absent: all.
    #[param(inline)]
    status: Option<TransactionRefundStatus>,
}

/// Lists refunds, oldest first.
#[utoipa::path(get, path = "/api/v1/payments/refunds", tag = "payment", params(RefundFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<TransactionRefund>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_transaction_refunds(
    State(service): State<PaymentService>,
    Query(filter): Query<RefundFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<TransactionRefund>>> {
    let wanted = ListWanted {
        patient: filter.patient,
        facility: filter.facility,
        transaction: filter.payment,
        status: filter.status.as_ref().map(json::name),
        ..ListWanted::default()
    };
    let columns = ["facility_id", "transaction_id", "status"];
    let bounds = (list.after(), list.limit());
    let key = |row: &TransactionRefund| row.id.to_string();
    Ok(Json(
        service
            .page(TransactionRefund::TABLE, &columns, wanted, bounds, key)
            .await?,
    ))
}

/// Asks for a refund; a second person agrees to it. Meanwhile the amount is kept for it.
#[utoipa::path(post, path = "/api/v1/payments/{id}/refunds", tag = "payment", request_body = TransactionRefundRequest, params(("id" = TransactionId, Path), ("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "The refund, `pending`", body = TransactionRefund),
    (status = 404, description = "payment-not-found", body = Problem),
    (status = 409, description = "amount-exceeded, payment-state", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused, idempotency-key-reused", body = Problem),
))]
pub(super) async fn ask_transaction_refund(
    State(service): State<PaymentService>,
    principal: Principal,
    Path(id): Path<TransactionId>,
    key: IdempotencyKey,
    Clean(request): Clean<TransactionRefundRequest>,
) -> ApiResult<(StatusCode, Versioned<TransactionRefund>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.ask_refund(id, &key, &request, &principal).await?),
    ))
}

/// Gives a refund; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/payments/refunds/{id}", tag = "payment", params(("id" = TransactionRefundId, Path)), responses(
    (status = 200, description = "The refund", body = TransactionRefund),
    (status = 404, description = "refund-not-found", body = Problem),
))]
pub(super) async fn get_transaction_refund(
    State(service): State<PaymentService>,
    Path(id): Path<TransactionRefundId>,
) -> ApiResult<Versioned<TransactionRefund>> {
    Ok(Versioned(service.refund(id).await?))
}

/// Agrees to a refund as the second person; the money goes back, once.
#[utoipa::path(post, path = "/api/v1/payments/refunds/{id}/approve", tag = "payment", request_body = RefundApproval, params(("id" = TransactionRefundId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now: `completed`, `processing` or `failed`", body = TransactionRefund),
    (status = 403, description = "second-person-needed", body = Problem),
    (status = 404, description = "refund-not-found", body = Problem),
    (status = 409, description = "payment-state, something-first, version-changed", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn approve_transaction_refund(
    State(service): State<PaymentService>,
    principal: Principal,
    Path(id): Path<TransactionRefundId>,
    version: IfMatch,
    Clean(request): Clean<RefundApproval>,
) -> ApiResult<Versioned<TransactionRefund>> {
    Ok(Versioned(
        service.approve_refund(id, version, &request, &principal).await?,
    ))
}

/// Does not agree to a refund, or gives one up that failed; the amount can be refunded again.
#[utoipa::path(post, path = "/api/v1/payments/refunds/{id}/reject", tag = "payment", request_body = ReasonRequest, params(("id" = TransactionRefundId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = TransactionRefund),
    (status = 404, description = "refund-not-found", body = Problem),
    (status = 409, description = "payment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn reject_transaction_refund(
    State(service): State<PaymentService>,
    principal: Principal,
    Path(id): Path<TransactionRefundId>,
    version: IfMatch,
    Clean(request): Clean<ReasonRequest>,
) -> ApiResult<Versioned<TransactionRefund>> {
    Ok(Versioned(
        service.reject_refund(id, version, &request, &principal).await?,
    ))
}

/// Tries a refund again that the provider refused.
#[utoipa::path(post, path = "/api/v1/payments/refunds/{id}/retry", tag = "payment", params(("id" = TransactionRefundId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = TransactionRefund),
    (status = 404, description = "refund-not-found", body = Problem),
    (status = 409, description = "payment-state, version-changed", body = Problem),
))]
pub(super) async fn retry_transaction_refund(
    State(service): State<PaymentService>,
    Path(id): Path<TransactionRefundId>,
    version: IfMatch,
) -> ApiResult<Versioned<TransactionRefund>> {
    Ok(Versioned(service.retry_refund(id, version).await?))
}
