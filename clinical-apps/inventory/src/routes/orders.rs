//! Orders to suppliers.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::inventory::{
    PurchaseOrder, PurchaseOrderReceipt, PurchaseOrderRequest, PurchaseOrderStatus, StockReason,
};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{FacilityId, Page, Problem, PurchaseOrderId};

use crate::InventoryService;
use crate::app::ListWanted;

/// Which orders.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OrderFilter {
    /// Of which facility. Absent: of all.
    facility: Option<FacilityId>,
    /// How far they are. Absent: all.
    #[param(inline)]
    status: Option<PurchaseOrderStatus>,
}

/// Lists orders, oldest first.
#[utoipa::path(get, path = "/api/v1/inventory/purchase-orders", tag = "inventory", params(OrderFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<PurchaseOrder>),
))]
pub(super) async fn list_purchase_orders(
    State(service): State<InventoryService>,
    Query(filter): Query<OrderFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<PurchaseOrder>>> {
    let wanted = ListWanted {
        facility: filter.facility,
        status: filter.status,
        reference: None,
    };
    Ok(Json(service.orders(&wanted, (list.after(), list.limit())).await?))
}

/// Writes an order. It goes out when another person has agreed.
#[utoipa::path(post, path = "/api/v1/inventory/purchase-orders", tag = "inventory", request_body = PurchaseOrderRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = PurchaseOrder),
    (status = 404, description = "supplier-not-found, item-not-found, facility-not-found", body = Problem),
    (status = 409, description = "not-in-use", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "facility-unavailable", body = Problem),
))]
pub(super) async fn write_purchase_order(
    State(service): State<InventoryService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<PurchaseOrderRequest>,
) -> ApiResult<(StatusCode, Versioned<PurchaseOrder>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.write_order(&key, &request, &principal.username).await?),
    ))
}

/// Gives an order; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/inventory/purchase-orders/{id}", tag = "inventory", params(("id" = PurchaseOrderId, Path)), responses(
    (status = 200, description = "What there is", body = PurchaseOrder),
    (status = 404, description = "purchase-order-not-found", body = Problem),
))]
pub(super) async fn get_purchase_order(
    State(service): State<InventoryService>,
    Path(id): Path<PurchaseOrderId>,
) -> ApiResult<Versioned<PurchaseOrder>> {
    Ok(Versioned(service.read(id).await?))
}

/// Changes a draft.
#[utoipa::path(put, path = "/api/v1/inventory/purchase-orders/{id}", tag = "inventory", request_body = PurchaseOrderRequest,
    params(("id" = PurchaseOrderId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = PurchaseOrder),
    (status = 404, description = "purchase-order-not-found, supplier-not-found, item-not-found, facility-not-found", body = Problem),
    (status = 409, description = "inventory-state, not-in-use, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "facility-unavailable", body = Problem),
))]
pub(super) async fn change_purchase_order(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<PurchaseOrderId>,
    version: IfMatch,
    Json(request): Json<PurchaseOrderRequest>,
) -> ApiResult<Versioned<PurchaseOrder>> {
    Ok(Versioned(
        service.change_order(id, version, &request, &principal.username).await?,
    ))
}

/// Agrees to an order that somebody else wrote.
#[utoipa::path(post, path = "/api/v1/inventory/purchase-orders/{id}/approve", tag = "inventory",
    params(("id" = PurchaseOrderId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = PurchaseOrder),
    (status = 403, description = "second-person-needed", body = Problem),
    (status = 404, description = "purchase-order-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn approve_purchase_order(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<PurchaseOrderId>,
    version: IfMatch,
) -> ApiResult<Versioned<PurchaseOrder>> {
    Ok(Versioned(
        service.approve_order(id, version, &principal.username).await?,
    ))
}

/// Notes that the supplier has the order.
#[utoipa::path(post, path = "/api/v1/inventory/purchase-orders/{id}/order", tag = "inventory",
    params(("id" = PurchaseOrderId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = PurchaseOrder),
    (status = 404, description = "purchase-order-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn send_purchase_order(
    State(service): State<InventoryService>,
    Path(id): Path<PurchaseOrderId>,
    version: IfMatch,
) -> ApiResult<Versioned<PurchaseOrder>> {
    Ok(Versioned(service.send_order(id, version).await?))
}

/// Takes in what came of an order: one lot of one item at a time, at most what is still to come.
#[utoipa::path(post, path = "/api/v1/inventory/purchase-orders/{id}/receipts", tag = "inventory", request_body = PurchaseOrderReceipt,
    params(("id" = PurchaseOrderId, Path), ("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = PurchaseOrder),
    (status = 404, description = "purchase-order-not-found, location-not-found", body = Problem),
    (status = 409, description = "inventory-state, quantity-exceeded, batch-differs, batch-unusable, not-in-use", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn receive_purchase_order(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<PurchaseOrderId>,
    key: IdempotencyKey,
    Json(request): Json<PurchaseOrderReceipt>,
) -> ApiResult<(StatusCode, Versioned<PurchaseOrder>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.receive_order(&key, id, &request, &principal.username).await?),
    ))
}

/// Ends an order; what came of it stays.
#[utoipa::path(post, path = "/api/v1/inventory/purchase-orders/{id}/cancel", tag = "inventory", request_body = StockReason,
    params(("id" = PurchaseOrderId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = PurchaseOrder),
    (status = 404, description = "purchase-order-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn cancel_purchase_order(
    State(service): State<InventoryService>,
    Path(id): Path<PurchaseOrderId>,
    version: IfMatch,
    Json(request): Json<StockReason>,
) -> ApiResult<Versioned<PurchaseOrder>> {
    let reason = super::reason(request)?;
    Ok(Versioned(service.cancel_order(id, version, reason).await?))
}
