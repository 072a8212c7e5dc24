//! `/api/v1/lab/orders` and the command behind them.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::OneOrMany;
use nilecare_contracts::lab::{LabOrder, LabOrderCancellation, LabOrderEntry, OrderReply, OrderRequest};
use nilecare_http::{ApiResult, IdempotencyKey, Json, ListQuery, Path, Principal, Query};
use nilecare_types::{FacilityId, LabOrderId, Page, Problem};

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

/// Orders tests and panels of the catalogue for a patient.
#[utoipa::path(post, path = "/api/v1/lab/orders", tag = "lab", request_body = LabOrderEntry,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = LabOrder),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn enter_order(
    State(lab): State<LabService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(entry): Json<LabOrderEntry>,
) -> ApiResult<(StatusCode, Json<LabOrder>)> {
    let order = lab.enter_order(&key, &entry, &principal.username).await?;
    Ok((StatusCode::CREATED, Json(order)))
}

/// Gives an order up that is not completed; again is no error.
#[utoipa::path(post, path = "/api/v1/lab/orders/{id}/cancel", tag = "lab", request_body = LabOrderCancellation,
    params(("id" = LabOrderId, Path)), responses(
    (status = 200, description = "As it is now", body = LabOrder),
    (status = 404, description = "lab-order-not-found", body = Problem),
    (status = 409, description = "order-state", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn cancel_order(
    State(lab): State<LabService>,
    Path(id): Path<LabOrderId>,
    Json(cancellation): Json<LabOrderCancellation>,
) -> ApiResult<Json<LabOrder>> {
    Ok(Json(lab.cancel_order(id, &cancellation).await?))
}

/// Whose work.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CollectionFilter {
    /// Ordered in this facility. Absent: in any.
    facility: Option<FacilityId>,
}

/// Lists the orders for which a specimen is to be collected, the most urgent and oldest first.
#[utoipa::path(get, path = "/api/v1/lab/worklists/collection", tag = "lab", params(CollectionFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<LabOrder>),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn list_collections(
    State(lab): State<LabService>,
    Query(filter): Query<CollectionFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<LabOrder>>> {
    Ok(Json(lab.to_collect(filter.facility, list.after(), list.limit()).await?))
}
