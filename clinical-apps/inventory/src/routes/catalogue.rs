//! The catalogue: items, places, suppliers, and what a facility has settled.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::inventory::{
    InventorySettings, InventorySettingsRecord, StockItem, StockItemRequest, StockLocation, StockLocationRequest,
    Supplier, SupplierRequest,
};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{FacilityId, InventoryItemId, Page, Problem, StockLocationId, SupplierId};

use crate::InventoryService;

/// Which items.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ItemFilter {
    /// With this code.
    code: Option<String>,
    /// With this RxNorm concept.
    rxcui: Option<String>,
}

/// Which places.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct LocationFilter {
    /// Of which facility. Absent: of all.
    facility: Option<FacilityId>,
}

/// Lists items, oldest first.
#[utoipa::path(get, path = "/api/v1/inventory/items", tag = "inventory", params(ItemFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<StockItem>),
))]
pub(super) async fn list_items(
    State(service): State<InventoryService>,
    Query(filter): Query<ItemFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<StockItem>>> {
    Ok(Json(
        service
            .items(filter.code, filter.rxcui, (list.after(), list.limit()))
            .await?,
    ))
}

/// Adds an item.
#[utoipa::path(post, path = "/api/v1/inventory/items", tag = "inventory", request_body = StockItemRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockItem),
    (status = 409, description = "exists-already", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn add_item(
    State(service): State<InventoryService>,
    key: IdempotencyKey,
    Json(request): Json<StockItemRequest>,
) -> ApiResult<(StatusCode, Versioned<StockItem>)> {
    Ok((StatusCode::CREATED, Versioned(service.add_item(&key, request).await?)))
}

/// Gives an item; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/inventory/items/{id}", tag = "inventory", params(("id" = InventoryItemId, Path)), responses(
    (status = 200, description = "What there is", body = StockItem),
    (status = 404, description = "item-not-found", body = Problem),
))]
pub(super) async fn get_item(
    State(service): State<InventoryService>,
    Path(id): Path<InventoryItemId>,
) -> ApiResult<Versioned<StockItem>> {
    Ok(Versioned(service.read(id).await?))
}

/// Changes an item. Where its stock is low by the new reorder level is told at once.
#[utoipa::path(put, path = "/api/v1/inventory/items/{id}", tag = "inventory", request_body = StockItemRequest,
    params(("id" = InventoryItemId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockItem),
    (status = 404, description = "item-not-found", body = Problem),
    (status = 409, description = "exists-already, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_item(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<InventoryItemId>,
    version: IfMatch,
    Json(request): Json<StockItemRequest>,
) -> ApiResult<Versioned<StockItem>> {
    Ok(Versioned(
        service.change_item(id, version, request, &principal.username).await?,
    ))
}

/// Lists places, oldest first.
#[utoipa::path(get, path = "/api/v1/inventory/locations", tag = "inventory", params(LocationFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<StockLocation>),
))]
pub(super) async fn list_locations(
    State(service): State<InventoryService>,
    Query(filter): Query<LocationFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<StockLocation>>> {
    Ok(Json(
        service.locations(filter.facility, (list.after(), list.limit())).await?,
    ))
}

/// Adds a place.
#[utoipa::path(post, path = "/api/v1/inventory/locations", tag = "inventory", request_body = StockLocationRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockLocation),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 409, description = "exists-already, time-zone-unknown", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "facility-unavailable", body = Problem),
))]
pub(super) async fn add_location(
    State(service): State<InventoryService>,
    key: IdempotencyKey,
    Json(request): Json<StockLocationRequest>,
) -> ApiResult<(StatusCode, Versioned<StockLocation>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.add_location(&key, request).await?),
    ))
}

/// Gives a place; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/inventory/locations/{id}", tag = "inventory", params(("id" = StockLocationId, Path)), responses(
    (status = 200, description = "What there is", body = StockLocation),
    (status = 404, description = "location-not-found", body = Problem),
))]
pub(super) async fn get_location(
    State(service): State<InventoryService>,
    Path(id): Path<StockLocationId>,
) -> ApiResult<Versioned<StockLocation>> {
    Ok(Versioned(service.read(id).await?))
}

