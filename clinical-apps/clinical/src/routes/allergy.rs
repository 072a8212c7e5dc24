//! `/api/v1/allergies` and a patient's allergies.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::{Allergy, AllergyRequest, AllergySummary};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{AllergyId, Page, PatientId, Problem};

use super::chart::chart_routes;
use crate::ClinicalService;

chart_routes! {
    Allergy(AllergyId) of AllergyRequest,
    list list_allergies "/api/v1/patients/{id}/allergies"
        "Lists a patient's allergies and intolerances, newest first, those that do not count any more among them.",
    record record_allergy conflicts "allergy-exists"
        "Records an allergy or intolerance; it ends a statement that there are none.",
    get get_allergy "/api/v1/allergies/{id}" "allergy-not-found" "Gives an allergy.",
    change change_allergy "allergy-exists, allergy-state, allergy-version"
        "Replaces what is said of an allergy.",
    error mark_allergy_error "/api/v1/allergies/{id}/entered-in-error" "allergy-state, allergy-version",
    versions list_allergy_versions "/api/v1/allergies/{id}/versions",
}

/// Tells what counts now: active allergies that are not refuted, and whether anybody has asked at all.
///
/// `unknown` is not `none-known`: nobody may take the first for the second.
#[utoipa::path(get, path = "/api/v1/patients/{id}/allergies/summary", tag = "clinical", params(("id" = PatientId, Path)), responses(
    (status = 200, description = "What counts", body = AllergySummary),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn get_allergy_summary(
    State(clinical): State<ClinicalService>,
    Path(id): Path<PatientId>,
) -> ApiResult<Json<AllergySummary>> {
    Ok(Json(clinical.allergy_summary(id).await?))
}

/// `/api/v1/allergy-statements` and a patient's statements.
pub(super) mod statement {
    use axum::extract::State;
    use http::StatusCode;
    use nilecare_contracts::ReasonRequest;
    use nilecare_contracts::clinical::{AllergyStatement, AllergyStatementRequest};
    use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
    use nilecare_types::{AllergyStatementId, Page, PatientId, Problem};

    use super::chart_routes;
    use crate::ClinicalService;

    chart_routes! {
        AllergyStatement(AllergyStatementId) of AllergyStatementRequest,
        list list_allergy_statements "/api/v1/patients/{id}/allergy-statements"
            "Lists statements that no allergies are known, newest first, ended ones among them.",
        record record_allergy_statement conflicts "allergies-known"
            "States that no allergies are known; refused while one is.",
        get get_allergy_statement "/api/v1/allergy-statements/{id}" "allergy-statement-not-found" "Gives a statement.",
        error mark_allergy_statement_error "/api/v1/allergy-statements/{id}/entered-in-error"
            "allergy-statement-state, allergy-statement-version",
        versions list_allergy_statement_versions "/api/v1/allergy-statements/{id}/versions",
    }
}
