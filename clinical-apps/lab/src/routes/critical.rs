//! `/api/v1/lab/critical-results`.

use axum::extract::State;
use nilecare_contracts::lab::{CriticalAcknowledgement, CriticalCallRequest, CriticalResult, CriticalStatus};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{CriticalResultId, FacilityId, LabResultId, Page, Problem};

use crate::LabService;

/// Which critical results.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CriticalFilter {
    /// Ordered in this facility. Absent: in any.
    facility: Option<FacilityId>,
    /// About this result. Absent: about any.
    result: Option<LabResultId>,
    /// How far they are. Absent: all.
    #[param(inline)]
    status: Option<CriticalStatus>,
}

/// Lists critical results, oldest first.
#[utoipa::path(get, path = "/api/v1/lab/critical-results", tag = "lab", params(CriticalFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<CriticalResult>),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn list_critical_results(
    State(lab): State<LabService>,
    Query(filter): Query<CriticalFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<CriticalResult>>> {
    let wanted = (filter.status, filter.facility);
    let page = lab.critical_results(wanted, filter.result, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Gives a critical result with who was called; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/lab/critical-results/{id}", tag = "lab", params(("id" = CriticalResultId, Path)), responses(
    (status = 200, description = "What there is", body = CriticalResult),
    (status = 404, description = "critical-result-not-found", body = Problem),
))]
pub(super) async fn get_critical_result(
    State(lab): State<LabService>,
    Path(id): Path<CriticalResultId>,
) -> ApiResult<Versioned<CriticalResult>> {
    Ok(Versioned(lab.critical_result(id).await?))
}

/// Notes that somebody was called. Who was reached reads the value back; then it is acknowledged.
#[utoipa::path(post, path = "/api/v1/lab/critical-results/{id}/calls", tag = "lab", request_body = CriticalCallRequest,
    params(("id" = CriticalResultId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = CriticalResult),
    (status = 404, description = "critical-result-not-found", body = Problem),
    (status = 409, description = "lab-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed, read-back-differs", body = Problem),
))]
pub(super) async fn note_critical_call(
    State(lab): State<LabService>,
    principal: Principal,
    Path(id): Path<CriticalResultId>,
    version: IfMatch,
    Json(request): Json<CriticalCallRequest>,
) -> ApiResult<Versioned<CriticalResult>> {
    let critical = lab.note_call(id, version, &request, &principal.username).await?;
    Ok(Versioned(critical))
}

/// Acknowledges as the one who is signed in, by the value as it is read.
#[utoipa::path(post, path = "/api/v1/lab/critical-results/{id}/acknowledge", tag = "lab",
    request_body = CriticalAcknowledgement,
    params(("id" = CriticalResultId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = CriticalResult),
    (status = 404, description = "critical-result-not-found", body = Problem),
    (status = 409, description = "lab-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed, read-back-differs", body = Problem),
))]
pub(super) async fn acknowledge_critical_result(
    State(lab): State<LabService>,
    principal: Principal,
    Path(id): Path<CriticalResultId>,
    version: IfMatch,
    Json(request): Json<CriticalAcknowledgement>,
) -> ApiResult<Versioned<CriticalResult>> {
    let critical = lab
        .acknowledge_critical(id, version, &request, &principal.username)
        .await?;
    Ok(Versioned(critical))
}
