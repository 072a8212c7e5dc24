//! What somebody must look at.

use axum::extract::State;
use nilecare_contracts::inventory::{StockAlert, StockAlertKind, StockAlertStatus};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{FacilityId, InventoryItemId, Page, Problem, StockAlertId};

use crate::InventoryService;
use crate::app::AlertsWanted;

/// Which alerts.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AlertFilter {
    /// What is the matter. Absent: all.
    #[param(inline)]
    kind: Option<StockAlertKind>,
    /// How far they are. Absent: all.
    #[param(inline)]
    status: Option<StockAlertStatus>,
    /// Of which item. Absent: of all.
    item: Option<InventoryItemId>,
    /// In which facility. Absent: in all.
    facility: Option<FacilityId>,
}

/// Lists alerts, oldest first.
#[utoipa::path(get, path = "/api/v1/inventory/alerts", tag = "inventory", params(AlertFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<StockAlert>),
))]
pub(super) async fn list_stock_alerts(
    State(service): State<InventoryService>,
    Query(filter): Query<AlertFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<StockAlert>>> {
    let wanted = AlertsWanted {
        kind: filter.kind,
        status: filter.status,
        item: filter.item,
        facility: filter.facility,
    };
    Ok(Json(service.alerts(&wanted, (list.after(), list.limit())).await?))
}

/// Gives an alert; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/inventory/alerts/{id}", tag = "inventory", params(("id" = StockAlertId, Path)), responses(
    (status = 200, description = "What there is", body = StockAlert),
    (status = 404, description = "alert-not-found", body = Problem),
))]
pub(super) async fn get_stock_alert(
    State(service): State<InventoryService>,
    Path(id): Path<StockAlertId>,
) -> ApiResult<Versioned<StockAlert>> {
    Ok(Versioned(service.read(id).await?))
}

/// Notes that somebody has looked at it.
#[utoipa::path(post, path = "/api/v1/inventory/alerts/{id}/acknowledge", tag = "inventory",
    params(("id" = StockAlertId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockAlert),
    (status = 404, description = "alert-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn acknowledge_stock_alert(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<StockAlertId>,
    version: IfMatch,
) -> ApiResult<Versioned<StockAlert>> {
    Ok(Versioned(service.acknowledge(id, version, &principal.username).await?))
}

/// Notes that it is settled; when it is so again, it is told of again.
#[utoipa::path(post, path = "/api/v1/inventory/alerts/{id}/resolve", tag = "inventory",
    params(("id" = StockAlertId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockAlert),
    (status = 404, description = "alert-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn resolve_stock_alert(
    State(service): State<InventoryService>,
    Path(id): Path<StockAlertId>,
    version: IfMatch,
) -> ApiResult<Versioned<StockAlert>> {
    Ok(Versioned(service.resolve_alert(id, version).await?))
}
