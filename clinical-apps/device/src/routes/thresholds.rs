//! `/api/v1/vitals/thresholds`.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::device::{ThresholdScope, VitalParameter, VitalThreshold};
use nilecare_http::{ApiResult, Json, Query};
use nilecare_types::Problem;

use crate::DeviceService;

/// Whose limits.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ScopeFilter {
    /// For whom.
    scope: ThresholdScope,
    /// The facility, or the id of the device or patient.
    subject: Option<String>,
}

/// Lists the limits of a scope.
#[utoipa::path(get, path = "/api/v1/vitals/thresholds", tag = "vitals", params(ScopeFilter), responses(
    (status = 200, description = "All of them", body = Vec<VitalThreshold>),
))]
pub(super) async fn list_thresholds(
    State(devices): State<DeviceService>,
    Query(of): Query<ScopeFilter>,
) -> ApiResult<Json<Vec<VitalThreshold>>> {
    Ok(Json(devices.thresholds(of.scope, of.subject.as_deref()).await?))
}

/// Sets the limits of one vital sign. They hold for readings filed from then on.
#[utoipa::path(put, path = "/api/v1/vitals/thresholds", tag = "vitals", request_body = VitalThreshold, responses(
    (status = 200, description = "As they are now", body = VitalThreshold),
    (status = 404, description = "device-not-found, patient-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn put_threshold(
    State(devices): State<DeviceService>,
    Json(threshold): Json<VitalThreshold>,
) -> ApiResult<Json<VitalThreshold>> {
    Ok(Json(devices.put_threshold(threshold).await?))
}

/// Which limits.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OneThreshold {
    /// For whom.
    scope: ThresholdScope,
    /// The facility, or the id of the device or patient.
    subject: Option<String>,
    /// Of which vital sign.
    parameter: VitalParameter,
}

/// Takes limits away; those of the next wider scope hold then.
#[utoipa::path(delete, path = "/api/v1/vitals/thresholds", tag = "vitals", params(OneThreshold), responses(
    (status = 204, description = "They are gone"),
    (status = 404, description = "threshold-not-found", body = Problem),
))]
pub(super) async fn remove_threshold(
    State(devices): State<DeviceService>,
    Query(of): Query<OneThreshold>,
) -> ApiResult<StatusCode> {
    let removed = devices.remove_threshold(of.scope, of.subject.as_deref(), of.parameter);
    removed.await?;
    Ok(StatusCode::NO_CONTENT)
}
