//! `/api/v1/prescriptions`.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::medication::{
    DispenseRequest, Prescription, PrescriptionRequest, PrescriptionStatus, ReasonRequest, SubmitRequest,
};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{Page, PatientId, PrescriptionId, Problem};

use crate::MedicationService;

/// Which prescriptions.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PrescriptionFilter {
    /// Whose; any id of the person, before or after a merge. Absent: of all patients.
    patient: Option<PatientId>,
    /// How far they are; `pending` is the pharmacist's worklist. Absent: all.
    #[param(inline)]
    status: Option<PrescriptionStatus>,
}

/// Lists prescriptions, newest first.
#[utoipa::path(get, path = "/api/v1/prescriptions", tag = "medication", params(PrescriptionFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Prescription>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_prescriptions(
    State(medication): State<MedicationService>,
    Query(filter): Query<PrescriptionFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Prescription>>> {
    let page = medication.prescriptions(filter.patient, filter.status, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Gives a prescription; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/prescriptions/{id}", tag = "medication", params(("id" = PrescriptionId, Path)), responses(
    (status = 200, description = "The prescription", body = Prescription),
    (status = 404, description = "prescription-not-found", body = Problem),
))]
pub(super) async fn get_prescription(
    State(medication): State<MedicationService>,
    Path(id): Path<PrescriptionId>,
) -> ApiResult<Versioned<Prescription>> {
    Ok(Versioned(medication.prescription(id).await?))
}

/// Writes a prescription and asks decision support about it.
///
/// Without alerts that interrupt it is `pending`, for the pharmacist. With them, or when decision support does not answer, it is a `draft`: answer the
/// alerts with `submit`. The same `Idempotency-Key` again gets the first reply.
#[utoipa::path(post, path = "/api/v1/prescriptions", tag = "medication", request_body = PrescriptionRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one prescription")),
    responses(
    (status = 201, description = "The prescription, and what decision support said", body = Prescription),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 409, description = "prescriptions-changed", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn prescribe(
    State(medication): State<MedicationService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<PrescriptionRequest>,
) -> ApiResult<(StatusCode, Versioned<Prescription>)> {
    let prescription = medication.prescribe(&key, &request, &principal).await?;
    Ok((StatusCode::CREATED, Versioned(prescription)))
}

/// Answers the alerts of a draft; when none is open any more, the pharmacist gets it.
#[utoipa::path(post, path = "/api/v1/prescriptions/{id}/submit", tag = "medication", request_body = SubmitRequest,
    params(("id" = PrescriptionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Prescription),
    (status = 404, description = "prescription-not-found", body = Problem),
    (status = 409, description = "alerts-open, prescription-state, prescription-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "cds-unavailable", body = Problem),
))]
pub(super) async fn submit_prescription(
    State(medication): State<MedicationService>,
    principal: Principal,
    Path(id): Path<PrescriptionId>,
    IfMatch(version): IfMatch,
    Json(request): Json<SubmitRequest>,
) -> ApiResult<Versioned<Prescription>> {
    Ok(Versioned(medication.submit(id, version, &request, &principal).await?))
}

/// Notes that a pharmacist agrees. Who wrote it cannot.
#[utoipa::path(post, path = "/api/v1/prescriptions/{id}/verify", tag = "medication",
    params(("id" = PrescriptionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Prescription),
    (status = 404, description = "prescription-not-found", body = Problem),
    (status = 409, description = "same-person, prescription-state, prescription-version", body = Problem),
))]
pub(super) async fn verify_prescription(
    State(medication): State<MedicationService>,
    principal: Principal,
    Path(id): Path<PrescriptionId>,
    IfMatch(version): IfMatch,
) -> ApiResult<Versioned<Prescription>> {
    Ok(Versioned(medication.verify(id, version, &principal).await?))
}

/// Hands a part or the rest of the fill out.
#[utoipa::path(post, path = "/api/v1/prescriptions/{id}/dispense", tag = "medication", request_body = DispenseRequest,
    params(("id" = PrescriptionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Prescription),
    (status = 404, description = "prescription-not-found", body = Problem),
    (status = 409, description = "prescription-state, prescription-version", body = Problem),
    (status = 422, description = "validation-failed, batch-expired", body = Problem),
))]
pub(super) async fn dispense_prescription(
    State(medication): State<MedicationService>,
    principal: Principal,
    Path(id): Path<PrescriptionId>,
    IfMatch(version): IfMatch,
    Json(request): Json<DispenseRequest>,
) -> ApiResult<Versioned<Prescription>> {
    Ok(Versioned(medication.dispense(id, version, &request, &principal).await?))
}

