//! `/api/v1/encounters` and a patient's encounters.

use axum::extract::State;
use nilecare_contracts::clinical::Encounter;
use nilecare_http::{ApiResult, Json, ListQuery, Path, Query};
use nilecare_types::{EncounterId, Page, PatientId, Problem};

use crate::ClinicalService;

/// Gives an encounter with its places.
#[utoipa::path(get, path = "/api/v1/encounters/{id}", tag = "clinical", params(("id" = EncounterId, Path)), responses(
    (status = 200, description = "The encounter", body = Encounter),
    (status = 404, description = "encounter-not-found", body = Problem),
))]
pub(super) async fn get_encounter(
    State(clinical): State<ClinicalService>,
    Path(id): Path<EncounterId>,
) -> ApiResult<Json<Encounter>> {
    Ok(Json(clinical.encounter(id).await?))
}

/// Lists a patient's encounters, newest first; for a merged record those of the survivor.
#[utoipa::path(get, path = "/api/v1/patients/{id}/encounters", tag = "clinical",
    params(("id" = PatientId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<Encounter>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_encounters(
    State(clinical): State<ClinicalService>,
    Path(id): Path<PatientId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Encounter>>> {
    Ok(Json(clinical.encounters(id, list.after(), list.limit()).await?))
}
