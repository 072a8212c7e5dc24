//! Price lists, and what a facility has settled for billing.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::billing::{
    BillingSettings, BillingSettingsRecord, PriceItem, PriceItemRequest, PriceList, PriceListRequest,
};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_types::{FacilityId, Page, PriceItemId, PriceListId, Problem};

use crate::BillingService;

/// Lists price lists.
#[utoipa::path(get, path = "/api/v1/billing/price-lists", tag = "billing", params(ListQuery), responses(
    (status = 200, description = "One page", body = Page<PriceList>),
))]
pub(super) async fn list_price_lists(
    State(service): State<BillingService>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<PriceList>>> {
    Ok(Json(service.price_lists(list.after(), list.limit()).await?))
}

/// Makes a price list.
#[utoipa::path(post, path = "/api/v1/billing/price-lists", tag = "billing", request_body = PriceListRequest, responses(
    (status = 201, description = "The list", body = PriceList),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn add_price_list(
    State(service): State<BillingService>,
    Json(request): Json<PriceListRequest>,
) -> ApiResult<(StatusCode, Versioned<PriceList>)> {
    Ok((StatusCode::CREATED, Versioned(service.add_price_list(request).await?)))
}

/// Gives a price list; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/billing/price-lists/{id}", tag = "billing", params(("id" = PriceListId, Path)), responses(
    (status = 200, description = "The list", body = PriceList),
    (status = 404, description = "price-list-not-found", body = Problem),
))]
pub(super) async fn get_price_list(
    State(service): State<BillingService>,
    Path(id): Path<PriceListId>,
) -> ApiResult<Versioned<PriceList>> {
    Ok(Versioned(service.price_list(id).await?))
}

/// Changes name and days of a price list; facility and currency stay.
#[utoipa::path(put, path = "/api/v1/billing/price-lists/{id}", tag = "billing", request_body = PriceListRequest, params(("id" = PriceListId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = PriceList),
    (status = 404, description = "price-list-not-found", body = Problem),
    (status = 409, description = "version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_price_list(
    State(service): State<BillingService>,
    Path(id): Path<PriceListId>,
    version: IfMatch,
    Json(request): Json<PriceListRequest>,
) -> ApiResult<Versioned<PriceList>> {
    Ok(Versioned(service.change_price_list(id, version, request).await?))
}

/// Lists the prices of a list.
#[utoipa::path(get, path = "/api/v1/billing/price-lists/{id}/items", tag = "billing", params(("id" = PriceListId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<PriceItem>),
    (status = 404, description = "price-list-not-found", body = Problem),
))]
pub(super) async fn list_prices(
    State(service): State<BillingService>,
    Path(id): Path<PriceListId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<PriceItem>>> {
    Ok(Json(service.prices(id, list.after(), list.limit()).await?))
}

/// Adds a price. No list has two of one category and code on one day.
#[utoipa::path(post, path = "/api/v1/billing/price-lists/{id}/items", tag = "billing", request_body = PriceItemRequest, params(("id" = PriceListId, Path)), responses(
    (status = 201, description = "The price", body = PriceItem),
    (status = 404, description = "price-list-not-found", body = Problem),
    (status = 409, description = "exists-already, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn add_price(
    State(service): State<BillingService>,
    Path(id): Path<PriceListId>,
    Json(request): Json<PriceItemRequest>,
) -> ApiResult<(StatusCode, Versioned<PriceItem>)> {
    Ok((StatusCode::CREATED, Versioned(service.add_price(id, request).await?)))
}

/// Changes a price; what was charged before keeps the price it had.
#[utoipa::path(put, path = "/api/v1/billing/price-items/{id}", tag = "billing", request_body = PriceItemRequest, params(("id" = PriceItemId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = PriceItem),
    (status = 404, description = "price-not-found", body = Problem),
    (status = 409, description = "exists-already, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_price(
    State(service): State<BillingService>,
    Path(id): Path<PriceItemId>,
    version: IfMatch,
    Json(request): Json<PriceItemRequest>,
) -> ApiResult<Versioned<PriceItem>> {
    Ok(Versioned(service.change_price(id, version, request).await?))
}

/// Gives what a facility has settled for billing.
#[utoipa::path(get, path = "/api/v1/billing/facilities/{id}/settings", tag = "billing", params(("id" = FacilityId, Path)), responses(
    (status = 200, description = "The settings", body = BillingSettingsRecord),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn get_billing_settings(
    State(service): State<BillingService>,
    Path(id): Path<FacilityId>,
) -> ApiResult<Versioned<BillingSettingsRecord>> {
    Ok(Versioned(service.billing_settings(id).await?))
}

/// Settles it: days to pay, and above which amounts a second person is needed.
#[utoipa::path(put, path = "/api/v1/billing/facilities/{id}/settings", tag = "billing", request_body = BillingSettings, params(("id" = FacilityId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As they are now", body = BillingSettingsRecord),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 409, description = "version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn put_billing_settings(
    State(service): State<BillingService>,
    Path(id): Path<FacilityId>,
    version: IfMatch,
    Json(request): Json<BillingSettings>,
) -> ApiResult<Versioned<BillingSettingsRecord>> {
    Ok(Versioned(service.settle_billing(id, version, request).await?))
}