/// Changes a place; it stays in its facility.
#[utoipa::path(put, path = "/api/v1/inventory/locations/{id}", tag = "inventory", request_body = StockLocationRequest,
    params(("id" = StockLocationId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockLocation),
    (status = 404, description = "location-not-found, facility-not-found", body = Problem),
    (status = 409, description = "exists-already, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "facility-unavailable", body = Problem),
))]
pub(super) async fn change_location(
    State(service): State<InventoryService>,
    Path(id): Path<StockLocationId>,
    version: IfMatch,
    Json(request): Json<StockLocationRequest>,
) -> ApiResult<Versioned<StockLocation>> {
    Ok(Versioned(service.change_location(id, version, request).await?))
}

/// Lists suppliers, oldest first.
#[utoipa::path(get, path = "/api/v1/inventory/suppliers", tag = "inventory", params(ListQuery), responses(
    (status = 200, description = "One page", body = Page<Supplier>),
))]
pub(super) async fn list_suppliers(
    State(service): State<InventoryService>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Supplier>>> {
    Ok(Json(service.suppliers((list.after(), list.limit())).await?))
}

/// Adds a supplier.
#[utoipa::path(post, path = "/api/v1/inventory/suppliers", tag = "inventory", request_body = SupplierRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = Supplier),
    (status = 409, description = "exists-already", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn add_supplier(
    State(service): State<InventoryService>,
    key: IdempotencyKey,
    Json(request): Json<SupplierRequest>,
) -> ApiResult<(StatusCode, Versioned<Supplier>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.add_supplier(&key, request).await?),
    ))
}

/// Gives a supplier; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/inventory/suppliers/{id}", tag = "inventory", params(("id" = SupplierId, Path)), responses(
    (status = 200, description = "What there is", body = Supplier),
    (status = 404, description = "supplier-not-found", body = Problem),
))]
pub(super) async fn get_supplier(
    State(service): State<InventoryService>,
    Path(id): Path<SupplierId>,
) -> ApiResult<Versioned<Supplier>> {
    Ok(Versioned(service.read(id).await?))
}

/// Changes a supplier.
#[utoipa::path(put, path = "/api/v1/inventory/suppliers/{id}", tag = "inventory", request_body = SupplierRequest,
    params(("id" = SupplierId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Supplier),
    (status = 404, description = "supplier-not-found", body = Problem),
    (status = 409, description = "exists-already, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_supplier(
    State(service): State<InventoryService>,
    Path(id): Path<SupplierId>,
    version: IfMatch,
    Json(request): Json<SupplierRequest>,
) -> ApiResult<Versioned<Supplier>> {
    Ok(Versioned(service.change_supplier(id, version, request).await?))
}

/// Gives what a facility has settled for its stock, or what holds when it has settled nothing.
#[utoipa::path(get, path = "/api/v1/inventory/settings/{id}", tag = "inventory", params(("id" = FacilityId, Path)), responses(
    (status = 200, description = "What there is", body = InventorySettingsRecord),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 503, description = "facility-unavailable", body = Problem),
))]
pub(super) async fn get_inventory_settings(
    State(service): State<InventoryService>,
    Path(id): Path<FacilityId>,
) -> ApiResult<Versioned<InventorySettingsRecord>> {
    Ok(Versioned(service.inventory_settings(id).await?))
}

/// Settles for how long stock is kept back, and when batches are told of as expiring.
#[utoipa::path(put, path = "/api/v1/inventory/settings/{id}", tag = "inventory", request_body = InventorySettings,
    params(("id" = FacilityId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = InventorySettingsRecord),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 409, description = "version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "facility-unavailable", body = Problem),
))]
pub(super) async fn put_inventory_settings(
    State(service): State<InventoryService>,
    Path(id): Path<FacilityId>,
    version: IfMatch,
    Json(request): Json<InventorySettings>,
) -> ApiResult<Versioned<InventorySettingsRecord>> {
    Ok(Versioned(service.settle_inventory(id, version, request).await?))
}
