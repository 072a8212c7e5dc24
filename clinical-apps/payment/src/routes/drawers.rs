//! Drawers of cashiers.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::payment::{CashDrawer, DrawerClose, DrawerRequest};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{CashDrawerId, FacilityId, Page, Problem};

use super::clean::Clean;
use crate::PaymentService;

/// Which drawers.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DrawerFilter {
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
}

/// Lists the caller's own drawers, oldest first.
#[utoipa::path(get, path = "/api/v1/payments/drawers", tag = "payment", params(DrawerFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<CashDrawer>),
))]
pub(super) async fn list_drawers(
    State(service): State<PaymentService>,
    principal: Principal,
    Query(filter): Query<DrawerFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<CashDrawer>>> {
    let bounds = (list.after(), list.limit());
    Ok(Json(service.own_drawers(filter.facility, &principal, bounds).await?))
}

/// Opens the caller's drawer with what is in it; cash is taken into it.
#[utoipa::path(post, path = "/api/v1/payments/drawers", tag = "payment", request_body = DrawerRequest, responses(
    (status = 201, description = "The drawer", body = CashDrawer),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 409, description = "exists-already", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn open_drawer(
    State(service): State<PaymentService>,
    principal: Principal,
    Clean(request): Clean<DrawerRequest>,
) -> ApiResult<(StatusCode, Versioned<CashDrawer>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.open_drawer(&request, &principal).await?),
    ))
}

/// Gives a drawer of any cashier.
#[utoipa::path(get, path = "/api/v1/payments/drawers/{id}", tag = "payment", params(("id" = CashDrawerId, Path)), responses(
    (status = 200, description = "The drawer", body = CashDrawer),
    (status = 404, description = "drawer-not-found", body = Problem),
))]
pub(super) async fn get_drawer(
    State(service): State<PaymentService>,
    Path(id): Path<CashDrawerId>,
) -> ApiResult<Versioned<CashDrawer>> {
    Ok(Versioned(service.drawer(id).await?))
}

/// Closes the caller's drawer with what was counted; the answer tells the difference.
#[utoipa::path(post, path = "/api/v1/payments/drawers/{id}/close", tag = "payment", request_body = DrawerClose, params(("id" = CashDrawerId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = CashDrawer),
    (status = 404, description = "drawer-not-found", body = Problem),
    (status = 409, description = "payment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn close_drawer(
    State(service): State<PaymentService>,
    principal: Principal,
    Path(id): Path<CashDrawerId>,
    version: IfMatch,
    Clean(request): Clean<DrawerClose>,
) -> ApiResult<Versioned<CashDrawer>> {
    Ok(Versioned(
        service.close_drawer(id, version, &request, &principal).await?,
    ))
}
