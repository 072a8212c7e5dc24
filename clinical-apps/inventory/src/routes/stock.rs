//! What there is, and what is done with it.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::inventory::{
    ItemAvailability, StockAdjustmentRequest, StockIssueRequest, StockLevel, StockMovement, StockMovementKind,
    StockMovements, StockReceiptRequest, StockReturnRequest, StockTransferRequest, StockWriteOffRequest,
};
use nilecare_http::{ApiResult, IdempotencyKey, Json, ListQuery, Path, Principal, Query};
use nilecare_types::{FacilityId, InventoryItemId, Page, Problem, StockBatchId, StockLocationId, StockMovementId};

use crate::InventoryService;
use crate::app::MovementsWanted;

/// Which stock.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LevelFilter {
    /// Of which item. Absent: of all.
    item: Option<InventoryItemId>,
    /// Of which batch. Absent: of all.
    batch: Option<StockBatchId>,
    /// In which facility. Absent: in all.
    facility: Option<FacilityId>,
    /// In which place. Absent: in all.
    location: Option<StockLocationId>,
}

/// Where.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AvailabilityFilter {
    /// In which facility.
    facility: FacilityId,
}

/// Which movements.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MovementFilter {
    /// Of which item. Absent: of all.
    item: Option<InventoryItemId>,
    /// Of which batch. Absent: of all.
    batch: Option<StockBatchId>,
    /// In which facility. Absent: in all.
    facility: Option<FacilityId>,
    /// In which place. Absent: in all.
    location: Option<StockLocationId>,
    /// Why. Absent: all.
    #[param(inline)]
    kind: Option<StockMovementKind>,
    /// For what: the id of a prescription, the number of a delivery.
    reference: Option<String>,
}

/// Lists how much of each batch is in each place.
#[utoipa::path(get, path = "/api/v1/inventory/stock", tag = "inventory", params(LevelFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<StockLevel>),
))]
pub(super) async fn list_stock(
    State(service): State<InventoryService>,
    Query(filter): Query<LevelFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<StockLevel>>> {
    let wanted = MovementsWanted {
        item: filter.item,
        batch: filter.batch,
        facility: filter.facility,
        location: filter.location,
        ..MovementsWanted::default()
    };
    Ok(Json(service.levels(&wanted, (list.after(), list.limit())).await?))
}

/// Tells how much of an item a facility has, and how much of that can be issued.
#[utoipa::path(get, path = "/api/v1/inventory/items/{id}/availability", tag = "inventory",
    params(("id" = InventoryItemId, Path), AvailabilityFilter), responses(
    (status = 200, description = "How much there is", body = ItemAvailability),
    (status = 404, description = "item-not-found", body = Problem),
))]
pub(super) async fn get_availability(
    State(service): State<InventoryService>,
    Path(id): Path<InventoryItemId>,
    Query(filter): Query<AvailabilityFilter>,
) -> ApiResult<Json<ItemAvailability>> {
    Ok(Json(service.availability(id, filter.facility).await?))
}

/// Lists movements, oldest first.
#[utoipa::path(get, path = "/api/v1/inventory/movements", tag = "inventory", params(MovementFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<StockMovement>),
))]
pub(super) async fn list_movements(
    State(service): State<InventoryService>,
    Query(filter): Query<MovementFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<StockMovement>>> {
    let wanted = MovementsWanted {
        item: filter.item,
        batch: filter.batch,
        facility: filter.facility,
        location: filter.location,
        kind: filter.kind,
        reference: filter.reference,
    };
    Ok(Json(service.movements(wanted, (list.after(), list.limit())).await?))
}

/// Gives a movement.
#[utoipa::path(get, path = "/api/v1/inventory/movements/{id}", tag = "inventory", params(("id" = StockMovementId, Path)), responses(
    (status = 200, description = "What there is", body = StockMovement),
    (status = 404, description = "movement-not-found", body = Problem),
))]
pub(super) async fn get_movement(
    State(service): State<InventoryService>,
    Path(id): Path<StockMovementId>,
) -> ApiResult<Json<StockMovement>> {
    Ok(Json(service.movement(id).await?))
}

