//! `/api/v1/vital-signs` and a patient's vital signs.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::{VitalSigns, VitalSignsRequest, VitalSignsTrend};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{Page, PatientId, Problem, Timestamp, VitalSignsId};

use super::chart::chart_routes;
use crate::ClinicalService;

chart_routes! {
    VitalSigns(VitalSignsId) of VitalSignsRequest,
    list list_vital_signs "/api/v1/patients/{id}/vital-signs"
        "Lists a patient's vital signs, the last recorded first.",
    record record_vital_signs "Records vital signs. With all seven parameters of NEWS2 they get a score; else what is missing is named.",
    get get_vital_signs "/api/v1/vital-signs/{id}" "vital-signs-not-found" "Gives vital signs.",
    change change_vital_signs "vital-signs-state, vital-signs-version" "Corrects vital signs; the score is made anew.",
    error mark_vital_signs_error "/api/v1/vital-signs/{id}/entered-in-error" "vital-signs-state, vital-signs-version",
    versions list_vital_signs_versions "/api/v1/vital-signs/{id}/versions",
}

/// Of which time.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TrendFilter {
    /// From when.
    #[param(value_type = String, format = DateTime)]
    from: Timestamp,
    /// To before when; at most 366 days later.
    #[param(value_type = String, format = DateTime)]
    to: Timestamp,
}

/// Gives a patient's vital signs in the order of the time that they were taken, with their scores.
#[utoipa::path(get, path = "/api/v1/patients/{id}/vital-signs/trend", tag = "clinical",
    params(("id" = PatientId, Path), TrendFilter), responses(
    (status = 200, description = "The trend", body = VitalSignsTrend),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn get_vital_signs_trend(
    State(clinical): State<ClinicalService>,
    Path(id): Path<PatientId>,
    Query(filter): Query<TrendFilter>,
) -> ApiResult<Json<VitalSignsTrend>> {
    Ok(Json(clinical.vital_signs_trend(id, filter.from, filter.to).await?))
}
