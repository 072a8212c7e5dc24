//! Counts of what is in a place.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::inventory::{StockCount, StockCountEntry, StockCountRequest, StockCountStatus};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{FacilityId, Page, Problem, StockCountId};

use crate::InventoryService;
use crate::app::ListWanted;

/// Which counts.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CountFilter {
    /// Of which facility. Absent: of all.
    facility: Option<FacilityId>,
    /// How far they are. Absent: all.
    #[param(inline)]
    status: Option<StockCountStatus>,
}

/// Lists counts, oldest first. What is expected is not told of those that are open.
#[utoipa::path(get, path = "/api/v1/inventory/stock-counts", tag = "inventory", params(CountFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<StockCount>),
))]
pub(super) async fn list_stock_counts(
    State(service): State<InventoryService>,
    Query(filter): Query<CountFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<StockCount>>> {
    let wanted = ListWanted {
        facility: filter.facility,
        status: filter.status,
        reference: None,
    };
    Ok(Json(service.counts(&wanted, (list.after(), list.limit())).await?))
}

/// Begins to count a place; one count at a time.
#[utoipa::path(post, path = "/api/v1/inventory/stock-counts", tag = "inventory", request_body = StockCountRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockCount),
    (status = 404, description = "location-not-found", body = Problem),
    (status = 409, description = "exists-already", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn begin_stock_count(
    State(service): State<InventoryService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<StockCountRequest>,
) -> ApiResult<(StatusCode, Versioned<StockCount>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.begin_count(&key, &request, &principal.username).await?),
    ))
}

/// Gives a count; `ETag` is its version. What is expected is told when it is posted.
#[utoipa::path(get, path = "/api/v1/inventory/stock-counts/{id}", tag = "inventory", params(("id" = StockCountId, Path)), responses(
    (status = 200, description = "What there is", body = StockCount),
    (status = 404, description = "stock-count-not-found", body = Problem),
))]
pub(super) async fn get_stock_count(
    State(service): State<InventoryService>,
    Path(id): Path<StockCountId>,
) -> ApiResult<Versioned<StockCount>> {
    Ok(Versioned(service.count(id).await?))
}

/// Notes what was found of one batch; the same batch again replaces what was said before.
#[utoipa::path(put, path = "/api/v1/inventory/stock-counts/{id}/lines", tag = "inventory", request_body = StockCountEntry,
    params(("id" = StockCountId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockCount),
    (status = 404, description = "stock-count-not-found, batch-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn enter_stock_count(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<StockCountId>,
    version: IfMatch,
    Json(request): Json<StockCountEntry>,
) -> ApiResult<Versioned<StockCount>> {
    Ok(Versioned(
        service.enter_count(id, version, &request, &principal.username).await?,
    ))
}

/// Posts what differs to the ledger.
#[utoipa::path(post, path = "/api/v1/inventory/stock-counts/{id}/post", tag = "inventory",
    params(("id" = StockCountId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockCount),
    (status = 404, description = "stock-count-not-found", body = Problem),
    (status = 409, description = "inventory-state, insufficient-stock, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn post_stock_count(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<StockCountId>,
    version: IfMatch,
) -> ApiResult<Versioned<StockCount>> {
    Ok(Versioned(service.post_count(id, version, &principal.username).await?))
}

/// Gives a count up.
#[utoipa::path(post, path = "/api/v1/inventory/stock-counts/{id}/cancel", tag = "inventory",
    params(("id" = StockCountId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockCount),
    (status = 404, description = "stock-count-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn cancel_stock_count(
    State(service): State<InventoryService>,
    Path(id): Path<StockCountId>,
    version: IfMatch,
) -> ApiResult<Versioned<StockCount>> {
    Ok(Versioned(service.cancel_count(id, version).await?))
}