/// Takes a delivery in. The batch is made when its lot is new.
#[utoipa::path(post, path = "/api/v1/inventory/receipts", tag = "inventory", request_body = StockReceiptRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockMovement),
    (status = 404, description = "item-not-found, location-not-found, supplier-not-found", body = Problem),
    (status = 409, description = "batch-differs, batch-unusable, not-in-use", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn receive_stock(
    State(service): State<InventoryService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<StockReceiptRequest>,
) -> ApiResult<(StatusCode, Json<StockMovement>)> {
    Ok((
        StatusCode::CREATED,
        Json(service.receive(&key, &request, &principal.username).await?),
    ))
}

/// Hands out what expires first. What is expired, recalled, in quarantine or kept back for somebody is never taken.
#[utoipa::path(post, path = "/api/v1/inventory/issues", tag = "inventory", request_body = StockIssueRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockMovements),
    (status = 404, description = "item-not-found, patient-not-found", body = Problem),
    (status = 409, description = "insufficient-stock, not-in-use", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn issue_stock(
    State(service): State<InventoryService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<StockIssueRequest>,
) -> ApiResult<(StatusCode, Json<StockMovements>)> {
    Ok((
        StatusCode::CREATED,
        Json(service.issue(&key, &request, &principal.username).await?),
    ))
}

/// Brings some of a batch to another place. What may not be used can be brought into quarantine only.
#[utoipa::path(post, path = "/api/v1/inventory/transfers", tag = "inventory", request_body = StockTransferRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockMovements),
    (status = 404, description = "batch-not-found, location-not-found", body = Problem),
    (status = 409, description = "insufficient-stock, batch-unusable, not-in-use", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn transfer_stock(
    State(service): State<InventoryService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<StockTransferRequest>,
) -> ApiResult<(StatusCode, Json<StockMovements>)> {
    Ok((
        StatusCode::CREATED,
        Json(service.transfer(&key, &request, &principal.username).await?),
    ))
}

/// Corrects the books; of a controlled drug only before a witness.
#[utoipa::path(post, path = "/api/v1/inventory/adjustments", tag = "inventory", request_body = StockAdjustmentRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockMovement),
    (status = 404, description = "batch-not-found, location-not-found", body = Problem),
    (status = 409, description = "insufficient-stock", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn adjust_stock(
    State(service): State<InventoryService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<StockAdjustmentRequest>,
) -> ApiResult<(StatusCode, Json<StockMovement>)> {
    Ok((
        StatusCode::CREATED,
        Json(service.adjust(&key, &request, &principal.username).await?),
    ))
}

/// Takes out what cannot be used any more; of a controlled drug only before a witness.
#[utoipa::path(post, path = "/api/v1/inventory/write-offs", tag = "inventory", request_body = StockWriteOffRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockMovement),
    (status = 404, description = "batch-not-found, location-not-found", body = Problem),
    (status = 409, description = "insufficient-stock", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn write_off_stock(
    State(service): State<InventoryService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<StockWriteOffRequest>,
) -> ApiResult<(StatusCode, Json<StockMovement>)> {
    Ok((
        StatusCode::CREATED,
        Json(service.write_off(&key, &request, &principal.username).await?),
    ))
}

/// Takes back what was issued, as much as did not come back yet.
#[utoipa::path(post, path = "/api/v1/inventory/returns", tag = "inventory", request_body = StockReturnRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockMovement),
    (status = 404, description = "movement-not-found, location-not-found", body = Problem),
    (status = 409, description = "quantity-exceeded, not-in-use", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn return_stock(
    State(service): State<InventoryService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<StockReturnRequest>,
) -> ApiResult<(StatusCode, Json<StockMovement>)> {
    Ok((
        StatusCode::CREATED,
        Json(service.take_back(&key, &request, &principal.username).await?),
    ))
}
