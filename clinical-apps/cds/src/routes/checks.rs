//! `/api/v1/cds/check` and `/api/v1/cds/checks`.

use axum::Extension;
use axum::extract::State;
use nilecare_contracts::cds::{MedicationCheckReply, MedicationCheckRequest};
use nilecare_http::{ApiResult, IdempotencyKey, Json, PatientsSeen, Principal};
use nilecare_types::Problem;

use crate::CdsService;

/// Checks medication, and keeps nothing: for while somebody is still writing the order.
#[utoipa::path(post, path = "/api/v1/cds/check", tag = "cds", request_body = MedicationCheckRequest, responses(
    (status = 200, description = "What was found, and what could not be looked at", body = MedicationCheckReply),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn check_medication(
    State(cds): State<CdsService>,
    Json(request): Json<MedicationCheckRequest>,
) -> ApiResult<(Extension<PatientsSeen>, Json<MedicationCheckReply>)> {
    Ok((whose(&request), Json(cds.look(&request)?)))
}

/// Checks medication and keeps what was found as alerts of the patient.
///
/// The same `Idempotency-Key` again gets the first reply and keeps nothing more.
#[utoipa::path(post, path = "/api/v1/cds/checks", tag = "cds", request_body = MedicationCheckRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one check")),
    responses(
    (status = 200, description = "What was found, with the ids of the alerts", body = MedicationCheckReply),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn keep_check(
    State(cds): State<CdsService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<MedicationCheckRequest>,
) -> ApiResult<(Extension<PatientsSeen>, Json<MedicationCheckReply>)> {
    let reply = cds.keep_check(&key, &request, &principal).await?;
    Ok((whose(&request), Json(reply)))
}

/// The answer does not name the patient; the record does.
fn whose(request: &MedicationCheckRequest) -> Extension<PatientsSeen> {
    Extension(PatientsSeen(
        request.patient_id.iter().map(ToString::to_string).collect(),
    ))
}
