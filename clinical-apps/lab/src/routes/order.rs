//! `/api/v1/lab/orders` and the command behind them.

use axum::extract::State;
use nilecare_contracts::OneOrMany;
use nilecare_contracts::lab::{LabOrder, OrderReply, OrderRequest};
use nilecare_http::{ApiResult, IdempotencyKey, Json, ListQuery, Path, Query};
use nilecare_types::{LabOrderId, Page, Problem};

use super::PatientFilter;
use crate::LabService;

/// Places, changes or cancels an order (HL7 v2.5.1 chapter 4), or several, all or none.
///
/// The same `Idempotency-Key` again gets the first reply and changes nothing.
#[utoipa::path(post, path = "/api/v1/lab/order-requests", tag = "lab", request_body = OneOrMany<OrderRequest>,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one request")),
    responses(
    (status = 200, description = "What it came to", body = OneOrMany<OrderReply>),
    (status = 409, description = "order-state, order-number-conflict, order-of-another-patient", body = Problem),
    (status = 422, description = "validation-failed, patient-unknown, order-unknown", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn file_order_requests(
    State(lab): State<LabService>,
    key: IdempotencyKey,
    Json(requests): Json<OneOrMany<OrderRequest>>,
) -> ApiResult<Json<OneOrMany<OrderReply>>> {
    Ok(Json(lab.file_order_requests(&key, &requests).await?))
}

/// Lists a patient's orders, newest first.
#[utoipa::path(get, path = "/api/v1/lab/orders", tag = "lab", params(PatientFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<LabOrder>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_orders(
    State(lab): State<LabService>,
    Query(filter): Query<PatientFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<LabOrder>>> {
    Ok(Json(lab.orders(filter.patient, list.after(), list.limit()).await?))
}

/// Gives an order.
#[utoipa::path(get, path = "/api/v1/lab/orders/{id}", tag = "lab", params(("id" = LabOrderId, Path)), responses(
    (status = 200, description = "The order", body = LabOrder),
    (status = 404, description = "lab-order-not-found", body = Problem),
))]
pub(super) async fn get_order(State(lab): State<LabService>, Path(id): Path<LabOrderId>) -> ApiResult<Json<LabOrder>> {
    Ok(Json(lab.order(id).await?))
}
