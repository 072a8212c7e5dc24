//! `/api/v1/high-alert-drugs`.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::medication::HighAlertDrug;
use nilecare_http::{ApiResult, Json, Path};
use nilecare_types::Problem;

use crate::MedicationService;

/// Lists the drugs that need a second person to give them.
#[utoipa::path(get, path = "/api/v1/high-alert-drugs", tag = "medication", responses(
    (status = 200, description = "All of them", body = Vec<HighAlertDrug>),
))]
pub(super) async fn list_high_alert(
    State(medication): State<MedicationService>,
) -> ApiResult<Json<Vec<HighAlertDrug>>> {
    Ok(Json(medication.high_alert_drugs().await?))
}

/// Puts a drug on the list. It counts for prescriptions written from then on whose drug has this name in its name.
#[utoipa::path(put, path = "/api/v1/high-alert-drugs", tag = "medication", request_body = HighAlertDrug, responses(
    (status = 200, description = "As it is on the list", body = HighAlertDrug),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn put_high_alert(
    State(medication): State<MedicationService>,
    Json(drug): Json<HighAlertDrug>,
) -> ApiResult<Json<HighAlertDrug>> {
    Ok(Json(medication.put_high_alert(drug).await?))
}

/// Takes a drug from the list.
#[utoipa::path(delete, path = "/api/v1/high-alert-drugs/{name}", tag = "medication", params(("name" = String, Path)), responses(
    (status = 204, description = "It is not on the list any more"),
    (status = 404, description = "high-alert-not-found", body = Problem),
))]
pub(super) async fn remove_high_alert(
    State(medication): State<MedicationService>,
    Path(name): Path<String>,
) -> ApiResult<StatusCode> {
    medication.remove_high_alert(&name).await?;
    Ok(StatusCode::NO_CONTENT)
}
