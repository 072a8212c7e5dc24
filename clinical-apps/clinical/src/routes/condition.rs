//! `/api/v1/conditions` and a patient's conditions and diagnoses.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::{Condition, ConditionRequest};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{ConditionId, Page, PatientId, Problem};

use super::chart::chart_routes;
use crate::ClinicalService;

chart_routes! {
    Condition(ConditionId) of ConditionRequest,
    list list_conditions "/api/v1/patients/{id}/conditions"
        "Lists a patient's conditions and diagnoses, newest first, of one encounter where given.",
    record record_condition "Records a condition or diagnosis.",
    get get_condition "/api/v1/conditions/{id}" "condition-not-found" "Gives a condition or diagnosis.",
    change change_condition "condition-state, condition-version" "Replaces what is said of a condition or diagnosis.",
    error mark_condition_error "/api/v1/conditions/{id}/entered-in-error" "condition-state, condition-version",
    versions list_condition_versions "/api/v1/conditions/{id}/versions",
}
