//! `/api/v1/immunizations` and a patient's immunisations.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::{Immunization, ImmunizationRequest};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{ImmunizationId, Page, PatientId, Problem};

use super::chart::chart_routes;
use crate::ClinicalService;

chart_routes! {
    Immunization(ImmunizationId) of ImmunizationRequest,
    list list_immunizations "/api/v1/patients/{id}/immunizations"
        "Lists a patient's immunisations, newest first, of one encounter where given.",
    record record_immunization "Records an immunisation.",
    get get_immunization "/api/v1/immunizations/{id}" "immunization-not-found" "Gives an immunisation.",
    change change_immunization "immunization-state, immunization-version" "Replaces what is said of an immunisation.",
    error mark_immunization_error "/api/v1/immunizations/{id}/entered-in-error" "immunization-state, immunization-version",
    versions list_immunization_versions "/api/v1/immunizations/{id}/versions",
}
