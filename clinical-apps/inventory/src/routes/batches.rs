//! Batches: whether they may be used, and who was given them.

use axum::extract::State;
use nilecare_contracts::inventory::{BatchRecipient, StockBatch, StockBatchStatus, StockReason};
use nilecare_http::{ApiError, ApiResult, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{InventoryItemId, Page, Problem, StockBatchId};

use crate::InventoryService;
use crate::app::BatchesWanted;

/// Which batches.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct BatchFilter {
    /// Of which item. Absent: of all.
    item: Option<InventoryItemId>,
    /// Whether they may be used. Absent: all.
    #[param(inline)]
    status: Option<StockBatchStatus>,
}

/// Lists batches, oldest first.
#[utoipa::path(get, path = "/api/v1/inventory/batches", tag = "inventory", params(BatchFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<StockBatch>),
))]
pub(super) async fn list_batches(
    State(service): State<InventoryService>,
    Query(filter): Query<BatchFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<StockBatch>>> {
    let wanted = BatchesWanted {
        item: filter.item,
        status: filter.status,
    };
    Ok(Json(service.batches(&wanted, (list.after(), list.limit())).await?))
}

/// Gives a batch; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/inventory/batches/{id}", tag = "inventory", params(("id" = StockBatchId, Path)), responses(
    (status = 200, description = "What there is", body = StockBatch),
    (status = 404, description = "batch-not-found", body = Problem),
))]
pub(super) async fn get_batch(
    State(service): State<InventoryService>,
    Path(id): Path<StockBatchId>,
) -> ApiResult<Versioned<StockBatch>> {
    Ok(Versioned(service.read(id).await?))
}

/// Lists who was given some of a batch and did not give it back, oldest first.
#[utoipa::path(get, path = "/api/v1/inventory/batches/{id}/recipients", tag = "inventory",
    params(("id" = StockBatchId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<BatchRecipient>),
    (status = 404, description = "batch-not-found", body = Problem),
))]
pub(super) async fn list_batch_recipients(
    State(service): State<InventoryService>,
    Path(id): Path<StockBatchId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<BatchRecipient>>> {
    Ok(Json(service.recipients(id, list.after(), list.limit()).await?))
}

/// Lets nobody use a batch until somebody has decided. What is kept back of it is given free.
#[utoipa::path(post, path = "/api/v1/inventory/batches/{id}/quarantine", tag = "inventory", request_body = StockReason,
    params(("id" = StockBatchId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockBatch),
    (status = 404, description = "batch-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn quarantine_batch(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<StockBatchId>,
    version: IfMatch,
    Json(request): Json<StockReason>,
) -> ApiResult<Versioned<StockBatch>> {
    let to = StockBatchStatus::Quarantined;
    Ok(Versioned(bring(&service, id, version, to, request, &principal).await?))
}

/// Lets a batch be used again.
#[utoipa::path(post, path = "/api/v1/inventory/batches/{id}/release", tag = "inventory", request_body = StockReason,
    params(("id" = StockBatchId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockBatch),
    (status = 404, description = "batch-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn release_batch(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<StockBatchId>,
    version: IfMatch,
    Json(request): Json<StockReason>,
) -> ApiResult<Versioned<StockBatch>> {
    let to = StockBatchStatus::Active;
    Ok(Versioned(bring(&service, id, version, to, request, &principal).await?))
}

/// Recalls a batch for good. What is kept back of it is given free; its recipients are who has to be told.
#[utoipa::path(post, path = "/api/v1/inventory/batches/{id}/recall", tag = "inventory", request_body = StockReason,
    params(("id" = StockBatchId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockBatch),
    (status = 404, description = "batch-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn recall_batch(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<StockBatchId>,
    version: IfMatch,
    Json(request): Json<StockReason>,
) -> ApiResult<Versioned<StockBatch>> {
    let to = StockBatchStatus::Recalled;
    Ok(Versioned(bring(&service, id, version, to, request, &principal).await?))
}

async fn bring(
    service: &InventoryService,
    id: StockBatchId,
    version: IfMatch,
    to: StockBatchStatus,
    request: StockReason,
    by: &Principal,
) -> Result<StockBatch, ApiError> {
    let reason = super::reason(request)?;
    Ok(service.bring_batch(id, version, to, reason, &by.username).await?)
}
