//! `/api/v1/lab/results` and the command behind them.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::OneOrMany;
use nilecare_contracts::lab::{
    LAB_RESULTS_WRITE, LabResult, LabResultEntry, ReportReply, ResultCorrection, ResultReport, ResultVerification,
};
use nilecare_http::{ApiResult, IdempotencyKey, Json, ListQuery, Path, Principal, Query};
use nilecare_types::{LabOrderId, LabResultId, Page, Problem};

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
///
/// What was entered here and is not verified is given to those only who may enter results.
#[utoipa::path(get, path = "/api/v1/lab/results", tag = "lab", params(PatientFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<LabResult>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_results(
    State(lab): State<LabService>,
    principal: Principal,
    Query(filter): Query<PatientFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<LabResult>>> {
    let sees_all = principal.may(LAB_RESULTS_WRITE);
    let page = lab.results(filter.patient, sees_all, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Gives a result with what it was before it was corrected.
///
/// What was entered here and is not verified is given to those only who may enter results.
#[utoipa::path(get, path = "/api/v1/lab/results/{id}", tag = "lab", params(("id" = LabResultId, Path)), responses(
    (status = 200, description = "The result", body = LabResult),
    (status = 404, description = "lab-result-not-found", body = Problem),
))]
pub(super) async fn get_result(
    State(lab): State<LabService>,
    principal: Principal,
    Path(id): Path<LabResultId>,
) -> ApiResult<Json<LabResult>> {
    Ok(Json(lab.result(id, principal.may(LAB_RESULTS_WRITE)).await?))
}

/// Lists the results of an order, oldest first.
///
/// What was entered here and is not verified is given to those only who may enter results.
#[utoipa::path(get, path = "/api/v1/lab/orders/{id}/results", tag = "lab", params(("id" = LabOrderId, Path)), responses(
    (status = 200, description = "All of them", body = Vec<LabResult>),
    (status = 404, description = "lab-order-not-found", body = Problem),
))]
pub(super) async fn list_results_of_order(
    State(lab): State<LabService>,
    principal: Principal,
    Path(id): Path<LabOrderId>,
) -> ApiResult<Json<Vec<LabResult>>> {
    let sees_all = principal.may(LAB_RESULTS_WRITE);
    Ok(Json(lab.results_of_order(id, sees_all).await?))
}

/// Enters results of an order, all or none; unit, range of normal, flags and delta check come from the catalogue.
///
/// They are preliminary until they are verified. What was entered before and is not verified is replaced, and kept in `former`.
#[utoipa::path(post, path = "/api/v1/lab/orders/{id}/results", tag = "lab", request_body = LabResultEntry,
    params(("id" = LabOrderId, Path), ("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")),
    responses(
    (status = 201, description = "What was entered", body = Vec<LabResult>),
    (status = 404, description = "lab-order-not-found, lab-test-not-found, specimen-not-found", body = Problem),
    (status = 409, description = "order-state, lab-state, result-verified", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn enter_results(
    State(lab): State<LabService>,
    principal: Principal,
    Path(id): Path<LabOrderId>,
    key: IdempotencyKey,
    Json(entry): Json<LabResultEntry>,
) -> ApiResult<(StatusCode, Json<Vec<LabResult>>)> {
    let results = lab.enter_results(&key, id, &entry, &principal.username).await?;
    Ok((StatusCode::CREATED, Json(results)))
}

/// Lists what was entered and is to be verified, the most urgent and oldest first.
#[utoipa::path(get, path = "/api/v1/lab/worklists/verification", tag = "lab", params(ListQuery), responses(
    (status = 200, description = "One page", body = Page<LabResult>),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn list_verifications(
    State(lab): State<LabService>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<LabResult>>> {
    Ok(Json(lab.to_verify(list.after(), list.limit()).await?))
}

/// Verifies results, all or none; from then on everybody sees them.
///
/// Critical ones, and those that differ much from the last, are verified by another person than the one who entered them.
#[utoipa::path(post, path = "/api/v1/lab/result-verifications", tag = "lab", request_body = ResultVerification, responses(
    (status = 200, description = "As they are now", body = Vec<LabResult>),
    (status = 404, description = "lab-result-not-found", body = Problem),
    (status = 403, description = "second-person-needed", body = Problem),
    (status = 409, description = "not-to-verify, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn verify_results(
    State(lab): State<LabService>,
    principal: Principal,
    Json(request): Json<ResultVerification>,
) -> ApiResult<Json<Vec<LabResult>>> {
    Ok(Json(lab.verify(&request, &principal.username).await?))
}

/// Corrects a verified result that was entered here; the former one is kept with who corrected it and why.
#[utoipa::path(post, path = "/api/v1/lab/results/{id}/corrections", tag = "lab", request_body = ResultCorrection,
    params(("id" = LabResultId, Path)), responses(
    (status = 200, description = "As it is now", body = LabResult),
    (status = 404, description = "lab-result-not-found", body = Problem),
    (status = 409, description = "not-to-correct, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn correct_result(
    State(lab): State<LabService>,
    principal: Principal,
    Path(id): Path<LabResultId>,
    Json(correction): Json<ResultCorrection>,
) -> ApiResult<Json<LabResult>> {
    Ok(Json(lab.correct(id, &correction, &principal.username).await?))
}
