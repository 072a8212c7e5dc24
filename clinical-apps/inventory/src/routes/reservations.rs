//! Stock that is kept back for somebody.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::inventory::{
    StockMovements, StockReason, StockReservation, StockReservationRequest, StockReservationStatus,
};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{FacilityId, Page, Problem, StockReservationId};

use crate::InventoryService;
use crate::app::ListWanted;

/// Which reservations.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ReservationFilter {
    /// Of which facility. Absent: of all.
    facility: Option<FacilityId>,
    /// How far they are. Absent: all.
    #[param(inline)]
    status: Option<StockReservationStatus>,
    /// For what: the id of a prescription.
    reference: Option<String>,
}

/// Lists reservations, oldest first.
#[utoipa::path(get, path = "/api/v1/inventory/reservations", tag = "inventory", params(ReservationFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<StockReservation>),
))]
pub(super) async fn list_reservations(
    State(service): State<InventoryService>,
    Query(filter): Query<ReservationFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<StockReservation>>> {
    let wanted = ListWanted {
        facility: filter.facility,
        status: filter.status,
        reference: filter.reference,
    };
    Ok(Json(service.reservations(&wanted, (list.after(), list.limit())).await?))
}

/// Keeps stock back, of the batches that expire first, for as long as the facility has settled.
#[utoipa::path(post, path = "/api/v1/inventory/reservations", tag = "inventory", request_body = StockReservationRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockReservation),
    (status = 404, description = "item-not-found, patient-not-found", body = Problem),
    (status = 409, description = "insufficient-stock, not-in-use", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn reserve_stock(
    State(service): State<InventoryService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<StockReservationRequest>,
) -> ApiResult<(StatusCode, Versioned<StockReservation>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.reserve(&key, &request, &principal.username).await?),
    ))
}

/// Gives a reservation; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/inventory/reservations/{id}", tag = "inventory", params(("id" = StockReservationId, Path)), responses(
    (status = 200, description = "What there is", body = StockReservation),
    (status = 404, description = "reservation-not-found", body = Problem),
))]
pub(super) async fn get_reservation(
    State(service): State<InventoryService>,
    Path(id): Path<StockReservationId>,
) -> ApiResult<Versioned<StockReservation>> {
    Ok(Versioned(service.read(id).await?))
}

/// Hands out what was kept back.
#[utoipa::path(post, path = "/api/v1/inventory/reservations/{id}/commit", tag = "inventory",
    params(("id" = StockReservationId, Path), ("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = StockMovements),
    (status = 404, description = "reservation-not-found", body = Problem),
    (status = 409, description = "inventory-state, batch-unusable, not-in-use", body = Problem),
    (status = 422, description = "idempotency-key-reused", body = Problem),
))]
pub(super) async fn commit_reservation(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<StockReservationId>,
    key: IdempotencyKey,
) -> ApiResult<(StatusCode, Json<StockMovements>)> {
    Ok((
        StatusCode::CREATED,
        Json(service.commit_reservation(&key, id, &principal.username).await?),
    ))
}

/// Gives back what was kept.
#[utoipa::path(post, path = "/api/v1/inventory/reservations/{id}/release", tag = "inventory", request_body = StockReason,
    params(("id" = StockReservationId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StockReservation),
    (status = 404, description = "reservation-not-found", body = Problem),
    (status = 409, description = "inventory-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn release_reservation(
    State(service): State<InventoryService>,
    principal: Principal,
    Path(id): Path<StockReservationId>,
    version: IfMatch,
    Json(request): Json<StockReason>,
) -> ApiResult<Versioned<StockReservation>> {
    let reason = super::reason(request)?;
    Ok(Versioned(
        service
            .release_reservation(id, version, reason, &principal.username)
            .await?,
    ))
}