/// Begins the next fill.
#[utoipa::path(post, path = "/api/v1/prescriptions/{id}/refill", tag = "medication",
    params(("id" = PrescriptionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Prescription),
    (status = 404, description = "prescription-not-found", body = Problem),
    (status = 409, description = "prescription-state, prescription-version", body = Problem),
))]
pub(super) async fn refill_prescription(
    State(medication): State<MedicationService>,
    principal: Principal,
    Path(id): Path<PrescriptionId>,
    IfMatch(version): IfMatch,
) -> ApiResult<Versioned<Prescription>> {
    Ok(Versioned(medication.refill(id, version, &principal).await?))
}

/// Pauses it.
#[utoipa::path(post, path = "/api/v1/prescriptions/{id}/hold", tag = "medication", request_body = ReasonRequest,
    params(("id" = PrescriptionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Prescription),
    (status = 404, description = "prescription-not-found", body = Problem),
    (status = 409, description = "prescription-state, prescription-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn hold_prescription(
    State(medication): State<MedicationService>,
    principal: Principal,
    Path(id): Path<PrescriptionId>,
    IfMatch(version): IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Prescription>> {
    Ok(Versioned(
        medication
            .end(id, version, PrescriptionStatus::OnHold, &request, &principal)
            .await?,
    ))
}

/// Goes on after a hold, where it was before.
#[utoipa::path(post, path = "/api/v1/prescriptions/{id}/resume", tag = "medication",
    params(("id" = PrescriptionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Prescription),
    (status = 404, description = "prescription-not-found", body = Problem),
    (status = 409, description = "prescription-state, prescription-version", body = Problem),
))]
pub(super) async fn resume_prescription(
    State(medication): State<MedicationService>,
    principal: Principal,
    Path(id): Path<PrescriptionId>,
    IfMatch(version): IfMatch,
) -> ApiResult<Versioned<Prescription>> {
    Ok(Versioned(medication.resume(id, version, &principal).await?))
}

/// Ends it before its time.
#[utoipa::path(post, path = "/api/v1/prescriptions/{id}/stop", tag = "medication", request_body = ReasonRequest,
    params(("id" = PrescriptionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Prescription),
    (status = 404, description = "prescription-not-found", body = Problem),
    (status = 409, description = "prescription-state, prescription-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn stop_prescription(
    State(medication): State<MedicationService>,
    principal: Principal,
    Path(id): Path<PrescriptionId>,
    IfMatch(version): IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Prescription>> {
    Ok(Versioned(
        medication
            .end(id, version, PrescriptionStatus::Stopped, &request, &principal)
            .await?,
    ))
}

/// Takes it back before anything was handed out.
#[utoipa::path(post, path = "/api/v1/prescriptions/{id}/cancel", tag = "medication", request_body = ReasonRequest,
    params(("id" = PrescriptionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Prescription),
    (status = 404, description = "prescription-not-found", body = Problem),
    (status = 409, description = "prescription-state, prescription-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn cancel_prescription(
    State(medication): State<MedicationService>,
    principal: Principal,
    Path(id): Path<PrescriptionId>,
    IfMatch(version): IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Prescription>> {
    Ok(Versioned(
        medication
            .end(id, version, PrescriptionStatus::Cancelled, &request, &principal)
            .await?,
    ))
}

/// Says that it should never have been there.
#[utoipa::path(post, path = "/api/v1/prescriptions/{id}/entered-in-error", tag = "medication", request_body = ReasonRequest,
    params(("id" = PrescriptionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Prescription),
    (status = 404, description = "prescription-not-found", body = Problem),
    (status = 409, description = "prescription-state, prescription-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn mark_prescription_error(
    State(medication): State<MedicationService>,
    principal: Principal,
    Path(id): Path<PrescriptionId>,
    IfMatch(version): IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Prescription>> {
    Ok(Versioned(
        medication
            .end(id, version, PrescriptionStatus::EnteredInError, &request, &principal)
            .await?,
    ))
}
