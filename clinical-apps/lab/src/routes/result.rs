//! `/api/v1/lab/results` and the command behind them.

use axum::extract::State;
use nilecare_contracts::OneOrMany;
use nilecare_contracts::lab::{LabResult, ReportReply, ResultReport};
use nilecare_http::{ApiResult, IdempotencyKey, Json, ListQuery, Path, Query};
use nilecare_types::{LabResultId, Page, Problem};

use super::PatientFilter;
use crate::LabService;

/// Files a report, one OBR with its OBX (HL7 v2.5.1 chapter 7), or a list of them, all or none.
///
/// The same `Idempotency-Key` again gets the first reply and changes nothing. A final result that changes is marked as corrected and the
/// former one is kept.
#[utoipa::path(post, path = "/api/v1/lab/result-reports", tag = "lab", request_body = OneOrMany<ResultReport>,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one report")),
    responses(
    (status = 200, description = "What it came to", body = OneOrMany<ReportReply>),
    (status = 409, description = "order-number-conflict, order-of-another-patient", body = Problem),
    (status = 422, description = "validation-failed, patient-unknown", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn file_result_reports(
    State(lab): State<LabService>,
    key: IdempotencyKey,
    Json(reports): Json<OneOrMany<ResultReport>>,
) -> ApiResult<Json<OneOrMany<ReportReply>>> {
    Ok(Json(lab.file_result_reports(&key, &reports).await?))
}

/// Lists a patient's results with flags and units, newest first.
#[utoipa::path(get, path = "/api/v1/lab/results", tag = "lab", params(PatientFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<LabResult>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_results(
    State(lab): State<LabService>,
    Query(filter): Query<PatientFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<LabResult>>> {
    Ok(Json(lab.results(filter.patient, list.after(), list.limit()).await?))
}

/// Gives a result with what it was before it was corrected.
#[utoipa::path(get, path = "/api/v1/lab/results/{id}", tag = "lab", params(("id" = LabResultId, Path)), responses(
    (status = 200, description = "The result", body = LabResult),
    (status = 404, description = "lab-result-not-found", body = Problem),
))]
pub(super) async fn get_result(
    State(lab): State<LabService>,
    Path(id): Path<LabResultId>,
) -> ApiResult<Json<LabResult>> {
    Ok(Json(lab.result(id).await?))
}
