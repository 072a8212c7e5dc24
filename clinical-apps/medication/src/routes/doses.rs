//! Doses: `/api/v1/prescriptions/{id}/administrations` and `/api/v1/mar`.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::medication::{Administration, AdministrationRequest, Slot};
use nilecare_http::{ApiResult, Json, Path, Principal, Query};
use nilecare_types::{PatientId, PrescriptionId, Problem, Timestamp};

use crate::MedicationService;

/// Notes what became of a dose.
///
/// Giving needs the scans of wristband and pack, or a reason. A high-alert drug needs a witness. More than an hour off its time, another amount, or not
/// giving it needs a reason.
#[utoipa::path(post, path = "/api/v1/prescriptions/{id}/administrations", tag = "medication",
    request_body = AdministrationRequest, params(("id" = PrescriptionId, Path)), responses(
    (status = 201, description = "As it was noted", body = Administration),
    (status = 404, description = "prescription-not-found", body = Problem),
    (status = 409, description = "not-given-now, no-dose", body = Problem),
    (status = 422, description = "validation-failed, wrong-patient, wrong-drug, witness-needed", body = Problem),
))]
pub(super) async fn note_dose(
    State(medication): State<MedicationService>,
    principal: Principal,
    Path(id): Path<PrescriptionId>,
    Json(request): Json<AdministrationRequest>,
) -> ApiResult<(StatusCode, Json<Administration>)> {
    let administration = medication.administer(id, &request, &principal).await?;
    Ok((StatusCode::CREATED, Json(administration)))
}

/// Whose doses, and of which time.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DoseFilter {
    /// Whose; any id of the person.
    patient: PatientId,
    /// From when.
    #[param(value_type = String, format = DateTime)]
    from: Timestamp,
    /// To before when; at most 31 days later.
    #[param(value_type = String, format = DateTime)]
    to: Timestamp,
}

/// Gives the record of a patient's doses in the order of time: upcoming, due, overdue and noted.
#[utoipa::path(get, path = "/api/v1/mar", tag = "medication", params(DoseFilter), responses(
    (status = 200, description = "The doses", body = Vec<Slot>),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn list_doses(
    State(medication): State<MedicationService>,
    Query(filter): Query<DoseFilter>,
) -> ApiResult<Json<Vec<Slot>>> {
    let slots = medication.record_of_doses(filter.patient, filter.from, filter.to);
    Ok(Json(slots.await?))
}
