//! Facilities, departments and wards.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::facility::{Department, DepartmentRequest, Facility, FacilityRequest, Ward, WardRequest};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_types::{DepartmentId, FacilityId, Page, Problem, WardId};

use crate::FacilityService;

/// Lists facilities.
#[utoipa::path(get, path = "/api/v1/facilities", tag = "facility", params(ListQuery), responses(
    (status = 200, description = "One page", body = Page<Facility>),
))]
pub(super) async fn list_facilities(
    State(service): State<FacilityService>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Facility>>> {
    Ok(Json(service.facilities(list.after(), list.limit()).await?))
}

/// Makes a facility.
#[utoipa::path(post, path = "/api/v1/facilities", tag = "facility", request_body = FacilityRequest, responses(
    (status = 201, description = "The facility", body = Facility),
    (status = 409, description = "facility-exists", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn add_facility(
    State(service): State<FacilityService>,
    Json(request): Json<FacilityRequest>,
) -> ApiResult<(StatusCode, Versioned<Facility>)> {
    Ok((StatusCode::CREATED, Versioned(service.add_facility(request).await?)))
}

/// Lists the departments of a facility.
#[utoipa::path(get, path = "/api/v1/facilities/{id}/departments", tag = "facility", params(("id" = FacilityId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<Department>),
    (status = 404, description = "facility-not-found", body = Problem),
))]
pub(super) async fn list_departments(
    State(service): State<FacilityService>,
    Path(id): Path<FacilityId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Department>>> {
    Ok(Json(service.departments(id, list.after(), list.limit()).await?))
}

/// Makes a department in a facility.
#[utoipa::path(post, path = "/api/v1/facilities/{id}/departments", tag = "facility", request_body = DepartmentRequest,
    params(("id" = FacilityId, Path)), responses(
    (status = 201, description = "The department", body = Department),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 409, description = "department-exists", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn add_department(
    State(service): State<FacilityService>,
    Path(id): Path<FacilityId>,
    Json(request): Json<DepartmentRequest>,
) -> ApiResult<(StatusCode, Versioned<Department>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.add_department(id, request).await?),
    ))
}

/// Lists the wards of a facility.
#[utoipa::path(get, path = "/api/v1/facilities/{id}/wards", tag = "facility", params(("id" = FacilityId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<Ward>),
    (status = 404, description = "facility-not-found", body = Problem),
))]
pub(super) async fn list_wards(
    State(service): State<FacilityService>,
    Path(id): Path<FacilityId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Ward>>> {
    Ok(Json(service.wards(id, list.after(), list.limit()).await?))
}

/// Makes a ward in a facility.
#[utoipa::path(post, path = "/api/v1/facilities/{id}/wards", tag = "facility", request_body = WardRequest,
    params(("id" = FacilityId, Path)), responses(
    (status = 201, description = "The ward", body = Ward),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 409, description = "ward-exists", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn add_ward(
    State(service): State<FacilityService>,
    Path(id): Path<FacilityId>,
    Json(request): Json<WardRequest>,
) -> ApiResult<(StatusCode, Versioned<Ward>)> {
    Ok((StatusCode::CREATED, Versioned(service.add_ward(id, request).await?)))
}

/// Gives a facility; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/facilities/{id}", tag = "facility", params(("id" = FacilityId, Path)), responses(
    (status = 200, description = "The facility", body = Facility),
    (status = 404, description = "facility-not-found", body = Problem),
))]
pub(super) async fn get_facility(
    State(service): State<FacilityService>,
    Path(id): Path<FacilityId>,
) -> ApiResult<Versioned<Facility>> {
    Ok(Versioned(service.facility(id).await?))
}

/// Takes everything that is told in place of what was told before.
#[utoipa::path(put, path = "/api/v1/facilities/{id}", tag = "facility", request_body = FacilityRequest,
    params(("id" = FacilityId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Facility),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 409, description = "facility-exists, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_facility(
    State(service): State<FacilityService>,
    Path(id): Path<FacilityId>,
    version: IfMatch,
    Json(request): Json<FacilityRequest>,
) -> ApiResult<Versioned<Facility>> {
    Ok(Versioned(service.change_facility(id, version, request).await?))
}

/// Gives a department; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/departments/{id}", tag = "facility", params(("id" = DepartmentId, Path)), responses(
    (status = 200, description = "The department", body = Department),
    (status = 404, description = "department-not-found", body = Problem),
))]
pub(super) async fn get_department(
    State(service): State<FacilityService>,
    Path(id): Path<DepartmentId>,
) -> ApiResult<Versioned<Department>> {
    Ok(Versioned(service.department(id).await?))
}

/// Takes everything that is told in place of what was told before.
#[utoipa::path(put, path = "/api/v1/departments/{id}", tag = "facility", request_body = DepartmentRequest,
    params(("id" = DepartmentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Department),
    (status = 404, description = "department-not-found", body = Problem),
    (status = 409, description = "department-exists, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_department(
    State(service): State<FacilityService>,
    Path(id): Path<DepartmentId>,
    version: IfMatch,
    Json(request): Json<DepartmentRequest>,
) -> ApiResult<Versioned<Department>> {
    Ok(Versioned(service.change_department(id, version, request).await?))
}

/// Gives a ward; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/wards/{id}", tag = "facility", params(("id" = WardId, Path)), responses(
    (status = 200, description = "The ward", body = Ward),
    (status = 404, description = "ward-not-found", body = Problem),
))]
pub(super) async fn get_ward(
    State(service): State<FacilityService>,
    Path(id): Path<WardId>,
) -> ApiResult<Versioned<Ward>> {
    Ok(Versioned(service.ward(id).await?))
}

/// Takes everything that is told in place of what was told before.
#[utoipa::path(put, path = "/api/v1/wards/{id}", tag = "facility", request_body = WardRequest,
    params(("id" = WardId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Ward),
    (status = 404, description = "ward-not-found", body = Problem),
    (status = 409, description = "ward-exists, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_ward(
    State(service): State<FacilityService>,
    Path(id): Path<WardId>,
    version: IfMatch,
    Json(request): Json<WardRequest>,
) -> ApiResult<Versioned<Ward>> {
    Ok(Versioned(service.change_ward(id, version, request).await?))
}
