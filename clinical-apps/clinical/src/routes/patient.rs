//! `/api/v1/patients`

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::clinical::{MatchRequest, Patient, PatientIds, PatientMatch, PatientPatch};
use nilecare_http::{ApiResult, Json, ListQuery, Path, Query};
use nilecare_types::{Page, PatientId, Problem};

use crate::ClinicalService;

/// How to find patients; all active ones when nothing is given.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PatientFilter {
    /// A number: its value in any system, or `system|value`. Numbers of merged records find the survivor.
    identifier: Option<String>,
    /// Beginnings of words of the name, such as `elh amn`. Not used when an identifier is given.
    name: Option<String>,
}

/// Finds patients by number or name.
#[utoipa::path(get, path = "/api/v1/patients", tag = "clinical", params(PatientFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Patient>),
))]
pub(super) async fn list_patients(
    State(clinical): State<ClinicalService>,
    Query(filter): Query<PatientFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Patient>>> {
    let page = match &filter.identifier {
        Some(identifier) => {
            clinical
                .patients_by_identifier(identifier, list.after(), list.limit())
                .await?
        }
        None => {
            let name = filter.name.as_deref().unwrap_or_default();
            clinical.patients_by_name(name, list.after(), list.limit()).await?
        }
    };
    Ok(Json(page))
}

/// How a patient is registered.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Registration {
    /// True: somebody has looked at the records that are probably of the same person, and none is.
    #[serde(default)]
    confirm: bool,
}

/// Registers a patient by hand.
///
/// Refused with `probable-duplicates` while there are records that are probably of the same person: their ids and points are under
/// `problems`, and `POST /api/v1/patients/duplicates` shows them.
#[utoipa::path(post, path = "/api/v1/patients", tag = "clinical", params(Registration), request_body = PatientPatch, responses(
    (status = 201, description = "Registered", body = Patient),
    (status = 409, description = "patient-exists, probable-duplicates", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn register_patient(
    State(clinical): State<ClinicalService>,
    Query(registration): Query<Registration>,
    Json(new): Json<PatientPatch>,
) -> ApiResult<(StatusCode, Json<Patient>)> {
    let patient = clinical.register_patient(&new, registration.confirm).await?;
    Ok((StatusCode::CREATED, Json(patient)))
}

/// Tells whose numbers these are. A request with a body, so that numbers do not end up in the logs of proxies.
#[utoipa::path(post, path = "/api/v1/patients/match", tag = "clinical", request_body = MatchRequest, responses(
    (status = 200, description = "The patient, if known", body = PatientMatch),
    (status = 409, description = "patient-identifier-conflict", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn match_patient(
    State(clinical): State<ClinicalService>,
    Json(request): Json<MatchRequest>,
) -> ApiResult<Json<PatientMatch>> {
    Ok(Json(clinical.match_patient(&request).await?))
}

/// Gives a patient; a merged record shows which one replaced it.
#[utoipa::path(get, path = "/api/v1/patients/{id}", tag = "clinical", params(("id" = PatientId, Path)), responses(
    (status = 200, description = "The patient", body = Patient),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn get_patient(
    State(clinical): State<ClinicalService>,
    Path(id): Path<PatientId>,
) -> ApiResult<Json<Patient>> {
    Ok(Json(clinical.patient(id).await?))
}

/// Gives all ids of the person that an id stands for, before and after merges.
#[utoipa::path(get, path = "/api/v1/patients/{id}/ids", tag = "clinical", params(("id" = PatientId, Path)), responses(
    (status = 200, description = "The ids", body = PatientIds),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn get_patient_ids(
    State(clinical): State<ClinicalService>,
    Path(id): Path<PatientId>,
) -> ApiResult<Json<PatientIds>> {
    Ok(Json(clinical.patient_ids(id).await?))
}
