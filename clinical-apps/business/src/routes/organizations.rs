//! `/api/v1/organizations`.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::business::{Organization, OrganizationRequest};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_types::{OrganizationId, Page, Problem};

use crate::BusinessService;

/// Lists organisations.
#[utoipa::path(get, path = "/api/v1/organizations", tag = "business", params(ListQuery), responses(
    (status = 200, description = "One page", body = Page<Organization>),
))]
pub(super) async fn list_organizations(
    State(service): State<BusinessService>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Organization>>> {
    Ok(Json(service.organizations(list.after(), list.limit()).await?))
}

/// Gives one; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/organizations/{id}", tag = "business", params(("id" = OrganizationId, Path)), responses(
    (status = 200, description = "As it is", body = Organization),
    (status = 404, description = "organization-not-found", body = Problem),
))]
pub(super) async fn get_organization(
    State(service): State<BusinessService>,
    Path(id): Path<OrganizationId>,
) -> ApiResult<Versioned<Organization>> {
    Ok(Versioned(service.organization(id).await?))
}

/// Takes everything that is told in place of what was told before.
#[utoipa::path(put, path = "/api/v1/organizations/{id}", tag = "business", request_body = OrganizationRequest,
    params(("id" = OrganizationId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Organization),
    (status = 404, description = "organization-not-found", body = Problem),
    (status = 409, description = "organization-exists, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_organization(
    State(service): State<BusinessService>,
    Path(id): Path<OrganizationId>,
    version: IfMatch,
    Json(request): Json<OrganizationRequest>,
) -> ApiResult<Versioned<Organization>> {
    Ok(Versioned(service.change_organization(id, version, request).await?))
}

/// Makes a record.
#[utoipa::path(post, path = "/api/v1/organizations", tag = "business", request_body = OrganizationRequest, responses(
    (status = 201, description = "As it is kept", body = Organization),
    (status = 409, description = "organization-exists", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn add_organization(
    State(service): State<BusinessService>,
    Json(request): Json<OrganizationRequest>,
) -> ApiResult<(StatusCode, Versioned<Organization>)> {
    Ok((StatusCode::CREATED, Versioned(service.add_organization(request).await?)))
}
