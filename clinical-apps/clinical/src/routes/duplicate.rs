//! Duplicates, merges and their end, below `/api/v1/patients`.

use axum::Extension;
use axum::extract::State;
use nilecare_contracts::clinical::{
    DuplicateCandidates, MergePatientsRequest, Patient, PatientPatch, UnmergePatientRequest,
};
use nilecare_http::{ApiResult, Json, Path, PatientsSeen, Principal};
use nilecare_types::{PatientId, Problem};

use crate::ClinicalService;

/// Finds records that may be of the person that somebody is about to register: while it is typed, before it is sent.
#[utoipa::path(post, path = "/api/v1/patients/duplicates", tag = "clinical", request_body = PatientPatch, responses(
    (status = 200, description = "Those that may be, the likeliest first", body = DuplicateCandidates),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn find_duplicates(
    State(clinical): State<ClinicalService>,
    Json(new): Json<PatientPatch>,
) -> ApiResult<(Extension<PatientsSeen>, Json<DuplicateCandidates>)> {
    Ok(with_seen(clinical.duplicates_of_new(&new).await?))
}

/// Finds records that may be of the same person as a record.
#[utoipa::path(get, path = "/api/v1/patients/{id}/duplicates", tag = "clinical", params(("id" = PatientId, Path)), responses(
    (status = 200, description = "Those that may be, the likeliest first", body = DuplicateCandidates),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_duplicates(
    State(clinical): State<ClinicalService>,
    Path(id): Path<PatientId>,
) -> ApiResult<(Extension<PatientsSeen>, Json<DuplicateCandidates>)> {
    Ok(with_seen(clinical.duplicates_of(id).await?))
}

/// Tells the audit whose records are shown.
fn with_seen(found: DuplicateCandidates) -> (Extension<PatientsSeen>, Json<DuplicateCandidates>) {
    let ids = found.items.iter().map(|candidate| candidate.patient.id.to_string());
    (Extension(PatientsSeen(ids.collect())), Json(found))
}

/// Merges another record into this one; numbers and encounters move, the other record stays readable and names this one.
#[utoipa::path(post, path = "/api/v1/patients/{id}/merge", tag = "clinical", request_body = MergePatientsRequest,
    params(("id" = PatientId, Path)), responses(
    (status = 200, description = "The surviving record", body = Patient),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 409, description = "patient-merged", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn merge_patients(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<PatientId>,
    Json(request): Json<MergePatientsRequest>,
) -> ApiResult<Json<Patient>> {
    Ok(Json(clinical.merge_patients(id, &request, &principal.username).await?))
}

/// Takes the merge of this record into another back.
///
/// Numbers, encounters and chart entries that it had return. What was recorded since goes with its encounter; encounters and numbers of
/// since then stay with the survivor unless they are named.
#[utoipa::path(post, path = "/api/v1/patients/{id}/unmerge", tag = "clinical", request_body = UnmergePatientRequest,
    params(("id" = PatientId, Path)), responses(
    (status = 200, description = "The restored record", body = Patient),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 409, description = "patient-not-merged, merge-not-noted", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn unmerge_patient(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<PatientId>,
    Json(request): Json<UnmergePatientRequest>,
) -> ApiResult<Json<Patient>> {
    Ok(Json(clinical.unmerge_patient(id, &request, &principal.username).await?))
}
