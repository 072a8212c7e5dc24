//! Settings and occupancy.

use axum::extract::State;
use nilecare_contracts::facility::{FacilitySettings, Occupancy, SettingsRecord};
use nilecare_http::{ApiResult, IfMatch, Json, Path, Versioned};
use nilecare_types::{FacilityId, Problem, WardId};

use crate::FacilityService;

/// Gives what a facility has settled; version 0 are the default ones.
#[utoipa::path(get, path = "/api/v1/facilities/{id}/settings", tag = "facility", params(("id" = FacilityId, Path)), responses(
    (status = 200, description = "The settings", body = SettingsRecord),
    (status = 404, description = "facility-not-found", body = Problem),
))]
pub(super) async fn get_facility_settings(
    State(service): State<FacilityService>,
    Path(id): Path<FacilityId>,
) -> ApiResult<Versioned<SettingsRecord>> {
    Ok(Versioned(service.settings(id).await?))
}

/// Settles everything anew; what is not told is the default.
#[utoipa::path(put, path = "/api/v1/facilities/{id}/settings", tag = "facility", request_body = FacilitySettings,
    params(("id" = FacilityId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = SettingsRecord),
    (status = 404, description = "facility-not-found", body = Problem),
    (status = 409, description = "version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_facility_settings(
    State(service): State<FacilityService>,
    Path(id): Path<FacilityId>,
    version: IfMatch,
    Json(request): Json<FacilitySettings>,
) -> ApiResult<Versioned<SettingsRecord>> {
    Ok(Versioned(service.change_settings(id, version, request).await?))
}

/// Tells how full a ward is.
#[utoipa::path(get, path = "/api/v1/wards/{id}/occupancy", tag = "facility", params(("id" = WardId, Path)), responses(
    (status = 200, description = "How full it is", body = Occupancy),
    (status = 404, description = "ward-not-found", body = Problem),
))]
pub(super) async fn get_ward_occupancy(
    State(service): State<FacilityService>,
    Path(id): Path<WardId>,
) -> ApiResult<Json<Occupancy>> {
    Ok(Json(service.occupancy_of_ward(id).await?))
}

/// Tells how full the wards of a facility are.
#[utoipa::path(get, path = "/api/v1/facilities/{id}/occupancy", tag = "facility", params(("id" = FacilityId, Path)), responses(
    (status = 200, description = "A row for each ward", body = Vec<Occupancy>),
    (status = 404, description = "facility-not-found", body = Problem),
))]
pub(super) async fn get_facility_occupancy(
    State(service): State<FacilityService>,
    Path(id): Path<FacilityId>,
) -> ApiResult<Json<Vec<Occupancy>>> {
    Ok(Json(service.occupancy_of_facility(id).await?))
}
