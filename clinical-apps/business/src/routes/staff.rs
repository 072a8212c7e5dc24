//! `/api/v1/staff`.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::business::{StaffMember, StaffRequest, StaffRole, StaffStatus};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_types::{FacilityId, Page, Problem, StaffId};

use crate::BusinessService;

/// Which members of the staff.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct StaffFilter {
    /// What they do. Absent: all.
    #[param(inline)]
    role: Option<StaffRole>,
    /// Whether they work. Absent: all.
    #[param(inline)]
    status: Option<StaffStatus>,
    /// Whose home facility this is. Absent: of all.
    facility: Option<FacilityId>,
}

/// Lists the staff.
#[utoipa::path(get, path = "/api/v1/staff", tag = "business", params(StaffFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<StaffMember>),
))]
pub(super) async fn list_staff(
    State(service): State<BusinessService>,
    Query(filter): Query<StaffFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<StaffMember>>> {
    let page = service.staff(filter.role, filter.status, filter.facility, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Gives one; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/staff/{id}", tag = "business", params(("id" = StaffId, Path)), responses(
    (status = 200, description = "As it is", body = StaffMember),
    (status = 404, description = "staff-not-found", body = Problem),
))]
pub(super) async fn get_staff(
    State(service): State<BusinessService>,
    Path(id): Path<StaffId>,
) -> ApiResult<Versioned<StaffMember>> {
    Ok(Versioned(service.staff_member(id).await?))
}

/// Takes everything that is told in place of what was told before.
#[utoipa::path(put, path = "/api/v1/staff/{id}", tag = "business", request_body = StaffRequest,
    params(("id" = StaffId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = StaffMember),
    (status = 404, description = "staff-not-found", body = Problem),
    (status = 409, description = "staff-exists, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_staff(
    State(service): State<BusinessService>,
    Path(id): Path<StaffId>,
    version: IfMatch,
    Json(request): Json<StaffRequest>,
) -> ApiResult<Versioned<StaffMember>> {
    Ok(Versioned(service.change_staff(id, version, request).await?))
}

/// Makes a record.
#[utoipa::path(post, path = "/api/v1/staff", tag = "business", request_body = StaffRequest, responses(
    (status = 201, description = "As it is kept", body = StaffMember),
    (status = 409, description = "staff-exists", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn add_staff(
    State(service): State<BusinessService>,
    Json(request): Json<StaffRequest>,
) -> ApiResult<(StatusCode, Versioned<StaffMember>)> {
    Ok((StatusCode::CREATED, Versioned(service.add_staff(request).await?)))
}
