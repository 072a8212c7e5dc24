//! Beds, and who lies in them.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::facility::{
    Bed, BedAssignRequest, BedAssignment, BedChange, BedReleaseRequest, BedRequest, BedStatus, BedStatusRequest,
    BedTransferRequest,
};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{BedId, EncounterId, FacilityId, Page, PatientId, Problem, WardId};

use crate::FacilityService;

/// Which beds.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct BedFilter {
    /// Of this facility. Absent: of all.
    facility: Option<FacilityId>,
    /// Of this ward. Absent: of all.
    ward: Option<WardId>,
    /// In this state; `available` are the free ones. Absent: in any.
    #[param(inline)]
    status: Option<BedStatus>,
}

/// Which stays.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct StayFilter {
    /// During this encounter.
    encounter: Option<EncounterId>,
    /// Of this patient, under the id that the encounter had then.
    patient: Option<PatientId>,
}

/// Lists beds.
#[utoipa::path(get, path = "/api/v1/beds", tag = "facility", params(BedFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Bed>),
))]
pub(super) async fn list_beds(
    State(service): State<FacilityService>,
    Query(filter): Query<BedFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Bed>>> {
    let page = service.beds(filter.facility, filter.ward, filter.status, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Makes a bed on a ward.
#[utoipa::path(post, path = "/api/v1/wards/{id}/beds", tag = "facility", request_body = BedRequest,
    params(("id" = WardId, Path)), responses(
    (status = 201, description = "The bed", body = Bed),
    (status = 404, description = "ward-not-found", body = Problem),
    (status = 409, description = "bed-exists", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn add_bed(
    State(service): State<FacilityService>,
    principal: Principal,
    Path(id): Path<WardId>,
    Json(request): Json<BedRequest>,
) -> ApiResult<(StatusCode, Versioned<Bed>)> {
    let bed = service.add_bed(id, request, &principal).await?;
    Ok((StatusCode::CREATED, Versioned(bed)))
}

/// Gives a bed; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/beds/{id}", tag = "facility", params(("id" = BedId, Path)), responses(
    (status = 200, description = "The bed", body = Bed),
    (status = 404, description = "bed-not-found", body = Problem),
))]
pub(super) async fn get_bed(
    State(service): State<FacilityService>,
    Path(id): Path<BedId>,
) -> ApiResult<Versioned<Bed>> {
    Ok(Versioned(service.bed(id).await?))
}

/// Changes what a bed has; its state stays.
#[utoipa::path(put, path = "/api/v1/beds/{id}", tag = "facility", request_body = BedRequest,
    params(("id" = BedId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Bed),
    (status = 404, description = "bed-not-found", body = Problem),
    (status = 409, description = "bed-exists, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_bed(
    State(service): State<FacilityService>,
    Path(id): Path<BedId>,
    version: IfMatch,
    Json(request): Json<BedRequest>,
) -> ApiResult<Versioned<Bed>> {
    Ok(Versioned(service.change_bed(id, version, request).await?))
}

/// Lists what became of a bed, oldest first.
#[utoipa::path(get, path = "/api/v1/beds/{id}/history", tag = "facility", params(("id" = BedId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<BedChange>),
    (status = 404, description = "bed-not-found", body = Problem),
))]
pub(super) async fn list_bed_history(
    State(service): State<FacilityService>,
    Path(id): Path<BedId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<BedChange>>> {
    Ok(Json(service.bed_history(id, list.after(), list.limit()).await?))
}

/// Lists stays in beds, oldest first.
#[utoipa::path(get, path = "/api/v1/bed-assignments", tag = "facility", params(StayFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<BedAssignment>),
))]
pub(super) async fn list_bed_assignments(
    State(service): State<FacilityService>,
    Query(filter): Query<StayFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<BedAssignment>>> {
    let page = service.assignments(filter.encounter, filter.patient, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Reserves a bed for an encounter, makes it available after cleaning, or takes it out of use (needs `beds:manage`).
#[utoipa::path(post, path = "/api/v1/beds/{id}/status", tag = "facility", request_body = BedStatusRequest,
    params(("id" = BedId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Bed),
    (status = 404, description = "bed-not-found, encounter-not-found", body = Problem),
    (status = 409, description = "bed-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn set_bed_status(
    State(service): State<FacilityService>,
    principal: Principal,
    Path(id): Path<BedId>,
    version: IfMatch,
    Json(request): Json<BedStatusRequest>,
) -> ApiResult<Versioned<Bed>> {
    Ok(Versioned(
        service.set_bed_status(id, version, request, &principal).await?,
    ))
}

/// Puts the patient of an encounter in progress into a bed that is available, or reserved for it.
#[utoipa::path(post, path = "/api/v1/beds/{id}/assign", tag = "facility", request_body = BedAssignRequest,
    params(("id" = BedId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Bed),
    (status = 404, description = "bed-not-found, encounter-not-found", body = Problem),
    (status = 409, description = "bed-state, bed-reserved, encounter-has-bed, encounter-not-in-progress, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn assign_bed(
    State(service): State<FacilityService>,
    principal: Principal,
    Path(id): Path<BedId>,
    version: IfMatch,
    Json(request): Json<BedAssignRequest>,
) -> ApiResult<Versioned<Bed>> {
    Ok(Versioned(service.assign_bed(id, version, request, &principal).await?))
}

/// Takes the patient out of a bed, which is to be cleaned then. The encounter goes on.
#[utoipa::path(post, path = "/api/v1/beds/{id}/release", tag = "facility", request_body = BedReleaseRequest,
    params(("id" = BedId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Bed),
    (status = 404, description = "bed-not-found, encounter-not-found", body = Problem),
    (status = 409, description = "bed-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn release_bed(
    State(service): State<FacilityService>,
    principal: Principal,
    Path(id): Path<BedId>,
    version: IfMatch,
    Json(request): Json<BedReleaseRequest>,
) -> ApiResult<Versioned<Bed>> {
    Ok(Versioned(service.release_bed(id, version, request, &principal).await?))
}

/// Brings the patient of this bed to another one; gives the other bed.
#[utoipa::path(post, path = "/api/v1/beds/{id}/transfer", tag = "facility", request_body = BedTransferRequest,
    params(("id" = BedId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Bed),
    (status = 404, description = "bed-not-found, encounter-not-found", body = Problem),
    (status = 409, description = "bed-state, bed-reserved, encounter-not-in-progress, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn transfer_bed(
    State(service): State<FacilityService>,
    principal: Principal,
    Path(id): Path<BedId>,
    version: IfMatch,
    Json(request): Json<BedTransferRequest>,
) -> ApiResult<Versioned<Bed>> {
    Ok(Versioned(service.transfer_bed(id, version, request, &principal).await?))
}
